/** Merges conjuncts into one shape: bounds meet, enums intersect, members gather. */

import { type At, child, isObj } from '../spec/spec-version.ts';
import { type Draft, narrowTypes, newDraft, nullBit, own, type ShapeInput } from './draft.ts';
import { KEYWORDS } from './keywords.ts';
import { foldUnions } from './scalar-union.ts';
import type { EnumFacet, Facet, Shape } from './shape.ts';
import { bitOf } from './types.ts';
import { unknownTo } from './unknown-keywords.ts';

export function shapeFrom(input: ShapeInput): Shape {
  const draft = newDraft(input);
  const unknown = unknownTo(input.document.spec.dialect);
  for (const part of input.parts) {
    const schema = part.at.value;
    if (!isObj(schema)) {
      narrowTypes(draft, nullBit(part), part.at); // the schema `false`
      continue;
    }
    for (const keyword in schema) {
      if (!unknown.has(keyword)) KEYWORDS.get(keyword)?.(draft, part, schema[keyword], schema, input);
    }
  }
  if (draft.unions.length > 0) foldUnions(draft, input);
  if (draft.closing.length > 0) close(draft);
  if (draft.mapping.length > 0 && draft.parts.length > 1) limitUnlisted(draft);
  if (draft.additional === 'closed' && draft.additionalAt !== undefined && draft.patternProperties.size === 0)
    refuseUndeclared(draft, draft.additionalAt);
  if (draft.enum !== undefined) narrowByEnum(draft, draft.enum);
  return draft;
}

/** A conjunct that closes its object sees only its own `properties` (JSON Schema 2020-12, core 10.3.2.3). */
function close(draft: Draft): void {
  draft.additional = 'closed';
  if (draft.parts.length === 1 || draft.properties.size === 0) return;
  const allowed = draft.closing.map((at) => (isObj(at.value) ? at.value['properties'] : undefined));
  for (const name of draft.properties.keys()) {
    const known = allowed.every((properties) => isObj(properties) && Object.hasOwn(properties, name));
    if (!known && draft.patternProperties.size === 0) draft.properties.delete(name);
  }
}

/** So does one that has a schema for other names: it speaks of those that only its neighbours list. */
function limitUnlisted(draft: Draft): void {
  for (const at of draft.mapping.slice(0, MAX_LIMITING)) {
    const other = child(at, 'additionalProperties');
    if (!isObj(at.value) || other === undefined || at.value['patternProperties'] !== undefined) continue;
    const listed = isObj(at.value['properties']) ? at.value['properties'] : {};
    for (const [name, { schemas }] of draft.properties)
      if (!Object.hasOwn(listed, name)) draft.properties.set(name, { name, schemas: [...schemas, other] });
  }
}

/** A stranger's schema may have thousands, and as many names. */
const MAX_LIMITING = 16;

/** A name that is required and refused: no value will do. */
function refuseUndeclared(draft: Draft, refused: At): void {
  for (const name of draft.required.keys()) {
    if (draft.properties.has(name)) continue;
    draft.properties = own(draft.properties);
    draft.properties.set(name, { name, schemas: [refused] });
  }
}

/** Listed values that another keyword refuses are not allowed, and types without a value are none. */
function narrowByEnum(draft: Draft, allowed: EnumFacet): void {
  let bits = 0;
  const kept = new Map<string, Facet<unknown>>();
  for (const [key, facet] of allowed.values) {
    const bit = bitOf(facet.value);
    if ((draft.types & bit) === 0 || !isWithin(draft, facet.value)) continue;
    kept.set(key, facet);
    bits |= bit;
  }
  if (kept.size !== allowed.values.size) draft.enum = { values: kept, at: allowed.at };
  draft.types = bits;
}

function isWithin({ minimum, maximum, minLength, maxLength }: Draft, value: unknown): boolean {
  if (typeof value === 'number') {
    if (minimum !== undefined && (value < minimum.value || (minimum.exclusive && value === minimum.value)))
      return false;
    return maximum === undefined || value < maximum.value || (!maximum.exclusive && value === maximum.value);
  }
  if (typeof value !== 'string' || (minLength === undefined && maxLength === undefined)) return true;
  const length = lengthOf(value);
  return length >= (minLength?.value ?? 0) && length <= (maxLength?.value ?? length);
}

/** In characters, not in UTF-16 units (JSON Schema 2020-12, validation 6.3.1). */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
