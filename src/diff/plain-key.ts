/** One normal form for schemas that say the same, keyword by keyword, but for notes and other words for one thing. */

import { nameIn } from '../spec/reference.ts';
import { isObj, type Obj } from '../spec/spec-version.ts';
import { NOTES, SCHEMA_LISTS, SCHEMA_MAPS, SCHEMAS } from './same.ts';
import { contentKey, valueKey } from './value-key.ts';

/** Short, and for telling schemas apart only: two that differ may have one key, if rarely. */
export function plainKey(schema: unknown): string {
  return contentKey(plainSchema(schema));
}

const known = new WeakMap<object, Obj>();

export function plainSchema(schema: unknown): unknown {
  if (!isObj(schema)) return schema;
  const before = known.get(schema);
  if (before !== undefined) return before;
  const members = Object.entries(schema).flatMap(([keyword, value]) => {
    if (saysNothing(keyword)) return [];
    if (keyword === 'const' && schema['enum'] === undefined) return [['enum', [valueKey(value)]] as const];
    const said = plainKeyword(keyword, value);
    return Array.isArray(said) && said.length === 0 && MAY_BE_EMPTY.has(keyword) ? [] : [[keyword, said] as const];
  });
  const result = lifted(Object.fromEntries(members));
  known.set(schema, result);
  known.set(result, result);
  return result;
}

function saysNothing(keyword: string): boolean {
  return NOTES.has(keyword) || keyword === 'default' || keyword.startsWith('x-');
}

const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['required', 'allOf']);

/** Lists whose order says nothing. */
const SETS: ReadonlySet<string> = new Set(['type', 'enum', 'required']);

function plainKeyword(keyword: string, value: unknown): unknown {
  if (SETS.has(keyword)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map(valueKey).sort();
  }
  // by name: where it is kept says nothing, and what it says is compared by itself
  if (keyword === '$ref' && typeof value === 'string') return nameIn(value);
  if (SCHEMAS.has(keyword)) return plainSchema(value);
  if (keyword === 'allOf' && Array.isArray(value)) return value.map(plainSchema).filter(saysSomething);
  if (SCHEMA_LISTS.has(keyword) && Array.isArray(value)) return value.map(plainSchema);
  if (SCHEMA_MAPS.has(keyword) && isObj(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainSchema(inner)]));
  return value;
}

function saysSomething(schema: unknown): boolean {
  return schema !== true && !(isObj(schema) && Object.keys(schema).length === 0);
}

/** Keywords that stand each for itself: in one schema or in conjuncts they say the same. */
const ALONE: ReadonlySet<string> = new Set(
  (
    'type enum const minimum maximum multipleOf minLength maxLength pattern format minItems maxItems uniqueItems ' +
    'minProperties maxProperties properties required not anyOf oneOf'
  ).split(' '),
);

/** Conjuncts that share no keyword with each other are one schema. */
function lifted(schema: Obj): Obj {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  const whole = Object.keys(rest).length === 0 && allOf.length === 1 && isObj(allOf[0]) ? allOf[0] : undefined;
  if (whole !== undefined) return whole;
  const merged = new Map(Object.entries(rest));
  for (const part of [rest, ...allOf]) {
    if (!isObj(part)) return schema;
    for (const [keyword, value] of Object.entries(part)) {
      if (!ALONE.has(keyword) || (part !== rest && merged.has(keyword))) return schema;
      merged.set(keyword, value);
    }
  }
  return Object.fromEntries(merged);
}
