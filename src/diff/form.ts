/** Fields of forms and multipart bodies: how each is written (Encoding Object, OpenAPI 3.1, 4.8.15). */

import type { Encoding, Encodings, Header, MediaType } from '../spec/api.ts';
import type { Document } from '../spec/document.ts';
import { serializationOf } from '../spec/serialization.ts';
import type { At } from '../spec/spec-version.ts';
import { membersEverywhere } from './everywhere.ts';
import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ARRAY, NULL, OBJECT, STRING } from './types.ts';
import { type WireChange, type Written, wireChange } from './wire.ts';

export interface FormField extends Written {
  /** Media types in which the field may be written; none where a style writes it, or nothing is known. */
  readonly types: readonly string[];
  /** Said, and not what is usual for the field's schema. */
  readonly isSaid: boolean;
  /** A style is said. */
  readonly isStyled: boolean;
  /** A style is said that does not count, or may not be said: the other version may say it where it does. */
  readonly ignoresStyle: boolean;
  readonly headers: readonly Header[];
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * By name and by position; undefined for a body that is no form. `other`: what the other version says, so that both list
 * the same positions.
 */
export function fieldsOf(
  shapes: Shapes,
  mediaType: MediaType,
  other?: Encodings,
): ReadonlyMap<string, FormField> | undefined {
  const { name, at, schema, itemSchema } = mediaType;
  const type = (name.split(';')[0] as string).trim().toLowerCase();
  const isForm = type === FORM;
  if (!isForm && !type.startsWith('multipart/')) return undefined;
  const isOfItems = schema !== undefined && schema === itemSchema;
  const body = shapes.of(schema === undefined || isOfItems ? [] : [schema], schema ?? at);
  const fields = new Map<string, FormField>();
  const add = (field: string, schemas: readonly At[], ours: Encoding | undefined, theirs: Encoding | undefined) => {
    const shape = shapes.of(schemas, body.at);
    const element = shape.items === undefined ? undefined : shapes.of(shape.items, shape.at);
    fields.set(field, fieldOf(field, shape, element, ours, isForm));
    if (isNested(ours) || isNested(theirs)) addParts(`${field}.`, shape, ours, theirs);
  };
  const addParts = (path: string, whole: Shape, ours: Encodings | undefined, theirs: Encodings | undefined) => {
    for (const [field, { schemas }] of whole.properties)
      add(path + field, schemas, ours?.encoding?.get(field), theirs?.encoding?.get(field));
    const named = new Set([ours, theirs].flatMap((side) => [...(side?.encoding?.keys() ?? [])]));
    const rest = [...named].filter((field) => !whole.properties.has(field));
    const hidden = rest.length === 0 ? undefined : hiddenMembers(shapes.document, whole);
    for (const field of rest) {
      const schema = hidden?.get(field);
      if (schema !== undefined) add(path + field, [schema], ours?.encoding?.get(field), theirs?.encoding?.get(field));
    }
    const positions = new Set([ours, theirs].flatMap((side) => [...(side?.positions?.keys() ?? [])]));
    for (const position of positions) {
      const schemas = isOfItems && whole === body ? [schema] : schemasAt(whole, position);
      add(`${path}[${position}]`, schemas, saidAt(ours, position), saidAt(theirs, position));
    }
  };
  addParts('', body, mediaType, other);
  return fields;
}

/** Members that alternatives or conditions have: what they say of each, one or the other. */
function hiddenMembers(document: Document, { parts, at }: Shape): ReadonlyMap<string, At> {
  const found = new Map<string, Map<unknown, At>>();
  const schemas = parts.map((part) => part.at);
  for (const [name, member] of membersEverywhere(document, schemas, { left: MAX_VISITS }))
    found.set(name, (found.get(name) ?? new Map()).set(member.value, member));
  return new Map([...found].map(([name, members]) => [name, anyOf(at, [...members.values()])]));
}

function anyOf(at: At, members: readonly At[]): At {
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  const list: At = { ...at, value: members.map(({ value }) => value), places: new Map(members.entries()) };
  return { ...at, value: { anyOf: list.value }, places: new Map([['anyOf', list]]) };
}

const MAX_VISITS = 2_000;

function isNested(encoding: Encodings | undefined): boolean {
  return encoding?.encoding !== undefined || encoding?.positions !== undefined;
}

function saidAt(encodings: Encodings | undefined, position: string): Encoding | undefined {
  return encodings?.positions?.get(position) ?? encodings?.positions?.get('*');
}

function schemasAt({ prefixItems, items }: Shape, position: string): readonly At[] {
  const own = position === '*' ? undefined : prefixItems?.[Number(position)];
  return own === undefined ? (items ?? []) : [own];
}

function fieldOf(
  name: string,
  shape: Shape,
  element: Shape | undefined,
  encoding: Encoding | undefined,
  isForm: boolean,
): FormField {
  const { contentType, serialization, headers = [] } = encoding ?? {};
  const said = (contentType ?? '')
    .split(',')
    .map((one) =>
      one
        .trim()
        .toLowerCase()
        .replace(/;\s*charset=[^;]*/, ''),
    )
    .filter((one) => one !== '');
  const isStyled = serialization !== undefined || (isForm && said.length === 0);
  const usual = usualType(shape, element);
  return {
    name,
    in: 'query',
    serialization: serialization ?? serializationOf({}, 'query', '3.1'),
    content: isStyled || !isForm ? [] : said.map((one) => ({ at: shape.at, name: one })),
    shape,
    ...(element !== undefined && { element }),
    types: isStyled ? [] : said.length > 0 ? said : usual === undefined ? [] : [usual],
    isSaid: !isStyled && said.length > 0,
    isStyled: serialization !== undefined,
    ignoresStyle: encoding?.ignoresStyle === true,
    headers: isForm ? [] : headers,
  };
}

/** The default of `contentType`; undefined where it hangs on more than the type. */
function usualType({ types, format }: Shape, element: Shape | undefined): string | undefined {
  const own = types & ~NULL;
  if (own === OBJECT) return 'application/json';
  if (own === ARRAY) return element && usualType(element, undefined);
  if ((own & (OBJECT | ARRAY)) !== 0 || (own === STRING && format !== undefined)) return undefined;
  return 'text/plain';
}

/** What a field of both versions was and is written in, where that differs. */
export function encodingChange(before: FormField, after: FormField): { from: string[]; to: string[] } | undefined {
  if (!before.isSaid && !after.isSaid) return undefined;
  if (before.types.length === 0 || after.types.length === 0) return undefined;
  const lost = before.types.filter((one) => !isAmong(one, after.types));
  const won = after.types.filter((one) => !isAmong(one, before.types));
  return lost.length + won.length === 0 ? undefined : { from: lost, to: won };
}

/** Ranges such as `image/*` take all their types. */
function isAmong(type: string, types: readonly string[]): boolean {
  return types.some(
    (one) => one === type || one === '*/*' || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))),
  );
}

/** How a style writes the field, in one version or both; two media types are compared by `encodingChange`. */
export function styleChange(before: FormField, after: FormField): WireChange | undefined {
  const bothSay = before.isStyled && after.isStyled;
  if (((before.ignoresStyle || after.ignoresStyle) && !bothSay) || (before.isSaid && after.isSaid)) return undefined;
  return wireChange(before, after);
}
