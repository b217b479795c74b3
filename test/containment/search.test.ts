import { describe, expect, it } from 'vitest';
import { contains } from '../../src/containment/index.ts';
import { largeSchema, rewritten } from './large-schema.ts';
import { mutated, randomFrom, randomSchema } from './random-schema.ts';

type Schema = Record<string, unknown>;

const NAMES = Array.from({ length: 13 }, (_, index) => `url${index}`);
/** Alternatives that nothing tells apart at a glance: each requires a member of its own, and all may hold the others'. */
const oneOf = (more: Schema): Schema => ({
  oneOf: NAMES.map((name) => ({
    type: 'object',
    properties: { [name]: { type: 'string' }, ...more },
    required: [name],
  })),
});

/** Far less than the search takes where it starts with what a value is not: docs/adr/search.md. */
const FEW = 40_000;

describe('the search through alternatives', () => {
  const [before, after] = [oneOf({}), oneOf({ page: { type: 'string' } })];
  const places: Readonly<Record<string, (schema: Schema) => Schema>> = {
    'the whole': (schema) => schema,
    'a conjunct': (schema) => ({ allOf: [schema] }),
    'a property': (schema) => ({ type: 'object', properties: { details: schema } }),
    'a required property': (schema) => ({ type: 'object', properties: { details: schema }, required: ['details'] }),
    'a property of a property': (schema) => ({
      type: 'object',
      properties: { outer: { type: 'object', properties: { details: schema } } },
    }),
    'the items': (schema) => ({ type: 'array', items: schema }),
    'the values of a map': (schema) => ({ type: 'object', additionalProperties: schema }),
  };

  // each alternative allows less than before, and who satisfies exactly one satisfied exactly that one: JSON Schema 2020-12, 10.2.1.3
  it.each(Object.entries(places))('takes no longer when they are %s', (_, place) => {
    for (const mode of ['strict', 'declared'] as const)
      expect(contains(place(after), place(before), { mode, budget: FEW }).verdict).toBe('contained');
  });

  it.each(Object.entries(places))('knows which names nobody declares when they are %s', (_, place) => {
    // a value of the old schema may have any `page`, but has none that is declared
    expect(contains(place(before), place(after), { mode: 'declared', budget: FEW }).verdict).toBe('contained');
    expect(contains(place(before), place(after), { mode: 'strict', budget: FEW }).verdict).toBe('not-contained');
  });
});

describe('a large schema', () => {
  it('that is written in another way somewhere is found to be the same', () => {
    const random = randomFrom(20_261_130);
    let [asked, unproven] = [0, 0];
    for (let round = 0; round < 250; round++) {
      const schema = largeSchema(random, 3 + random.below(2));
      const other = rewritten(random, rewritten(random, schema));
      for (const [a, b] of [[schema, other] as const, [other, schema] as const])
        for (const mode of ['strict', 'declared'] as const) {
          const { verdict } = contains(a, b, { mode });
          expect(verdict, JSON.stringify({ a, b, mode })).not.toBe('not-contained');
          asked++;
          if (verdict === 'unproven') unproven++;
        }
    }
    expect(unproven / asked).toBeLessThan(0.005);
  });
});

describe('the modes', () => {
  it('ask about more values from one to the next: declared names, one more, all', () => {
    const random = randomFrom(20_261_130);
    const seen = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const vocabulary = { dialect: 'draft2020-12', recursive: round % 4 === 0 } as const;
      const a = randomSchema(random, 3, vocabulary);
      const b = mutated(random, a, vocabulary);
      const verdicts = (['declared', 'open', 'strict'] as const).map((mode) => contains(a, b, { mode }).verdict);
      const firstBreak = verdicts.indexOf('not-contained');
      const after = firstBreak < 0 ? [] : verdicts.slice(firstBreak);
      expect(after, JSON.stringify({ a, b, verdicts })).not.toContain('contained');
      seen.add(verdicts.join(' '));
    }
    expect(seen).toContain('contained contained not-contained');
    expect(seen).toContain('not-contained not-contained not-contained');
  });
});
