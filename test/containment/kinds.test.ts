import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { contains, type Dialect } from '../../src/containment/index.ts';

interface Kind {
  readonly name: string;
  readonly dialects?: readonly Dialect[];
  readonly narrow: unknown;
  readonly wide: unknown;
  readonly equal?: readonly unknown[];
}

/** A place for a schema. `flips`: what is wider there makes the whole narrower. `same`: the whole says what the schema says. */
interface Setting {
  readonly around: (schema: object, dialect: Dialect) => unknown;
  readonly dialects?: readonly Dialect[];
  readonly flips?: true;
  readonly same?: true;
}

const ALL: readonly Dialect[] = ['draft4', 'draft7', 'draft2020-12', 'openapi-3.0'];
const LATEST: readonly Dialect[] = ['draft2020-12'];
const SINCE_7: readonly Dialect[] = ['draft7', 'draft2020-12'];
const OUTSIDE_OPENAPI: readonly Dialect[] = ['draft4', 'draft7', 'draft2020-12'];

/** As a literal it would look like a promise. */
const CONDITION = ['if', 'then'] as const;

const object = (name: string, schema: unknown, more: object = {}) => ({
  type: 'object',
  properties: { [name]: schema },
  ...more,
});
const either = (kids: object) => ({
  anyOf: [object('leaf', kids, { required: ['leaf'] }), { $ref: '#/definitions/branch' }],
});

const when = (test: unknown, met: unknown) => Object.fromEntries(CONDITION.map((name, at) => [name, [test, met][at]]));

const SETTINGS: Readonly<Record<string, Setting>> = {
  alone: { around: (x) => x, same: true },
  'in allOf': { around: (x) => ({ allOf: [{}, x, { allOf: [x] }] }), same: true },
  'in oneOf of one': { around: (x) => ({ oneOf: [x] }), same: true },
  'in anyOf': { around: (x) => ({ anyOf: [{ type: 'array', minItems: 50, items: { enum: ['else'] } }, x] }) },
  'in a tagged oneOf': {
    around: (x) => ({
      oneOf: [
        { type: 'object', required: ['tag'], properties: { tag: { enum: ['x'] }, value: x } },
        object('tag', { enum: ['y'] }, { required: ['tag'] }),
      ],
    }),
  },
  'under not': { around: (x) => ({ not: x }), flips: true },
  'under not not': { around: (x) => ({ not: { allOf: [{ not: x }] } }), same: true },
  'as a member': { around: (x) => object('p', x) },
  'as a required member': { around: (x) => object('p', x, { required: ['p'] }) },
  'in a closed object': { around: (x) => object('p', x, { additionalProperties: false }) },
  'deep inside': { around: (x) => object('list', { type: 'array', items: object('p', x) }) },
  'as additionalProperties': { around: (x) => object('q', {}, { additionalProperties: x }) },
  'as items': { around: (x) => ({ type: 'array', items: x }) },
  'behind a reference': {
    around: (x, dialect) =>
      dialect === 'draft2020-12'
        ? { $ref: '#/$defs/x', $defs: { x } }
        : { allOf: [{ $ref: '#/definitions/x' }], definitions: { x } },
    same: true,
  },
  'behind an anchor': { around: (x) => ({ $ref: '#here', $defs: { x: { $anchor: 'here', ...x } } }), dialects: LATEST },
  'behind an identifier': {
    around: (x) => ({ $id: 'https://a.example/root', $ref: 'other', $defs: { x: { $id: 'other', ...x } } }),
    dialects: LATEST,
  },
  'in a list that goes on': { around: (x) => object('value', x, { properties: { value: x, next: { $ref: '#' } } }) },
  'in a tree': {
    around: (x) => ({
      allOf: [{ $ref: '#/definitions/tree' }],
      definitions: { tree: either(x), branch: object('tree', { $ref: '#/definitions/tree' }, { required: ['tree'] }) },
    }),
  },
  'as patternProperties': {
    around: (x) => ({ type: 'object', patternProperties: { '^p': x } }),
    dialects: OUTSIDE_OPENAPI,
  },
  'in contains': { around: (x) => ({ type: 'array', contains: x }), dialects: SINCE_7 },
  'as a prefix': { around: (x) => ({ type: 'array', prefixItems: [{}, x] }), dialects: LATEST },
  'as then': { around: (x) => when({ required: ['k'] }, object('v', x)), dialects: SINCE_7 },
  'as if': { around: (x) => when(x, false), dialects: SINCE_7, flips: true },
  'in dependentSchemas': {
    around: (x) => ({ type: 'object', dependentSchemas: { k: object('v', x) } }),
    dialects: LATEST,
  },
  'as unevaluatedProperties': { around: (x) => object('q', {}, { unevaluatedProperties: x }), dialects: LATEST },
  'as unevaluatedItems': { around: (x) => ({ type: 'array', unevaluatedItems: x }), dialects: LATEST },
};

const KINDS = load(readFileSync(join(import.meta.dirname, 'kinds.yaml'), 'utf8')) as Kind[];

function questions({ narrow, wide, equal = [] }: Kind): [object, object, boolean][] {
  const rewrites = equal.flatMap((other): [unknown, unknown, boolean][] => [
    [narrow, other, true],
    [other, narrow, true],
  ]);
  return [[narrow, wide, true], [wide, narrow, false], ...rewrites] as [object, object, boolean][];
}

describe.each(KINDS)('an edit of $name', (kind) => {
  it.each(Object.keys(SETTINGS))('%s', (name) => {
    const { around, dialects = ALL, flips, same } = SETTINGS[name] as Setting;
    for (const dialect of kind.dialects ?? ALL) {
      if (!dialects.includes(dialect)) continue;
      const ask = (a: unknown, b: unknown) => contains(a, b, { dialect, mode: 'strict' }).verdict;
      for (const [x, y, within] of questions(kind)) {
        const expected = within ? 'contained' : 'not-contained';
        const [a, b] = [around(x, dialect), around(y, dialect)];
        const shown = `${dialect}: ${JSON.stringify(x)} in ${JSON.stringify(y)}`;
        expect(flips === true ? ask(b, a) : ask(a, b), shown).toBe(expected);
        if (same !== true) continue;
        expect(ask(a, y), shown).toBe(expected);
        expect(ask(x, b), shown).toBe(expected);
      }
    }
  });
});
