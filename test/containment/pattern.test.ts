import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/containment/budget.ts';
import { createPatterns, texts } from '../../src/containment/pattern/language.ts';
import { exactly, type Program } from '../../src/containment/pattern/program.ts';
import { randomFrom } from './random-schema.ts';

const patterns = createPatterns();

function program(source: string): Program {
  const found = patterns.program(source);
  if (found === undefined) throw new Error(`no program for ${source}`);
  return found;
}

function first(
  match: readonly string[],
  avoid: readonly string[],
  lengths: readonly [number, number],
  steps = 200_000,
) {
  const question = {
    match: match.map(program),
    avoid: avoid.map(program),
    minLength: lengths[0],
    maxLength: lengths[1],
  };
  return texts(question, createBudget(steps)).next().value;
}

const ANY_LENGTH = [0, Number.POSITIVE_INFINITY] as const;
const SOURCES = [
  '^a',
  'b$',
  '^$',
  'a|^b$',
  '(ab)*',
  '^(a|ab)(c|bcd)$',
  '^(?!foo)',
  '(?=.*a)b',
  '^(?=.*\\d)(?=.*[a-z]).{2,}$',
  'a\\b',
  '\\Bb',
  '(?<!a)b',
  '(?<=a)b',
  '^\\s*$',
  '^\\W+$',
  '[^a]',
  '.',
  '^.{2}$',
  '^\\p{Lu}',
  '^[\\w-]+$',
  '\\u0061',
  '^(a*)*$',
  '^(?:a?b?){2}$',
  '^a{2,3}?b',
  '😀',
];

describe('patterns', () => {
  it('match what the host would match (patterns are tame here, so that it may)', () => {
    const random = randomFrom(7);
    const alphabet = ['a', 'b', 'c', 'd', 'A', '1', ' ', '-', '\n', 'é', '😀', 'foo'];
    for (const source of SOURCES) {
      const host = new RegExp(source, 'u');
      for (let i = 0; i < 150; i++) {
        const text = Array.from({ length: random.below(6) }, () => random.pick(alphabet)).join('');
        const ours = patterns.matches(source, text, createBudget(10_000));
        expect(ours, `${source} on ${JSON.stringify(text)}`).toBe(host.test(text));
      }
    }
  });

  it('yield texts that match one and not the other, and none where there is none', () => {
    for (const match of SOURCES) {
      for (const avoid of SOURCES) {
        const text = first([match], [avoid], [0, 12]);
        if (text === undefined) continue;
        expect(
          new RegExp(match, 'u').test(text) && !new RegExp(avoid, 'u').test(text),
          `${match} but not ${avoid}: ${text}`,
        ).toBe(true);
      }
    }
    expect(first(['.+'], ['.{1,}'], ANY_LENGTH)).toBeUndefined();
    expect(first(['^a{2,4}$'], ['^a{1,5}$'], ANY_LENGTH)).toBeUndefined();
    expect(first(['^[a-z]+$'], [], [3, 3])).toHaveLength(3);
    expect(first(['^a+$'], ['^(aa)+$'], [4, 4])).toBeUndefined();
  });

  it('know a list of texts exactly', () => {
    const barred = exactly(['a', 'b']) as Program;
    const question = { match: [program('^[ab]$')], avoid: [barred], minLength: 0, maxLength: 9 };
    expect([...texts(question, createBudget(10_000))]).toEqual([]);
  });

  it('have no program where they need memory or are not patterns at all', () => {
    for (const source of ['(', '[', 'a{2', '(a|b)\\1+', '(?<!ab)c', 'a'.repeat(10_000), '^(a{1,1000}){1,1000}$']) {
      if (source === 'a{2') expect(patterns.matches(source, 'a{2', createBudget(1000))).toBe(true);
      else expect(patterns.program(source), source.slice(0, 20)).toBeUndefined();
    }
  });

  it('stay within their steps where the subset construction explodes', () => {
    expect(() => first(['^(a|b)*a(a|b){18}$'], ['^(a|b)*b(a|b){18}$'], ANY_LENGTH, 30_000)).toThrow('out of steps');
    expect(first(['^a{1,1000}$'], ['^a{1,999}$'], ANY_LENGTH)).toHaveLength(1000);
  });
});
