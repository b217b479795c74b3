import { describe, expect, it } from 'vitest';
import { type ContainsOptions, contains } from '../../src/containment/index.ts';

const strict: ContainsOptions = { mode: 'strict' };
const isIn = (a: unknown, b: unknown, options: ContainsOptions = strict): string => contains(a, b, options).verdict;
function witnessOf(a: unknown, b: unknown, options: ContainsOptions = strict): unknown {
  const result = contains(a, b, options);
  return result.verdict === 'not-contained' ? result.witness : result;
}

describe('numbers', () => {
  it('counts in exact decimals', () => {
    expect(isIn({ const: 0.3 }, { multipleOf: 0.1 })).toBe('contained');
    expect(isIn({ multipleOf: 0.3 }, { multipleOf: 0.1 })).toBe('contained');
    expect(isIn({ type: 'number', multipleOf: 0.1 }, { multipleOf: 0.3 })).toBe('not-contained');
  });

  it('knows which integers lie between two bounds', () => {
    expect(isIn({ type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 3 }, { const: 2 })).toBe('contained');
    expect(isIn({ type: 'integer', minimum: 1, maximum: 5, multipleOf: 7 }, false)).toBe('contained');
    expect(isIn({ allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] }, { multipleOf: 12 })).toBe('contained');
    expect(isIn({ type: 'integer', multipleOf: 2 }, { not: { multipleOf: 4 } })).toBe('not-contained');
  });

  it('takes 1.0 for an integer', () => {
    expect(isIn({ const: 1.0 }, { type: 'integer' })).toBe('contained');
    expect(witnessOf({ type: 'number' }, { type: 'integer' })).toSatisfy((value) => !Number.isInteger(value));
  });
});

describe('strings', () => {
  it('counts code points', () => {
    expect(isIn({ const: '💩💩' }, { maxLength: 2 })).toBe('contained');
    expect(isIn({ pattern: '^💩{2}$' }, { maxLength: 2, type: 'string' }, strict)).toBe('not-contained');
    expect(isIn({ type: 'string', pattern: '^💩{2}$' }, { maxLength: 2 })).toBe('contained');
  });

  it('decides inclusion of patterns together with lengths', () => {
    expect(isIn({ type: 'string', pattern: '^[0-9a-f]{8}$' }, { minLength: 8, pattern: '^[^-]+$' })).toBe('contained');
    expect(witnessOf({ type: 'string', pattern: '^(ab)*$' }, { pattern: '^(ab){0,3}$' })).toBe('abababab');
    expect(isIn({ type: 'string', pattern: '^a+$', maxLength: 3 }, { enum: ['a', 'aa', 'aaa'] })).toBe('contained');
    expect(isIn({ type: 'string', pattern: '^(?=.*\\d)(?=.*[a-z]).+$' }, { pattern: '\\d', minLength: 2 })).toBe(
      'contained',
    );
  });
});

describe('arrays', () => {
  it('needs no array type for items to bear on arrays alone', () => {
    expect(isIn({ items: { type: 'string' } }, { items: { minLength: 0 } })).toBe('contained');
    expect(isIn({ items: { type: 'string' } }, { type: 'array' })).toBe('not-contained');
  });

  it('counts what contains asks for', () => {
    expect(isIn({ contains: { const: 1 }, minContains: 2 }, { minItems: 2 })).toBe('contained');
    expect(isIn({ contains: { const: 1 }, minContains: 0 }, true)).toBe('contained');
    expect(isIn({ minContains: 0, contains: false }, { contains: false })).toBe('not-contained');
    expect(isIn({ type: 'array', items: { const: 1 }, contains: { const: 1 }, maxContains: 2 }, { maxItems: 2 })).toBe(
      'contained',
    );
    expect(isIn({ contains: { const: 1 }, maxContains: 3 }, { contains: { const: 1 }, maxContains: 2 })).toBe(
      'not-contained',
    );
  });

  it('knows how many distinct items there can be', () => {
    expect(isIn({ type: 'array', uniqueItems: true, items: { type: 'boolean' } }, { maxItems: 2 })).toBe('contained');
    expect(
      isIn({ type: 'array', uniqueItems: true, minItems: 9, items: { enum: [1, 2, 3, 4, 5, 6, 7, 8] } }, false),
    ).toBe('contained');
    expect(isIn({ type: 'array', maxItems: 1 }, { uniqueItems: true })).toBe('contained');
    expect(witnessOf({ type: 'array' }, { uniqueItems: true })).toEqual([null, null]);
  });

  it('reads tuples in each dialect its own way', () => {
    const old = { type: 'array', items: [{ type: 'string' }], additionalItems: false };
    expect(isIn(old, { maxItems: 1 }, { ...strict, dialect: 'draft7' })).toBe('contained');
    expect(isIn({ prefixItems: [{ type: 'string' }], items: false, type: 'array' }, { maxItems: 1 })).toBe('contained');
  });

  it('judges unevaluatedItems by what holds', () => {
    const closed = {
      type: 'array',
      anyOf: [{ prefixItems: [{ const: 1 }] }, { prefixItems: [true, { const: 2 }] }],
      unevaluatedItems: false,
    };
    expect(isIn(closed, { maxItems: 2 })).toBe('contained');
    expect(isIn(closed, { maxItems: 1 })).toBe('not-contained');
  });
});

describe('objects', () => {
  it('sees additionalProperties by its own schema object only', () => {
    const closed = { allOf: [{ properties: { a: {} }, additionalProperties: false }, { properties: { b: {} } }] };
    expect(isIn({ type: 'object', ...closed }, { maxProperties: 1 })).toBe('contained');
  });

  it('tells required from declared', () => {
    expect(isIn({ type: 'object', required: ['a', 'b'] }, { minProperties: 2 })).toBe('contained');
    expect(isIn({ properties: { a: { type: 'string' } } }, { type: 'object' })).toBe('not-contained');
    expect(isIn({ type: 'object', required: ['a'], properties: { a: false } }, false)).toBe('contained');
  });

  it('joins patterns of names with their schemas', () => {
    const a = { patternProperties: { '^x-': { type: 'string' } }, properties: { 'x-id': { minLength: 1 } } };
    expect(isIn({ type: 'object', ...a }, { properties: { 'x-id': { type: 'string', minLength: 1 } } })).toBe(
      'contained',
    );
    expect(
      isIn({ additionalProperties: { type: 'integer' } }, { patternProperties: { '^n': { type: 'number' } } }),
    ).toBe('contained');
    expect(isIn({ type: 'object', propertyNames: { maxLength: 1, pattern: '^[ab]$' } }, { maxProperties: 2 })).toBe(
      'contained',
    );
    expect(isIn({ type: 'object', propertyNames: { maxLength: 1, pattern: '^[ab]$' } }, { maxProperties: 1 })).toBe(
      'not-contained',
    );
  });

  it('follows dependencies', () => {
    const card = { dependentRequired: { card: ['address'] } };
    expect(isIn({ ...card, required: ['card'], type: 'object' }, { required: ['address'] })).toBe('contained');
    const schemas = { dependentSchemas: { card: { required: ['address'] } } };
    expect(isIn({ type: 'object', ...card }, schemas)).toBe('contained');
    expect(isIn(schemas, card)).toBe('contained');
  });

  it('judges unevaluatedProperties by what holds', () => {
    const closed = {
      type: 'object',
      allOf: [{ properties: { a: true } }],
      properties: { b: true },
      unevaluatedProperties: false,
    };
    expect(isIn(closed, { maxProperties: 2 })).toBe('contained');
    expect(isIn({ type: 'object', properties: { a: true, b: true }, additionalProperties: false }, closed)).toBe(
      'contained',
    );
    expect(
      isIn(
        {
          type: 'object',
          dependentSchemas: { a: { properties: { b: true } } },
          properties: { a: true },
          unevaluatedProperties: false,
        },
        { anyOf: [{ required: ['a'] }, { maxProperties: 0 }] },
      ),
    ).toBe('contained');
  });

  it('treats names that JavaScript knows as names', () => {
    const a = JSON.parse(
      '{"type":"object","required":["constructor"],"properties":{"constructor":{"type":"string"}}}',
    ) as unknown;
    expect(isIn(a, { properties: { constructor: { type: 'string' } } })).toBe('contained');
    expect(isIn({ type: 'object' }, { properties: { toString: { type: 'string' } } })).toBe('not-contained');
  });
});

describe('dialects', () => {
  const v3: ContainsOptions = { ...strict, dialect: 'openapi-3.0' };

  it('reads nullable beside type only, and an enum without null forbids it (OpenAPI 3.0.3)', () => {
    expect(isIn({ type: 'string', nullable: true }, { type: 'string' }, v3)).toBe('not-contained');
    expect(isIn({ enum: [null] }, { type: 'string', nullable: true }, v3)).toBe('contained');
    expect(isIn({ type: 'string', nullable: true, enum: ['a'] }, { type: 'string' }, v3)).toBe('contained');
    expect(isIn({ nullable: true, allOf: [{ type: 'string' }] }, { type: 'string' }, v3)).toBe('contained');
  });

  it('reads boolean exclusive bounds where they are boolean', () => {
    expect(
      isIn({ type: 'integer', minimum: 1, exclusiveMinimum: true }, { minimum: 2 }, { ...strict, dialect: 'draft4' }),
    ).toBe('contained');
  });

  it('lets $ref stand alone in old dialects and beside others in new ones', () => {
    const a = { properties: { p: { $ref: '#/definitions/s', maxLength: 1 } }, definitions: { s: { type: 'string' } } };
    const b = { properties: { p: { maxLength: 1 } } };
    expect(isIn(a, b, { ...strict, dialect: 'draft7' })).toBe('not-contained');
    expect(isIn(a, b)).toBe('contained');
  });

  it('resolves anchors and identifiers inside a document', () => {
    const a = {
      $id: 'https://e.example/a',
      items: { $ref: '#line' },
      $defs: { l: { $anchor: 'line', type: 'string' } },
    };
    expect(isIn(a, { items: { type: 'string' } })).toBe('contained');
    const b = {
      items: { $ref: 'other.json' },
      $id: 'https://e.example/b',
      $defs: { o: { $id: 'other.json', type: 'string' } },
    };
    expect(isIn(b, { items: { type: 'string' } })).toBe('contained');
    expect(isIn({ $ref: 'https://elsewhere.example/x' }, { type: 'string' })).toBe('unproven');
  });

  it('follows $dynamicRef where there is one schema it can mean', () => {
    const strings = { x: { $dynamicAnchor: 'x', $anchor: 'y', type: 'string' } };
    expect(isIn({ $dynamicRef: '#x', $defs: strings }, { type: 'string' })).toBe('contained');
    expect(isIn({ $dynamicRef: '#y', $defs: strings }, { type: 'integer' })).toBe('not-contained');
    expect(isIn({ $dynamicRef: '#/$defs/x', $defs: { x: { type: 'string' } } }, { type: 'string' })).toBe('contained');
    const other = { ...strings, z: { $id: 'z', $dynamicAnchor: 'x', type: 'integer' } };
    expect(isIn({ $dynamicRef: '#x', $defs: other }, { type: 'string' })).toBe('unproven');
  });

  it('takes discriminator for the hint it is', () => {
    const branches = {
      oneOf: [
        { type: 'object', required: ['a'] },
        { type: 'object', required: ['b'] },
      ],
    };
    expect(isIn(branches, { ...branches, discriminator: { propertyName: 'kind' } }, v3)).toBe('contained');
  });
});

describe('formats', () => {
  const registry: ContainsOptions = { ...strict, formats: 'registry' };

  it('gives an answer by default only where both readings agree', () => {
    expect(isIn({ const: 'no date' }, { format: 'date' })).toBe('unproven');
    expect(isIn({ type: 'string', format: 'date' }, { type: 'string' })).toBe('contained');
    expect(isIn({ const: 5 }, { format: 'date' })).toBe('contained');
  });

  it('knows a few inclusions, and marks what rests on format alone', () => {
    const int = (format: string): unknown => ({ type: 'integer', format });
    expect(contains(int('int32'), int('int64'), registry)).toEqual({ verdict: 'contained' });
    const range = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
    expect(isIn(int('int32'), range, registry)).toBe('contained');
    expect(isIn(int('int32'), { ...range, maximum: range.maximum - 1 }, registry)).toBe('not-contained');
    expect(contains(int('int64'), int('int32'), registry)).toMatchObject({
      verdict: 'not-contained',
      restsOnFormat: true,
    });
    const both = (format: string, kinds: string[]) => ({ properties: { n: int(format), kind: { enum: kinds } } });
    const asserted: ContainsOptions = { ...registry, formats: 'asserted' };
    expect(contains(both('int64', ['a']), both('int32', ['a']), asserted)).toMatchObject({ restsOnFormat: true });
    expect(contains(both('int32', ['a', 'b']), both('int64', ['a']), asserted)).toEqual({
      verdict: 'not-contained',
      witness: { kind: 'b' },
    });
    expect(isIn(both('int32', ['a']), both('int64', ['a']), asserted)).toBe('contained');
    expect(contains({ type: 'string', format: 'date' }, { not: { format: 'date-time' } }, registry)).toEqual({
      verdict: 'contained',
      restsOnFormat: true,
    });
  });

  it('knows which numbers overflow 32 bits, and that floats are doubles', () => {
    const number = (format: string): unknown => ({ type: 'number', format });
    expect(isIn(number('float'), number('double'), registry)).toBe('contained');
    expect(witnessOf({ type: 'number' }, number('float'), registry)).toSatisfy((value) => Math.abs(value) > 3.4e38);
    expect(isIn({ type: 'number', minimum: 0, maximum: 1e30 }, number('float'), registry)).toBe('contained');
    expect(isIn({ enum: [0.1, 3.4028235e38] }, { format: 'float' }, registry)).toBe('contained');
    expect(isIn(number('float'), { maximum: 1e38 }, registry)).toBe('not-contained');
    expect(isIn(number('int32'), number('double'), registry)).toBe('contained');
    expect(isIn(number('int64'), number('double'), registry)).toBe('unproven');
  });

  it('knows that bytes with a sign and without one differ below and above', () => {
    expect(isIn({ type: 'integer', minimum: -5, maximum: -1 }, { format: 'uint8' }, registry)).toBe('not-contained');
    expect(isIn({ type: 'integer', minimum: -5, maximum: 127 }, { format: 'int8' }, registry)).toBe('contained');
    expect(isIn({ type: 'integer', format: 'uint8' }, { format: 'int8' }, registry)).toBe('not-contained');
    expect(
      isIn({ type: 'integer', format: 'uint8' }, { anyOf: [{ format: 'int8' }, { minimum: 128 }] }, registry),
    ).toBe('contained');
  });

  it('knows what may stand before and after the @ (RFC 5321, 4.1.2 and 4.1.3)', () => {
    for (const address of ['"joe bloggs"@example.com', '"joe@bloggs"@example.com', 'joe@[127.0.0.1]', 'joe@[IPv6:::1]'])
      expect(isIn({ const: address }, { format: 'email' }, registry), address).toBe('contained');
    for (const address of ['joe bloggs@example.com', '"joe"bloggs@example.com', 'joe@[127.0.0.300]', 'joe@127.0.0.1]'])
      expect(isIn({ const: address }, { format: 'email' }, registry), address).toBe('not-contained');
  });

  it('takes an unknown format to equal itself only', () => {
    expect(isIn({ type: 'string', format: 'sku' }, { format: 'sku' }, registry)).toBe('contained');
    expect(isIn({ type: 'string', format: 'sku' }, { format: 'ean' }, registry)).toBe('unproven');
  });
});

describe('conditions', () => {
  const when = (test: unknown, branch: string, met: unknown) => ({ if: test, [branch]: met });

  it('have branches, whatever the test says', () => {
    expect(isIn(when(true, 'then', { minLength: 1 }), when(true, 'then', { minLength: 2 }))).toBe('not-contained');
    expect(isIn(when(false, 'else', { minLength: 2 }), when(false, 'else', { minLength: 1 }))).toBe('contained');
    expect(isIn(when(false, 'then', { minLength: 2 }), when(false, 'then', { minLength: 1 }))).toBe('contained');
    expect(isIn(true, when(false, 'else', false))).toBe('not-contained');
  });
});

describe('what cannot be known', () => {
  const lost = { $ref: 'elsewhere.json' };

  it('may have evaluated anything', () => {
    expect(isIn({ ...lost, unevaluatedProperties: false }, { not: { const: { a: 1 } } })).toBe('unproven');
    expect(isIn({ ...lost, unevaluatedItems: false }, { not: { const: [1] } })).toBe('unproven');
    expect(isIn({ ...lost, unevaluatedProperties: false, type: 'string' }, { type: 'string' })).toBe('contained');
  });

  it('does not matter where something else decides', () => {
    expect(isIn({ type: 'string' }, { anyOf: [lost, { type: 'string' }] })).toBe('contained');
    expect(isIn({ anyOf: [lost, { type: 'string' }] }, { type: 'string' })).toBe('unproven');
    expect(isIn({ properties: { a: lost } }, { properties: { a: lost }, required: ['b'] })).toBe('not-contained');
  });

  it('is told apart to the last character', () => {
    const beyond = JSON.parse('[1e400, -1e400]') as [number, number];
    expect(isIn({ minimum: beyond[1] }, { minimum: beyond[0] })).toBe('unproven');
    expect(isIn({ enum: [beyond[0]] }, { enum: [beyond[1]] })).toBe('unproven');
    const long = 'x'.repeat(300);
    expect(isIn({ type: [`${long}a`] }, { type: [`${long}b`] })).toBe('unproven');
    expect(isIn({ type: [long] }, { type: [long], title: 'the same' })).toBe('contained');
  });
});
