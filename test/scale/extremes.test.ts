/** The bench's extremes at a size for every run: what is found in them does not depend on how long a chain is, or how wide a union. */

import { describe, expect, it } from 'vitest';
import { extremes } from '../../bench/src/extremes.ts';
import type { Finding } from '../../src/report/report.ts';
import { defaultLimits } from '../../src/spec/load-policy.ts';
import { parseText } from '../../src/spec/parse.ts';
import { diffOf } from '../support/spec.ts';

function findingsOf(name: string, size: number): readonly Finding[] {
  const extreme = extremes.find((one) => one.name === name);
  if (extreme === undefined) throw new Error(`no extreme called ${name}`);
  const { findings, unjudged } = diffOf(
    JSON.parse(extreme.text('before', size)),
    JSON.parse(extreme.text('after', size)),
  );
  expect(unjudged).toEqual([]);
  return findings;
}

function tally(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule, compatibility } of findings) {
    const what = `${rule} ${compatibility}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

describe('extremes', () => {
  it.each([
    ['a chain of 10,000 $refs', /^$/],
    ['a chain of 10,000 allOf', /^$/],
    // Of a path that long the middle is left out.
    ['a chain of 10,000 properties', /^next(?:\.next)+\.…(?:\.next)+$/],
  ])('%s: the change at its end, once', (name, path) => {
    const findings = findingsOf(name, 3_000);
    // GET answers with the string, PUT takes it: a shorter one is a break for who sends, and for that operation alone.
    expect(tally(findings)).toEqual({ 'max-length-changed breaking': 1 });
    expect(findings[0]).toMatchObject({ direction: 'request', operations: { count: 1 } });
    expect(findings[0]?.path).toMatch(path);
  });

  it.each(['a union of 2,000 references', 'a union of 2,000 schemas in place'])(
    '%s: each branch beside its own counterpart',
    (name) => {
      expect(tally(findingsOf(name, 300))).toEqual({ 'maximum-changed breaking': 3 });
    },
  );

  it('20,000 paths: those that changed', () => {
    expect(tally(findingsOf('20,000 paths', 2_000))).toEqual({ 'parameter-required breaking': 20 });
  });

  it('a schema shared by 5,000 operations: one finding that counts them', () => {
    const findings = findingsOf('a schema shared by 5,000 operations', 1_000);
    expect(tally(findings)).toEqual({ 'max-length-changed breaking': 1 });
    // Every other one takes it, the rest answer with it.
    expect(findings[0]?.operations.count).toBe(500);
  });

  it('a document of 30 MB: what operations reach', () => {
    // 20 paths lead to every 25th schema; of these every second one changed.
    expect(tally(findingsOf('a document of 30 MB', 1_000))).toEqual({ 'max-length-changed breaking': 10 });
  });

  it.each(extremes.filter(({ refused }) => refused))('$name: refused by the cap that it is over', async ({ text }) => {
    const deep = text('before', 100_000);
    await expect(parseText({ text: () => deep }, 'deep.json', defaultLimits)).rejects.toThrow(/limit "depth"/);
  });
});
