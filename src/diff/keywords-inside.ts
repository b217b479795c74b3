/** What the keywords add to a shape that speak of what is inside a value: members, items and their names. */

import { child, isObj, type Obj } from '../spec/spec-version.ts';
import { formPlaceOf } from '../spec/swagger-2.ts';
import { condition, type Draft, grown, own, place, type Reader, type ShapeInput } from './draft.ts';
import { flatten } from './flatten.ts';
import { NOTES } from './same.ts';
import type { Part } from './shape.ts';
import { STRING, typeBits } from './types.ts';

export const INSIDE_KEYWORDS: readonly (readonly [string, Reader])[] = [
  ['items', readItems],
  ['prefixItems', readPrefixItems],
  ['properties', readProperties],
  ['required', readRequired],
  [
    'additionalProperties',
    (draft, part, value, _schema, input) => readAdditional(draft, part, 'additionalProperties', value, input),
  ],
  ['patternProperties', readPatternProperties],
  ['propertyNames', readPropertyNames],
  ['unevaluatedProperties', readUnevaluated],
  ['unevaluatedItems', readUnevaluatedItems],
];

function readItems(draft: Draft, part: Part, value: unknown): void {
  if (Array.isArray(value)) condition(draft, part, 'items');
  else draft.items = grown(draft.items, place(part, 'items'));
}

function readPrefixItems(draft: Draft, part: Part, value: unknown): void {
  if (!Array.isArray(value)) return;
  const list = place(part, 'prefixItems');
  if (draft.prefixItems !== undefined) condition(draft, part, 'prefixItems');
  else draft.prefixItems = value.map((_, index) => child(list, index) ?? list);
}

function readProperties(draft: Draft, part: Part, value: unknown): void {
  if (!isObj(value)) return;
  const list = place(part, 'properties');
  draft.properties = own(draft.properties);
  for (const name of Object.keys(value)) {
    const at = formPlaceOf(value, name) ?? child(list, name);
    if (at === undefined) continue;
    draft.properties.set(name, { name, schemas: grown(draft.properties.get(name)?.schemas, at) });
  }
}

function readRequired(draft: Draft, part: Part, value: unknown): void {
  if (!Array.isArray(value)) return;
  const list = place(part, 'required');
  draft.required = own(draft.required);
  value.forEach((name: unknown, index) => {
    if (typeof name === 'string' && !draft.required.has(name)) draft.required.set(name, child(list, index) ?? list);
  });
}

function readAdditional(
  draft: Draft,
  part: Part,
  keyword: 'additionalProperties' | 'unevaluatedProperties',
  value: unknown,
  { document }: ShapeInput,
): void {
  if (value === true) return;
  const at = place(part, keyword);
  const { parts, dangling } = flatten(document, [at]);
  if (parts.length === 0 && !dangling) return;
  draft.additionalAt ??= at;
  if (parts.some((one) => one.at.value === false && !one.orNull)) {
    draft.closing = grown(draft.closing, part.at);
    return;
  }
  draft.mapping = grown(draft.mapping, part.at);
  if (draft.additional === 'closed') return;
  const known = draft.additional === 'open' ? undefined : draft.additional;
  draft.additional = grown(known, at);
}

/** With one conjunct it is `additionalProperties`; with several it sees what all of them name. */
function readUnevaluated(draft: Draft, part: Part, value: unknown, schema: Obj, input: ShapeInput): void {
  const isPlain = draft.parts.length === 1 && (value === false || seesOnlyItself(schema));
  if (isPlain && schema['additionalProperties'] === undefined)
    readAdditional(draft, part, 'unevaluatedProperties', value, input);
  else if (value !== true) condition(draft, part, 'unevaluatedProperties');
}

/** Likewise `items`, unless `contains` has evaluated some of them (JSON Schema 2020-12, core 11.2). */
function readUnevaluatedItems(draft: Draft, part: Part, _value: unknown, schema: Obj): void {
  const isPlain = draft.parts.length === 1 && seesOnlyItself(schema);
  if (isPlain && schema['items'] === undefined && schema['contains'] === undefined)
    draft.items = grown(draft.items, place(part, 'unevaluatedItems'));
  else condition(draft, part, 'unevaluatedItems');
}

/** Keywords whose schemas may evaluate more of the same value. */
const APPLIED = ['oneOf', 'anyOf', 'if', 'dependentSchemas'];

function seesOnlyItself(schema: Obj): boolean {
  return APPLIED.every((keyword) => schema[keyword] === undefined);
}

/** A name is a text: that it is one says nothing. */
function readPropertyNames(draft: Draft, part: Part, value: unknown, _schema: Obj, { document }: ShapeInput): void {
  const { parts, dangling } = flatten(document, [place(part, 'propertyNames')]);
  const takesAny = parts.every(({ at }) => isObj(at.value) && saysOnlyText(at.value));
  if (value !== true && (dangling || !takesAny)) condition(draft, part, 'propertyNames');
}

function saysOnlyText({ type, ...rest }: Obj): boolean {
  const isText = type === undefined || ((typeBits(type) ?? 0) & STRING) !== 0;
  return isText && Object.keys(rest).every((keyword) => NOTES.has(keyword));
}

function readPatternProperties(draft: Draft, part: Part, value: unknown): void {
  if (!isObj(value)) return;
  const list = place(part, 'patternProperties');
  draft.patternProperties = own(draft.patternProperties);
  for (const pattern of Object.keys(value)) {
    const at = child(list, pattern);
    if (at === undefined) continue;
    draft.patternProperties.set(pattern, grown(draft.patternProperties.get(pattern), at));
  }
}
