import { describe, expect, it } from 'vitest';
import { createAjvJudge, type Dialect, standalone } from '../../src/containment/index.ts';
import { compileAjv } from './differential.ts';
import { randomFrom, randomSchema, randomValue } from './random-schema.ts';
import { referenceJudge } from './reference.ts';

const SCHEMAS = 1500;
const VALUES = 20;
const DIALECTS: readonly Dialect[] = ['draft2020-12', 'draft2020-12', 'draft7', 'draft4', 'openapi-3.0'];

describe('the judge of witnesses', () => {
  it('says what plain Ajv says of the whole schema, though it sees one schema object at a time', () => {
    const judge = createAjvJudge();
    let compared = 0;
    let silent = 0;
    let valid = 0;
    for (let seed = 1; seed <= SCHEMAS; seed++) {
      const random = randomFrom(seed);
      const dialect = random.pick(DIALECTS);
      const schema = randomSchema(random, 1 + random.below(4), { dialect, recursive: random.chance(0.25) });
      const plain = dialect === 'openapi-3.0' ? undefined : compileAjv(schema, dialect);
      const reference = referenceJudge(schema, dialect);
      const asked = standalone(schema, dialect);
      for (let count = 0; count < VALUES; count++) {
        const value = randomValue(random, 3);
        const expected = reference(value);
        // where the two disagree one of them has a fault of its own
        if (plain !== undefined && plain(value) !== expected) continue;
        const said = judge(asked, value, { formats: 'off', side: 'values', direction: undefined });
        if (said === undefined) silent++;
        else {
          compared++;
          if (said) valid++;
          expect(said, `seed ${seed}: ${JSON.stringify({ dialect, schema, value })}`).toBe(expected);
        }
      }
    }
    expect(compared).toBeGreaterThan(SCHEMAS * VALUES * 0.9);
    expect(valid).toBeGreaterThan(compared * 0.1);
    expect(silent).toBeLessThan(compared * 0.02);
  }, 120_000);

  it('keeps apart equal schema objects of documents in which their references lead elsewhere', () => {
    const judge = createAjvJudge();
    const shared = { properties: { a: { $ref: '#/$defs/one' } } };
    const documents = ['string', 'integer'].map((type) => ({ ...shared, $defs: { one: { type } } }));
    const [text, number] = documents.map((root) => standalone(shared, 'draft2020-12', root));
    const options = { formats: 'off', side: 'values', direction: undefined } as const;
    for (const [schema, value] of [
      [text, 'x'],
      [number, 1],
    ] as const) {
      expect(schema && judge(schema, { a: value }, options)).toBe(true);
      expect(schema && judge(schema, { a: true }, options)).toBe(false);
    }
  });

  it('reads members that do not travel as absent, in their direction only', () => {
    const judge = createAjvJudge();
    const schema = standalone(
      { properties: { id: { type: 'string', readOnly: true } }, required: ['id'] },
      'draft2020-12',
    );
    const said = (value: object, direction: 'request' | 'response', side: 'values' | 'judge') =>
      judge(schema, value as never, { formats: 'off', side, direction });
    expect(said({}, 'request', 'values')).toBe(true);
    expect(said({ id: 'x' }, 'request', 'values')).toBe(false);
    expect(said({ id: 1 }, 'request', 'judge')).toBe(true);
    expect(said({}, 'response', 'values')).toBe(false);
    expect(said({ id: 'x' }, 'response', 'values')).toBe(true);
  });
});
