/** Every pair of real descriptions: judged, deterministic, with places that exist, and with the truths of its README. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import type { Place, Report } from '../../src/report/report.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import { type Pointer, valueAt } from '../../src/spec/json-pointer.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { isTrue, PAIRS } from './pair-truths.ts';
import { isShared, loadShared, SHARED, whenShared } from './shared-specs.ts';

/** The place is in the file of its version; a finding points at what is there, or at what held it. */
function exists(version: SpecVersion, { file, pointer, line, column }: Place): boolean {
  const source = [...version.files.values()].find(({ name }) => name === file);
  if (source === undefined || line < 1 || column < 1) return false;
  return pointer === '' || valueAt(source.value, pointer as Pointer) !== undefined;
}

function compare(before: SpecVersion, after: SpecVersion): Report {
  return guard({ systems: new Map([['api', { before, after }]]) });
}

const table: string[] = [];

/** By rule: a pair that reaches it, from the old version to the new one or `reversed`, or why none does. */
type Reach = { readonly pair: string; readonly reversed?: true } | { readonly none: string };

const reachOf = new Map<string, Reach>(
  Object.entries(
    load(readFileSync(resolve(import.meta.dirname, 'rule-pairs.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as object,
  ),
);

const reports = new Map<string, Promise<Report>>();

/** Each pair is compared once in each direction, whichever test asks first. */
function reportOf(name: string, reversed = false): Promise<Report> {
  const key = `${name} ${reversed}`;
  const known = reports.get(key) ?? compareShared(name, reversed);
  reports.set(key, known);
  return known;
}

async function compareShared(name: string, reversed: boolean): Promise<Report> {
  const { before, after } = PAIRS[name] ?? { before: `no pair ${name}`, after: '' };
  const [old, now] = [await loadShared('api', before), await loadShared('api', after)];
  return reversed ? compare(now, old) : compare(old, now);
}

describe.skipIf(!isShared)(`every shared pair${whenShared}`, () => {
  afterAll(() => {
    process.stdout.write(`${['pair | ms | changes | breaking | warnings | info | unjudged', ...table].join('\n')}\n`);
  });

  describe.each(Object.entries(PAIRS))('%s', (name, pair) => {
    let before: SpecVersion;
    let after: SpecVersion;
    let report: Report;

    beforeAll(async () => {
      const started = performance.now();
      before = await loadShared('api', pair.before);
      after = await loadShared('api', pair.after);
      report = await reportOf(name);
      const spent = Math.round(performance.now() - started);
      const { error, warning, info, breaking } = report.counts;
      table.push([name, spent, error + warning + info, breaking, warning, info, report.unjudged.length].join(' | '));
    }, 60_000);

    it('has no difference from itself, under another reading of the same files', async () => {
      for (const path of [pair.before, pair.after]) {
        const again = await loadSpec(path, { system: 'api', cwd: SHARED });
        expect(compare(await loadShared('api', path), again).findings).toEqual([]);
      }
    });

    it('is judged the same, byte for byte, from files read anew', async () => {
      const [old, now] = [pair.before, pair.after].map((path) => loadSpec(path, { system: 'api', cwd: SHARED }));
      const again = compare(await (old as Promise<SpecVersion>), await (now as Promise<SpecVersion>));
      expect(JSON.stringify(again)).toBe(JSON.stringify(report));
    });

    it('names places that exist', () => {
      const lost = report.findings.filter(
        ({ at, was }) => (at !== undefined && !exists(after, at)) || (was !== undefined && !exists(before, was)),
      );
      expect(lost.map(({ rule, at, was }) => ({ rule, at, was }))).toEqual([]);
      const unplaced = report.unjudged.filter(
        ({ at }) => at !== undefined && !exists(before, at) && !exists(after, at),
      );
      expect(unplaced).toEqual([]);
    });

    it('gives each finding a fingerprint of its own', () => {
      const seen = report.findings.map(({ fingerprint }) => fingerprint);
      expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([]);
    });

    it('finds what the vendor really changed', () => {
      const missed = pair.truths.filter((truth) => !report.findings.some((finding) => isTrue(truth, finding)));
      expect(missed).toEqual([]);
    });

    it('calls nothing breaking that is not', () => {
      const { onlyBreaking } = pair;
      const wrong = report.findings.filter(
        (finding) => finding.compatibility === 'breaking' && onlyBreaking !== undefined && !onlyBreaking(finding),
      );
      expect(wrong.map(({ rule, operation, path, message }) => ({ rule, operation, path, message }))).toEqual([]);
    });

    it('says what it could not judge, and calls nothing behind a lost reference breaking', () => {
      if (pair.unjudged !== undefined)
        expect(report.unjudged.map(({ message }) => message).join('\n')).toContain(pair.unjudged);
      const behind = report.findings.filter(
        ({ rule, compatibility, was }) =>
          // That a name is gone is certain, whatever stood behind it.
          rule !== 'property-removed' && compatibility === 'breaking' && was !== undefined && isLost(before, was),
      );
      expect(behind.map(({ rule, was, message }) => `${rule} ${was?.pointer} ${message}`)).toEqual([]);
    });
  });

  it('knows all pairs there are', () => {
    const readme = readFileSync(resolve(SHARED, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/^- \*\*([a-z-]+)\*\*:/gm)].map((match) => match[1]);
    const folders = Object.values(PAIRS).map(({ before }) => before.split('/')[0]);
    expect(new Set(folders)).toEqual(new Set(named));
  });

  describe('reach every rule, or say why not', () => {
    it('all rules are named', () => {
      expect([...reachOf.keys()]).toEqual(RULE_IDS);
    });

    it('by the pair that is named', async () => {
      const missed: string[] = [];
      for (const [rule, reach] of reachOf) {
        if (!('pair' in reach)) continue;
        const { findings } = await reportOf(reach.pair, reach.reversed);
        if (!findings.some((finding) => finding.rule === rule)) missed.push(`${rule}: ${reach.pair}`);
      }
      expect(missed).toEqual([]);
    }, 60_000);

    it('where none is, by no pair in either direction', async () => {
      const reached: string[] = [];
      for (const name of Object.keys(PAIRS)) {
        for (const reversed of [false, true]) {
          const { findings } = await reportOf(name, reversed);
          const rules = new Set<string>(findings.map(({ rule }) => rule));
          for (const rule of rules)
            if ('none' in (reachOf.get(rule) ?? {})) reached.push(`${rule}: ${name}${reversed ? ' reversed' : ''}`);
        }
      }
      expect(reached).toEqual([]);
    }, 60_000);
  });
});

/** Whether a place is a local reference that leads nowhere, or leaves its other names to one. */
function isLost(version: SpecVersion, { file, pointer }: Place): boolean {
  const source = [...version.files.values()].find(({ name }) => name === file);
  const refAt = (path: string) => {
    const value = source && valueAt(source.value, path as Pointer);
    return typeof value === 'object' && value !== null && '$ref' in value ? value.$ref : undefined;
  };
  return [pointer, `${pointer}/additionalProperties`].some((path) => {
    const ref = refAt(path);
    return (
      typeof ref === 'string' && ref.startsWith('#/') && valueAt(source?.value, ref.slice(1) as Pointer) === undefined
    );
  });
}
