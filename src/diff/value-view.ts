/**
 * Values that are written by a style travel as text: `q=5` is the number and the text, `q=a` is one value and a list of
 * one (RFC 6570, 2.4.2; OpenAPI 3.1, 4.8.12.4). Where two versions describe the same text by different types, they are compared
 * by what is written.
 */

import type { At } from '../spec/spec-version.ts';
import { type AsTexts, hiddenAsTexts } from './alternative-texts.ts';
import { listsAsTexts } from './lists-and-texts.ts';
import { inPlaceOf, membersIn, withMembers, withOthers } from './members.ts';
import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING } from './types.ts';
import { type Written, writesAsList, writtenAs, writtenShapes } from './wire.ts';
import { alternativeTexts, isOnly, listLike, mixedTexts, textsOf, wordAmong } from './word-texts.ts';

interface Sides {
  readonly before: Shapes;
  readonly after: Shapes;
}

type Valued = Written & { readonly at: At; readonly schema?: At };

/**
 * A pair of values whose schemas can be compared as they stand. `isTaken`: the side that takes the value is the one that
 * describes it, so that one value may be read as a list; who reads a header as one value is not told of lists.
 */
export function comparableValues<T extends Valued>(
  before: T,
  after: T,
  shapes: Sides,
  isTaken: boolean,
): readonly [T, T] {
  if (before.content.length > 0 && after.content.length > 0) return [before, after];
  const [from, to] = [styled(before, shapes.before), styled(after, shapes.after)];
  if (from.content.length > 0 || to.content.length > 0) return [before, after];
  const texts = listsAsTexts({ ...from, shapes: shapes.before }, { ...to, shapes: shapes.after });
  const plain =
    texts === undefined
      ? ([from, to] as const)
      : ([
          { ...from, schema: texts[0] },
          { ...to, schema: texts[1] },
        ] as const);
  const [old, now] = isTaken ? asLists(from, to, shapes, plain) : plain;
  const [was, is] = [withShapes(shapes.before, old), withShapes(shapes.after, now)];
  const isSegment = [was, is].every((one) => one.in === 'path' && one.serialization.style === 'simple');
  return asTexts(...(isSegment ? filled(was, is, shapes) : ([was, is] as const)), shapes);
}

/** What a media type writes as the default style of its place would: one value as plain text, a number or a boolean as JSON. */
function styled<T extends Valued>(value: T, shapes: Shapes): T {
  const [format] = value.content;
  if (format?.schema === undefined) return value;
  const kind = writtenAs(format);
  const types = typesOf(shapes, value.shape);
  const isAlike =
    kind === 'text'
      ? (types & (ARRAY | OBJECT)) === 0
      : kind === 'json' && (types & ~(BOOLEAN | NUMBER)) === 0 && (value.shape.types & NULL) === 0;
  return isAlike ? { ...value, schema: format.schema, content: [] } : value;
}

/** An empty text in a path makes another path: that it is not one need not be said. */
function filled<T extends Valued>(before: T, after: T, shapes: Sides): readonly [T, T] {
  const [old, now] = [before, after].map(({ shape }) => shape.minLength?.value ?? 0) as [number, number];
  if (old + now !== 1) return [before, after];
  const fill = (value: T, own: Shapes): T => {
    const { schema } = value;
    if (schema === undefined) return value;
    const places = placesOf('allOf', schema);
    return withShapes(own, { ...value, schema: { ...schema, value: { minLength: 1, allOf: [schema.value] }, places } });
  };
  return old === 0 ? [fill(before, shapes.before), after] : [before, fill(after, shapes.after)];
}

function withShapes<T extends Valued>(shapes: Shapes, value: T): T {
  return { ...value, ...writtenShapes(shapes, value) };
}

/** Types that some value has: those of the alternatives, where there are such. */
function typesOf(shapes: Shapes, { types, unions }: Shape): number {
  let bits = types & ~NULL;
  for (const { branches } of unions) {
    let some = 0;
    for (const { at } of branches) some |= shapes.of([at], at).types;
    bits &= some;
  }
  return bits;
}

/** One value becomes a list of one where the other version may read it as such; `plain`: both, by what is written. */
function asLists<T extends Valued>(before: T, after: T, shapes: Sides, plain: readonly [T, T]): readonly [T, T] {
  const [old, now] = [typesOf(shapes.before, before.shape), typesOf(shapes.after, after.shape)];
  const isMixed = (old | now) !== ARRAY && ((now & ARRAY) !== 0 || isOfOne(before));
  if (!isMixed || ((old | now) & OBJECT) !== 0) return plain;
  const list = (now & ARRAY) !== 0 ? after : before;
  const isListLike = (one: T, own: Shapes) => writesAsList(one, list, singlesOf(own, one.shape));
  if ((old !== ARRAY && !isListLike(before, shapes.before)) || (now !== ARRAY && !isListLike(after, shapes.after)))
    return plain;
  return [asList(plain[0], old), asList(plain[1], now)];
}

/** What a value may be that is no list. */
function singlesOf(shapes: Shapes, shape: Shape): Shape[] {
  const [union] = shape.unions;
  if (union === undefined) return [{ ...shape, types: shape.types & ~ARRAY }];
  return union.branches.map(({ at }) => shapes.of([at], at)).filter((one) => !isOnly(one, ARRAY));
}

function isOfOne({ shape: { minItems, maxItems } }: Written): boolean {
  return minItems?.value === 1 && maxItems?.value === 1;
}

function asList<T extends Valued>(value: T, types: number): T {
  const { schema } = value;
  if (types === ARRAY || schema === undefined) return value;
  if ((types & ARRAY) === 0) return { ...value, schema: listOfOne(schema, schema) };
  const list = { ...schema, value: { type: 'array', allOf: [schema.value] }, places: placesOf('allOf', schema) };
  const bare = { allOf: [schema.value], not: { type: 'array' } };
  const one = listOfOne(schema, { ...schema, value: bare, places: placesOf('allOf', schema) });
  const places = new Map([
    [0, list],
    [1, one],
  ]);
  const branches: At = { ...schema, value: [list.value, one.value], places };
  return { ...value, schema: { ...schema, value: { anyOf: branches.value }, places: new Map([['anyOf', branches]]) } };
}

/** A list that has one element, at the place of that. */
export function listOfOne(at: At, items: At): At {
  const list = inPlaceOf(at, { type: 'array', items: items.value, minItems: 1, maxItems: 1 });
  return { ...list, places: new Map([...(list.places ?? []), ['items', items]]) };
}

function placesOf(keyword: string, only: At): Map<string, At> {
  return new Map([[keyword, { ...only, value: [only.value], places: new Map([[0, only]]) }]]);
}

/** Numbers and booleans become the texts they are written as, where the other version takes texts. */
function asTexts<T extends Valued>(before: T, after: T, shapes: Sides): readonly [T, T] {
  if (isOnly(before.shape, ARRAY) && isOnly(after.shape, ARRAY)) {
    const [old, now] = [before.element, after.element];
    if (old === undefined || now === undefined) return [before, after];
    const [was, is] = textsOfBoth(old, now, shapes);
    return [withItems(before, was, shapes.before), withItems(after, is, shapes.after)];
  }
  if (typesOf(shapes.before, before.shape) === OBJECT && typesOf(shapes.after, after.shape) === OBJECT)
    return membersAsTexts(before, after, shapes);
  const [was, is] = textsOfBoth(before.shape, after.shape, shapes);
  return [withText(before, was), withText(after, is)];
}

function textsOfBoth(before: Shape, after: Shape, shapes: Sides): readonly [object | undefined, object | undefined] {
  const [was, is] = [mixedTexts(before), mixedTexts(after)];
  const old = was ?? alternativeTexts(before, shapes.before, after) ?? textsOf(before, after);
  const now = is ?? alternativeTexts(after, shapes.after, before) ?? textsOf(after, before);
  const areTexts = (old !== undefined || isOnly(before, STRING)) && (now !== undefined || isOnly(after, STRING));
  return areTexts || (was ?? is) === undefined ? [old, now] : [undefined, undefined];
}

/** Two schemas of the same plain text. */
export function plainTexts(before: At, after: At, shapes: Sides): readonly [At, At] {
  const [old, now] = [shapes.before.of([before], before), shapes.after.of([after], after)];
  const [was, is] = textsOfBoth(old, now, shapes);
  return [was === undefined ? before : inPlaceOf(before, was), is === undefined ? after : inPlaceOf(after, is)];
}

/** Each member is written as a value is. */
function membersAsTexts<T extends Valued>(given: T, other: T, shapes: Sides): readonly [T, T] {
  const { before: olds, after: nows } = shapes;
  const whole = withHiddenTexts(given.schema, other.schema, shapes, () => true);
  const [before, after] = [withSchema(given, whole.before), withSchema(other, whole.after)];
  const [was, is] = [membersIn(olds.document, before.schema), membersIn(nows.document, after.schema)];
  const changed = [new Map<string, At>(), new Map<string, At>()] as const;
  for (const [name, old] of was) {
    const now = is.get(name);
    if (now === undefined || whole.hidden.has(name)) continue;
    const [from, to] = [olds.of([old], old), nows.of([now], now)];
    const [text, other] = textsOfBoth(from, to, shapes);
    if (text !== undefined) changed[0].set(name, inPlaceOf(old, text));
    if (other !== undefined) changed[1].set(name, inPlaceOf(now, other));
  }
  return withTextsOfMaps(
    withSchema(before, withTexts(before.schema, changed[0], olds)),
    withSchema(after, withTexts(after.schema, changed[1], nows)),
    shapes,
  );
}

/** The values of maps are written in the same way. */
export function withTextsOfMaps<T extends { readonly schema?: At }>(
  before: T,
  after: T,
  shapes: Sides,
): readonly [T, T] {
  const { before: olds, after: nows } = shapes;
  const [old, now] = [before.schema, after.schema];
  if (old === undefined || now === undefined) return [before, after];
  const [was, is] = valuesOfMaps(olds.of([old], old), nows.of([now], now), shapes);
  return [
    withSchema(before, was && withOthers(olds.document, old, was)),
    withSchema(after, is && withOthers(nows.document, now, is)),
  ];
}

/** Members that alternatives or conditions speak of, in both versions; `isPlain`: those that are written as text. */
export function withHiddenTexts(
  before: At | undefined,
  after: At | undefined,
  shapes: Sides,
  isPlain: (name: string) => boolean,
): AsTexts {
  return hiddenAsTexts(
    { shapes: shapes.before, schema: before },
    { shapes: shapes.after, schema: after },
    isPlain,
    wordAmong,
  );
}

function withSchema<T extends { readonly schema?: At }>(value: T, schema: At | undefined): T {
  return schema === undefined || schema === value.schema ? value : { ...value, schema };
}

/** What the values of a map are written as. */
function valuesOfMaps(before: Shape, after: Shape, shapes: Sides): readonly (object | undefined)[] {
  const [old, now] = [before.additional, after.additional];
  if (typeof old === 'string' || typeof now === 'string') return [];
  return textsOfBoth(shapes.before.of(old, before.at), shapes.after.of(now, after.at), shapes);
}

function withTexts(schema: At | undefined, texts: ReadonlyMap<string, At>, { document }: Shapes): At | undefined {
  return schema === undefined || texts.size === 0 ? schema : withMembers(document, schema, texts);
}

function withText<T extends Valued>(value: T, text: object | undefined): T {
  return text === undefined ? value : { ...value, schema: inPlaceOf(value.schema ?? value.at, text) };
}

function withItems<T extends Valued>(value: T, text: object | undefined, shapes: Shapes): T {
  if (text === undefined || value.schema === undefined) return value;
  return { ...value, schema: inPlaceOf(value.schema, listLike(shapes.of([value.schema], value.at), text)) };
}
