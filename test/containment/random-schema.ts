/** Random schemas and instances over a small vocabulary, so that keywords meet; everything follows from the seed. */
import type { Dialect } from '../../src/containment/index.ts';
import type { Json } from '../../src/spec/spec-version.ts';

export interface Random {
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** mulberry32 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, chance: (probability) => next() < probability, pick: (from) => from[below(from.length)] as never };
}

const NAMES = ['a', 'b', 'c', 'ab'];
const PATTERNS = ['^a', 'b$', '^[ab]+$', '^.{2}$', '[0-9]', '^(?!a)', '^a|b$', 'a.*b', '^$'];
const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const NUMBERS = [-2, -1, 0, 0.5, 1, 1.5, 2, 3, 4, 6, 10];
const STRINGS = ['', 'a', 'b', 'ab', 'ba', 'aab', '1', 'abc', '😀'];

type Schema = Record<string, unknown>;

export function randomValue(random: Random, depth = 2): Json {
  const kind = random.below(depth > 0 ? 8 : 5);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2 || kind === 3) return random.pick(NUMBERS);
  if (kind === 4) return random.pick(STRINGS);
  if (kind === 5) return Array.from({ length: random.below(4) }, () => randomValue(random, depth - 1));
  const names = [...NAMES, 'd', 'x1'].filter(() => random.chance(0.35));
  return Object.fromEntries(names.map((name) => [name, randomValue(random, depth - 1)]));
}

export interface Vocabulary {
  readonly dialect: Dialect;
  readonly recursive: boolean;
}

/** A schema document; in recursive ones references lead to `$defs` (or `definitions`) of the same document. */
export function randomSchema(random: Random, depth: number, { dialect, recursive }: Vocabulary): Schema | boolean {
  const defs = dialect === 'draft2020-12' ? '$defs' : 'definitions';
  const makeSchema = schemaMaker(random, dialect, recursive ? `#/${defs}/` : undefined);
  const root = makeSchema(depth, false);
  if (!recursive || typeof root === 'boolean') return root;
  const definitions = Object.fromEntries(['p', 'q'].map((name) => [name, makeSchema(Math.max(1, depth - 1), true)]));
  return { ...root, [defs]: definitions };
}

/** The same document with one subschema replaced or one keyword added or dropped: nearly equal, as in real life. */
export function mutated(random: Random, schema: Schema | boolean, vocabulary: Vocabulary): Schema | boolean {
  const copy = structuredClone(schema);
  const holders: Schema[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) holders.push(value as Schema);
    for (const inner of Object.values(value)) collect(inner);
  };
  collect(copy);
  const holder = holders.length === 0 ? undefined : random.pick(holders);
  if (holder === undefined || holder.$ref !== undefined || '$defs' in holder || 'definitions' in holder) {
    return random.chance(0.5) ? { not: copy } : copy;
  }
  const keys = Object.keys(holder);
  const other = randomSchema(random, 1, { ...vocabulary, recursive: false });
  if (keys.length > 0 && random.chance(0.5)) delete holder[random.pick(keys)];
  const isSchema = keys.every((key) => !NAMES.includes(key) && !PATTERNS.includes(key));
  if (isSchema && typeof other === 'object' && random.chance(0.7)) Object.assign(holder, other);
  return copy;
}

function schemaMaker(random: Random, dialect: Dialect, refs: string | undefined) {
  const modern = dialect === 'draft2020-12';
  const draft4 = dialect === 'draft4';
  const openapi = dialect === 'openapi-3.0';
  const some = (names: readonly string[]): string[] => names.filter(() => random.chance(0.4));

  /** `inside`: below a member or an item of a definition, where a reference is guarded. */
  const make = (depth: number, inside: boolean, guarded = false): Schema | boolean => {
    if (!draft4 && !openapi && random.chance(0.06)) return random.chance(0.7);
    if (refs !== undefined && (guarded || !inside) && random.chance(0.3))
      return { $ref: refs + random.pick(['p', 'q']) };
    const schema: Schema = {};
    const below = (): Schema | boolean => make(depth - 1, inside, true);
    const here = (): Schema | boolean => make(depth - 1, inside, guarded);
    if (random.chance(0.45)) {
      schema.type =
        openapi || random.chance(0.6)
          ? random.pick(openapi ? TYPES.slice(1) : TYPES)
          : [...new Set([random.pick(TYPES), random.pick(TYPES)])];
      if (openapi && random.chance(0.3)) schema.nullable = true;
    }
    const groups = random.below(3) + (schema.type === undefined ? 1 : 0);
    for (let i = 0; i < groups; i++) {
      const kind = random.below(depth > 0 ? 12 : 4);
      if (kind === 0) numeric(schema);
      else if (kind === 1) textual(schema);
      else if (kind === 2) listed(schema);
      else if (kind === 3) sized(schema);
      else if (kind <= 6) members(schema, below, here);
      else if (kind <= 8) items(schema, below);
      else composed(schema, here);
    }
    if (modern && depth > 0 && random.chance(0.12)) schema.unevaluatedProperties = random.chance(0.6) ? false : below();
    if (modern && depth > 0 && random.chance(0.1)) schema.unevaluatedItems = random.chance(0.6) ? false : below();
    return schema;
  };

  const numeric = (schema: Schema): void => {
    if (random.chance(0.6)) schema.minimum = random.pick(NUMBERS);
    if (random.chance(0.4)) schema.maximum = random.pick(NUMBERS);
    if (random.chance(0.3)) schema.multipleOf = random.pick([0.5, 1, 2, 3, 1.5]);
    if (random.chance(0.2)) {
      if (!draft4 && !openapi) schema.exclusiveMinimum = random.pick(NUMBERS);
      else if (schema.minimum !== undefined) schema.exclusiveMinimum = random.chance(0.5);
    }
  };
  const textual = (schema: Schema): void => {
    if (random.chance(0.5)) schema.pattern = random.pick(PATTERNS);
    if (random.chance(0.4)) schema.minLength = random.below(3);
    if (random.chance(0.4)) schema.maxLength = random.below(4);
  };
  const listed = (schema: Schema): void => {
    if (!draft4 && !openapi && random.chance(0.4)) schema.const = randomValue(random, 2);
    else schema.enum = uniqueValues(Array.from({ length: 1 + random.below(3) }, () => randomValue(random, 1)));
  };
  const sized = (schema: Schema): void => {
    const [min, max] = random.pick([
      ['minItems', 'maxItems'],
      ['minProperties', 'maxProperties'],
    ]) as [string, string];
    if (random.chance(0.6)) schema[min] = random.below(3);
    if (random.chance(0.5)) schema[max] = random.below(4);
  };
  const members = (schema: Schema, below: () => Schema | boolean, here: () => Schema | boolean): void => {
    if (random.chance(0.7)) schema.properties = Object.fromEntries(some(NAMES).map((name) => [name, below()]));
    if (random.chance(0.5)) {
      const names = some([...NAMES, 'd']);
      if (names.length > 0) schema.required = names;
    }
    if (random.chance(0.3)) schema.additionalProperties = random.chance(0.6) ? false : below();
    if (openapi) return;
    if (random.chance(0.25)) schema.patternProperties = { [random.pick(PATTERNS)]: below() };
    if (!draft4 && random.chance(0.15)) {
      schema.propertyNames = random.chance(0.5) ? { pattern: random.pick(PATTERNS) } : below();
    }
    if (random.chance(0.15)) {
      const needs = random.chance(0.5);
      const keyword = modern ? (needs ? 'dependentRequired' : 'dependentSchemas') : 'dependencies';
      schema[keyword] = { [random.pick(NAMES)]: needs ? [random.pick(NAMES)] : here() };
    }
  };
  const items = (schema: Schema, below: () => Schema | boolean): void => {
    const tuple = (): unknown[] => Array.from({ length: 1 + random.below(2) }, below);
    if (random.chance(0.6)) schema.items = !modern && !openapi && random.chance(0.4) ? tuple() : below();
    if (!modern && !openapi && random.chance(0.3)) schema.additionalItems = random.chance(0.5) ? false : below();
    if (modern && random.chance(0.3)) schema.prefixItems = tuple();
    if (random.chance(0.25)) schema.uniqueItems = true;
    if (!draft4 && !openapi && random.chance(0.3)) {
      schema.contains = below();
      if (modern && random.chance(0.4)) schema.minContains = random.below(3);
      if (modern && random.chance(0.4)) schema.maxContains = random.below(3);
    }
    if (random.chance(0.2)) schema.maxItems = random.below(4);
    if (random.chance(0.2)) schema.minItems = random.below(3);
  };
  /** Alternatives that a member tells apart, or nearly does. */
  const tagged = (here: () => Schema | boolean): unknown[] => {
    const name = random.pick(NAMES);
    return Array.from({ length: 2 + random.below(3) }, () => {
      const one = here();
      const tag = { enum: uniqueValues(Array.from({ length: 1 + random.below(2) }, () => random.pick(STRINGS))) };
      const said = typeof one === 'object' && one.$ref === undefined ? one : {};
      const type = random.chance(0.9) ? { type: 'object' } : {};
      const required = random.chance(0.9) ? { required: [name] } : {};
      return { ...said, ...type, ...required, properties: { ...(said.properties as Schema | undefined), [name]: tag } };
    });
  };
  const composed = (schema: Schema, here: () => Schema | boolean): void => {
    const list = (): unknown[] =>
      random.chance(0.25) ? tagged(here) : Array.from({ length: 1 + random.below(3) }, here);
    const kind = random.below(draft4 || openapi ? 4 : 5);
    if (kind === 0) schema.allOf = list();
    else if (kind === 1) schema.anyOf = list();
    else if (kind === 2) schema.oneOf = list();
    else if (kind === 3) schema.not = here();
    else {
      schema.if = here();
      for (const branch of ['then', 'else']) if (random.chance(0.7)) schema[branch] = here();
    }
  };
  return make;
}

function uniqueValues(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
