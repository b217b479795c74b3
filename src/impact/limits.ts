/** Intervals: which numbers, lengths or counts the source may have and the target does not take. */

import { lengthsOf } from '../diff/format.ts';
import type { Bound, Shape } from '../diff/shape.ts';
import { ARRAY, FRACTION, NUMBER, OBJECT, STRING } from '../diff/types.ts';
import { characters, items, members, size } from '../rules/limit.ts';
import type { Obj } from '../spec/spec-version.ts';

/** One end of an interval; infinite when there is no limit. `open`: the number itself is outside. */
interface End {
  readonly value: number;
  readonly open: boolean;
}

interface Limit {
  readonly bits: number;
  readonly measure: (value: unknown) => number | undefined;
  readonly keywords: Readonly<Record<'upper' | 'lower', string>>;
  /** As in "a number", "texts". */
  readonly most: string;
  readonly least: string;
  readonly upper: (shape: Shape) => End;
  readonly lower: (shape: Shape) => End;
  /** JSON Schema of what lies above one end, or below it. */
  readonly above: (end: End) => Obj;
  readonly below: (end: End) => Obj;
}

const NO_UPPER: End = { value: Number.POSITIVE_INFINITY, open: false };
const NO_LOWER: End = { value: Number.NEGATIVE_INFINITY, open: false };

function closed(value: number | undefined, none: End): End {
  return value === undefined ? none : { value, open: false };
}

/** Of integers, `x > 4` is `x >= 5`, and `x >= 4.5` too. */
function numericEnd({ value, exclusive }: Bound, types: number, inwards: 1 | -1): End {
  if (types & FRACTION) return { value, open: exclusive };
  if (Number.isInteger(value)) return { value: exclusive ? value + inwards : value, open: false };
  return { value: inwards === 1 ? Math.ceil(value) : Math.floor(value), open: false };
}

const LIMITS: readonly Limit[] = [
  {
    bits: NUMBER,
    measure: size,
    keywords: { upper: 'maximum', lower: 'minimum' },
    most: 'numbers up to',
    least: 'numbers from',
    upper: ({ maximum, types }) => (maximum === undefined ? NO_UPPER : numericEnd(maximum, types, -1)),
    lower: ({ minimum, types }) => (minimum === undefined ? NO_LOWER : numericEnd(minimum, types, 1)),
    above: ({ value, open }) => ({ type: 'number', [open ? 'minimum' : 'exclusiveMinimum']: value }),
    below: ({ value, open }) => ({ type: 'number', [open ? 'maximum' : 'exclusiveMaximum']: value }),
  },
  {
    bits: STRING,
    measure: characters,
    keywords: { upper: 'maxLength', lower: 'minLength' },
    most: 'texts up to a length of',
    least: 'texts from a length of',
    upper: ({ maxLength }) => closed(maxLength?.value, NO_UPPER),
    lower: ({ minLength }) => closed(minLength?.value ?? 0, NO_LOWER),
    above: ({ value }) => ({ type: 'string', minLength: value + 1 }),
    below: ({ value }) => ({ type: 'string', maxLength: value - 1 }),
  },
  {
    bits: ARRAY,
    measure: items,
    keywords: { upper: 'maxItems', lower: 'minItems' },
    most: 'lists of up to',
    least: 'lists of at least',
    upper: ({ maxItems }) => closed(maxItems?.value, NO_UPPER),
    lower: ({ minItems }) => closed(minItems?.value ?? 0, NO_LOWER),
    above: ({ value }) => ({ type: 'array', minItems: value + 1 }),
    below: ({ value }) => ({ type: 'array', maxItems: value - 1 }),
  },
  {
    bits: OBJECT,
    measure: members,
    keywords: { upper: 'maxProperties', lower: 'minProperties' },
    most: 'objects of up to',
    least: 'objects of at least',
    upper: ({ maxProperties }) => closed(maxProperties?.value, NO_UPPER),
    lower: ({ minProperties }) => closed(minProperties?.value ?? 0, NO_LOWER),
    above: ({ value }) => ({ type: 'object', minProperties: value + 1 }),
    below: ({ value }) => ({ type: 'object', maxProperties: value - 1 }),
  },
];

interface Interval {
  readonly low: End;
  readonly high: End;
}

/** What a shape holds of a limit's type; nothing when it holds none of it, or listed values only. */
function intervalOf(shape: Shape, limit: Limit): Interval | undefined {
  if ((shape.types & limit.bits) === 0 || shape.enum !== undefined) return undefined;
  return { low: limit.lower(shape), high: limit.upper(shape) };
}

/** A format of known length bounds a text, too; that it did so before is no reason to say that a limit is new. */
function heldNow(shape: Shape, limit: Limit): Interval | undefined {
  const interval = intervalOf(shape, limit);
  const known = limit.bits === STRING ? lengthsOf(shape.format?.value) : undefined;
  if (interval === undefined || known === undefined) return interval;
  const [least, most] = known;
  return {
    low: greater(interval.low, { value: least, open: false }),
    high: lesser(interval.high, { value: most, open: false }),
  };
}

function isEmpty({ low, high }: Interval): boolean {
  return low.value > high.value || (low.value === high.value && (low.open || high.open));
}

/** The part of one interval below another, and the part above it. */
function outside(whole: Interval, hole: Interval | undefined): readonly Interval[] {
  if (hole === undefined) return [whole];
  const below: Interval = { low: whole.low, high: { value: hole.low.value, open: !hole.low.open } };
  const above: Interval = { low: { value: hole.high.value, open: !hole.high.open }, high: whole.high };
  return [
    { ...below, high: lesser(below.high, whole.high) },
    { ...above, low: greater(above.low, whole.low) },
  ];
}

function lesser(a: End, b: End): End {
  return a.value < b.value || (a.value === b.value && a.open) ? a : b;
}

function greater(a: End, b: End): End {
  return a.value > b.value || (a.value === b.value && a.open) ? a : b;
}

/** Between whole numbers an open end is the next number. */
function closedUp({ low, high }: Interval, whole: boolean): Interval {
  if (!whole) return { low, high };
  return {
    low: low.open ? { value: Math.floor(low.value) + 1, open: false } : low,
    high: high.open ? { value: Math.ceil(high.value) - 1, open: false } : high,
  };
}

function contains(outer: Interval, inner: Interval): boolean {
  return greater(outer.low, inner.low) === inner.low && lesser(outer.high, inner.high) === inner.high;
}

export interface Sides {
  readonly source: Shape;
  readonly target: Shape;
}

export interface Excess {
  readonly end: 'upper' | 'lower';
  readonly keyword: string;
  /** What the target takes, before its number. */
  readonly words: string;
  readonly source: number;
  readonly target: number;
  /** JSON Schema of the values beyond it. */
  readonly among: Obj;
}

/**
 * The limits of the target that the source breaks now and did not break in the same way before: what it holds beyond
 * them is not all among what failed then, (S′ ∖ T′) ⊄ (S ∖ T).
 */
export function excesses(now: Sides, then: Sides | undefined): Excess[] {
  const found: Excess[] = [];
  for (const limit of LIMITS) {
    const [source, target] = [heldNow(now.source, limit), intervalOf(now.target, limit)];
    if (source === undefined || target === undefined) continue;
    const whole = limit.bits !== NUMBER || (now.source.types & FRACTION) === 0;
    const failed = then === undefined ? [] : failedBefore(now, then, limit).map((one) => closedUp(one, whole));
    for (const [index, end] of (['lower', 'upper'] as const).entries()) {
      const beyond = outside(source, target)[index];
      if (beyond === undefined || isEmpty(beyond)) continue;
      const refused = closedUp(beyond, whole);
      if (isEmpty(refused) || failed.some((one) => contains(one, refused))) continue;
      const bound = limit[end](now.target);
      const [words, among] =
        end === 'upper'
          ? [bound.open ? 'numbers below' : limit.most, limit.above(bound)]
          : [bound.open ? 'numbers above' : limit.least, limit.below(bound)];
      found.push({
        end,
        keyword: limit.keywords[end],
        words,
        source: limit[end](now.source).value,
        target: bound.value,
        among,
      });
    }
  }
  return found;
}

/** What the source held before and the target did not take; nothing of types that the source did not hold. */
function failedBefore(now: Sides, then: Sides, limit: Limit): readonly Interval[] {
  const source = intervalOf(then.source, limit);
  const fresh = now.source.types & now.target.types & limit.bits & ~then.source.types;
  return source === undefined || fresh !== 0 ? [] : outside(source, intervalOf(then.target, limit));
}

/** The limit of a shape that keeps a value out. */
export function limitAgainst(shape: Shape, value: unknown): string | undefined {
  const limit = LIMITS.find(({ measure }) => measure(value) !== undefined);
  const amount = limit?.measure(value);
  if (limit === undefined || amount === undefined) return undefined;
  const one: End = { value: amount, open: false };
  const interval = { low: limit.lower(shape), high: limit.upper(shape) };
  const ends = (['lower', 'upper'] as const).filter(
    (_, index) => !isEmpty(outside({ low: one, high: one }, interval)[index] as Interval),
  );
  return ends[0] && limit.keywords[ends[0]];
}
