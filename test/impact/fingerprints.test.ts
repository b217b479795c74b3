/** docs/adr/fingerprints.md: one name for each finding of a run, and the same one after an edit that has nothing to do with it. */
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/impact/findings.ts';
import { tellApart } from '../../src/impact/tell-apart.ts';
import { diffOf, documentAround } from '../support/spec.ts';

function printsOf(before: unknown, after: unknown): Map<string, string> {
  // Parsed, as descriptions are: what is one object here would be one schema there.
  const of = (schema: unknown): unknown => JSON.parse(JSON.stringify(documentAround(schema, 'response', '3.0')));
  const { findings } = diffOf(of(before), of(after));
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  return new Map(findings.map(({ path, rule, fingerprint }) => [`${rule} ${path}`, fingerprint]));
}

const object = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  required,
  properties,
});

describe('findings of one run', () => {
  it('are apart where properties are called as parts of path templates are', () => {
    const [text, number] = [{ type: 'string' }, { type: 'integer' }];
    const before = object({ '{a}': text, '{b}': text });
    const both = printsOf(before, object({ '{a}': number, '{b}': number }));
    expect(both.size).toBe(2);
    // The other one has nothing to do with it.
    for (const [key, print] of printsOf(before, object({ '{a}': number, '{b}': text })))
      expect(both.get(key)).toBe(print);
  });

  it('are apart where only `required` still names what was one shared schema, in any order of it', () => {
    const before = object({ a: { type: 'integer' }, b: { type: 'integer' } }, ['a', 'b']);
    const first = printsOf(before, object({}, ['a', 'b']));
    expect(first.size).toBeGreaterThan(1);
    expect(printsOf(before, object({}, ['b', 'a']))).toEqual(first);
  });
});

const draft = (fields: Partial<Draft>): Draft => ({
  fingerprint: '0000000000000001',
  rule: 'target-gone',
  level: 'error',
  touch: 'mapped',
  direction: 'request',
  compatibility: 'breaking',
  system: 'erp',
  operations: { count: 0, examples: [] },
  path: 'name',
  mappings: [],
  owners: [],
  message: 'gone',
  prove: () => ({ kind: 'none' }),
  evidence: undefined,
  ...fields,
});

describe('tellApart', () => {
  const at = (line: number) => ({ file: 'guard.yaml', pointer: '', line, column: 1 });
  const prints = (drafts: readonly Draft[]) => tellApart(drafts).map(({ fingerprint }) => fingerprint);

  it('leaves a name that is alone', () => {
    const drafts = [draft({}), draft({ fingerprint: '0000000000000002' })];
    expect(tellApart(drafts)).toEqual(drafts);
  });

  it('names all namesakes anew, by where they are met, in whatever order they come', () => {
    const [one, other] = [draft({ path: 'a' }), draft({ path: 'b' })];
    const [first, second] = prints([one, other]);
    expect(new Set([first, second, '0000000000000001']).size).toBe(3);
    expect(prints([other, one])).toEqual([second, first]);
  });

  it('tells a row that a manifest has twice as two, and one that was told twice as one', () => {
    expect(new Set(prints([draft({ at: at(1) }), draft({ at: at(2) })])).size).toBe(2);
    expect(prints([draft({ at: at(1) }), draft({ at: at(1) })])).toEqual(['0000000000000001']);
  });
});
