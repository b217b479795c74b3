/** Schemas and documents respelled in another dialect: the same values are allowed. */
import type { Dialect } from '../../src/spec/spec-version.ts';
import { type Doc, isObject } from './spec.ts';

const SCHEMA_MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions']);
const SCHEMA_LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const SCHEMAS = new Set([
  'items',
  'additionalProperties',
  'unevaluatedProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
]);

/** Rewrites a schema from its leaves to its root; `change` sees members that are already rewritten. What is below the keyword `except` stays. */
export function mapSchema(schema: unknown, change: (schema: Doc) => unknown, except?: string): unknown {
  if (!isObject(schema)) return schema;
  const copy: Doc = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === except) copy[keyword] = value;
    else if (SCHEMAS.has(keyword)) copy[keyword] = mapSchema(value, change, except);
    else if (SCHEMA_LISTS.has(keyword) && Array.isArray(value))
      copy[keyword] = value.map((one) => mapSchema(one, change, except));
    else if (SCHEMA_MAPS.has(keyword) && isObject(value)) {
      copy[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, mapSchema(one, change, except)]),
      );
    } else copy[keyword] = value;
  }
  return change(copy);
}

/** OpenAPI 3.0 (or 2.0) schema keywords in the words of 3.1: JSON Schema 2020-12. */
export function respell30(schema: Doc): Doc {
  // 3.0: members beside `$ref` are ignored (OpenAPI 3.0.3, Reference Object)
  if (typeof schema['$ref'] === 'string') return { $ref: schema['$ref'] };
  const { nullable, 'x-nullable': legacy, exclusiveMinimum, exclusiveMaximum, ...rest } = schema;
  const out: Doc = rest;
  if ((nullable === true || legacy === true) && typeof out['type'] === 'string') out['type'] = [out['type'], 'null'];
  respellBound(out, 'minimum', 'exclusiveMinimum', exclusiveMinimum);
  respellBound(out, 'maximum', 'exclusiveMaximum', exclusiveMaximum);
  return out;
}

function respellBound(schema: Doc, bound: string, exclusive: string, flag: unknown): void {
  if (flag !== true || schema[bound] === undefined) return;
  schema[exclusive] = schema[bound];
  delete schema[bound];
}

/** A schema as JSON Schema 2020-12, for Ajv. */
export function as2020(schema: unknown, dialect: Dialect): unknown {
  return mapSchema(schema, dialect === '3.1' || dialect === '3.2' ? withoutNullable : respell30);
}

/** Ajv honours `nullable` in any dialect; JSON Schema does not know it. */
function withoutNullable({ nullable: _nullable, ...rest }: Doc): Doc {
  return rest;
}

export function namedAs2020(named: Doc, dialect: Dialect): Doc {
  return Object.fromEntries(Object.entries(named).map(([name, schema]) => [name, as2020(schema, dialect)]));
}
