/** The texts that whole numbers within bounds are written as, digit by digit: a pattern, however many there are. */

import type { Shape } from '../diff/shape.ts';
import { INTEGER } from '../diff/types.ts';
import { wholeBounds } from '../diff/whole-bounds.ts';
import { isOnly } from '../diff/word-texts.ts';

const ANY_DIGIT = '[0-9]';

export interface NumberTexts {
  readonly texts: { readonly type: 'string'; readonly pattern: string };
  /** Which numbers these are, for a person. */
  readonly words: string;
}

/** Undefined where there are no bounds, or more is asked of the numbers than bounds that a double holds. */
export function integerTexts(shape: Shape): NumberTexts | undefined {
  const { multipleOf, format, unions, conditions } = shape;
  if (!isOnly(shape, INTEGER) || shape.enum !== undefined || unions.length + conditions.size > 0) return undefined;
  if (multipleOf !== undefined || format !== undefined || shape.dangling) return undefined;
  const { least, most } = wholeBounds(shape);
  if (least === undefined && most === undefined) return undefined;
  if (![least ?? 0, most ?? 0].every(Number.isSafeInteger)) return undefined;
  const [from, to] = [least ?? Number.NEGATIVE_INFINITY, most ?? Number.POSITIVE_INFINITY];
  const positive = to < 0 ? [] : between(Math.max(from, 0), to);
  const negative = from >= 0 ? [] : between(Math.max(-to, 1), -from).map((one) => `-${one}`);
  const all = [...positive, ...negative];
  if (all.length === 0) return undefined;
  const words = least === undefined ? `up to ${most}` : `from ${least} ${most === undefined ? 'on' : `to ${most}`}`;
  return { texts: { type: 'string', pattern: `^(?:${all.join('|')})$` }, words: `whole numbers ${words}` };
}

/** From 0 on: those of each length, and all that are longer. */
function between(least: number, most: number): string[] {
  if (most < least) return [];
  const low = String(least);
  const high = Number.isFinite(most) ? String(most) : undefined;
  const texts: string[] = [];
  for (let length = low.length; length <= (high ?? low).length; length++) {
    const first = length === low.length ? low : `1${'0'.repeat(length - 1)}`;
    texts.push(alike(first, length === high?.length ? high : '9'.repeat(length)));
  }
  return high === undefined ? [...texts, `[1-9]${ANY_DIGIT}{${low.length},}`] : texts;
}

/** Between two texts of one length. */
function alike(low: string, high: string): string {
  if (low === '') return '';
  if (/^0*$/.test(low) && /^9*$/.test(high)) return `${ANY_DIGIT}{${low.length}}`;
  const [first, last] = [Number(low[0]), Number(high[0])];
  const [below, above] = [low.slice(1), high.slice(1)];
  if (first === last) return `${first}${alike(below, above)}`;
  const middle = first + 1 <= last - 1 ? [`[${first + 1}-${last - 1}]${ANY_DIGIT}{${below.length}}`] : [];
  const ends = [
    `${first}${alike(below, '9'.repeat(below.length))}`,
    ...middle,
    `${last}${alike('0'.repeat(above.length), above)}`,
  ];
  return `(?:${ends.join('|')})`;
}
