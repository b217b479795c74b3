import { describe, expect, it } from 'vitest';
import { contains } from '../../src/containment/index.ts';

type Schema = Record<string, unknown>;

/** As a discriminated union is written: each alternative requires a member with a text of its own. */
function alternative(tag: string | readonly string[], more: Schema = {}): Schema {
  const { properties, ...rest } = more as { readonly properties?: Schema };
  const type = { type: 'string', enum: [tag].flat() };
  return { type: 'object', required: ['type'], properties: { type, ...properties }, ...rest };
}

const MANY = Array.from({ length: 60 }, (_, index) => `kind${index}`);
const body = (name: string): Schema => ({
  properties: {
    [name]: { type: 'object', properties: { count: { type: 'integer', minimum: 0 } } },
    id: { type: 'string' },
  },
});
const oneOfMany = (change: (tag: string) => Schema = body): Schema => ({
  oneOf: MANY.map((tag) => alternative(tag, change(tag))),
});

/** Steps that tell a look at each alternative from a search through all combinations of them. */
const FEW = 20_000;
const verdict = (a: unknown, b: unknown) =>
  contains(a, b, { dialect: 'draft2020-12', mode: 'strict', budget: FEW }).verdict;

describe('alternatives that a required member tells apart', () => {
  it('are compared one by one, in whatever order and keyword', () => {
    const shuffled = { oneOf: oneOfMany((tag) => ({ ...body(tag), minProperties: 1 })).oneOf };
    (shuffled.oneOf as Schema[]).reverse();
    const anyOf = { anyOf: shuffled.oneOf };
    for (const other of [shuffled, anyOf]) {
      expect(verdict(oneOfMany(), other)).toBe('contained');
      expect(verdict(other, oneOfMany())).toBe('contained');
    }
  });

  it('are compared one by one when one of them changes, or one is added between', () => {
    const wider = oneOfMany((tag) => (tag === 'kind30' ? {} : body(tag)));
    const added = { oneOf: [alternative('new'), ...(oneOfMany().oneOf as Schema[]).toReversed()] };
    expect(verdict(oneOfMany(), wider)).toBe('contained');
    expect(verdict(wider, oneOfMany())).toBe('not-contained');
    expect(verdict(oneOfMany(), added)).toBe('contained');
    expect(verdict(added, oneOfMany())).toBe('not-contained');
  });

  it('may say so in a conjunct, and list several texts each', () => {
    const base = { allOf: [{ type: 'object', required: ['type'] }, { properties: { type: { enum: ['a', 'b'] } } }] };
    const apart = { oneOf: [base, alternative('c')] };
    expect(verdict({ anyOf: [base, alternative('c')] }, apart)).toBe('contained');
    expect(verdict(apart, { anyOf: [alternative(['a', 'b', 'c'])] })).toBe('contained');
    expect(verdict(alternative(['a', 'c']), apart)).toBe('contained');
    expect(verdict(alternative(['a', 'd']), apart)).toBe('not-contained');
  });

  // JSON Schema 2020-12, 10.2.1.3: exactly one alternative holds
  it('are not told apart by a text that two of them have, a member that may be missing, or something that is no object', () => {
    const shared = [alternative(['a', 'b']), alternative(['b', 'c'])];
    const { required: _, ...optional } = alternative('c');
    const { type: __, ...anything } = alternative('c');
    const { type: ___, ...other } = alternative('a');
    expect(verdict({ anyOf: shared }, { oneOf: shared })).toBe('not-contained');
    expect(verdict({ anyOf: [optional, {}] }, { oneOf: [optional, {}] })).toBe('not-contained');
    expect(verdict({ anyOf: [optional, alternative('a')] }, { oneOf: [optional, alternative('a')] })).toBe('contained');
    expect(verdict({ anyOf: [anything, other] }, { oneOf: [anything, other] })).toBe('not-contained');
    expect(contains({ const: 1 }, { oneOf: [anything, other] }, { dialect: 'draft2020-12' })).toMatchObject({
      verdict: 'not-contained',
      witness: 1,
    });
  });

  it('are not exclusive where a member may be missing in both, or where both say something of numbers', () => {
    const { required: _, ...first } = alternative('a');
    const { required: __, ...second } = alternative('b');
    const { type: ___, ...low } = alternative('a', { maximum: 10 });
    const { type: ____, ...high } = alternative('b', { minimum: 5 });
    expect(verdict({ anyOf: [first, second] }, { oneOf: [first, second] })).toBe('not-contained');
    const type = ['integer', 'object'];
    expect(verdict({ type, anyOf: [low, high] }, { type, oneOf: [low, high] })).toBe('not-contained');
  });

  it('leave objects without the member, where it is not required and its lists have nothing in common', () => {
    const { required: _, ...first } = alternative('a');
    const { required: __, ...second } = alternative('b');
    expect(verdict({ allOf: [first, second] }, { required: ['type'] })).toBe('not-contained');
    expect(verdict({ allOf: [first, second] }, { maxProperties: 0 })).toBe('not-contained');
    expect(verdict({ allOf: [first, second] }, { properties: { type: false } })).toBe('contained');
  });
});
