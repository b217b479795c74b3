/** Sets of characters, by their code points: what a class of a regular expression stands for (ECMA-262, CharSet). */

export interface Range {
  readonly min: number;
  /** Included. */
  readonly max: number;
}

/** In order; no two overlap or touch. */
export type CharacterSet = readonly Range[];

export const MAX_CODE_POINT = 0x10ffff;

export const ALL: CharacterSet = [{ min: 0, max: MAX_CODE_POINT }];

export function unionOf(sets: readonly CharacterSet[]): CharacterSet {
  const [only = [], ...others] = sets;
  if (others.length === 0) return only;
  const merged: { min: number; max: number }[] = [];
  for (const { min, max } of sets.flat().sort((one, other) => one.min - other.min)) {
    const last = merged.at(-1);
    if (last !== undefined && min <= last.max + 1) last.max = Math.max(last.max, max);
    else merged.push({ min, max });
  }
  return merged;
}

/** All others, up to and with the last. */
export function complementOf(set: CharacterSet, last: number): CharacterSet {
  const others: Range[] = [];
  let next = 0;
  for (const { min, max } of set) {
    if (min > next) others.push({ min: next, max: min - 1 });
    next = max + 1;
  }
  return next <= last ? [...others, { min: next, max: last }] : others;
}

export function hasCharacter(set: CharacterSet, codePoint: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((set[middle] as Range).min <= codePoint) low = middle;
    else high = middle - 1;
  }
  const range = set[low];
  return range !== undefined && range.min <= codePoint && codePoint <= range.max;
}

/** `\d`, `\w`, `\s` and what `.` leaves out (ECMA-262, CharacterClassEscape, WhiteSpace, LineTerminator). */
export const DIGITS = setOf('09');
export const WORD = setOf('09', 'AZ', '__', 'az');
export const SPACE = setOf(
  '\t\r',
  '  ',
  '\u00a0\u00a0',
  '\u1680\u1680',
  '\u2000\u200a',
  '\u2028\u2029',
  '\u202f\u202f',
  '\u205f\u205f',
  '\u3000\u3000',
  '\ufeff\ufeff',
);
export const LINE_ENDS = setOf('\n\n', '\r\r', '\u2028\u2029');

/** From the first to the second character of each text. */
function setOf(...ranges: readonly string[]): CharacterSet {
  return ranges.map((range) => ({ min: range.charCodeAt(0), max: range.charCodeAt(1) }));
}

/** Code points of which one stands next to the other in a text without being read as one with it: surrogates would be. */
const BLOCKS: readonly Range[] = [
  { min: 0, max: 0xdbff },
  { min: 0xdc00, max: 0xffff },
  { min: 0x10000, max: MAX_CODE_POINT },
];

let texts: readonly string[] | undefined;
const known = new Map<string, CharacterSet>();

/**
 * What has a property of Unicode, by the escape that a parser has read (`\p{Lu}`). The host knows them: it is asked about all
 * characters there are, in one pass without choices, so nothing of what a stranger wrote is run.
 */
export function charactersWith(property: string): CharacterSet {
  const found = known.get(property) ?? askHost(property);
  known.set(property, found);
  return found;
}

function askHost(property: string): CharacterSet {
  texts ??= BLOCKS.map(allOf);
  const ranges = texts.flatMap((text, block) => {
    const { min: start = 0 } = BLOCKS[block] ?? {};
    const units = start > 0xffff ? 2 : 1;
    return [...text.matchAll(new RegExp(`${property}+`, 'gu'))].map(({ 0: run, index }): Range => {
      const min = start + index / units;
      return { min, max: min + run.length / units - 1 };
    });
  });
  return unionOf(ranges.map((range) => [range]));
}

/** Code points that are made a text at a time. */
const PIECE = 4096;

function allOf({ min, max }: Range): string {
  let text = '';
  for (let from = min; from <= max; from += PIECE) {
    const size = Math.min(PIECE, max - from + 1);
    text += String.fromCodePoint(...Array.from({ length: size }, (_, index) => from + index));
  }
  return text;
}
