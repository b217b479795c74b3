import { describe, expect, it } from 'vitest';
import { type ContainsOptions, contains } from '../../src/containment/index.ts';

const strict: ContainsOptions = { mode: 'strict' };

function equivalent(a: unknown, b: unknown, options: ContainsOptions = strict): void {
  expect(contains(a, b, options), 'a in b').toEqual({ verdict: 'contained' });
  expect(contains(b, a, options), 'b in a').toEqual({ verdict: 'contained' });
}

const order = {
  type: 'object',
  required: ['id', 'lines'],
  properties: {
    id: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
    status: { enum: ['open', 'paid', 'void'] },
    lines: { type: 'array', minItems: 1, items: { $ref: '#/$defs/line' } },
  },
  $defs: {
    line: {
      type: 'object',
      required: ['sku'],
      properties: { sku: { type: 'string' }, parts: { type: 'array', items: { $ref: '#/$defs/line' } } },
    },
  },
};

describe('laws', () => {
  it('a schema contains itself, annotations aside', () => {
    equivalent(order, { ...order, title: 'Order', description: 'An order', examples: [{ id: 'x' }] });
  });

  it('false is in everything, everything is in true', () => {
    expect(contains(false, order, strict).verdict).toBe('contained');
    expect(contains(order, true, strict).verdict).toBe('contained');
    expect(contains(true, order, strict).verdict).toBe('not-contained');
  });

  it('is transitive along a chain of ever wider schemas', () => {
    const chain = [
      { const: 4 },
      { enum: [4, 8] },
      { type: 'integer', multipleOf: 4, minimum: 0 },
      { type: 'integer', multipleOf: 2, minimum: -1 },
      { type: 'number', minimum: -1 },
      { type: ['number', 'string'] },
      {},
    ];
    for (const [narrow, a] of chain.entries()) {
      for (const [wide, b] of chain.entries()) {
        expect(contains(a, b, strict).verdict, `${narrow} in ${wide}`).toBe(
          narrow <= wide ? 'contained' : 'not-contained',
        );
      }
    }
  });

  it('sees through spelling', () => {
    const text = { type: 'string', minLength: 1 };
    equivalent({ allOf: [text] }, text);
    equivalent({ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] });
    equivalent({ const: 'a' }, { enum: ['a'] });
    equivalent({ enum: [true, false] }, { type: 'boolean' });
    equivalent({ type: 'number' }, { type: ['integer', 'number'] });
    equivalent({ not: { not: text } }, text);
    equivalent({ minimum: 3, exclusiveMinimum: 3 }, { exclusiveMinimum: 3 });
    equivalent(
      { type: 'string', allOf: [{ minLength: 2 }, { maxLength: 4 }] },
      { type: 'string', minLength: 2, maxLength: 4 },
    );
    equivalent({ $ref: '#/$defs/t', $defs: { t: text } }, text);
    equivalent(JSON.parse('{ "if": { "type": "string" }, "then": { "minLength": 1 }, "else": { "type": "null" } }'), {
      anyOf: [text, { type: 'null' }],
    });
  });

  it('takes oneOf for anyOf exactly when no value fits two branches', () => {
    const cat = { type: 'object', required: ['kind'], properties: { kind: { const: 'cat' } } };
    const dog = { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' } } };
    equivalent({ oneOf: [cat, dog] }, { anyOf: [cat, dog] });
    expect(
      contains({ anyOf: [{ minimum: 1 }, { maximum: 5 }] }, { oneOf: [{ minimum: 1 }, { maximum: 5 }] }, strict),
    ).toMatchObject({ verdict: 'not-contained' });
  });

  it('turns around under negation', () => {
    const [a, b] = [{ type: 'integer' }, { type: 'number' }];
    expect(contains({ not: b }, { not: a }, strict).verdict).toBe('contained');
    expect(contains({ not: a }, { not: b }, strict).verdict).toBe('not-contained');
  });
});

describe('recursion', () => {
  const tree = (leaf: unknown): unknown => ({
    $ref: '#/$defs/tree',
    $defs: {
      tree: {
        type: 'object',
        properties: { value: leaf, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
      },
    },
  });

  it('compares recursive schemas by assuming what is being decided', () => {
    expect(contains(tree({ type: 'integer' }), tree({ type: 'number' }), strict).verdict).toBe('contained');
    expect(contains(tree({ type: 'number' }), tree({ type: 'integer' }), strict)).toEqual({
      verdict: 'not-contained',
      witness: { value: expect.any(Number) },
    });
  });

  it('unrolls a recursion', () => {
    const once = {
      type: 'object',
      properties: { value: { type: 'integer' }, children: { type: 'array', items: tree({ type: 'integer' }) } },
    };
    const inline = { ...once, $defs: {} };
    const unrolled = JSON.parse(
      JSON.stringify(inline).replace('"$ref":"#/$defs/tree","$defs"', '"$ref":"#/$defs/tree","definitions"'),
    ) as Record<string, unknown>;
    unrolled.$defs = (tree({ type: 'integer' }) as { $defs: unknown }).$defs;
    equivalent(unrolled, tree({ type: 'integer' }));
  });

  it('knows that a recursion without end holds no value', () => {
    const endless = {
      $ref: '#/$defs/n',
      $defs: { n: { type: 'object', required: ['n'], properties: { n: { $ref: '#/$defs/n' } } } },
    };
    expect(contains(endless, false, strict).verdict).toBe('contained');
  });

  it('has no opinion on a reference that leads back to itself in place', () => {
    const loop = { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }, { type: 'string' }] } } };
    expect(contains(loop, { type: 'string' }, strict)).toEqual({
      verdict: 'unproven',
      reason: 'a reference leads back to itself',
    });
  });
});
