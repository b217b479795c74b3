/**
 * One schema object as a 2020-12 document for a validator. It is translated keyword by keyword from the text (not from
 * our formulas, which it is there to check). Schemas inside it are parts of their own, which the validator asks for by
 * keywords of ours when a value reaches them: a witness of three members does not drag in a whole description, and
 * messages of one description share what they have in common.
 *
 * What differs between schemas of one build (`{type: object, required, properties}`) is not in the document: Ajv's
 * `$data` finds it beside the value. Making a validator costs a hundred times more than running it, and of builds a
 * description has few.
 */
import { isObj, type Obj } from '../spec/spec-version.ts';
import { Unjudgeable } from './budget.ts';
import { DIALECTS, type DialectRules, formatOf, typesOf } from './dialect.ts';
import { type Dropped, droppedUnder } from './direction.ts';
import type { Side } from './folding.ts';
import type { SchemaIn } from './schema-in.ts';

/** In place of a schema: the part that decides. */
export const PART = 'x-contract-guard-part';
/** In place of the schemas of `properties`: parts by name. */
export const MEMBERS = 'x-contract-guard-members';

/** A document is run on `{value, given}`, with `value` under the document. */
export const VALUE = 'value';
export const GIVEN = 'given';

export interface Translation {
  readonly document: Obj;
  /** What `$data` in the document leads to. */
  readonly given: readonly unknown[];
}

export interface Place {
  readonly home: SchemaIn;
  /** Members that do not count here, see direction.ts. */
  readonly dropped: Dropped;
  readonly side: Side;
  /** A schema for the same value, with what does not count there, or for one below it. */
  readonly partAt: (schema: SchemaIn, dropped: Dropped | undefined) => unknown;
}

const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const IN_PLACE = ['not', 'if', 'then', 'else'];
const UNEVALUATED = ['unevaluatedProperties', 'unevaluatedItems'];
/** References inside a schema that looks through them. */
const MAX_DEPTH = 100;

interface Writing {
  readonly place: Place;
  readonly dropped: Dropped;
  readonly given: unknown[];
  /** `unevaluated*` sees what schemas for the same value have evaluated: these are written out. */
  readonly looksThrough: boolean;
}

/** Throws `Unjudgeable` where the schema says something a validator cannot be told. */
export function translate(place: Place): Translation {
  const { home } = place;
  if (!isObj(home.schema)) throw new Unjudgeable('a schema that is not an object');
  const { schema } = home;
  const rules = DIALECTS[home.dialect];
  const looksThrough = UNEVALUATED.some((keyword) => rules.has(keyword) && schema[keyword] !== undefined);
  const given: unknown[] = [];
  return { document: written(home, { place, dropped: place.dropped, given, looksThrough }, 0), given };
}

function written(home: SchemaIn, writing: Writing, depth: number): Obj {
  const raw = home.schema as Obj;
  const rules = DIALECTS[home.dialect];
  const out: Record<string, unknown> = {};
  const here = (schema: unknown, from = home): unknown => inPlace({ ...from, schema }, writing, depth + 1);
  if (Object.hasOwn(raw, '$ref')) {
    const target = typeof raw.$ref === 'string' ? home.resolve(raw.$ref, raw) : undefined;
    if (target === undefined) throw new Unjudgeable('a reference that leads nowhere');
    out.allOf = [here(target.schema, target)];
    if (rules.refAlone) return out;
  }
  if (rules.has('$dynamicRef') && Object.hasOwn(raw, '$dynamicRef')) {
    const target = typeof raw.$dynamicRef === 'string' ? home.resolveDynamic?.(raw.$dynamicRef, raw) : undefined;
    if (target === undefined) throw new Unjudgeable('$dynamicRef');
    out.allOf = [...(Array.isArray(out.allOf) ? out.allOf : []), here(target.schema, target)];
  }
  if (raw.type !== undefined) out.type = typesOf(raw, rules);
  limits(raw, rules, writing, out);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = raw[keyword];
    if (!rules.has(keyword) || !Array.isArray(list)) continue;
    const inner = list.map((one) => here(one));
    out[keyword] = keyword === 'allOf' && Array.isArray(out.allOf) ? [...out.allOf, ...inner] : inner;
  }
  for (const keyword of IN_PLACE) {
    const known = rules.has(keyword === 'then' || keyword === 'else' ? 'if' : keyword);
    if (!known || raw[keyword] === undefined) continue;
    const isAsking = keyword === 'not' || keyword === 'if';
    const dropped = isAsking ? droppedUnder(keyword, writing.dropped) : writing.dropped;
    out[keyword] = inPlace({ ...home, schema: raw[keyword] }, { ...writing, dropped }, depth + 1);
  }
  items(home, raw, writing, out);
  members(home, raw, writing, out);
  if (rules.has('dependentSchemas') || rules.has('dependencies')) dependents(raw, rules, here, out);
  return out;
}

/** What bears on the value itself and asks nothing of other schemas. */
function limits(raw: Obj, rules: DialectRules, { given }: Writing, out: Record<string, unknown>): void {
  const give = (keyword: string, value: unknown, isFit: boolean): void => {
    if (!isFit) throw new Unjudgeable(`\`${keyword}\` of the wrong type`);
    out[keyword] = { $data: `1/${GIVEN}/${given.push(value) - 1}` };
  };
  const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
  for (const [keyword, strict] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const isStrict = rules.booleanExclusive && raw[strict] === true;
    if (raw[keyword] !== undefined) give(isStrict ? strict : keyword, raw[keyword], isNumber(raw[keyword]));
    if (!rules.booleanExclusive && raw[strict] !== undefined) give(strict, raw[strict], isNumber(raw[strict]));
  }
  for (const keyword of COUNTS)
    if (raw[keyword] !== undefined) give(keyword, raw[keyword], Number.isInteger(raw[keyword]));
  if (raw.enum !== undefined) give('enum', raw.enum, Array.isArray(raw.enum));
  if (rules.has('const') && Object.hasOwn(raw, 'const')) give('const', raw.const, raw.const !== undefined);
  if (raw.pattern !== undefined) give('pattern', raw.pattern, typeof raw.pattern === 'string');
  const format = formatOf(raw, rules);
  if (format !== undefined) give('format', format, typeof format === 'string');
  if (raw.multipleOf !== undefined) give('multipleOf', raw.multipleOf, isNumber(raw.multipleOf));
  for (const keyword of ['uniqueItems', 'minContains', 'maxContains'])
    if (rules.has(keyword) && Object.hasOwn(raw, keyword)) out[keyword] = raw[keyword];
  if (rules.has('dependentRequired') && raw.dependentRequired !== undefined)
    out.dependentRequired = raw.dependentRequired;
}

function items(home: SchemaIn, raw: Obj, writing: Writing, out: Record<string, unknown>): void {
  const rules = DIALECTS[home.dialect];
  const tuple = rules.tuples && Array.isArray(raw.items) ? raw.items : raw.prefixItems;
  if (Array.isArray(tuple) && tuple.length > 0 && (tuple === raw.items || rules.has('prefixItems')))
    out.prefixItems = tuple.map((inner) => below(home, inner, writing));
  const rest = tuple !== undefined && tuple === raw.items ? raw.additionalItems : raw.items;
  if (rest !== undefined) out.items = below(home, rest, writing);
  for (const keyword of ['contains', 'unevaluatedItems'])
    if (rules.has(keyword) && raw[keyword] !== undefined) out[keyword] = below(home, raw[keyword], writing);
}

function members(home: SchemaIn, raw: Obj, writing: Writing, out: Record<string, unknown>): void {
  const rules = DIALECTS[home.dialect];
  const { place, dropped, given, looksThrough } = writing;
  if (Array.isArray(raw.required) && raw.required.length > 0) {
    if (!raw.required.every((name) => typeof name === 'string')) throw new Unjudgeable('`required` of the wrong type');
    out.required = { $data: `1/${GIVEN}/${given.push(raw.required.filter((name) => dropped.get(name) !== true)) - 1}` };
    if (raw.required.some((name) => dropped.get(name) === false))
      out.allOf = [...(Array.isArray(out.allOf) ? out.allOf : []), { not: { type: 'object' } }];
  }
  if (isObj(raw.properties)) {
    const entries = Object.entries(raw.properties).map(
      ([name, inner]) => [name, dropped.has(name) ? true : inner] as const,
    );
    const isCounted = ['patternProperties', 'additionalProperties'].some((keyword) => isObj(raw[keyword]));
    if (looksThrough)
      out.properties = Object.fromEntries(entries.map(([name, inner]) => [name, below(home, inner, writing)]));
    else {
      if (isCounted || raw.additionalProperties === false)
        out.properties = Object.fromEntries(entries.map(([name]) => [name, true]));
      const parts = entries.map(([name, schema]) => [name, place.partAt({ ...home, schema }, undefined)] as const);
      out[MEMBERS] = { $data: `1/${GIVEN}/${given.push(new Map(parts)) - 1}` };
    }
  }
  if (rules.has('patternProperties') && isObj(raw.patternProperties)) {
    const entries = Object.entries(raw.patternProperties);
    out.patternProperties = Object.fromEntries(entries.map(([name, inner]) => [name, below(home, inner, writing)]));
  }
  for (const keyword of ['additionalProperties', 'unevaluatedProperties', 'propertyNames'])
    if (rules.has(keyword) && raw[keyword] !== undefined) out[keyword] = below(home, raw[keyword], writing);
}

function dependents(
  raw: Obj,
  rules: DialectRules,
  here: (schema: unknown) => unknown,
  out: Record<string, unknown>,
): void {
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    const map = raw[keyword];
    if (!rules.has(keyword) || !isObj(map)) continue;
    const [lists, schemas] = [true, false].map((isList) =>
      Object.entries(map).filter(([, needs]) => Array.isArray(needs) === isList),
    );
    if (lists !== undefined && lists.length > 0) out.dependentRequired = Object.fromEntries(lists);
    out.dependentSchemas = Object.fromEntries((schemas ?? []).map(([name, needs]) => [name, here(needs)]));
  }
}

function inPlace(home: SchemaIn, writing: Writing, depth: number): unknown {
  const { schema } = home;
  if (typeof schema === 'boolean') return schema;
  if (!writing.looksThrough) return asked(writing, 1, writing.place.partAt(home, writing.dropped));
  if (!isObj(schema)) throw new Unjudgeable('a schema that is not an object');
  if (depth > MAX_DEPTH) throw new Unjudgeable('too large to confirm');
  return written(home, writing, depth);
}

function below(home: SchemaIn, schema: unknown, writing: Writing): unknown {
  if (typeof schema === 'boolean') return schema;
  return asked(writing, 2, writing.place.partAt({ ...home, schema }, undefined));
}

/** `up`: how far below the value's own holder the value is that the part is asked about. */
function asked({ given }: Writing, up: number, part: unknown): Obj {
  return { [PART]: { $data: `${up}/${GIVEN}/${given.push(part) - 1}` } };
}
