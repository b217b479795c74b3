/** Limits on the size of a value: numbers, lengths, counts and steps. */

import { isMultiple } from '../containment/decimal.ts';
import type { Kept, Pair } from '../diff/pair.ts';
import type { Bound, Facet, Shape } from '../diff/shape.ts';
import { FRACTION } from '../diff/types.ts';
import type { Effect } from '../diff/variance.ts';
import { type At, isObj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { type Fact, NOTHING, type Rule, rule } from './rule.ts';
import { comparable, shared } from './schema-pair.ts';

export interface Limit {
  readonly from: string | null;
  readonly to: string | null;
  readonly effect: Effect;
}

interface Read {
  readonly value: number;
  readonly exclusive?: boolean;
  readonly text: string;
  readonly at: At;
}

/** `x > 4` of integers is `x >= 5`. */
export function bound(shape: Shape, side: 'minimum' | 'maximum'): Read | undefined {
  const found: Bound | undefined = shape[side];
  if (found === undefined) return undefined;
  const step = side === 'minimum' ? 1 : -1;
  const whole = (shape.types & FRACTION) === 0;
  if (whole && found.exclusive && Number.isInteger(found.value)) {
    return { value: found.value + step, text: String(found.value + step), at: found.at };
  }
  if (whole && !Number.isInteger(found.value)) {
    const value = side === 'minimum' ? Math.ceil(found.value) : Math.floor(found.value);
    return { value, text: String(value), at: found.at };
  }
  // An exclusive bound is a hair tighter than the inclusive one of the same number.
  const text = found.exclusive ? `${found.value} (exclusive)` : String(found.value);
  return { value: found.value, exclusive: found.exclusive, text, at: found.at };
}

export function count(facet: Facet<number> | undefined): Read | undefined {
  return facet === undefined ? undefined : { value: facet.value, text: String(facet.value), at: facet.at };
}

/** Every integer is a multiple of one, and of what divides one. `types`: of the numbers that are spoken of. */
export function step({ multipleOf }: Shape, types: number): Facet<number> | undefined {
  const silent = multipleOf !== undefined && (types & FRACTION) === 0 && isMultiple(1, multipleOf.value);
  return silent ? undefined : multipleOf;
}

export function isOnStep(value: unknown, shape: Shape): boolean {
  const found = step(shape, shape.types);
  return typeof value !== 'number' || found === undefined || isMultiple(value, found.value);
}

export function size(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function characters(value: unknown): number | undefined {
  return typeof value === 'string' ? [...value].length : undefined;
}

export function items(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

export function members(value: unknown): number | undefined {
  return isObj(value) ? Object.keys(value).length : undefined;
}

/** A rule on one limit; `raising` says whether a higher number allows less. */
export function limitRule(words: {
  readonly keyword: string;
  readonly title: string;
  readonly explain: string;
  readonly bits: number;
  readonly raising: boolean;
  readonly read: (shape: Shape) => Read | undefined;
  /** What of a value is limited; undefined for a value of another type. */
  readonly measure: (value: unknown) => number | undefined;
}): Rule<'schema', Limit> {
  const { keyword, bits, raising, read, measure } = words;
  const fits = (value: unknown, shape: Shape) => isWithin(measure(value), read(shape), raising);
  return rule({
    on: 'schema',
    aspect: 'limit',
    when: 'kept',
    title: words.title,
    explain: words.explain,
    find: (pair): readonly Fact<Limit>[] => {
      if (!comparable(pair) || !shared(pair, bits)) return NOTHING;
      const before = read(pair.before);
      const after = read(pair.after);
      if (before?.text === after?.text || !matters(pair, fits)) return NOTHING;
      const tighter = isTighter(before, after, raising);
      const data: Limit = {
        from: before?.text ?? null,
        to: after?.text ?? null,
        effect: tighter ? 'narrows' : 'widens',
      };
      return [{ data, ...(before && { before: before.at }), ...(after && { after: after.at }) }];
    },
    effect: ({ effect }) => effect,
    limit: { keyword, refuses: (data, pair, value) => !isWithin(measure(value), tightOf(data, pair, read), raising) },
    shows: (data, pair) => {
      const limit = tightOf(data, pair, read);
      if (limit === undefined) return true;
      const word = limit.exclusive ? `exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}` : keyword;
      return { not: { [word]: limit.value } };
    },
    message: ({ from, to }) => {
      if (from === null) return `${keyword} ${code(to ?? '')} was added`;
      return to === null
        ? `${keyword} ${code(from)} was removed`
        : `${keyword} changed from ${code(from)} to ${code(to)}`;
    },
  });
}

function tightOf({ effect }: Limit, { before, after }: Pair<'schema'>, read: (shape: Shape) => Read | undefined) {
  const tight = effect === 'narrows' ? after : before;
  return tight && read(tight);
}

/** Where values are listed, a limit matters only when it refuses one of them. */
export function matters({ before, after }: Kept<'schema'>, fits: (value: unknown, shape: Shape) => boolean): boolean {
  const loses = (from: Shape, to: Shape) =>
    [...(from.enum?.values ?? [])].some(
      ([key, { value }]) => fits(value, from) && !fits(value, to) && (to.enum?.values.has(key) ?? true),
    );
  return (before.enum === undefined && after.enum === undefined) || loses(before, after) || loses(after, before);
}

function isWithin(size: number | undefined, limit: Read | undefined, raising: boolean): boolean {
  if (size === undefined || limit === undefined) return true;
  if (size === limit.value) return limit.exclusive !== true;
  return raising ? size > limit.value : size < limit.value;
}

function isTighter(before: Read | undefined, after: Read | undefined, raising: boolean): boolean {
  if (after === undefined) return false;
  if (before === undefined) return true;
  if (before.value === after.value) return after.text.length > before.text.length; // became exclusive
  return raising ? after.value > before.value : after.value < before.value;
}
