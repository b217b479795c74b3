/** Whether a shape takes one given value. */

import { isMultiple } from '../containment/decimal.ts';
import { meaningOf } from '../diff/format.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, bitOf, OBJECT } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';

/** `unknown`: a pattern or a condition would have to be run. */
export type Answer = 'yes' | 'no' | 'unknown';

const MAX_DEPTH = 16;

export function accepts(shapes: Shapes, shape: Shape, value: unknown, depth = 0): Answer {
  const bit = bitOf(value);
  if ((shape.types & bit) === 0) return 'no';
  if (shape.enum !== undefined && !shape.enum.values.has(valueKey(value))) return 'no';
  if (!withinLimits(shape, value)) return 'no';
  if (depth > MAX_DEPTH) return 'unknown';
  const lacking = lackingIn(shape, value);
  if (!lacking.every((name) => isReadOnly(shapes, shape, name))) return 'no';
  // Requests need not have it, answers do.
  let sure = lacking.length === 0 && shape.conditions.size === 0 && (typeof value !== 'string' || isPlainText(shape));
  for (const union of shape.unions) {
    if (value === null && union.orNull === true) continue;
    const answers = union.branches.map((branch) =>
      accepts(shapes, shapes.of([branch.at], branch.at), value, depth + 1),
    );
    if (answers.every((answer) => answer === 'no')) return 'no';
    const yes = answers.filter((answer) => answer === 'yes').length;
    if (union.kind === 'oneOf' && yes > 1) return 'no';
    if (yes === 0 || (union.kind === 'oneOf' && answers.includes('unknown'))) sure = false;
  }
  const inner = partsOf(shapes, shape, value).map(([part, of]) => accepts(shapes, of, part, depth + 1));
  if (inner.includes('no')) return 'no';
  // Uniqueness, patterns of names and the like are left to a proof.
  if (inner.includes('unknown') || (bit & (OBJECT | ARRAY) && !isPlainContainer(shape))) sure = false;
  return sure ? 'yes' : 'unknown';
}

/** The items or members of a value, each with the shape it must have. */
function partsOf(shapes: Shapes, shape: Shape, value: unknown): (readonly [unknown, Shape])[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      const fixed = shape.prefixItems?.[index];
      const schemas = fixed === undefined ? shape.items : [fixed];
      return schemas === undefined ? [] : [[item, shapes.of(schemas, shape.at)] as const];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const schemas =
      shape.properties.get(name)?.schemas ?? (typeof shape.additional === 'string' ? undefined : shape.additional);
    return schemas === undefined ? [] : [[member, shapes.of(schemas, shape.at)] as const];
  });
}

function isPlainContainer(shape: Shape): boolean {
  return shape.uniqueItems === undefined && shape.patternProperties.size === 0;
}

function isPlainText(shape: Shape): boolean {
  return shape.patterns.length === 0 && meaningOf(shape.format?.value) === undefined;
}

function withinLimits(shape: Shape, value: unknown): boolean {
  if (typeof value === 'string') return isBetween(codePoints(value), shape.minLength?.value, shape.maxLength?.value);
  if (typeof value === 'number') {
    const { minimum, maximum, multipleOf } = shape;
    if (multipleOf !== undefined && !isMultiple(value, multipleOf.value)) return false;
    if (minimum !== undefined && (minimum.exclusive ? value <= minimum.value : value < minimum.value)) return false;
    return !(maximum !== undefined && (maximum.exclusive ? value >= maximum.value : value > maximum.value));
  }
  if (Array.isArray(value)) return isBetween(value.length, shape.minItems?.value, shape.maxItems?.value);
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    if (!isBetween(names.length, shape.minProperties?.value, shape.maxProperties?.value)) return false;
    const closed = shape.additional === 'closed' && shape.patternProperties.size === 0;
    return !(closed && names.some((name) => !shape.properties.has(name)));
  }
  return true;
}

/** What an object does not have of what is required. */
function lackingIn({ required }: Shape, value: unknown): string[] {
  if (bitOf(value) !== OBJECT) return [];
  return [...required.keys()].filter((name) => !Object.hasOwn(value as object, name));
}

/** Whether a member of an object is in no request. */
export function isReadOnly(shapes: Shapes, shape: Shape, name: string): boolean {
  const property = shape.properties.get(name);
  return property !== undefined && shapes.of(property.schemas, shape.at).readOnly;
}

function isBetween(count: number, least: number | undefined, most: number | undefined): boolean {
  return (least === undefined || count >= least) && (most === undefined || count <= most);
}

/** JSON Schema counts characters, not UTF-16 units (validation, 6.3.1). */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
