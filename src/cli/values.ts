/** The option values that yargs hands over, read by name and kind. */
import { nearest } from '../spec/nearest.ts';
import { usageError } from './failure.ts';

export interface Values {
  readonly _: readonly (string | number)[];
  readonly [option: string]: unknown;
}

/** The words after the command's name. */
export function wordsOf(values: Values): readonly string[] {
  return values._.slice(1).map(String);
}

/** Every value of an option that may be given several times. */
export function texts(values: Values, name: string): readonly string[] {
  const given = values[name];
  if (given === undefined) return [];
  const all = (Array.isArray(given) ? given : [given]).map(String);
  if (all.length === 0 || all.includes('')) {
    throw usageError(`--${name} needs a value`, `guard ${values._[0]} --help lists the options`);
  }
  return all;
}

/** The value of an option that is given once. */
export function text(values: Values, name: string): string | undefined {
  const all = texts(values, name);
  if (all.length > 1) throw usageError(`--${name} is given ${all.length} times`, 'give it once');
  return all[0];
}

export function flag(values: Values, name: string): boolean | undefined {
  const given = values[name];
  if (given === undefined || typeof given === 'boolean') return given;
  throw usageError(`--${name} is given twice`, 'give it once');
}

/** `NAME=VALUE` pairs; the value may contain more `=`. `bare`: the name for a word without one, where that is for others to refuse. */
export function pairs(values: Values, name: string, form: string, bare?: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const pair of texts(values, name)) {
    const cut = pair.indexOf('=');
    if (cut < 0 && bare !== undefined) {
      found.set(bare, pair);
      continue;
    }
    if (cut <= 0 || cut === pair.length - 1) {
      throw usageError(`--${name} ${pair} is not of the form ${form}`, `write --${name} ${form}`);
    }
    const key = pair.slice(0, cut);
    if (found.has(key)) throw usageError(`--${name} names ${key} twice`, 'give each once');
    found.set(key, pair.slice(cut + 1));
  }
  return found;
}

/** One of a few words; the hint names the nearest. */
export function oneOf<T extends string>(words: readonly T[], given: string, name: string): T {
  const word = words.find((candidate) => candidate === given);
  if (word !== undefined) return word;
  const near = nearest(given, words);
  throw usageError(
    `--${name} ${given} is none of ${words.join(', ')}`,
    near === undefined ? `write --${name} ${words[0] ?? ''}` : `did you mean --${name} ${near}?`,
  );
}
