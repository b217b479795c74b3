import { describe, expect, it } from 'vitest';
import {
  type ContainsOptions,
  contains,
  createAjvJudge,
  createSession,
  standalone,
} from '../../src/containment/index.ts';
import { cpuTime } from '../support/cpu-time.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const nested = (depth: number, wrap: (inner: unknown) => unknown, inner: unknown): unknown =>
  range(depth).reduce((schema) => wrap(schema), inner);
const branch = (index: number): unknown => ({ type: 'object', required: ['k'], properties: { k: { const: index } } });

/** Name, a, b, and what is asked of the verdict besides that there is one. */
const CASES: readonly (readonly [string, unknown, unknown, string?])[] = [
  ['a contradiction', { type: 'string', minLength: 5, maxLength: 2 }, { type: 'integer' }, 'contained'],
  ['an empty enum of types', { type: 'string', enum: [1, 2] }, false, 'contained'],
  ['an invalid pattern', { type: 'string', pattern: '(' }, { minLength: 1 }, 'unproven'],
  ['one invalid pattern on both sides', { pattern: '(', type: 'string' }, { pattern: '(' }, 'contained'],
  ['a union of 10,000', { anyOf: range(10_000).map(branch) }, { anyOf: range(10_000).map((i) => branch(i + 1)) }],
  ['exactly one of 10,000', { oneOf: range(10_000).map(branch) }, { oneOf: range(9999).map(branch) }],
  ['not exactly one of 10,000', { not: { oneOf: range(10_000).map(branch) } }, { type: 'string' }],
  ['10,000 constants', { anyOf: range(10_000).map((i) => ({ const: i })) }, { enum: range(9999) }],
  [
    '10,000 members',
    { properties: Object.fromEntries(range(10_000).map((i) => [`k${i}`, { maxLength: 5 }])) },
    { properties: Object.fromEntries(range(10_000).map((i) => [`k${i}`, { maxLength: 4 }])) },
  ],
  [
    '1,000 levels of members',
    nested(1000, (a) => ({ properties: { a } }), { type: 'string' }),
    nested(1000, (a) => ({ properties: { a } }), { type: 'integer' }),
  ],
  [
    '1,000 levels of allOf',
    nested(1000, (a) => ({ allOf: [a] }), { type: 'string' }),
    nested(1000, (a) => ({ anyOf: [a] }), { type: 'integer' }),
  ],
  ['1,000 levels of not', nested(1000, (not) => ({ not }), { type: 'string' }), nested(1001, (not) => ({ not }), {})],
  [
    '20,000 levels of items',
    nested(20_000, (items) => ({ items }), {}),
    nested(20_000, (items) => ({ items }), { type: 'null' }),
  ],
  [
    '50 levels of items',
    nested(50, (items) => ({ type: 'array', minItems: 1, items }), { type: 'string' }),
    nested(50, (items) => ({ items }), { type: 'integer' }),
    'not-contained',
  ],
  [
    'an allOf that holds itself',
    { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } },
    { type: 'integer' },
    'unproven',
  ],
  ['a reference to itself', { type: 'integer' }, { $ref: '#' }, 'unproven'],
  [
    'references that fan out',
    {
      $ref: '#/$defs/d0',
      $defs: Object.fromEntries(
        range(26).map((i) => [
          `d${i}`,
          i === 25
            ? { type: 'object' }
            : { anyOf: [{ $ref: `#/$defs/d${i + 1}` }, { minProperties: 1, allOf: [{ $ref: `#/$defs/d${i + 1}` }] }] },
        ]),
      ),
    },
    { maxProperties: 1 },
  ],
  [
    'a pattern that backtracks for ever',
    { type: 'string', pattern: '^(a+)+$' },
    { pattern: '^(a|b|ab)*c$' },
    'not-contained',
  ],
  [
    'a pattern whose automaton explodes',
    { type: 'string', pattern: '^(a|b)*a(a|b){18}$' },
    { pattern: '^(a|b)*b(a|b){18}$' },
    'unproven',
  ],
  [
    'very long arrays in very long arrays',
    nested(4, (items) => ({ type: 'array', minItems: 40_000, items }), {}),
    { maxItems: 3 },
    'unproven',
  ],
  ['very long texts', { type: 'string', minLength: 1e9 }, { maxLength: 1e8 }, 'unproven'],
  [
    'pigeons',
    { type: 'array', minItems: 12, uniqueItems: true, items: { type: 'integer', minimum: 1, maximum: 11 } },
    false,
    'contained',
  ],
  [
    'many patterns of names',
    { patternProperties: Object.fromEntries(range(40).map((i) => [`x${i}.*`, { minimum: i }])) },
    { patternProperties: Object.fromEntries(range(40).map((i) => [`y${i}.*`, { minimum: i }])) },
  ],
  [
    'a hard puzzle',
    {
      type: 'object',
      allOf: [
        ...range(7).map((i) => ({ anyOf: range(6).map((j) => ({ required: [`p${i}_${j}`] })) })),
        ...range(6).flatMap((j) =>
          range(7).flatMap((i) => range(i).map((k) => ({ not: { required: [`p${i}_${j}`, `p${k}_${j}`] } }))),
        ),
      ],
    },
    false,
  ],
  [
    'nonsense',
    { type: 17, properties: [1], required: {}, items: 5, anyOf: {}, enum: 'x', minimum: 'a' },
    { type: 'string' },
    'unproven',
  ],
  ['no schema at all', null, 'schema', 'unproven'],
  [
    'a member named __proto__',
    JSON.parse('{"type":"object","required":["__proto__"],"properties":{"__proto__":{"type":"string"}}}'),
    { maxProperties: 0 },
  ],
  [
    '10,000 listed objects',
    { enum: range(10_000).map((a) => ({ a, b: [a] })) },
    { enum: range(9999).map((a) => ({ a, b: [a] })) },
    'not-contained',
  ],
  ['a list that fills a range', { type: 'integer', minimum: 0, maximum: 19_999 }, { enum: range(20_000) }, 'contained'],
  [
    'more listed texts than an automaton takes',
    { type: 'string', pattern: '^[a-z]{3}$' },
    { enum: range(5000).map((i) => `v${i}`) },
    'not-contained',
  ],
  [
    'a multiple of none of 2,000',
    { type: 'integer' },
    { anyOf: range(2000).map((i) => ({ multipleOf: i + 2 })) },
    'not-contained',
  ],
  [
    'a common multiple of hundreds of digits',
    { type: 'integer', allOf: range(2000).map((i) => ({ multipleOf: 1_000_003 + 2 * i })) },
    { maximum: 0 },
  ],
  [
    '2,000 patterns of names, and a value that fails all',
    { type: 'object' },
    { anyOf: range(2000).map((i) => ({ patternProperties: { [`^a${i}`]: false }, required: [`b${i}`] })) },
  ],
  ['numbers at the edge', { type: 'number', multipleOf: 1e-300, minimum: 1e300 }, { multipleOf: 3e-300 }],
];

describe('bad input', () => {
  for (const [name, a, b, verdict] of CASES) {
    it(`is answered: ${name}`, () => {
      for (const mode of ['strict', 'declared'] satisfies ContainsOptions['mode'][]) {
        const result = contains(a, b, { mode });
        if (verdict !== undefined) expect(result.verdict).toBe(verdict);
        else expect(['contained', 'not-contained', 'unproven']).toContain(result.verdict);
      }
    });
  }

  it('never takes long: steps are bounded, and so is each of them', () => {
    for (const [name, a, b] of CASES) {
      const start = cpuTime();
      contains(a, b, { mode: 'strict' });
      // the worst takes about 100 ms on an idle core; machines that do other work get their time
      expect(cpuTime() - start, name).toBeLessThan(1500);
    }
  });

  it('confirms a witness of 32,000 equal rows at the price of one', () => {
    const row = { type: 'array', minItems: 14, maxItems: 14, items: { type: 'number' } };
    const table = (items: unknown) => ({ type: 'array', minItems: 32_724, items });
    const a = {
      type: 'object',
      required: ['x', 'y'],
      properties: { x: table(row), y: table({ enum: ['no', 'yes'] }) },
    };
    expect(contains(a, { properties: { y: { items: { type: 'integer' } } } }).verdict).toBe('not-contained');
  });

  it('gives up by steps: fewer steps, no other answer but unproven', () => {
    const a = { type: 'string', pattern: '^[a-f]{3,9}$' };
    const b = { pattern: '^[a-z]{2,10}$' };
    expect(contains(a, b, { budget: 20 })).toEqual({ verdict: 'unproven', reason: 'out of steps' });
    expect(contains(a, b).verdict).toBe('contained');
  });

  it('gives the same answer again, and after others, in one session', () => {
    const session = createSession(createAjvJudge());
    const at = (schema: unknown) => standalone(schema, 'draft2020-12');
    const pairs = CASES.slice(0, 4).map(([, a, b]) => [at(a), at(b)] as const);
    const answers = pairs.map(([a, b]) => session.contains(a, b));
    expect(pairs.map(([a, b]) => session.contains(a, b))).toEqual(answers);
  });

  it('names the dialects where a program asks for another one', () => {
    const options: object = { dialect: '2020-12' };
    expect(() => contains({ type: 'string' }, {}, options)).toThrow(/no dialect is called 2020-12: .*draft2020-12/);
  });

  it('believes no witness that the judge refuses', () => {
    const doubtful = createSession(() => undefined);
    const [a, b] = [{ type: 'string' }, { type: 'integer' }].map((schema) => standalone(schema, 'draft7'));
    expect(a !== undefined && b !== undefined && doubtful.contains(a, b).verdict).toBe('unproven');
  });
});
