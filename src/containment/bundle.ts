/**
 * A schema, wherever its references lead, as 2020-12 documents for a validator and one value. It is translated keyword by
 * keyword from the text (not from our formulas, which it is there to check). Each subschema is given only what bears on
 * the parts of the value that reach it, so that a witness of three members does not drag in a whole description. What
 * references lead to becomes pieces of its own: messages of one description share most of them.
 */
import { isObj, type Json, type Obj } from '../spec/spec-version.ts';
import { Unjudgeable } from './budget.ts';
import { DIALECTS, typesOf } from './dialect.ts';
import { droppedAt } from './direction.ts';
import type { Side } from './folding.ts';
import { canonical } from './formula.ts';
import type { Direction, SchemaIn } from './schema-in.ts';

const MAX_SCHEMAS = 1500;
const MAX_DEPTH = 300;

const COPIED =
  'minLength maxLength pattern format minItems maxItems uniqueItems minProperties maxProperties multipleOf ' +
  'enum const minContains maxContains dependentRequired';
const ONE = ['not', 'if', 'then', 'else'];
const UNEVALUATED = ['unevaluatedProperties', 'unevaluatedItems'];

type Members = { readonly [name: string]: Json };

/** In place of `$ref`: the number of a piece. */
export const PIECE = 'x-contract-guard-piece';

/** Beside `properties` of many members, in place of their schemas: numbers of pieces by name. Most of these are alike. */
export const MEMBERS = 'x-contract-guard-members';
const MANY = 8;

/** Marks what references lead to: the only way to make a validator do more than read the value once per keyword. */
export const STEP = 'x-contract-guard-step';

/** Where documents get their numbers. One that is reserved is for a document that refers to itself. */
interface Numbers {
  readonly reserve: () => number;
  readonly add: (document: Obj | boolean, reserved?: number) => number;
}

/** Documents by number: the same content has the same. */
export interface Library extends Numbers {
  readonly documentAt: (number: number) => Obj | boolean;
  readonly size: () => number;
}

export function createLibrary(): Library {
  const documents: (Obj | boolean)[] = [];
  const numbers = new Map<string, number>();
  const reserve = (): number => documents.push(true) - 1;
  return {
    reserve,
    add: (document, reserved) => {
      const key = JSON.stringify(document);
      const number = reserved ?? numbers.get(key) ?? reserve();
      numbers.set(key, number);
      documents[number] = document;
      return number;
    },
    documentAt: (number) => documents[number] ?? true,
    size: () => documents.length,
  };
}

interface Place {
  readonly home: SchemaIn;
  /** The parts of the value that reach this place. */
  readonly values: readonly Json[];
  readonly dropped: ReadonlySet<string>;
  readonly depth: number;
}

/** Throws `Unjudgeable` where the schema says something a validator cannot be told. */
export function bundle(
  schema: SchemaIn,
  value: Json,
  side: Side,
  direction: Direction | undefined,
  library: Library,
): Obj | boolean {
  refuseOddNames(value);
  return inPieces(schema, value, side, direction, library) ?? inOne(schema, value, side, direction);
}

/** What `unevaluated*` asks of references passes no border: undefined where that is asked. */
function inPieces(
  schema: SchemaIn,
  value: Json,
  side: Side,
  direction: Direction | undefined,
  library: Library,
): Obj | boolean | undefined {
  const { document, looksThrough } = translation(schema, value, side, direction, {
    ...library,
    reference: (number) => ({ [PIECE]: number }),
    properties: (members) => {
      if (members.length < MANY) return { properties: Object.fromEntries(members) };
      const pieces = members.filter(([, member]) => typeof member !== 'boolean');
      return {
        properties: Object.fromEntries(members.map(([name, member]) => [name, member !== false])),
        [MEMBERS]: Object.fromEntries(pieces.map(([name, member]) => [name, library.add(member)])),
      };
    },
  });
  return looksThrough ? undefined : document;
}

function inOne(schema: SchemaIn, value: Json, side: Side, direction: Direction | undefined): Obj | boolean {
  const definitions: Record<string, unknown> = {};
  let count = 0;
  const { document } = translation(schema, value, side, direction, {
    reserve: () => count++,
    add: (target, number = count++) => {
      definitions[`d${number}`] = typeof target === 'boolean' ? target : { [STEP]: true, ...target };
      return number;
    },
    reference: (number) => ({ $ref: `#/$defs/d${number}` }),
    properties: (members) => ({ properties: Object.fromEntries(members) }),
  });
  return typeof document === 'boolean' ? document : { ...document, $defs: definitions };
}

interface Writing extends Numbers {
  /** What stands for a `$ref`. */
  readonly reference: (number: number) => Obj;
  readonly properties: (members: readonly (readonly [name: string, schema: Obj | boolean])[]) => Obj;
}

function translation(
  schema: SchemaIn,
  value: Json,
  side: Side,
  direction: Direction | undefined,
  writing: Writing,
): { readonly document: Obj | boolean; readonly looksThrough: boolean } {
  /** By what is asked of a target; undefined while it is being translated. */
  const numbers = new Map<string, number | undefined>();
  const identities = new Map<unknown, number>();
  let count = 0;
  let looksThrough = false;

  const identityOf = (thing: unknown): number => {
    const identity = identities.get(thing) ?? identities.size;
    identities.set(thing, identity);
    return identity;
  };
  const fresh = (home: SchemaIn, values: readonly Json[], depth: number): Place => ({
    home,
    values,
    dropped: droppedAt(home, direction),
    depth,
  });

  const numberOf = (target: SchemaIn, place: Place): number => {
    const seen = place.values.map((one) => identityOf(typeof one === 'object' ? one : canonical(one))).join(' ');
    const key = `${identityOf(target.schema)} ${identityOf(target.resolve)} ${seen} ${[...place.dropped].join('\n')}`;
    if (!numbers.has(key)) {
      numbers.set(key, undefined);
      const document = translate({ ...place, home: target, depth: place.depth + 1 });
      numbers.set(key, writing.add(document, numbers.get(key)));
    }
    const number = numbers.get(key) ?? writing.reserve();
    numbers.set(key, number);
    return number;
  };

  const below = (raw: unknown, place: Place, values: readonly Json[]): Obj | boolean => {
    if (values.length === 0) return true;
    const next = fresh({ ...place.home, schema: raw }, [...new Set(values)], place.depth + 1);
    const translated = translate(next);
    if (side === 'judge' || next.dropped.size === 0) return translated;
    return { allOf: [translated], properties: Object.fromEntries([...next.dropped].map((name) => [name, false])) };
  };
  const here = (raw: unknown, place: Place): unknown =>
    translate({ ...place, home: { ...place.home, schema: raw }, depth: place.depth + 1 });

  const translate = (place: Place): Obj | boolean => {
    const raw = place.home.schema;
    if (typeof raw === 'boolean') return raw;
    if (!isObj(raw)) throw new Unjudgeable('a schema that is not an object');
    if (++count > MAX_SCHEMAS || place.depth > MAX_DEPTH) throw new Unjudgeable('too large to confirm');
    const rules = DIALECTS[place.home.dialect];
    const out: Record<string, unknown> = {};
    if (Object.hasOwn(raw, '$ref')) {
      const target = typeof raw.$ref === 'string' ? place.home.resolve(raw.$ref, raw) : undefined;
      if (target === undefined) throw new Unjudgeable('a reference that leads nowhere');
      Object.assign(out, writing.reference(numberOf(target, place)));
      if (rules.refAlone) return out;
    }
    if (rules.has('$dynamicRef') && Object.hasOwn(raw, '$dynamicRef')) throw new Unjudgeable('$dynamicRef');
    for (const keyword of COPIED.split(' ')) {
      if (rules.has(keyword) && Object.hasOwn(raw, keyword)) out[keyword] = raw[keyword];
    }
    if (raw.type !== undefined) out.type = typesOf(raw, rules);
    looksThrough ||= UNEVALUATED.some((keyword) => rules.has(keyword) && raw[keyword] !== undefined);
    bounds(raw, rules.booleanExclusive, out);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const list = raw[keyword];
      if (rules.has(keyword) && Array.isArray(list)) out[keyword] = list.map((inner) => here(inner, place));
    }
    for (const keyword of ONE) {
      const known = rules.has(keyword === 'then' || keyword === 'else' ? 'if' : keyword);
      if (known && raw[keyword] !== undefined) out[keyword] = here(raw[keyword], place);
    }
    items(raw, place, out);
    members(raw, place, out);
    return out;
  };

  const items = (raw: Obj, place: Place, out: Record<string, unknown>): void => {
    const rules = DIALECTS[place.home.dialect];
    const arrays = place.values.filter((one): one is readonly Json[] => Array.isArray(one));
    const tuple = rules.tuples && Array.isArray(raw.items) ? raw.items : raw.prefixItems;
    let first = 0;
    if (Array.isArray(tuple) && tuple.length > 0 && (tuple === raw.items || rules.has('prefixItems'))) {
      first = tuple.length;
      out.prefixItems = tuple.map((inner, index) =>
        below(
          inner,
          place,
          arrays.filter((array) => index < array.length).map((array) => array[index] as Json),
        ),
      );
    }
    const rest = tuple !== undefined && tuple === raw.items ? raw.additionalItems : raw.items;
    if (rest !== undefined)
      out.items = below(
        rest,
        place,
        arrays.flatMap((array) => array.slice(first)),
      );
    for (const keyword of ['contains', 'unevaluatedItems']) {
      if (rules.has(keyword) && raw[keyword] !== undefined)
        out[keyword] = below(raw[keyword], place, arrays.flat(1) as Json[]);
    }
  };

  const members = (raw: Obj, place: Place, out: Record<string, unknown>): void => {
    const rules = DIALECTS[place.home.dialect];
    const objects = place.values.filter(
      (one): one is Members => typeof one === 'object' && one !== null && !Array.isArray(one),
    );
    const under = (name: string): Json[] =>
      objects.filter((object) => Object.hasOwn(object, name)).map((object) => object[name] as Json);
    const all = objects.flatMap((object) => Object.values(object));
    if (isObj(raw.properties)) {
      const kept = Object.entries(raw.properties).filter(([name]) => under(name).length > 0);
      const translated = kept.map(
        ([name, inner]) => [name, place.dropped.has(name) || below(inner, place, under(name))] as const,
      );
      Object.assign(out, writing.properties(translated));
    }
    if (Array.isArray(raw.required)) out.required = raw.required.filter((name) => !place.dropped.has(name as string));
    if (rules.has('patternProperties') && isObj(raw.patternProperties)) {
      const entries = Object.entries(raw.patternProperties);
      out.patternProperties = Object.fromEntries(entries.map(([source, inner]) => [source, below(inner, place, all)]));
    }
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      if (rules.has(keyword) && raw[keyword] !== undefined) out[keyword] = below(raw[keyword], place, all);
    }
    if (rules.has('propertyNames') && raw.propertyNames !== undefined) {
      out.propertyNames = below(
        raw.propertyNames,
        place,
        objects.flatMap((object) => Object.keys(object)),
      );
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      const map = raw[keyword];
      if (!rules.has(keyword) || !isObj(map)) continue;
      const entries = Object.entries(map).filter(([name]) => under(name).length > 0);
      const lists = entries.filter(([, needs]) => Array.isArray(needs));
      const schemas = entries.filter(([, needs]) => !Array.isArray(needs));
      if (lists.length > 0) out.dependentRequired = Object.fromEntries(lists);
      out.dependentSchemas = Object.fromEntries(schemas.map(([name, needs]) => [name, here(needs, place)]));
    }
  };

  const document = below(schema.schema, fresh(schema, [value], 0), [value]);
  return { document, looksThrough };
}

function bounds(raw: Obj, booleanExclusive: boolean, out: Record<string, unknown>): void {
  for (const [keyword, strict] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const exclusive = booleanExclusive && raw[strict] === true;
    if (raw[keyword] !== undefined) out[exclusive ? strict : keyword] = raw[keyword];
    if (!booleanExclusive && raw[strict] !== undefined) out[strict] = raw[strict];
  }
}

/** Ajv's generated code takes `__proto__` for more than a name. */
function refuseOddNames(value: Json): void {
  const pending: Json[] = [value];
  while (pending.length > 0) {
    const next = pending.pop() as Json;
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next) && Object.hasOwn(next, '__proto__')) throw new Unjudgeable('a member named __proto__');
    for (const inner of new Set(Object.values(next))) pending.push(inner as Json);
  }
}
