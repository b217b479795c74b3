/** Declared mode read off its definition (src/containment/declared.ts), on the text of schemas rather than on formulas. */
import type { Dialect } from '../../src/containment/index.ts';
import type { Json } from '../../src/spec/spec-version.ts';
import { isValidByReference } from './reference.ts';

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function declaredByReference(root: unknown, value: Json, dialect: Dialect): boolean {
  const judge = (schema: unknown, part: Json) => isValidByReference(schema, part, root, dialect);
  return holdsOnlyDeclared(value, [root], { root, refAlone: dialect !== 'draft2020-12', judge });
}

interface Document {
  readonly root: unknown;
  readonly refAlone: boolean;
  readonly judge: (schema: unknown, part: Json) => boolean;
}

function mayHave(value: Json | undefined, name: string): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.hasOwn(value, name));
}

/** Everything that governs the same place, where this value is; of any value where none is given. */
function inPlace(schemas: readonly unknown[], document: Document, value: Json | undefined, without?: string): Schema[] {
  const fits = (schema: unknown): boolean => value === undefined || document.judge(schema, value);
  const seen = new Set<Schema>();
  const pending = [...schemas];
  while (pending.length > 0) {
    const schema = pending.pop();
    if (!isSchema(schema) || seen.has(schema)) continue;
    seen.add(schema);
    if (typeof schema.$ref === 'string') {
      const tokens = schema.$ref.split('/').slice(1);
      pending.push(tokens.reduce<unknown>((at, token) => (at as Schema | undefined)?.[token], document.root));
      if (document.refAlone) continue;
    }
    pending.push(...((schema['allOf'] as unknown[]) ?? []));
    for (const keyword of ['anyOf', 'oneOf'])
      pending.push(...((schema[keyword] as unknown[]) ?? []).filter((branch) => fits(branch)));
    if (schema.if !== undefined) {
      if (value === undefined || fits(schema.if)) pending.push(schema.if, schema.then);
      if (value === undefined || !fits(schema.if)) pending.push(schema.else);
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      // without the name the schema is not evaluated (2020-12, core 10.2.2.4)
      const asked = Object.entries((schema[keyword] ?? {}) as Schema).filter(([name]) => mayHave(value, name));
      pending.push(...asked.map(([, one]) => one).filter((one) => !isSchema(one) || fits(one)));
    }
  }
  return [...seen].map((schema) => {
    if (document.refAlone && typeof schema.$ref === 'string') return {};
    return without === undefined
      ? schema
      : Object.fromEntries(Object.entries(schema).filter(([key]) => key !== without));
  });
}

const EMPTY = new Set(['minLength', 'minItems', 'minProperties']);

/** `false`, `true`, `{}`, and objects that say nothing. */
function isTrivial(schema: unknown): boolean {
  if (!isSchema(schema)) return true;
  const { if: condition, then: consequence, else: otherwise, ...rest } = schema;
  // A condition without consequences, and a consequence without a condition (JSON Schema 2020-12, core 10.2.2).
  if (condition !== undefined && (consequence ?? otherwise) !== undefined) return false;
  return Object.entries(rest).every(([keyword, value]) => EMPTY.has(keyword) && value === 0);
}

function declares(schemas: readonly Schema[], name: string): boolean {
  return schemas.some((schema) => {
    const needs = Object.values({
      ...((schema.dependentRequired ?? {}) as Schema),
      ...((schema.dependencies ?? {}) as Schema),
    });
    const required = [schema.required, ...needs].filter(Array.isArray).flat();
    return (
      Object.hasOwn((schema.properties ?? {}) as Schema, name) ||
      required.includes(name) ||
      Object.keys((schema.patternProperties ?? {}) as Schema).some((source) => new RegExp(source, 'u').test(name)) ||
      [schema.additionalProperties, schema.unevaluatedProperties].some((rest) => !isTrivial(rest))
    );
  });
}

function holdsOnlyDeclared(value: Json, governing: readonly unknown[], document: Document): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const schemas = inPlace(governing, document, value);
  const text = JSON.stringify(value);
  const listed = schemas.flatMap((schema) => [...((schema.enum as unknown[]) ?? []), schema.const]);
  if (listed.some((member) => JSON.stringify(member) === text)) return true;
  if (Array.isArray(value)) {
    return (value as Json[]).every((item, index) => {
      const below = schemas.flatMap((schema) => {
        const tuple = (Array.isArray(schema.items) ? schema.items : (schema.prefixItems ?? [])) as unknown[];
        const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
        const at = index < tuple.length ? tuple[index] : rest;
        return [at, schema.contains, schema.unevaluatedItems].filter((inner) => inner !== undefined);
      });
      return holdsOnlyDeclared(item, below, document);
    });
  }
  return Object.entries(value).every(([name, member]) => {
    if (!declares(schemas, name)) return false;
    const below = schemas.flatMap((schema) => {
      const properties = (schema.properties ?? {}) as Schema;
      const patterns = Object.entries((schema.patternProperties ?? {}) as Schema);
      const matching = patterns.filter(([source]) => new RegExp(source, 'u').test(name)).map(([, inner]) => inner);
      const own = Object.hasOwn(properties, name) ? [properties[name]] : [];
      const rest = own.length + matching.length === 0 ? [schema.additionalProperties] : [];
      const known = declares(inPlace([schema], document, undefined, 'unevaluatedProperties'), name);
      return [...own, ...matching, ...rest, known ? undefined : schema.unevaluatedProperties].filter(
        (inner) => inner !== undefined,
      );
    });
    return holdsOnlyDeclared(member as Json, below, document);
  });
}
