/** Bodies that are spelled in different ways and hold the same: raw bytes, and sequences by their items. */

import type { MediaType } from '../spec/api.ts';
import type { Document } from '../spec/document.ts';
import { type At, child, isObj, type Obj } from '../spec/spec-version.ts';
import { flatten } from './flatten.ts';
import { type FormField, fieldsOf } from './form.ts';
import { eachMember, membersIn, withMembers } from './members.ts';
import { sameJson } from './same.ts';
import type { Shapes } from './shapes.ts';
import { comparableValues, listOfOne, plainTexts, withHiddenTexts, withTextsOfMaps } from './value-view.ts';

export interface BodySide {
  readonly shapes: Shapes;
  readonly mediaType: MediaType;
}

/** A pair of media types whose schemas can be compared as they stand; `isTaken` as for `comparableValues`. */
export function comparableBodies(before: BodySide, after: BodySide, isTaken: boolean): readonly [MediaType, MediaType] {
  const [old, now] = [before.mediaType, after.mediaType];
  if (old.itemSchema !== undefined || now.itemSchema !== undefined) {
    const bothByItems = [old, now].every(({ schema, itemSchema }) => schema === itemSchema);
    return bothByItems ? [old, now] : [asSequence(old), asSequence(now)];
  }
  const reading = bytesIn(old.name, now.name);
  if (reading !== undefined) {
    const raw = isRaw(before.shapes.document, old.schema, reading) && isRaw(after.shapes.document, now.schema, reading);
    return raw ? [withoutSchema(old), withoutSchema(now)] : asPlainTexts(before, after);
  }
  if (!isForm(old.name) || !isForm(now.name)) return [old, now];
  const [first, second] = isMultipart(old.name) && isMultipart(now.name) ? withoutBytes(before, after) : [old, now];
  return writtenAlike({ ...before, mediaType: first }, { ...after, mediaType: second }, isTaken);
}

/** A number in a text body is the text it is written as. */
function asPlainTexts(before: BodySide, after: BodySide): readonly [MediaType, MediaType] {
  const [old, now] = [before.mediaType, after.mediaType];
  const isPlain = [old, now].every(({ name }) => typeOf(name) === 'text/plain');
  if (!isPlain || old.schema === undefined || now.schema === undefined) return [old, now];
  const [was, is] = plainTexts(old.schema, now.schema, { before: before.shapes, after: after.shapes });
  return [withSchema(before, was).mediaType, withSchema(after, is).mediaType];
}

function withoutBytes(before: BodySide, after: BodySide): readonly [MediaType, MediaType] {
  const [was, is] = [partsOf(before), partsOf(after)];
  const isSame = was === undefined || is === undefined || !differs(was, is);
  return isSame ? [before.mediaType, after.mediaType] : [was.view(is), is.view(was)];
}

/** Fields that are written as the same text are described alike. */
function writtenAlike(given: BodySide, other: BodySide, isTaken: boolean): readonly [MediaType, MediaType] {
  const [olds, nows] = [given, other].map((side) => fieldsOf(side.shapes, side.mediaType));
  const isPlain = (name: string) => [olds, nows].every((fields) => isPlainText(fields?.get(name)));
  const whole = withHiddenTexts(
    given.mediaType.schema,
    other.mediaType.schema,
    { before: given.shapes, after: other.shapes },
    isPlain,
  );
  const [before, after] = [withSchema(given, whole.before), withSchema(other, whole.after)];
  const [was, is] = [before, after].map(({ shapes: { document }, mediaType }) => membersIn(document, mediaType.schema));
  const sides = { before: before.shapes, after: after.shapes };
  const changed = [new Map<string, At>(), new Map<string, At>()] as const;
  for (const [name, now] of nows ?? []) {
    const old = olds?.get(name);
    const [at, place] = [was?.get(name), is?.get(name)];
    if (old === undefined || at === undefined || place === undefined || whole.hidden.has(name) || !isPlain(name))
      continue;
    const [a, b] = comparableValues({ ...old, at, schema: at }, { ...now, at: place, schema: place }, sides, isTaken);
    if (a.schema === at && b.schema === place) continue;
    changed[0].set(name, a.schema);
    changed[1].set(name, b.schema);
  }
  const [first, second] = [withParts(before, changed[0]), withParts(after, changed[1])];
  return withTextsOfMaps(first, second, sides);
}

/** So is a field that only an alternative has, and of which nothing is said. */
function isPlainText(field: FormField | undefined): boolean {
  return field === undefined || field.types.every((type) => type === 'text/plain');
}

function withSchema(side: BodySide, schema: At | undefined): BodySide {
  const { mediaType } = side;
  if (schema === undefined || schema === mediaType.schema) return side;
  return { ...side, mediaType: { ...mediaType, schema } };
}

function withParts({ shapes: { document }, mediaType }: BodySide, parts: ReadonlyMap<string, At>): MediaType {
  const { schema } = mediaType;
  if (schema === undefined || parts.size === 0) return mediaType;
  return { ...mediaType, schema: withMembers(document, schema, parts) };
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
const STRUCTURED = /json|xml|yaml|urlencoded|ndjson|^multipart\/|^text\/event-stream$/;
const ANY_TYPE = /^\*(?:\/\*)?$/;

/**
 * How bytes are told from values, where a body may be bytes. What is compared are the messages of a type that both name: any type beside
 * bytes is bytes there. A body of any type may be JSON too: it is bytes where that is said.
 */
function bytesIn(...names: readonly string[]): Reading | undefined {
  const types = names.map(typeOf).filter((type) => !ANY_TYPE.test(type));
  if (types.length === 0) return 'bytes';
  return types.some((type) => STRUCTURED.test(type)) ? undefined : ANY_TEXT;
}

function isForm(name: string): boolean {
  return isMultipart(name) || typeOf(name) === 'application/x-www-form-urlencoded';
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
  if (schema === undefined) return true;
  const said = saidIn(document, schema);
  if (said === undefined) return false;
  const { type, format, contentMediaType } = said;
  const says = Object.keys(said).filter((key) => !isSilent(key) && !(key === 'minLength' && said[key] === 0));
  if (!says.every((key) => key === 'type' || key === 'format' || key === 'contentMediaType')) return false;
  if (format !== undefined && format !== 'binary') return false;
  if (type === 'file' || type === undefined) return true;
  const isText = type === 'string' || (Array.isArray(type) && type.length === 1 && type[0] === 'string');
  return isText && (reading === ANY_TEXT || format === 'binary' || contentMediaType !== undefined);
}

/** What all its conjuncts say, as one says it; undefined where they do not go together. */
function saidIn(document: Document, schema: At): Obj | undefined {
  const { parts, folded, dangling } = flatten(document, [schema]);
  const said: Record<string, unknown> = {};
  for (const { at, orNull } of parts) {
    if (!isObj(at.value) || orNull) return undefined;
    for (const [keyword, value] of Object.entries(at.value)) {
      if (keyword === '$ref' || keyword === 'allOf' || folded.has(value)) continue;
      if (said[keyword] !== undefined && !sameJson(said[keyword], value) && !isSilent(keyword)) return undefined;
      said[keyword] = value;
    }
  }
  return dangling ? undefined : said;
}

function isSilent(keyword: string): boolean {
  return SAYS_NOTHING.has(keyword) || keyword.startsWith('x-');
}

interface Parts {
  /** Those that are raw bytes, or lists of such, without their words for bytes; what else they say stays. */
  readonly byName: ReadonlyMap<string, At>;
  readonly asWritten: ReadonlyMap<string, unknown>;
  /** The media type with those that are raw in both versions spelled in one way. */
  readonly view: (other: Parts) => MediaType;
}

function partsOf({ shapes: { document }, mediaType }: BodySide): Parts | undefined {
  const { schema } = mediaType;
  if (schema === undefined) return undefined;
  const byName = new Map<string, At>();
  const asWritten = new Map<string, unknown>();
  eachMember(document, schema, 0, (name, member) => {
    if (!isRawPart(document, member)) return;
    byName.set(name, plainPart(document, member));
    asWritten.set(name, document.resolve(member)?.value);
  });
  const view = (other: Parts): MediaType => {
    const shared = [...byName].filter(([name]) => other.byName.has(name));
    const parts = new Map(shared.map(([name, part]) => [name, likeThe(other.byName.get(name), part)]));
    return { ...mediaType, schema: withMembers(document, schema, parts) };
  };
  return byName.size === 0 ? undefined : { byName, asWritten, view };
}

/** A list is written as one part for each element: one part is a list of one. */
function likeThe(other: At | undefined, part: At): At {
  return other !== undefined && isList(other) && !isList(part) ? listOfOne(part, part) : part;
}

function isList({ value }: At): boolean {
  return isObj(value) && value['type'] === 'array';
}

function isRawPart(document: Document, member: At): boolean {
  if (isRaw(document, member, 'bytes')) return true;
  const list = document.resolve(member);
  const items = list !== undefined && isList(list) ? child(list, 'items') : undefined;
  return items !== undefined && isRaw(document, items, 'bytes');
}

function plainPart(document: Document, member: At): At {
  const at = document.resolve(member) ?? member;
  if (!isObj(at.value)) return at;
  const { type, format: _, ...rest } = at.value;
  const items = type === 'array' ? child(at, 'items') : undefined;
  if (items === undefined && at.value['allOf'] !== undefined)
    return { ...at, value: withoutWords(saidIn(document, at)) };
  if (items === undefined) return { ...at, value: rest };
  const plain = plainPart(document, items);
  return { ...at, value: { ...at.value, items: plain.value }, places: new Map([['items', plain]]) };
}

function withoutWords({ type: _, format: __, ...rest }: Obj = {}): Obj {
  return rest;
}

/** Parts that are raw in both versions, and spelled in two ways. */
function differs(before: Parts, after: Parts): boolean {
  return [...before.asWritten].some(
    ([name, value]) => after.byName.has(name) && !sameJson(value, after.asWritten.get(name)),
  );
}
