import { describe, expect, it } from 'vitest';
import { contains, containsIn, createAjvJudge, createSession, type Dialect } from '../../src/containment/index.ts';
import { standalone } from '../../src/containment/schema-in.ts';
import type { Json } from '../../src/spec/spec-version.ts';
import { mutated, randomFrom, randomSchema } from './random-schema.ts';

const DIALECTS: readonly Dialect[] = ['draft2020-12', 'draft7', 'openapi-3.0'];
const DIRECTIONS = [undefined, 'request', 'response'] as const;

describe('one session for many questions', () => {
  it('keeps the references of each direction and each document apart', () => {
    const session = createSession(createAjvJudge());
    const ask = (a: unknown, b: unknown, direction?: 'request' | 'response') =>
      containsIn(
        standalone(a, 'draft2020-12'),
        standalone(b, 'draft2020-12'),
        { ...(direction && { direction }) },
        session,
      ).verdict;
    const refTo = (target: object) => ({
      type: 'object',
      properties: { p: { $ref: '#/$defs/t' } },
      $defs: { t: target },
    });
    const [text, number] = [refTo({ type: 'string' }), refTo({ type: 'integer' })];
    const [some, any] = [refTo({ enum: ['a'] }), refTo({ enum: ['a', 'b'] })];
    expect(ask(text, number, 'request')).toBe('not-contained');
    expect(ask(some, any, 'response')).toBe('contained');
    expect(ask(any, some)).toBe('not-contained');
    expect(ask(number, text, 'response')).toBe('not-contained');
  });

  it('never contradicts a session of its own', () => {
    const random = randomFrom(20_261_125);
    for (let round = 0; round < 20; round++) {
      const session = createSession(createAjvJudge());
      for (let question = 0; question < 12; question++) {
        const dialect = random.pick(DIALECTS);
        const vocabulary = { dialect, recursive: true };
        const a = randomSchema(random, 3, vocabulary);
        const b = random.chance(0.6) ? mutated(random, a, vocabulary) : randomSchema(random, 3, vocabulary);
        const direction = random.pick(DIRECTIONS);
        const options = { ...(direction && { direction }) };
        const alone = contains(a, b, { dialect, ...options }).verdict;
        const shared = containsIn(standalone(a, dialect), standalone(b, dialect), options, session).verdict;
        const decided = alone !== 'unproven' && shared !== 'unproven';
        expect(decided ? shared : alone, JSON.stringify({ a, b, dialect, direction })).toBe(alone);
      }
    }
  });
});

describe('what is planted into a harmless value', () => {
  const either = (object: object) => ({
    type: 'object',
    required: ['p', 'q'],
    properties: { p: { anyOf: [object, { type: 'string' }] }, q: { enum: ['a'] } },
  });
  const open = either({ type: 'object' });
  const needy = either({ type: 'object', required: ['x', 'y'], properties: { x: {}, y: {} } });
  const isEmpty = { type: 'object', required: ['p'], properties: { p: { const: { y: 0 } } } };
  const ask = (b: object, plant: (harmless: Json) => Json | undefined) =>
    contains(open, b, { dialect: 'draft2020-12', limit: isEmpty, near: {}, plant });

  it('shows what is refused, whatever names are in it, beside what both take', () => {
    expect(ask(needy, (harmless) => ({ ...(harmless as object), p: { y: 0 } }))).toEqual({
      verdict: 'not-contained',
      witness: { p: { y: 0 }, q: 'a' },
    });
  });

  it('is left where it is no witness, or has no place: then one is searched for', () => {
    const wanted = contains(open, needy, { dialect: 'draft2020-12', limit: isEmpty, near: {} });
    expect(ask(needy, (harmless) => harmless)).toEqual(wanted);
    expect(ask(needy, () => undefined)).toEqual(wanted);
    expect(ask(open, () => ({ p: { y: 0 } })).verdict).toBe('contained');
  });
});
