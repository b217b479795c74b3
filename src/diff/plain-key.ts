/** One text for schemas that say the same, keyword by keyword, but for notes and other words for one thing. */

import { isObj, type Obj } from '../spec/spec-version.ts';
import { NOTES, SCHEMA_LISTS, SCHEMA_MAPS, SCHEMAS } from './same.ts';
import { contentKey, valueKey } from './value-key.ts';

const known = new WeakMap<object, Obj>();

export function plainKey(schema: unknown): string {
  return contentKey(plain(schema));
}

function plain(schema: unknown): unknown {
  if (!isObj(schema)) return schema;
  const before = known.get(schema);
  if (before !== undefined) return before;
  const entries = Object.entries(schema).flatMap(([keyword, value]) => {
    if (NOTES.has(keyword) || keyword === 'default' || keyword.startsWith('x-')) return [];
    if (keyword === 'const') return [['enum', [valueKey(value)]] as const];
    const said = plainKeyword(keyword, value);
    return Array.isArray(said) && said.length === 0 && MAY_BE_EMPTY.has(keyword) ? [] : [[keyword, said] as const];
  });
  const said = Object.fromEntries(entries);
  const { allOf } = said;
  const isWrapper = entries.length === 1 && Array.isArray(allOf) && allOf.length === 1 && isObj(allOf[0]);
  const result = isWrapper ? (allOf[0] as Obj) : said;
  known.set(schema, result);
  known.set(result, result);
  return result;
}

const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['required', 'allOf']);

function saysSomething(schema: unknown): boolean {
  return schema !== true && !(isObj(schema) && Object.keys(schema).length === 0);
}

/** Lists whose order says nothing. */
const SETS: ReadonlySet<string> = new Set(['type', 'enum', 'required']);

function plainKeyword(keyword: string, value: unknown): unknown {
  if (SETS.has(keyword)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map(valueKey).sort();
  }
  if (SCHEMAS.has(keyword)) return plain(value);
  if (keyword === 'allOf' && Array.isArray(value)) return value.map(plain).filter(saysSomething);
  if (SCHEMA_LISTS.has(keyword) && Array.isArray(value)) return value.map(plain);
  if (SCHEMA_MAPS.has(keyword) && isObj(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
  return value;
}
