import { beforeAll, describe, expect, it } from 'vitest';
import type { Place, Report } from '../../src/report/report.ts';
import { type Pointer, tokensOf, valueAt } from '../../src/spec/json-pointer.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { as31, extractReferences, type Rewrite, reorderKeys, retell, wrapInAllOf } from '../support/rewrite-schema.ts';
import { as30 } from '../support/rewrite-swagger.ts';
import { loadReal, type RealPair, realPairs } from '../support/shared-specs.ts';
import { type Doc, guardSpecs, specOf } from '../support/spec.ts';

const pairs = realPairs();
const none: RealPair = { name: 'skipped: ../shared/specs is not here', before: '', after: '' };
/** Rewrites of whole documents take memory: the largest descriptions are left out of them. */
const LARGE = new Set(['github']);

describe.skipIf(pairs.length === 0).each(pairs.length === 0 ? [none] : pairs)('$name', ({ name, before, after }) => {
  let old: SpecVersion;
  let now: SpecVersion;
  let report: Report;

  beforeAll(async () => {
    [old, now] = await Promise.all([loadReal(before), loadReal(after)]);
    report = guardSpecs(old, now);
  });

  it('does not differ from itself', async () => {
    expect(guardSpecs(old, old).findings).toEqual([]);
    expect(guardSpecs(now, await loadReal(after)).findings).toEqual([]);
  });

  it('reads the same twice', () => {
    expect(JSON.stringify(guardSpecs(old, now))).toBe(JSON.stringify(report));
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('names places that exist', () => {
    const missing = report.findings.flatMap(({ rule, at, was, message }) => [
      ...(at !== undefined && !exists(now, at) ? [`${rule} at ${at.pointer}: ${message}`] : []),
      ...(was !== undefined && !exists(old, was) ? [`${rule} was ${was.pointer}: ${message}`] : []),
    ]);
    expect(missing).toEqual([]);
    expect(report.findings.every(({ at, was }) => at !== undefined || was !== undefined)).toBe(true);
  });

  it('tells findings apart by their fingerprints', () => {
    const seen = new Map<string, string>();
    const twice = report.findings.flatMap(({ fingerprint, rule, at, was }) => {
      const place = `${rule} ${was?.pointer} → ${at?.pointer}`;
      const known = seen.get(fingerprint);
      seen.set(fingerprint, place);
      return known === undefined ? [] : [`${known} and ${place}`];
    });
    expect(twice).toEqual([]);
  });

  it('has a line for every place', () => {
    const places = report.findings.flatMap(({ at, was }) => [at, was]).filter((place) => place !== undefined);
    expect(places.filter(({ line, column }) => line < 1 || column < 1)).toEqual([]);
  });

  it.skipIf(LARGE.has(name))('is not changed by a rewrite', () => {
    for (const [spec, title, rewrite] of [old, now].flatMap((one) =>
      Object.entries(rewritesOf(one)).map(([name, rewrite]) => [one, name, rewrite] as const),
    )) {
      const entry = entryValue(spec);
      const { findings } = guardSpecs(specOf(entry, othersOf(spec)), rewritten(rewrite, spec));
      expect(
        findings.map(({ rule, level, message, at }) => `${title}: ${level} ${rule} ${at?.pointer} ${message}`),
      ).toEqual([]);
    }
  });
});

function exists({ files }: SpecVersion, { file, pointer }: Place): boolean {
  const source = [...files.values()].find(({ name }) => name === file);
  if (source === undefined || tokensOf(pointer) === undefined) return false;
  return pointer === '' || valueAt(source.value, pointer as Pointer) !== undefined;
}

function rewritesOf({ dialect, files }: SpecVersion): Readonly<Record<string, Rewrite>> {
  const cheap = { 'keys in another order': reorderKeys, 'other texts': retell };
  if (files.size > 1) return cheap;
  const deep = { ...cheap, 'references extracted': extractReferences, 'wrapped into allOf': wrapInAllOf };
  if (dialect === '2.0') return { ...deep, 'respelled as 3.0': (document) => ({ entry: as30(document) }) };
  return dialect === '3.0' ? { ...deep, 'respelled as 3.1': as31 } : deep;
}

function entryValue({ files, entry }: SpecVersion): Doc {
  return files.get(entry)?.value as Doc;
}

/** The files beside the entry by their paths from it. */
function othersOf({ files, entry }: SpecVersion): Record<string, unknown> {
  const base = entry.slice(0, entry.lastIndexOf('/') + 1);
  return Object.fromEntries(
    [...files.values()].filter(({ url }) => url !== entry).map(({ url, value }) => [url.slice(base.length), value]),
  );
}

function rewritten(rewrite: Rewrite, spec: SpecVersion): SpecVersion {
  const { entry, files = {} } = rewrite(entryValue(spec));
  return specOf(entry, { ...othersOf(spec), ...files });
}
