/** Merges conjuncts into one shape: bounds meet, enums intersect, members gather. */

import { isObj } from '../spec/spec-version.ts';
import { type Draft, newDraft, type ShapeInput } from './draft.ts';
import { KEYWORDS } from './keywords.ts';
import { foldUnions } from './scalar-union.ts';
import type { EnumFacet, Facet, Shape } from './shape.ts';
import { bitOf } from './types.ts';

export function shapeFrom(input: ShapeInput): Shape {
  const draft = newDraft(input);
  for (const part of input.parts) {
    const schema = part.at.value;
    if (!isObj(schema)) {
      draft.types = 0; // the schema `false`
      continue;
    }
    for (const keyword in schema) KEYWORDS.get(keyword)?.(draft, part, schema[keyword], schema, input);
  }
  if (draft.unions.length > 0) foldUnions(draft, input);
  if (draft.closing.length > 0) close(draft);
  if (draft.enum !== undefined) narrowTypesByEnum(draft, draft.enum);
  return draft;
}

/** A conjunct that closes its object sees only its own `properties` (JSON Schema 2020-12, core 10.3.2.3). */
function close(draft: Draft): void {
  draft.additional = 'closed';
  if (draft.parts.length === 1 || draft.properties.size === 0) return;
  const allowed = draft.closing.map((at) => (isObj(at.value) ? at.value['properties'] : undefined));
  for (const name of [...draft.properties.keys()]) {
    const known = allowed.every((properties) => isObj(properties) && Object.hasOwn(properties, name));
    if (!known && draft.patternProperties.size === 0) draft.properties.delete(name);
  }
}

/** Values of another type than the schema's are not allowed, and types without a value are none. */
function narrowTypesByEnum(draft: Draft, allowed: EnumFacet): void {
  let bits = 0;
  const kept = new Map<string, Facet<unknown>>();
  for (const [key, facet] of allowed.values) {
    const bit = bitOf(facet.value);
    if ((draft.types & bit) === 0) continue;
    kept.set(key, facet);
    bits |= bit;
  }
  if (kept.size !== allowed.values.size) draft.enum = { values: kept, at: allowed.at };
  draft.types = bits;
}
