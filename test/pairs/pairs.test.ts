import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/report/report.ts';
import type { Dialect } from '../../src/spec/spec-version.ts';
import { completeDocument, type Doc, guardSpecs, specOf } from '../support/spec.ts';

/** See README.md: written by hand from the specifications. */
interface PairCase {
  readonly name: string;
  readonly because: string;
  readonly dialect?: Dialect | { readonly before: Dialect; readonly after: Dialect };
  readonly before: Doc;
  readonly after: Doc;
  /** Further files, by their path beside the description. */
  readonly beside?: { readonly before?: Doc; readonly after?: Doc };
  /** Nothing changes, in either direction. */
  readonly same?: true;
  /** All that was relied on still works; the other way round may break. */
  readonly fits?: true;
  /** Rules of all findings of level error; `true` where only the verdict was reasoned. */
  readonly breaks?: readonly string[] | true;
}

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

type Side = [document: Doc, beside: Doc];

function casesOf(file: string): PairCase[] {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return load(text, { schema: CORE_SCHEMA }) as PairCase[];
}

/** Sides are copied, so that no object is in both. */
function errorsOf(before: Side, after: Side): Finding[] {
  const [was, is] = [structuredClone(before), structuredClone(after)];
  return guardSpecs(specOf(...was), specOf(...is)).findings.filter(({ level }) => level === 'error');
}

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, message, path }) => `${rule} ${path}: ${message}`);
}

describe.each(files)('%s', (file) => {
  it.each(casesOf(file))('$name', ({ because, dialect = '3.1', same, fits, breaks, beside = {}, ...sides }) => {
    const side = (which: 'before' | 'after'): Side => [
      completeDocument(sides[which], typeof dialect === 'string' ? dialect : dialect[which]),
      beside[which] ?? {},
    ];
    const [before, after] = [side('before'), side('after')];
    expect([same, fits, breaks].filter((one) => one !== undefined).length, 'one verdict').toBe(1);
    if (breaks === undefined) expect(told(errorsOf(before, after)), because).toEqual([]);
    else if (breaks === true) expect(errorsOf(before, after).length, because).toBeGreaterThan(0);
    else
      expect(
        errorsOf(before, after)
          .map(({ rule }) => rule)
          .sort(),
        because,
      ).toEqual([...breaks].sort());
    if (same) expect(told(errorsOf(after, before)), `${because} (the other way round)`).toEqual([]);
  });
});
