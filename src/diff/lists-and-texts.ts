/**
 * Values that may be a list or one value: `q=5` and `q=5&q=6`. Where some of it is text and some a number or a boolean, in
 * either version, both versions are compared by what is written, the one value and the elements alike.
 */

import type { At } from '../spec/spec-version.ts';
import { inPlaceOf } from './members.ts';
import { isPlain } from './scalar-union.ts';
import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ANY, ARRAY, NULL, OBJECT, STRING } from './types.ts';
import { isWord } from './wire.ts';
import {
  alternativeTexts,
  exactTexts,
  isLimited,
  isOnly,
  listLike,
  mixedTexts,
  plainText,
  takesAnyText,
  wordAmong,
} from './word-texts.ts';

interface Value {
  readonly shapes: Shapes;
  readonly shape: Shape;
  readonly schema?: At;
}

interface Sides {
  readonly own: Shapes;
  readonly other: Shapes;
}

/** What a value is when it is none of a list, and what its lists are. */
interface Parts {
  readonly single?: Shape;
  /** Whether the one value may be null beside what `single` says. */
  readonly orNull?: boolean;
  readonly list?: Shape;
  readonly element?: Shape;
}

/** Both schemas with texts at the places of the words; undefined where no version has both, or they stay as they are. */
export function listsAsTexts(before: Value, after: Value): readonly [At, At] | undefined {
  const [old, now] = [partsOf(before), partsOf(after)];
  if (old === undefined || now === undefined || before.schema === undefined || after.schema === undefined)
    return undefined;
  const isMixed = [old, now].some(({ single, list }) => single !== undefined && list !== undefined);
  const all = [
    ...[old.single, old.element].flatMap((one) => pieces(one, before.shapes)),
    ...[now.single, now.element].flatMap((one) => pieces(one, after.shapes)),
  ];
  const texts = all.filter((one) => isOnly(one, STRING) || mixedTexts(one) !== undefined);
  if (!isMixed || texts.length === 0 || !all.some((one) => !isOnly(one, STRING))) return undefined;
  const was = written(old, now, { own: before.shapes, other: after.shapes }, texts);
  const is = written(now, old, { own: after.shapes, other: before.shapes }, texts);
  return was && is && [inPlaceOf(before.schema, was), inPlaceOf(after.schema, is)];
}

/** Undefined where there is more than one value and one kind of list. */
function partsOf({ shape, shapes }: Value): Parts | undefined {
  const { types, conditions, dangling, unions } = shape;
  const [union, ...more] = unions;
  if (conditions.size > 0 || dangling || more.length > 0) return undefined;
  if (union === undefined) {
    if ((types & OBJECT) !== 0 || (shape.enum !== undefined && (types & ARRAY) !== 0)) return undefined;
    const [own, single] = [types & ARRAY, types & ~ARRAY];
    const list = own === 0 ? {} : listOf({ ...shape, types: own }, shapes);
    return list && { ...list, ...((single & ~NULL) !== 0 && { single: { ...shape, types: single } }) };
  }
  // what is said beside the alternatives would be lost
  if ((types | NULL) !== ANY || shape.enum !== undefined || !isPlain({ ...shape, unions: [] })) return undefined;
  const branches = union.branches.map((branch) => ({ branch, own: shapes.of([branch.at], branch.at) }));
  const lists = branches.filter(({ own }) => isOnly(own, ARRAY));
  const singles = branches.filter(({ own }) => !isOnly(own, ARRAY));
  if (lists.length > 1 || singles.some(({ own }) => own.types & (ARRAY | OBJECT))) return undefined;
  const list = lists[0] === undefined ? {} : listOf(lists[0].own, shapes);
  if (list === undefined) return undefined;
  const [only] = singles;
  if (only === undefined) return list;
  const single =
    singles.length === 1 ? only.own : { ...shape, unions: [{ ...union, branches: singles.map((one) => one.branch) }] };
  return { ...list, single, ...(union.orNull === true && { orNull: true }) };
}

function listOf(list: Shape, shapes: Shapes): Pick<Parts, 'list' | 'element'> | undefined {
  const { items, prefixItems, unions, conditions, dangling } = list;
  if (items === undefined || prefixItems !== undefined || unions.length + conditions.size > 0 || dangling)
    return undefined;
  return { list, element: shapes.of(items, list.at) };
}

/** What it may be, one by one. */
function pieces(one: Shape | undefined, shapes: Shapes): Shape[] {
  if (one === undefined) return [];
  const [union] = one.unions;
  return union === undefined ? [one] : union.branches.map(({ at }) => shapes.of([at], at));
}

/** `facing`: what the other version has. */
function written({ single, list, element, orNull }: Parts, facing: Parts, shapes: Sides, texts: readonly Shape[]) {
  const against = (one: Shape | undefined) => pieces(one, shapes.other);
  const one = single && textAmong(single, against(facing.single ?? facing.element), shapes.own, texts);
  const each = element && textAmong(element, against(facing.element ?? facing.single), shapes.own, texts);
  if ((single !== undefined && one === undefined) || (element !== undefined && each === undefined)) return undefined;
  const lists = list && each ? [listLike(list, each)] : [];
  return { anyOf: [...(one ? [one] : []), ...(orNull ? [{ enum: [null] }] : []), ...lists] };
}

/** Limits of numbers are left out only where what faces them takes any text: else that they change would be lost. */
function textAmong(
  shape: Shape,
  facing: readonly Shape[],
  shapes: Shapes,
  texts: readonly Shape[],
): object | undefined {
  const isFree = facing.some(takesAnyText);
  const others = isFree ? texts : texts.filter((one) => !takesAnyText(one));
  if (isWord(shape))
    return isLimited(shape)
      ? (exactTexts(shape) ?? (isFree ? wordAmong(shape, texts) : undefined))
      : wordAmong(shape, texts);
  const mixed = mixedTexts(shape);
  if (mixed !== undefined) return mixed;
  const plain = plainText(shape);
  if (plain !== undefined) return (shape.types & NULL) === 0 ? plain : { anyOf: [plain, { enum: [null] }] };
  const [union] = shape.unions;
  const alternatives = pieces(shape, shapes).map(plainText);
  if (union !== undefined && !alternatives.includes(undefined)) return { [union.kind]: alternatives };
  const other = others.find(({ maxLength }) => maxLength !== undefined) ?? others[0]; // as for `wordAmong`
  return other && alternativeTexts(shape, shapes, other);
}
