/** readOnly members do not travel in requests, writeOnly ones not in responses (OpenAPI 3.0.4, 4.7.24.2). */
import { isObj, type Obj } from '../spec/spec-version.ts';
import { DIALECTS } from './dialect.ts';
import type { Direction, SchemaIn } from './schema-in.ts';

const MAX_SCHEMAS = 5000;
/** Where names come from. */
const MEMBERS = 'properties $ref $dynamicRef allOf anyOf oneOf then else dependentSchemas'.split(' ');
/** What makes a member of other schemas. */
const OTHERS = ['$ref', '$dynamicRef', 'allOf'];
const NONE: Dropped = new Map();

/**
 * Names that do not count, each with what `required` comes to there. As a demand it holds: a message without the member is
 * right. Under `not` or `if` it asks what is in the message, and the member is not.
 */
export type Dropped = ReadonlyMap<string, boolean>;

/** The same for the schema under `not`, whose own `not` demands again, or under `if`. */
export function droppedUnder(keyword: 'not' | 'if', dropped: Dropped): Dropped {
  if (dropped.size === 0) return dropped;
  return new Map([...dropped].map(([name, holds]) => [name, keyword === 'not' && !holds]));
}

/**
 * The names that do not count at a place, by everything that governs it: allOf, anyOf, oneOf, what conditions ask for, and
 * references. A schema that knows its own direction is read in that one.
 */
export function droppedAt(schema: SchemaIn, asked: Direction | undefined): Dropped {
  const direction = schema.direction ?? asked;
  if (direction === undefined) return NONE;
  const keyword = direction === 'request' ? 'readOnly' : 'writeOnly';
  let dropped: Set<string> | undefined;
  if (!isObj(schema.schema) || !MEMBERS.some((member) => (schema.schema as Obj)[member] !== undefined)) return NONE;
  for (const { schema: raw, home } of governing(schema)) {
    if (!isObj(raw.properties)) continue;
    for (const name in raw.properties) {
      const member = raw.properties[name];
      if (!isObj(member)) continue;
      // most members are neither marked nor made of others
      const isPlain = OTHERS.every((other) => member[other] === undefined);
      const isMarked = isPlain
        ? member[keyword] === true
        : governing({ ...home, schema: member }, ['allOf']).some((part) => part.schema[keyword] === true);
      if (!isMarked) continue;
      dropped ??= new Set();
      dropped.add(name);
    }
  }
  return dropped === undefined ? NONE : new Map([...dropped].sort().map((name) => [name, true]));
}

function governing(
  schema: SchemaIn,
  keywords: readonly string[] = ['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas'],
): { readonly schema: Obj; readonly home: SchemaIn }[] {
  const found: { schema: Obj; home: SchemaIn }[] = [];
  const seen = new Set<unknown>();
  const pending: SchemaIn[] = [schema];
  while (pending.length > 0 && found.length < MAX_SCHEMAS) {
    const home = pending.pop() as SchemaIn;
    const raw = home.schema;
    if (!isObj(raw) || seen.has(raw)) continue;
    seen.add(raw);
    const target = typeof raw.$ref === 'string' ? home.resolve(raw.$ref, raw) : undefined;
    if (target !== undefined) pending.push(target);
    if (raw.$ref !== undefined && DIALECTS[home.dialect].refAlone) continue;
    found.push({ schema: raw, home });
    const dynamic = typeof raw.$dynamicRef === 'string' ? home.resolveDynamic?.(raw.$dynamicRef, raw) : undefined;
    if (dynamic !== undefined) pending.push(dynamic);
    for (const keyword of keywords) {
      for (const part of partsOf(raw, keyword, home)) pending.push({ ...home, schema: part });
    }
  }
  return found;
}

function partsOf(raw: Obj, keyword: string, { dialect }: SchemaIn): readonly unknown[] {
  const value = raw[keyword];
  if (Array.isArray(value)) return value;
  const rules = DIALECTS[dialect];
  if (keyword === 'dependentSchemas') return isObj(value) && rules.has(keyword) ? Object.values(value) : [];
  return isObj(value) && rules.has('if') && raw.if !== undefined ? [value] : [];
}
