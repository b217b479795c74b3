import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ContainsOptions, contains } from '../../src/containment/index.ts';

const strict: ContainsOptions = { mode: 'strict' };
const isIn = (a: unknown, b: unknown, options: ContainsOptions = strict): string => contains(a, b, options).verdict;
function witnessOf(a: unknown, b: unknown, options: ContainsOptions = strict): unknown {
  const result = contains(a, b, options);
  return result.verdict === 'not-contained' ? result.witness : result;
}

describe('modes', () => {
  const before = { type: 'object', properties: { id: { type: 'string' } } };
  const after = { type: 'object', properties: { id: { type: 'string' }, note: { type: 'string' } } };

  it('does not take an undeclared name for used in declared mode', () => {
    expect(isIn(before, after)).toBe('not-contained');
    expect(isIn(before, after, {})).toBe('contained');
    expect(isIn(before, { ...before, additionalProperties: false }, {})).toBe('contained');
  });

  it('counts names that are declared, required, patterned or given a schema', () => {
    expect(witnessOf(after, before, {})).toEqual({ verdict: 'contained' });
    expect(witnessOf({ type: 'object', required: ['note'] }, { properties: { note: { type: 'string' } } }, {})).toEqual(
      { note: null },
    );
    expect(
      witnessOf(
        { type: 'object', additionalProperties: { type: 'integer' } },
        { properties: { note: { type: 'string' } } },
        {},
      ),
    ).toEqual({ note: 0 });
    expect(
      witnessOf({ type: 'object', patternProperties: { '^n': {} } }, { properties: { note: { type: 'string' } } }, {}),
    ).toEqual({ note: null });
    expect(isIn({ type: 'object', additionalProperties: true }, { properties: { note: { type: 'string' } } }, {})).toBe(
      'contained',
    );
    expect(isIn({ type: 'object', additionalProperties: {} }, { properties: { note: { type: 'string' } } }, {})).toBe(
      'contained',
    );
  });

  it('knows what governs each level, through composition', () => {
    const a = { allOf: [{ properties: { p: { properties: { x: {} } } } }, { properties: { p: { type: 'object' } } }] };
    expect(
      witnessOf({ type: 'object', ...a }, { properties: { p: { properties: { x: { type: 'string' } } } } }, {}),
    ).toEqual({ p: { x: null } });
    expect(isIn({ type: 'object', ...a }, { properties: { p: { properties: { y: { type: 'string' } } } } }, {})).toBe(
      'contained',
    );
  });
});

describe('declared names of what never fails', () => {
  const listed = { enum: [{ c: null }] };
  const other = { properties: { c: { type: 'string' } } };

  it.each<[string, object]>([
    ['a condition without branches', { if: listed }],
    [
      'a condition whose branches are alike',
      JSON.parse('{"if":{"enum":[{"c":null}]},"then":{"type":"object"},"else":{"type":"object"}}'),
    ],
    ['an alternative to anything', { type: 'object', anyOf: [{}, listed] }],
    ['an alternative to all objects', { anyOf: [{ type: 'object' }, listed] }],
    ['a required name', { anyOf: [{}, { required: ['c'] }] }],
    ['a name required by another', { properties: { t: {} }, dependentRequired: { t: ['c', 'd'] } }],
  ])('%s', (_, a) => {
    expect(witnessOf(a, other, {})).toEqual({ c: null });
    expect(witnessOf({ items: a }, { items: other }, {})).toEqual([{ c: null }]);
  });

  it('counts a listed value as a whole, below a member as well', () => {
    const a = { properties: { a: { anyOf: [{}, { const: { c: { d: 1 } } }] } } };
    expect(witnessOf(a, { properties: { a: { maxProperties: 0 } } }, {})).toEqual({ a: { c: { d: 1 } } });
    expect(isIn(a, { properties: { a: { properties: { c: { minProperties: 1 } } } } }, {})).toBe('contained');
  });

  it.each<[string, object]>([
    ['under not', { not: { not: listed } }],
    ['under not, a required name', { not: { not: { anyOf: [{ type: 'object' }, { required: ['c'] }] } } }],
    ['beside a name that is not there', { dependentSchemas: { x: listed } }],
  ])('does not count what says nothing of the value: %s', (_, a) => {
    expect(isIn(a, other, {})).toBe('contained');
  });
});

describe('declared names of alternatives', () => {
  const kind = (name: string, more: object = {}): object => ({
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: name }, ...more },
  });
  const color = { color: { type: 'string' } };

  it.each(['oneOf', 'anyOf'])('are those of the alternative that a value follows (%s)', (union) => {
    const before = { [union]: [kind('cat'), kind('dog', color)] };
    const after = { [union]: [kind('cat', color), kind('dog', color)] };
    expect(isIn(before, after, {})).toBe('contained');
    expect(isIn(after, before, {})).toBe('contained');
    expect(
      witnessOf(before, { [union]: [kind('cat'), kind('dog', { color: { type: 'string', maxLength: 0 } })] }, {}),
    ).toEqual({ kind: 'dog', color: 'a' });
  });

  it('are those of all alternatives that a value follows', () => {
    const before = { type: 'object', anyOf: [{ properties: { a: {} } }, { properties: { b: {} } }] };
    const after = { type: 'object', not: { required: ['a', 'b'] } };
    expect(witnessOf(before, after, {})).toEqual({ a: null, b: null });
  });

  it('are those of the branch of a condition that applies', () => {
    const before: unknown = JSON.parse(`{
      "type": "object",
      "if": { "required": ["kind"], "properties": { "kind": { "const": "dog" } } },
      "then": { "properties": { "color": { "type": "string" } } },
      "else": { "properties": { "lives": {} } }
    }`);
    const refuses = (name: string) => ({ not: { required: ['kind', name], properties: { kind: { const: 'dog' } } } });
    expect(isIn(before, refuses('lives'), {})).toBe('contained');
    expect(witnessOf(before, refuses('color'), {})).toEqual({ kind: 'dog', color: '' });
  });
});

describe('directions', () => {
  const v3: ContainsOptions = { dialect: 'openapi-3.0', mode: 'declared' };
  const user = (id: object): unknown => ({
    type: 'object',
    required: ['id', 'name'],
    properties: { id, name: { type: 'string' } },
  });

  it('leaves readOnly members out of requests, on both sides', () => {
    const [wide, narrow] = [user({ type: 'string', readOnly: true }), user({ type: 'integer', readOnly: true })];
    expect(isIn(wide, narrow, { ...v3, direction: 'request' })).toBe('contained');
    expect(isIn(wide, narrow, { ...v3, direction: 'response' })).toBe('not-contained');
    expect(isIn(wide, narrow, v3)).toBe('not-contained');
  });

  it('misses a member that only one side leaves out', () => {
    const plain = user({ type: 'string' });
    expect(witnessOf(user({ type: 'string', readOnly: true }), plain, { ...v3, direction: 'request' })).toEqual({
      name: '',
    });
    expect(isIn(plain, user({ type: 'string', readOnly: true }), { ...v3, direction: 'request' })).toBe('contained');
  });

  it('finds the mark behind a reference and required in another branch', () => {
    const a = {
      allOf: [{ type: 'object', properties: { id: { $ref: '#/definitions/id' } } }, { required: ['id'] }],
      definitions: { id: { type: 'string', writeOnly: true } },
    };
    expect(witnessOf(a, { required: ['id'] }, { ...v3, direction: 'response' })).toEqual({});
    expect(isIn(a, { required: ['id'] }, { ...v3, direction: 'request' })).toBe('contained');
  });

  describe('asks what is in a message, rather than demands it, with required', () => {
    const request: ContainsOptions = { dialect: 'draft2020-12', mode: 'declared', direction: 'request' };
    const response: ContainsOptions = { ...request, direction: 'response' };
    const item = { type: 'object', properties: { id: { readOnly: true }, name: { type: 'string' } } };
    const noId = { ...item, not: { required: ['id'] } };
    const named = { ...item, required: ['name'] };

    it.each<[string, object]>([
      ['not', noId],
      ['not, by a reference', { ...item, not: { $ref: '#/$defs/a' }, $defs: { a: { required: ['id'] } } }],
      ['not of two', { ...item, not: { anyOf: [{ required: ['id'] }, { required: ['id', 'name'] }] } }],
      ['not of not', { ...item, not: { not: { required: ['id'] } } }],
      ['if', { ...item, ...parse('{ if: { required: [id] }, then: { required: [name] }, else: true }') }],
    ])('under %s: no request has the member', (_, after) => {
      expect(isIn(item, after, request)).toBe('contained');
      expect(witnessOf(after, named, request)).toEqual({});
    });

    it('under if with else', () => {
      expect(witnessOf(item, { ...item, if: { required: ['id'] }, else: { required: ['name'] } }, request)).toEqual({});
    });

    it('in responses as everywhere', () => {
      expect(witnessOf(item, noId, response)).toEqual({ id: null });
    });

    it('of an object only', () => {
      const { properties, not } = noId;
      expect(witnessOf({}, { properties, not }, request)).toBe(null);
    });

    it('where members that nothing evaluates are refused', () => {
      const shut = { ...noId, unevaluatedProperties: false };
      expect(isIn(item, shut, request)).toBe('contained');
      expect(witnessOf(shut, { ...named, unevaluatedProperties: false }, request)).toEqual({});
    });
  });
});

describe('mode open', () => {
  const open: ContainsOptions = { mode: 'open' };
  const before = { type: 'object', properties: { id: { type: 'string' } } };

  it('counts one name that nobody declares, at each level', () => {
    expect(witnessOf(before, { ...before, additionalProperties: false }, open)).toEqual({ anyOtherName: null });
    const around = (inner: object) => ({ anyOf: [{ type: 'array', items: inner }] });
    expect(witnessOf(around(before), around({ ...before, unevaluatedProperties: false }), open)).toEqual([
      { anyOtherName: null },
    ]);
  });

  it('does not count the names that the other side declares', () => {
    expect(isIn(before, { properties: { note: { type: 'string' } } }, open)).toBe('contained');
  });
});
