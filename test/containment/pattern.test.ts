import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/containment/budget.ts';
import {
  ALL,
  charactersWith,
  complementOf,
  hasCharacter,
  MAX_CODE_POINT,
} from '../../src/containment/pattern/character-set.ts';
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
  '\\P{L}',
  '[^\\p{Script=Greek}\\d]',
  '(?<=\\w|-)\\b',
  '\\S\\D[^\\s\\w]',
  '^[\\u{1f600}-\\u{1f64f}]|[^]{4}',
  '(?:a|(b)){2,}?c',
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
    // the last but one is a letter since Unicode 16
    const alphabet = ['a', 'b', 'c', 'd', 'A', '1', ' ', '-', '\n', 'é', '😀', 'λ', '\ufeff', '\u1c89', 'foo'];
    for (const source of SOURCES) {
      const host = new RegExp(source, 'u');
      for (let i = 0; i < 150; i++) {
        const text = Array.from({ length: random.below(6) }, () => random.pick(alphabet)).join('');
        const ours = patterns.matches(source, text, createBudget(10_000));
        expect(ours, `${source} on ${JSON.stringify(text)}`).toBe(host.test(text));
      }
    }
  });

  it('that only the lenient grammar accepts match as without the flag `u`', () => {
    const texts = ['', 'a', '-', '{', 'a{2', ']', 'p{L}', 'λ', '\n', '_', 'a-', '\u0001'];
    for (const source of ['\\-', 'a{2', '^]$', '\\p', '^[\\w-a]$', '\\_|[^\\-a]', '{', '^\\c', '(?=a)*-', '\\x4']) {
      expect(() => new RegExp(source, 'u'), source).toThrow();
      const host = new RegExp(source);
      for (const text of texts) {
        const ours = patterns.matches(source, text, createBudget(10_000));
        expect(ours, `${source} on ${JSON.stringify(text)}`).toBe(host.test(text));
      }
    }
    // Whatever is no text of ours is one character, not two halves of one.
    expect(patterns.matches('^[^\\_]$', '😀', createBudget(1000))).toBe(true);
  });

  it('take a character that `\\p` names as the host does, at all ends of its ranges', () => {
    for (const property of ['Lu', 'Script=Greek', 'ASCII', 'Any', 'Cs', 'Noncharacter_Code_Point', 'Emoji']) {
      const host = new RegExp(`^\\p{${property}}$`, 'u');
      const set = charactersWith(`\\p{${property}}`);
      for (const { min, max } of set)
        for (const one of [min - 1, min, max, max + 1].filter((code) => code >= 0 && code <= 0x10ffff))
          expect(hasCharacter(set, one), `${property} ${one}`).toBe(host.test(String.fromCodePoint(one)));
      expect(complementOf(complementOf(set, MAX_CODE_POINT), MAX_CODE_POINT)).toEqual(set);
    }
    expect(charactersWith('\\p{Any}')).toEqual(ALL);
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
    for (const source of [
      '(',
      '[',
      'a{2',
      '(a|b)\\1+',
      '(?i:a)',
      '(?<=(a|b)*)c',
      '(?<!ab)c',
      'a'.repeat(10_000),
      '^(a{1,1000}){1,1000}$',
    ]) {
      if (source === 'a{2') expect(patterns.matches(source, 'a{2', createBudget(1000))).toBe(true);
      else expect(patterns.program(source), source.slice(0, 20)).toBeUndefined();
    }
  });

  it('stay within their steps where the subset construction explodes', () => {
    expect(() => first(['^(a|b)*a(a|b){18}$'], ['^(a|b)*b(a|b){18}$'], ANY_LENGTH, 30_000)).toThrow('out of steps');
    expect(first(['^a{1,1000}$'], ['^a{1,999}$'], ANY_LENGTH)).toHaveLength(1000);
    expect(first(['^(?:){9999999999}(?:(){99999}a)$'], [], ANY_LENGTH)).toBe('a');
  });
});
