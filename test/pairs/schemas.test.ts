import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/spec/spec-version.ts';
import { type Doc, diffOf, documentAround, type SchemaPlace } from '../support/spec.ts';

type Verdict = 'fits' | 'breaks';

/** See README.md: written by hand from the specifications. */
interface SchemaCase {
  readonly name: string;
  readonly because?: string;
  readonly dialect?: Dialect | { readonly before: Dialect; readonly after: Dialect };
  readonly named?: Doc;
  readonly before: unknown;
  readonly after: unknown;
  /** How the values of `after` stand to those of `before`. */
  readonly is?: 'same' | 'narrower' | 'wider' | 'other';
  /** Said one by one where the direction decides which members count. */
  readonly request?: Verdict;
  readonly response?: Verdict;
  /** Rules that warn of what is the same. */
  readonly warns?: readonly string[];
}

const REQUEST = { same: 'fits', narrower: 'breaks', wider: 'fits', other: 'breaks' } as const;
const REVERSED = { same: 'same', narrower: 'wider', wider: 'narrower', other: 'other' } as const;

const folder = join(import.meta.dirname, 'schemas');

function casesOf(file: string): SchemaCase[] {
  return load(readFileSync(join(folder, file), 'utf8'), { schema: CORE_SCHEMA }) as SchemaCase[];
}

function sidesOf({ dialect = '3.1', named = {}, ...schemas }: SchemaCase, place: SchemaPlace): [Doc, Doc] {
  const side = (which: 'before' | 'after') =>
    documentAround(
      schemas[which],
      place,
      typeof dialect === 'string' ? dialect : dialect[which],
      ('before' in named ? named[which] : named) as Doc,
    );
  return [side('before'), side('after')];
}

function verdict(before: Doc, after: Doc): { readonly verdict: Verdict; readonly by: readonly string[] } {
  const by = diffOf(before, after).findings.filter(({ level }) => level === 'error');
  return { verdict: by.length === 0 ? 'fits' : 'breaks', by: by.map(({ rule, message }) => `${rule}: ${message}`) };
}

function warningsOf(before: Doc, after: Doc): string[] {
  return diffOf(before, after)
    .findings.filter(({ level }) => level === 'warning')
    .map(({ rule }) => rule);
}

describe.each(readdirSync(folder).sort())('%s', (file) => {
  it.each(casesOf(file))('$name', (one) => {
    const { is, because, warns = [] } = one;
    const request = sidesOf(one, 'request');
    const response = sidesOf(one, 'response');
    const expected = {
      request: one.request ?? (is && REQUEST[is]),
      response: one.response ?? (is && REQUEST[REVERSED[is]]),
      ...(is && { 'request back': REQUEST[REVERSED[is]], 'response back': REQUEST[is] }),
    };
    const found = {
      request: verdict(...request),
      response: verdict(...response),
      ...(is && {
        'request back': verdict(request[1], request[0]),
        'response back': verdict(response[1], response[0]),
      }),
    };
    const verdicts = Object.fromEntries(Object.entries(found).map(([place, one]) => [place, one.verdict]));
    expect(verdicts, `${because} ${JSON.stringify(found, undefined, 1)}`).toEqual(expected);
    if (is !== 'same') return;
    const warnings = [request, response].flatMap(([before, after]) => [
      ...warningsOf(before, after),
      ...warningsOf(after, before),
    ]);
    expect(warnings.filter((rule) => !warns.includes(rule))).toEqual([]);
  });
});
