import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../src/containment/index.ts';
import { judgeOf } from '../support/judge.ts';
import { schemaPairs } from '../support/random-pair.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('all values that one schema accepts and another does not', () => {
  it('are told as a schema', async () => {
    expect(await difference({ type: 'string', maxLength: 20 }, { type: 'string', maxLength: 10 })).toEqual({
      type: 'string',
      maxLength: 20,
      minLength: 11,
    });
    const person = { type: 'object', properties: { name: { type: 'string' } } };
    const nameless = { type: 'object', properties: { name: false } };
    expect(await difference(person, { ...person, required: ['name'] })).toEqual(nameless);
  });

  it('are those of the dialect, behind references and beside words that say nothing', async () => {
    const a = { $ref: '#/$defs/n', $defs: { n: { type: 'number', minimum: 1 } } };
    expect(await difference(a, { type: 'number', exclusiveMinimum: 1, description: 'n' })).toMatchObject({
      minimum: 1,
      maximum: 1,
    });
    const bound = { type: 'number', minimum: 1, exclusiveMinimum: true };
    const lost = await difference({ type: 'number', nullable: true }, bound, { dialect: 'openapi-3.0' });
    const isLost = judgeOf(lost);
    expect([null, 1, 0, 1.5, 'x'].map(isLost)).toEqual([true, true, true, false, false]);
  });

  it('are not told where nobody can tell', async () => {
    expect(await difference({ enum: ['a', 'b'] }, { enum: ['a'] })).toBeUndefined();
    expect(await difference({ items: { $ref: '#' } }, { maxItems: 2 })).toBeUndefined();
    expect(await difference({ $ref: 'https://elsewhere.example' }, {})).toBeUndefined();
    const union = (count: number) => ({ oneOf: range(count).map((i) => ({ required: [`k${i}`] })) });
    expect(await difference(union(9), union(8))).toBeUndefined();
    expect(await difference({ properties: { $ref: { type: 'string' } } }, { type: 'string' })).toBeUndefined();
    expect(await difference({ type: 'string' }, { type: 'string' })).toBeUndefined();
  });

  it('are not believed where containment knows better', async () => {
    // json-schema-diff takes the number 5 for no integer
    expect(await difference({ type: 'number', minimum: 5, maximum: 5 }, { type: 'integer' })).toBeUndefined();
  });

  it('are exactly those, by another judge, of random schemas', async () => {
    let told = 0;
    const law = fc.asyncProperty(schemaPairs({ plain: true }), async ({ before, after, values }) => {
      const lost = await difference(before, after);
      if (lost === undefined) return;
      told++;
      const [isLost, isBefore, isAfter] = [judgeOf(lost), judgeOf(before), judgeOf(after)];
      for (const value of values) expect(isLost(value)).toBe(isBefore(value) && !isAfter(value));
    });
    await fc.assert(law, { seed: 20261126, numRuns: 200 });
    expect(told).toBeGreaterThan(20);
  }, 60_000);
});
