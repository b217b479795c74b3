/**
 * A schema, wherever its references lead, as one 2020-12 document for a validator and one value. It is translated keyword
 * by keyword from the text (not from our formulas, which it is there to check). Each subschema is given only what bears on
 * the parts of the value that reach it, so that a witness of three members does not drag in a whole description.
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

type Members = { readonly [name: string]: Json };

/** Marks the targets of references: the only way to make a validator do more than read the value once per keyword. */
export const STEP = 'x-contract-guard-step';

interface Place {
  readonly home: SchemaIn;
  /** The parts of the value that reach this place. */
  readonly values: readonly Json[];
  readonly dropped: ReadonlySet<string>;
  readonly depth: number;
}

/** Throws `Unjudgeable` where the schema says something a validator cannot be told. */
export function bundle(schema: SchemaIn, value: Json, side: Side, direction: Direction | undefined): Obj | boolean {
  refuseOddNames(value);
  const numbers = new Map<string, number>();
  const identities = new Map<unknown, number>();
  const definitions: Record<string, unknown> = {};
  const pending: { readonly name: string; readonly place: Place }[] = [];
  let count = 0;

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

  const reference = (target: SchemaIn, place: Place): string => {
    const seen = place.values.map((one) => identityOf(typeof one === 'object' ? one : canonical(one))).join(' ');
    const key = `${identityOf(target.schema)} ${identityOf(target.resolve)} ${seen} ${[...place.dropped].join('\n')}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      pending.push({ name: `d${number}`, place: { ...place, home: target, depth: 0 } });
    }
    return `#/$defs/d${number}`;
  };

  const below = (raw: unknown, place: Place, values: readonly Json[]): unknown => {
    if (values.length === 0) return true;
    const next = fresh({ ...place.home, schema: raw }, [...new Set(values)], place.depth + 1);
    const translated = translate(next);
    if (side === 'judge' || next.dropped.size === 0) return translated;
    return { allOf: [translated], properties: Object.fromEntries([...next.dropped].map((name) => [name, false])) };
  };
  const here = (raw: unknown, place: Place): unknown =>
    translate({ ...place, home: { ...place.home, schema: raw }, depth: place.depth + 1 });

  const translate = (place: Place): unknown => {
    const raw = place.home.schema;
    if (typeof raw === 'boolean') return raw;
    if (!isObj(raw)) throw new Unjudgeable('a schema that is not an object');
    if (++count > MAX_SCHEMAS || place.depth > MAX_DEPTH) throw new Unjudgeable('too large to confirm');
    const rules = DIALECTS[place.home.dialect];
    const out: Record<string, unknown> = {};
    if (Object.hasOwn(raw, '$ref')) {
      const target = typeof raw.$ref === 'string' ? place.home.resolve(raw.$ref, raw) : undefined;
      if (target === undefined) throw new Unjudgeable('a reference that leads nowhere');
      out.$ref = reference(target, place);
      if (rules.refAlone) return out;
    }
    if (rules.has('$dynamicRef') && Object.hasOwn(raw, '$dynamicRef')) throw new Unjudgeable('$dynamicRef');
    for (const keyword of COPIED.split(' ')) {
      if (rules.has(keyword) && Object.hasOwn(raw, keyword)) out[keyword] = raw[keyword];
    }
    if (raw.type !== undefined) out.type = typesOf(raw, rules);
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
      out.properties = Object.fromEntries(
        kept.map(([name, inner]) => [name, place.dropped.has(name) ? true : below(inner, place, under(name))]),
      );
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

  const root = below(schema.schema, fresh(schema, [value], 0), [value]);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const inner = translate(next.place);
    definitions[next.name] = typeof inner === 'boolean' ? inner : { [STEP]: true, ...(inner as Obj) };
  }
  if (typeof root === 'boolean') return root;
  return { ...(root as Obj), $defs: definitions };
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
