/** Intervals: which numbers, lengths or counts the source may have and the target does not take. */

import type { Bound, Shape } from '../diff/shape.ts';
import { ARRAY, FRACTION, NUMBER, OBJECT, STRING } from '../diff/types.ts';

/** One end of an interval; infinite when there is no limit. `open`: the number itself is outside. */
interface End {
  readonly value: number;
  readonly open: boolean;
}

export interface Limit {
  readonly bits: number;
  /** As in "a number", "texts". */
  readonly most: string;
  readonly least: string;
  readonly upper: (shape: Shape) => End;
  readonly lower: (shape: Shape) => End;
}

const NO_UPPER: End = { value: Number.POSITIVE_INFINITY, open: false };
/** Below every end. */
const NOTHING: End = { value: Number.NEGATIVE_INFINITY, open: true };
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

export const LIMITS: readonly Limit[] = [
  {
    bits: NUMBER,
    most: 'numbers up to',
    least: 'numbers from',
    upper: ({ maximum, types }) => (maximum === undefined ? NO_UPPER : numericEnd(maximum, types, -1)),
    lower: ({ minimum, types }) => (minimum === undefined ? NO_LOWER : numericEnd(minimum, types, 1)),
  },
  {
    bits: STRING,
    most: 'texts up to a length of',
    least: 'texts from a length of',
    upper: ({ maxLength }) => closed(maxLength?.value, NO_UPPER),
    lower: ({ minLength }) => closed(minLength?.value ?? 0, NO_LOWER),
  },
  {
    bits: ARRAY,
    most: 'lists of up to',
    least: 'lists of at least',
    upper: ({ maxItems }) => closed(maxItems?.value, NO_UPPER),
    lower: ({ minItems }) => closed(minItems?.value ?? 0, NO_LOWER),
  },
  {
    bits: OBJECT,
    most: 'objects of up to',
    least: 'objects of at least',
    upper: ({ maxProperties }) => closed(maxProperties?.value, NO_UPPER),
    lower: ({ minProperties }) => closed(minProperties?.value ?? 0, NO_LOWER),
  },
];

/** A lower end mirrored, so that one comparison serves both ends. */
function mirrored({ value, open }: End): End {
  return { value: -value, open };
}

/** Whether `a` reaches further up than `b`. */
function exceeds(a: End, b: End): boolean {
  return a.value > b.value || (a.value === b.value && b.open && !a.open);
}

interface Ends {
  readonly source: End;
  readonly target: End;
}

/**
 * Whether some value above the target's end is sent now that was taken, or not sent, before: the source reaches beyond
 * the target, and either it reaches further than it did or the target stops earlier.
 */
function newlyExceeds(now: Ends, then: Ends | undefined): boolean {
  if (!exceeds(now.source, now.target)) return false;
  if (then === undefined) return true;
  return exceeds(now.source, then.source) || (exceeds(then.target, now.target) && exceeds(now.source, now.target));
}

export interface Sides {
  readonly source: Shape;
  readonly target: Shape;
}

export interface Excess {
  readonly limit: Limit;
  readonly end: 'upper' | 'lower';
  readonly source: number;
  readonly target: number;
}

/**
 * The ends before: none when the source did not hold values of this type without end, and a target below everything
 * when it took none of them, or listed ones only.
 */
function earlierEnds(then: Sides, { bits }: Limit, read: (shape: Shape) => End): Ends | undefined {
  if ((then.source.types & bits) === 0 || then.source.enum !== undefined) return undefined;
  const took = (then.target.types & bits) !== 0 && then.target.enum === undefined;
  return { source: read(then.source), target: took ? read(then.target) : NOTHING };
}

/** The limits of the target that the source breaks now and did not break in the same way before. */
export function excesses(now: Sides, then: Sides | undefined): Excess[] {
  const found: Excess[] = [];
  for (const limit of LIMITS) {
    if ((now.source.types & now.target.types & limit.bits) === 0) continue;
    for (const end of ['upper', 'lower'] as const) {
      const read = (shape: Shape) => (end === 'upper' ? limit.upper(shape) : mirrored(limit.lower(shape)));
      const before = then && earlierEnds(then, limit, read);
      if (!newlyExceeds({ source: read(now.source), target: read(now.target) }, before)) continue;
      found.push({ limit, end, source: limit[end](now.source).value, target: limit[end](now.target).value });
    }
  }
  return found;
}
