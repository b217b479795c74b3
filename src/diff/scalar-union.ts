/** Folds what unions say of plain scalars: `anyOf: [{type: string}, {type: integer}]` is `type: [string, integer]`. */

import { type At, isObj } from '../spec/spec-version.ts';
import { type Draft, meetEnum, narrowTypes, type ShapeInput } from './draft.ts';
import { isNullOnly } from './flatten.ts';
import type { Facet, Shape, Union } from './shape.ts';
import { NULL, STRING } from './types.ts';

/** Longer unions are left as they are, unless each alternative lists its values where it stands. */
const MAX_BRANCHES = 256;
const LISTING = ['const', 'enum'];

export function foldUnions(draft: Draft, input: ShapeInput): void {
  draft.unions = draft.unions
    .map((union) => withoutNull(draft, union, input))
    .filter((union) => !fold(draft, union, input));
}

function isTooLong({ branches }: Union): boolean {
  const lists = ({ value }: At): boolean => isObj(value) && LISTING.some((keyword) => value[keyword] !== undefined);
  return branches.length > MAX_BRANCHES && !branches.every(({ at }) => lists(at));
}

/** Takes null out of the branches: it is one of the types of the whole, or, where no branch takes it, none of them. */
function withoutNull(draft: Draft, union: Union, input: ShapeInput): Union {
  if (isTooLong(union)) return union;
  const rest = union.branches.filter(({ at }) => !isNullOnly(input.document, at));
  if (rest.length === 0) return union;
  const asBranch = rest.length < union.branches.length;
  const elsewhere = rest.some(({ at }) => ((input.branchShape(at)?.types ?? NULL) & NULL) !== 0);
  if (!asBranch && !union.orNull && !elsewhere) narrowTypes(draft, ~NULL, union.at);
  const apart = asBranch && (union.kind === 'anyOf' || !elsewhere); // oneOf refuses null that two branches take
  return apart ? { ...union, branches: rest, orNull: true } : union;
}

function fold(draft: Draft, union: Union, input: ShapeInput): boolean {
  if (isTooLong(union)) return false;
  const shapes: Shape[] = [];
  for (const branch of union.branches) {
    const shape = input.branchShape(branch.at);
    if (shape === undefined || !isPlain(shape)) return false;
    shapes.push(shape);
  }
  const texts = shapes.filter(({ types }) => (types & STRING) !== 0);
  const [first] = texts;
  if (!texts.every((one) => isWrittenAlike(one, first))) return false;
  const typed = shapes.filter((shape) => shape.enum === undefined);
  const listed = shapes.filter((shape) => shape.enum !== undefined);
  let bits = 0;
  for (const shape of typed) {
    if (union.kind === 'oneOf' && (bits & shape.types) !== 0) return false; // a value of both types is refused
    bits |= shape.types;
  }
  const values = new Map<string, Facet<unknown>>();
  for (const shape of listed) {
    const covered = (bits & shape.types) === shape.types;
    if (covered && union.kind === 'anyOf') continue; // `anyOf: [{enum: [a]}, {type: string}]` takes any string
    if (typed.length > 0) return false;
    for (const [key, facet] of shape.enum?.values ?? []) {
      if (union.kind === 'oneOf' && values.has(key)) return false;
      values.set(key, facet);
    }
  }
  const orNull = union.orNull === true;
  if (typed.length > 0) narrowTypes(draft, orNull ? bits | NULL : bits, union.at);
  else meetEnum(draft, { at: union.at, orNull }, { values, at: union.at });
  if (first?.encoding !== undefined) draft.encoding ??= first.encoding;
  if (first?.content !== undefined) draft.content ??= first.content;
  return true;
}

/** What a text stands for is no part of its type: where the alternatives that are texts differ, they stay apart. */
function isWrittenAlike({ encoding, content, inner }: Shape, first: Shape | undefined): boolean {
  return inner === undefined && encoding?.value === first?.encoding?.value && content?.value === first?.content?.value;
}

/** Only `type` and `enum`: nothing else of the shape forbids a value. */
export function isPlain(shape: Shape): boolean {
  return (
    shape.format === undefined &&
    shape.minimum === undefined &&
    shape.maximum === undefined &&
    shape.multipleOf === undefined &&
    shape.minLength === undefined &&
    shape.maxLength === undefined &&
    shape.patterns.length === 0 &&
    shape.minItems === undefined &&
    shape.maxItems === undefined &&
    shape.uniqueItems === undefined &&
    shape.items === undefined &&
    shape.prefixItems === undefined &&
    shape.minProperties === undefined &&
    shape.maxProperties === undefined &&
    shape.properties.size === 0 &&
    shape.required.size === 0 &&
    shape.patternProperties.size === 0 &&
    shape.additional === 'open' &&
    shape.unions.length === 0 &&
    shape.conditions.size === 0
  );
}
