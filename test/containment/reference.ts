/**
 * A second judge: JSON Schema read off the specifications as plainly as can be, sharing nothing with what it tests. Small
 * and slow; local `$ref`s only. Ajv has faults of its own (`contains` beside a tuple, unevaluated* below oneOf): where
 * the two judges differ, neither counts.
 */
import type { Dialect } from '../../src/containment/index.ts';
import type { Json } from '../../src/spec/spec-version.ts';

type Schema = Record<string, unknown>;

interface Result {
  readonly valid: boolean;
  readonly names: ReadonlySet<string>;
  readonly indexes: ReadonlySet<number>;
}

const NONE: Result = { valid: true, names: new Set(), indexes: new Set() };
const FAILED: Result = { ...NONE, valid: false };

export function referenceJudge(root: unknown, dialect: Dialect): (value: Json) => boolean {
  return (value) => isValidByReference(root, value, root, dialect);
}

/** `schema`: the document itself, or a part of it. */
export function isValidByReference(schema: unknown, value: Json, root: unknown, dialect: Dialect): boolean {
  return check(schema, value, root, dialect).valid;
}

function isType(value: Json, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return typeof value === type;
}

function same(x: Json, y: Json): boolean {
  const sorted = (_: string, inner: unknown): unknown =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([p], [q]) => (p < q ? -1 : 1)))
      : inner;
  return JSON.stringify(x, sorted) === JSON.stringify(y, sorted);
}

function check(given: unknown, value: Json, root: unknown, dialect: Dialect): Result {
  if (given === true) return NONE;
  if (given === false) return FAILED;
  const schema = given as Schema;
  const modern = dialect === 'draft2020-12';
  const names = new Set<string>();
  const indexes = new Set<number>();
  let valid = true;
  const need = (truth: boolean): void => {
    valid &&= truth;
  };
  const sub = (inner: unknown, at: Json = value): Result => check(inner, at, root, dialect);
  const adopt = (result: Result): boolean => {
    if (!result.valid) return false;
    for (const name of result.names) names.add(name);
    for (const index of result.indexes) indexes.add(index);
    return true;
  };

  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, token) => (at as Schema | undefined)?.[token], root);
    if (target === undefined) throw new Error(`${schema.$ref} leads nowhere`);
    const result = sub(target);
    if (!modern) return result;
    need(adopt(result));
  }
  if (schema.type !== undefined) {
    const types = [schema.type].flat();
    const nullable = dialect === 'openapi-3.0' && schema.nullable === true && value === null;
    need(nullable || types.some((type) => isType(value, type)));
  }
  if (Array.isArray(schema.enum)) need(schema.enum.some((member) => same(member, value)));
  if (Object.hasOwn(schema, 'const')) need(same(schema.const as Json, value));
  if (typeof value === 'number') {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as Record<string, number>;
    if (minimum !== undefined) need((exclusiveMinimum as unknown) === true ? value > minimum : value >= minimum);
    if (maximum !== undefined) need((exclusiveMaximum as unknown) === true ? value < maximum : value <= maximum);
    if (typeof exclusiveMinimum === 'number') need(value > exclusiveMinimum);
    if (typeof exclusiveMaximum === 'number') need(value < exclusiveMaximum);
    if (multipleOf !== undefined) need(Number.isInteger(value / multipleOf));
  }
  if (typeof value === 'string') {
    const length = [...value].length;
    if (schema.minLength !== undefined) need(length >= (schema.minLength as number));
    if (schema.maxLength !== undefined) need(length <= (schema.maxLength as number));
    if (schema.pattern !== undefined) need(new RegExp(schema.pattern as string, 'u').test(value));
  }
  if (Array.isArray(value)) need(checkArray(schema, value, modern, sub, indexes));
  else if (typeof value === 'object' && value !== null) {
    need(checkObject(schema, value as { readonly [name: string]: Json }, sub, names));
  }
  for (const inner of (schema.allOf as unknown[]) ?? []) need(adopt(sub(inner)));
  if (schema.anyOf !== undefined) need((schema.anyOf as unknown[]).map((inner) => adopt(sub(inner))).includes(true));
  if (schema.oneOf !== undefined) {
    need((schema.oneOf as unknown[]).map((inner) => adopt(sub(inner))).filter(Boolean).length === 1);
  }
  if (schema.not !== undefined) need(!sub(schema.not).valid);
  if (schema.if !== undefined) {
    const branch = adopt(sub(schema.if)) ? schema.then : schema.else;
    if (branch !== undefined) need(adopt(sub(branch)));
  }
  if (!Array.isArray(value) && typeof value === 'object' && value !== null) {
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      for (const [name, needs] of Object.entries((schema[keyword] ?? {}) as Schema)) {
        if (!Object.hasOwn(value, name)) continue;
        if (Array.isArray(needs)) need(needs.every((other) => Object.hasOwn(value, other as string)));
        else need(adopt(sub(needs)));
      }
    }
    if (schema.unevaluatedProperties !== undefined) {
      for (const [name, member] of Object.entries(value as Schema)) {
        if (!names.has(name)) need(sub(schema.unevaluatedProperties, member as Json).valid);
        names.add(name);
      }
    }
  }
  if (Array.isArray(value) && schema.unevaluatedItems !== undefined) {
    for (const [index, item] of value.entries()) {
      if (!indexes.has(index)) need(sub(schema.unevaluatedItems, item as Json).valid);
      indexes.add(index);
    }
  }
  return { valid, names, indexes };
}

type Sub = (inner: unknown, at: Json) => Result;

function checkArray(schema: Schema, value: readonly Json[], modern: boolean, sub: Sub, indexes: Set<number>): boolean {
  const all: boolean[] = [];
  const tuple = (Array.isArray(schema.items) ? schema.items : schema.prefixItems) as unknown[] | undefined;
  const rest = Array.isArray(schema.items) ? schema.additionalItems : schema.items;
  for (const [index, item] of value.entries()) {
    const inner = tuple !== undefined && index < tuple.length ? tuple[index] : rest;
    if (inner === undefined) continue;
    all.push(sub(inner, item).valid);
    indexes.add(index);
  }
  if (schema.minItems !== undefined) all.push(value.length >= (schema.minItems as number));
  if (schema.maxItems !== undefined) all.push(value.length <= (schema.maxItems as number));
  if (schema.uniqueItems === true) {
    all.push(value.every((item, index) => !value.slice(0, index).some((other) => same(item, other))));
  }
  if (schema.contains !== undefined) {
    const matching = [...value.keys()].filter((index) => sub(schema.contains, value[index] as Json).valid);
    for (const index of modern ? matching : []) indexes.add(index);
    all.push(matching.length >= ((schema.minContains as number | undefined) ?? 1));
    all.push(matching.length <= ((schema.maxContains as number | undefined) ?? Number.POSITIVE_INFINITY));
  }
  return !all.includes(false);
}

function checkObject(schema: Schema, value: { readonly [name: string]: Json }, sub: Sub, names: Set<string>): boolean {
  const all: boolean[] = [];
  const properties = (schema.properties ?? {}) as Schema;
  const patterns = Object.entries((schema.patternProperties ?? {}) as Schema);
  for (const [name, member] of Object.entries(value)) {
    let known = Object.hasOwn(properties, name);
    if (known) all.push(sub(properties[name], member).valid);
    for (const [source, inner] of patterns) {
      if (!new RegExp(source, 'u').test(name)) continue;
      known = true;
      all.push(sub(inner, member).valid);
    }
    if (!known && schema.additionalProperties !== undefined) {
      known = true;
      all.push(sub(schema.additionalProperties, member).valid);
    }
    if (known) names.add(name);
    if (schema.propertyNames !== undefined) all.push(sub(schema.propertyNames, name).valid);
  }
  const size = Object.keys(value).length;
  if (schema.minProperties !== undefined) all.push(size >= (schema.minProperties as number));
  if (schema.maxProperties !== undefined) all.push(size <= (schema.maxProperties as number));
  for (const name of (schema.required ?? []) as string[]) all.push(Object.hasOwn(value, name));
  for (const [name, needs] of Object.entries((schema.dependentRequired ?? {}) as Record<string, string[]>)) {
    if (Object.hasOwn(value, name)) all.push(needs.every((other) => Object.hasOwn(value, other)));
  }
  return !all.includes(false);
}
