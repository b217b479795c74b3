/** What numbers and booleans are written as without quotes, as schemas of texts. */

import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ANY, ARRAY, BOOLEAN, INTEGER, NULL, NUMBER, OBJECT, STRING } from './types.ts';
import { wholeBounds } from './whole-bounds.ts';
import { isAnyText, isWord } from './wire.ts';

export function isOnly({ types }: Shape, bit: number): boolean {
  return (types & ~NULL) === bit;
}

const INTEGERS = '^-?(?:0|[1-9][0-9]*)$';
const NUMBERS = '^-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$';
/** As long as numbers get in the range and precision that can be relied on (RFC 8259, 6). */
const USUAL_INTEGERS = '^-?(?:0|[1-9][0-9]{0,23})$';
const USUAL_NUMBERS = '^-?(?:0|[1-9][0-9]{0,23})(?:\\.[0-9]{1,23})?(?:[eE][-+]?[0-9]{1,3})?$';

/** What a pattern stands for that is in no description: a type, in the texts that it is written as. */
export function numbersOf(pattern: string): 'whole numbers' | 'numbers' | undefined {
  if (pattern === INTEGERS || pattern === USUAL_INTEGERS) return 'whole numbers';
  return pattern === NUMBERS || pattern === USUAL_NUMBERS ? 'numbers' : undefined;
}

/** Texts, or what is written as some beside words. */
function isTextual(shape: Shape): boolean {
  return isOnly(shape, STRING) || mixedTexts(shape) !== undefined;
}

/** What texts and words of one schema are written as: a word that is any text besides says nothing more. */
export function mixedTexts(shape: Shape): object | undefined {
  const { types, unions, conditions, dangling } = shape;
  const words = types & (NUMBER | BOOLEAN);
  const isMixed = (types & STRING) !== 0 && words !== 0 && (types & (ARRAY | OBJECT)) === 0;
  if (!isMixed || unions.length + conditions.size > 0 || dangling) return undefined;
  const text = plainText({ ...shape, types: STRING });
  if (text === undefined || shape.enum !== undefined || takesAnyText(shape)) return orNull(shape, text);
  const digits = isLimited(shape) ? undefined : wordTexts({ ...shape, types: words }, shape);
  return digits && { anyOf: [orNull(shape, text), digits] };
}

/** With null, which a style writes as nothing, where the shape allows it. */
function orNull({ types }: Shape, text: object | undefined): object | undefined {
  return text === undefined || (types & NULL) === 0 ? text : { anyOf: [text, { enum: [null] }] };
}

export function takesAnyText(shape: Shape): boolean {
  return isAnyText({ ...shape, types: shape.types & ~(NUMBER | BOOLEAN) });
}

/** Alternatives of alternatives are looked into so far. */
const MAX_DEPTH = 8;

/** The texts that alternatives of words and of texts are written as, where nothing else is said. */
export function alternativeTexts(shape: Shape, shapes: Shapes, other: Shape, depth = 0): object | undefined {
  const [union, ...more] = shape.unions;
  if (union === undefined || more.length > 0 || (shape.types | NULL) !== ANY || !isTextual(other)) return undefined;
  if (depth > MAX_DEPTH) return undefined;
  const branches = union.branches.map(({ at }) => shapes.of([at], at));
  const words = branches
    .filter(isWord)
    .map((branch) => (isLimited(branch) ? textsOf(branch, other) : wordTexts(branch, other)));
  const others = branches.filter((branch) => !isWord(branch));
  // of `oneOf`, one text that is a word and a text below could satisfy two
  const isNesting = union.kind === 'anyOf' || others.length === 1;
  const nested = (one: Shape) => (isNesting ? alternativeTexts(one, shapes, other, depth + 1) : undefined);
  const texts = others.map((one) => plainText(one) ?? mixedTexts(one) ?? nested(one));
  const hasWords = words.length > 0 || (isNesting && others.some((one) => plainText(one) === undefined));
  if (!hasWords || [...words, ...texts].includes(undefined)) return undefined;
  // what two alternatives take is refused as ever
  return { anyOf: [words, texts].flatMap((some) => (some.length > 0 ? [{ [union.kind]: some }] : [])) };
}

/** Texts that are bounded by a list, their length, a format or patterns at most. */
export function plainText(shape: Shape): object | undefined {
  const { patterns, format, conditions, unions, dangling, minLength, maxLength, encoding, content, extensible } = shape;
  if (conditions.size + unions.length > 0 || dangling || !isOnly(shape, STRING)) return undefined;
  if (encoding !== undefined || content !== undefined || extensible !== undefined) return undefined;
  const listed = listedIn(shape);
  if (listed !== undefined) return { type: 'string', enum: listed };
  return {
    type: 'string',
    ...(minLength && { minLength: minLength.value }),
    ...(maxLength && { maxLength: maxLength.value }),
    ...(format && { format: format.value }),
    ...(patterns.length > 0 && { allOf: patterns.map(({ value }) => ({ pattern: value })) }),
  };
}

/** The texts that words of a shape are written as; undefined where the other side is no text, or they cannot be told. */
export function textsOf(shape: Shape, other: Shape): object | undefined {
  if (!isWord(shape) || !isTextual(other)) return undefined;
  const [listed, others] = [listedWords(shape), listedIn(other)];
  // else they are other values, and not other words
  if (listed !== undefined && others !== undefined && !listed.some((one) => others.includes(one))) return undefined;
  if (listed !== undefined || !isLimited(shape)) return wordTexts(shape, other);
  return exactTexts(shape) ?? (takesAnyText(other) ? wordTexts(shape, other) : undefined);
}

/** What numbers that are limited are written as, where that can be said. */
export function exactTexts(shape: Shape): object | undefined {
  const listed = listedWords(shape);
  if (listed !== undefined) return { type: 'string', enum: listed };
  return isOnly(shape, INTEGER) && shape.unions.length === 0 ? integersWithin(shape) : undefined;
}

export function isLimited({ minimum, maximum, multipleOf }: Shape): boolean {
  return [minimum, maximum, multipleOf].some((one) => one !== undefined);
}

function wordTexts(shape: Shape, { maxLength }: Shape): object | undefined {
  const listed = listedWords(shape);
  if (listed !== undefined) return { type: 'string', enum: listed };
  if (shape.unions.length > 0) return undefined;
  const isWhole = (shape.types & NUMBER) === INTEGER;
  const [whole, any] = maxLength === undefined ? [INTEGERS, NUMBERS] : [USUAL_INTEGERS, USUAL_NUMBERS];
  const digits = { type: 'string', pattern: isWhole ? whole : any };
  return (shape.types & BOOLEAN) === 0 ? digits : { anyOf: [digits, { type: 'string', enum: ['true', 'false'] }] };
}

function listedWords(shape: Shape): string[] | undefined {
  return isOnly(shape, BOOLEAN) && shape.enum === undefined ? ['true', 'false'] : listedIn(shape);
}

/** As many integers are listed one by one. */
const MAX_LISTED = 1000;

/** The texts of integers within bounds, where there are few or the bound is only the sign's. */
function integersWithin(shape: Shape): object | undefined {
  const { least, most } = wholeBounds(shape);
  if (least === undefined || shape.multipleOf !== undefined) return undefined;
  if (most === undefined) {
    if (least !== 0 && least !== 1) return undefined;
    return { type: 'string', pattern: least === 0 ? '^(?:0|[1-9][0-9]*)$' : '^[1-9][0-9]*$' };
  }
  if (!(most - least < MAX_LISTED) || most < least) return undefined;
  return { type: 'string', enum: Array.from({ length: most - least + 1 }, (_, index) => String(least + index)) };
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function listedIn(shape: Shape): string[] | undefined {
  if (shape.enum === undefined) return undefined;
  return [...shape.enum.values.values()].flatMap(({ value }) => (isScalar(value) ? [String(value)] : []));
}

/** What a word is written as beside several texts; undefined where that cannot be told. */
export function wordAmong(word: Shape, texts: readonly Shape[]): object | undefined {
  const strictest = texts.find(({ maxLength }) => maxLength !== undefined) ?? texts.find((one) => !isAnyText(one));
  const other = strictest ?? texts[0];
  if (other === undefined) return undefined;
  return listedWords(word) === undefined ? textsOf(word, other) : wordTexts(word, other);
}

/** A list as long as this one, of other elements. */
export function listLike({ minItems, maxItems, uniqueItems }: Shape, items: object): object {
  return {
    type: 'array',
    items,
    ...(minItems && { minItems: minItems.value }),
    ...(maxItems && { maxItems: maxItems.value }),
    ...(uniqueItems && { uniqueItems: true }),
  };
}
