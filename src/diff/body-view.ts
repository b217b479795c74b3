/** Bodies that are spelled in different ways and hold the same: raw bytes, and sequences by their items. */

import type { MediaType } from '../spec/api.ts';
import { type Document, refOf } from '../spec/document.ts';
import { type At, child, isObj, type Obj } from '../spec/spec-version.ts';
import { sameJson } from './same.ts';

export interface BodySide {
  readonly document: Document;
  readonly mediaType: MediaType;
}

/** A pair of media types whose schemas can be compared as they stand. */
export function comparableBodies(before: BodySide, after: BodySide): readonly [MediaType, MediaType] {
  const [old, now] = [before.mediaType, after.mediaType];
  if (old.itemSchema !== undefined || now.itemSchema !== undefined) {
    const bothByItems = [old, now].every(({ schema, itemSchema }) => schema === itemSchema);
    return bothByItems ? [old, now] : [asSequence(old), asSequence(now)];
  }
  if (isOfBytes(old.name) && isOfBytes(now.name)) {
    const raw = isRaw(before.document, old.schema, ANY_TEXT) && isRaw(after.document, now.schema, ANY_TEXT);
    return raw ? [withoutSchema(old), withoutSchema(now)] : [old, now];
  }
  if (!isMultipart(old.name) || !isMultipart(now.name)) return [old, now];
  const [was, is] = [partsOf(before), partsOf(after)];
  return was === undefined || is === undefined || !differs(was, is) ? [old, now] : [was.view(is), is.view(was)];
}

function withoutSchema({ schema: _, ...rest }: MediaType): MediaType {
  return rest;
}

/**
 * `itemSchema` says of each item what `items` of an array says (OpenAPI 3.2, 4.14.3: a schema speaks of a sequential
 * media type as of an array); beside a `schema` both hold.
 */
function asSequence(mediaType: MediaType): MediaType {
  const { at, schema, itemSchema } = mediaType;
  if (itemSchema === undefined) return mediaType;
  const whole = schema === itemSchema ? undefined : schema;
  const base: At = { ...itemSchema, parent: at, token: 'itemSchema' };
  const items = { type: 'array', items: itemSchema.value };
  if (whole === undefined)
    return { ...mediaType, schema: { ...base, value: items, places: new Map([['items', itemSchema]]) } };
  const list: At = { ...base, value: [whole.value], places: new Map([[0, whole]]) };
  const places = new Map([
    ['items', itemSchema],
    ['allOf', list],
  ]);
  return { ...mediaType, schema: { ...base, value: { ...items, allOf: list.value }, places } };
}

function typeOf(name: string): string {
  return (name.split(';')[0] as string).trim().toLowerCase();
}

/** Structured in ways that schemas speak of; all else is bytes, or text. */
const STRUCTURED = /json|xml|yaml|urlencoded|ndjson|^multipart\/|^text\/event-stream$|^\*(?:\/\*)?$/;

function isOfBytes(name: string): boolean {
  return !STRUCTURED.test(typeOf(name));
}

function isMultipart(name: string): boolean {
  return typeOf(name).startsWith('multipart/');
}

/** What may stand in the schema of raw bytes; all else says something of a value. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(
  'title description example examples externalDocs deprecated readOnly writeOnly xml $comment default name in required'.split(
    ' ',
  ),
);

type Reading = 'any text' | 'bytes';
const ANY_TEXT: Reading = 'any text';

/**
 * Bytes as they are: `format: binary` of 3.0, `type: file` of 2.0, in 3.1 no type, or a media type and no encoding
 * (OpenAPI 3.1, 4.8.14.2). Where the whole body is no structure, any text is any bytes too.
 */
function isRaw(document: Document, schema: At | undefined, reading: Reading): boolean {
  const at = schema && document.resolve(schema);
  if (schema === undefined || at?.value === true) return true;
  if (at === undefined || !isObj(at.value)) return false;
  const { value } = at;
  if (refOf(schema) !== undefined && !Object.keys(schema.value as Obj).every((key) => key === '$ref' || isSilent(key)))
    return false;
  const { type, format, contentMediaType } = value;
  const says = Object.keys(value).filter((key) => !isSilent(key));
  if (!says.every((key) => key === 'type' || key === 'format' || key === 'contentMediaType')) return false;
  if (format !== undefined && format !== 'binary') return false;
  if (type === 'file' || type === undefined) return true;
  const isText = type === 'string' || (Array.isArray(type) && type.length === 1 && type[0] === 'string');
  return isText && (reading === ANY_TEXT || format === 'binary' || contentMediaType !== undefined);
}

function isSilent(keyword: string): boolean {
  return SAYS_NOTHING.has(keyword) || keyword.startsWith('x-');
}

interface Parts {
  readonly byName: ReadonlyMap<string, At>;
  /** The media type with those parts that are raw in both versions spelled in one way. */
  readonly view: (other: Parts) => MediaType;
}

/** The parts of a multipart body that are raw bytes, or lists of such. */
function partsOf({ document, mediaType }: BodySide): Parts | undefined {
  const at = mediaType.schema && document.resolve(mediaType.schema);
  const properties = at && child(at, 'properties');
  if (at === undefined || properties === undefined || !isObj(properties.value)) return undefined;
  const byName = new Map<string, At>();
  for (const name of Object.keys(properties.value)) {
    const member = child(properties, name);
    if (member !== undefined && isRawPart(document, member)) byName.set(name, member);
  }
  const view = (other: Parts): MediaType => {
    const common = [...byName].filter(([name]) => other.byName.has(name));
    const plain = Object.fromEntries(common.map(([name, member]) => [name, plainPart(document, member)]));
    const value = { ...(properties.value as Obj), ...plain };
    const kept: At = { ...properties, value };
    const schema: At = {
      ...at,
      value: { ...(at.value as Obj), properties: value },
      places: new Map([['properties', kept]]),
    };
    return { ...mediaType, schema };
  };
  return { byName, view };
}

function isRawPart(document: Document, member: At): boolean {
  if (isRaw(document, member, 'bytes')) return true;
  const list = document.resolve(member);
  const items = isObj(list?.value) && list.value['type'] === 'array' ? child(list, 'items') : undefined;
  return items !== undefined && isRaw(document, items, 'bytes');
}

/** Without the words for bytes; a media type stays, and so does what else is said. */
function plainPart(document: Document, member: At): unknown {
  const { value } = document.resolve(member) ?? member;
  if (!isObj(value)) return value;
  const { type, format: _, items, ...rest } = value;
  if (type !== 'array') return rest;
  return {
    ...value,
    items: isObj(items) ? plainPart(document, child(member, 'items') ?? { ...member, value: items }) : items,
  };
}

function differs(before: Parts, after: Parts): boolean {
  return [...before.byName].some(([name, { value }]) => {
    const now = after.byName.get(name);
    return now !== undefined && !sameJson(value, now.value);
  });
}
