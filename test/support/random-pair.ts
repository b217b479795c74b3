/** Random schemas, near copies of them, and values that are likely to tell the two apart. */
import * as fc from 'fast-check';
import { type Doc, isObject } from './spec.ts';

const NAMES = ['a', 'b', 'c'];
const STRINGS = ['', 'a', 'b', 'ab', 'abc', 'abcd'];
const NUMBERS = [-1, 0, 0.5, 1, 2, 3, 4, 6];
const PATTERNS = ['^a', 'b$', '^[a-c]+$', '^.{2}$'];
const LIMITS = [0, 1, 2, 3];

export interface Vocabulary {
  /** Only what json-schema-diff knows: no enum, const, pattern, multipleOf, uniqueItems; nor oneOf, whose overlaps are not judged. */
  readonly plain: boolean;
}

type Gen = fc.Arbitrary<Doc>;

function optional<T>(keyword: string, value: fc.Arbitrary<T>, weight = 1): Gen {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight, arbitrary: value.map((one) => ({ [keyword]: one })) },
  );
}

function together(...parts: readonly Gen[]): Gen {
  return fc.tuple(...parts).map((all) => Object.assign({}, ...all) as Doc);
}

const text = ({ plain }: Vocabulary): Gen =>
  together(
    fc.constant({ type: 'string' }),
    optional('minLength', fc.constantFrom(...LIMITS)),
    optional('maxLength', fc.constantFrom(...LIMITS)),
    ...(plain
      ? []
      : [
          optional('pattern', fc.constantFrom(...PATTERNS)),
          optional('enum', fc.uniqueArray(fc.constantFrom(...STRINGS), { minLength: 1 })),
        ]),
  );

const number = ({ plain }: Vocabulary): Gen =>
  together(
    fc.constantFrom({ type: 'integer' }, { type: 'number' }),
    optional('minimum', fc.constantFrom(...NUMBERS)),
    optional('maximum', fc.constantFrom(...NUMBERS)),
    optional('exclusiveMinimum', fc.constantFrom(...NUMBERS)),
    optional('exclusiveMaximum', fc.constantFrom(...NUMBERS)),
    ...(plain
      ? []
      : [
          optional('multipleOf', fc.constantFrom(0.5, 1, 2, 3)),
          optional('enum', fc.uniqueArray(fc.constantFrom(...NUMBERS), { minLength: 1 })),
        ]),
  );

const several = ({ plain }: Vocabulary): Gen =>
  together(
    fc
      .uniqueArray(fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'array', 'object'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((type) => ({ type })),
    optional('minLength', fc.constantFrom(...LIMITS)),
    optional('maximum', fc.constantFrom(...NUMBERS)),
    ...(plain
      ? []
      : [
          optional('const', fc.constantFrom<unknown>(null, 'a', 1, true)),
          optional('enum', fc.constantFrom([null, 'a'], ['a', 1], [true, false, null], [2, 3])),
        ]),
  );

function list(vocabulary: Vocabulary, inner: Gen): Gen {
  return together(
    fc.constant({ type: 'array' }),
    optional('items', inner, 6),
    optional('minItems', fc.constantFrom(...LIMITS)),
    optional('maxItems', fc.constantFrom(...LIMITS)),
    ...(vocabulary.plain
      ? []
      : [
          optional('uniqueItems', fc.boolean()),
          optional('prefixItems', fc.array(inner, { minLength: 1, maxLength: 2 })),
        ]),
  );
}

function object(vocabulary: Vocabulary, inner: Gen): Gen {
  return together(
    fc.constant({ type: 'object' }),
    fc
      .dictionary(fc.constantFrom(...NAMES), inner, { maxKeys: 3, noNullPrototype: true })
      .map((properties) => ({ properties })),
    optional('required', fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }), 3),
    optional(
      'additionalProperties',
      vocabulary.plain ? fc.constant(false) : fc.oneof(fc.boolean(), inner),
      vocabulary.plain ? 30 : 2,
    ),
    optional('minProperties', fc.constantFrom(...LIMITS)),
    optional('maxProperties', fc.constantFrom(...LIMITS)),
    ...(vocabulary.plain
      ? []
      : [
          optional(
            'patternProperties',
            inner.map((one) => ({ '^[cd]': one })),
          ),
        ]),
  );
}

function composed({ plain }: Vocabulary, inner: Gen): Gen {
  return fc.oneof(
    fc.array(inner, { minLength: 1, maxLength: 2 }).map((allOf) => ({ allOf })),
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    ...(plain ? [] : [fc.array(inner, { minLength: 1, maxLength: 3 }).map((oneOf) => ({ oneOf }))]),
    fc.tuple(inner, inner).map(([one, not]) => ({ ...one, not })),
  );
}

function schemas(vocabulary: Vocabulary, depth = 2): Gen {
  const leaves = [text(vocabulary), number(vocabulary), several(vocabulary)];
  if (depth === 0) return fc.oneof(...leaves, fc.constant({}));
  const inner = schemas(vocabulary, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...leaves) },
    { weight: 4, arbitrary: object(vocabulary, inner) },
    { weight: 2, arbitrary: list(vocabulary, inner) },
    { weight: 2, arbitrary: composed(vocabulary, inner) },
  );
}

export interface SchemaPair {
  readonly before: Doc;
  readonly after: Doc;
  readonly values: readonly unknown[];
}

/** A schema and a copy in which one or two schemas inside were replaced, or lost or gained keywords. */
export function schemaPairs(vocabulary: Vocabulary): fc.Arbitrary<SchemaPair> {
  const edits = fc.array(
    fc.record({
      at: fc.nat(),
      key: fc.nat(),
      way: fc.constantFrom('drop', 'merge', 'replace'),
      other: schemas(vocabulary, 1),
    }),
    { minLength: 1, maxLength: 2 },
  );
  return fc
    .tuple(schemas(vocabulary), edits, fc.array(values(2), { minLength: 12, maxLength: 12 }))
    .map(([before, plan, random]) => {
      let after = structuredClone(before);
      for (const edit of plan) after = edited(after, edit);
      return { before, after, values: [...random, ...FIXED, ...likely(before), ...likely(after)] };
    });
}

interface Edit {
  readonly at: number;
  readonly key: number;
  readonly way: string;
  readonly other: Doc;
}

function edited(root: Doc, { at, key, way, other }: Edit): Doc {
  const holders = holdersIn(root);
  const holder = holders[at % holders.length] as Doc;
  const keys = Object.keys(holder);
  if (way === 'drop' && keys.length > 0) delete holder[keys[key % keys.length] as string];
  else {
    if (way === 'replace') for (const name of keys) delete holder[name];
    Object.assign(holder, structuredClone(other));
  }
  return root;
}

/** Every schema inside a schema, itself first. */
export function holdersIn(schema: unknown): Doc[] {
  if (!isObject(schema)) return [];
  const below: unknown[] = [];
  for (const keyword of ['items', 'additionalProperties', 'not']) below.push(schema[keyword]);
  for (const keyword of ['properties', 'patternProperties'])
    if (isObject(schema[keyword])) below.push(...Object.values(schema[keyword]));
  for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems'])
    if (Array.isArray(schema[keyword])) below.push(...schema[keyword]);
  return [schema, ...below.flatMap(holdersIn)];
}

const FIXED: readonly unknown[] = [null, true, false, ...NUMBERS, ...STRINGS, [], {}];

function values(depth: number): fc.Arbitrary<unknown> {
  const scalar = fc.constantFrom<unknown>(null, true, false, ...NUMBERS, ...STRINGS);
  if (depth === 0) return scalar;
  const inner = values(depth - 1);
  return fc.oneof(
    scalar,
    fc.array(inner, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES, 'd'), inner, { maxKeys: 3, noNullPrototype: true }),
  );
}

/** A few values near what a schema asks for: objects with each member at some scalar, short lists. */
function likely(schema: unknown, depth = 2): unknown[] {
  if (!isObject(schema) || depth < 0) return ['a', 1];
  const found: unknown[] = [];
  if (Array.isArray(schema['enum'])) found.push(...schema['enum']);
  for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']) {
    const limit = schema[keyword];
    if (typeof limit === 'number') found.push(limit, limit - 1, limit + 1, limit + 0.5);
  }
  for (const keyword of ['minLength', 'maxLength']) {
    const limit = schema[keyword];
    if (typeof limit === 'number') found.push('a'.repeat(limit), 'ab'.repeat(limit + 1).slice(0, limit + 1));
  }
  if (isObject(schema['properties'])) {
    const names = Object.keys(schema['properties']);
    const inner = new Map(
      names.map((name) => [name, likely((schema['properties'] as Doc)[name], depth - 1).slice(0, 8)]),
    );
    const full = Object.fromEntries(names.map((name) => [name, inner.get(name)?.[0] ?? 'a']));
    found.push(full);
    for (const [name, some] of inner) {
      for (const one of some) found.push({ ...full, [name]: one }, { [name]: one });
      const { [name]: _without, ...rest } = full;
      found.push(rest);
    }
    for (const name of NAMES) found.push({ ...full, [name]: 'a' }, { ...full, [name]: 1 });
  }
  const items = [schema['items'], ...(Array.isArray(schema['prefixItems']) ? schema['prefixItems'] : [])];
  for (const item of items)
    for (const one of likely(item, depth - 1).slice(0, 8)) found.push([one], [one, one], [1, one], ['a', one]);
  if (schema['type'] === 'array') found.push([1, 2], [1, 2, 3], ['a', 'b', 'c', 'd']);
  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    if (Array.isArray(schema[keyword])) for (const one of schema[keyword]) found.push(...likely(one, depth - 1));
  if (schema['additionalProperties'] !== undefined)
    for (const one of likely(schema['additionalProperties'], depth - 1).slice(0, 6)) found.push({ d: one });
  return found.length > 0 ? found : ['a', 1, 'abc', [], {}];
}
