import { valueKey } from '../diff/value-key.ts';
import { code } from '../spec/words.ts';

/** Text that could be taken for a number, a boolean, null or nothing at all. */
const MISLEADING = /^(?:|true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Longer values are cut: a sentence has to be read. */
const LONGEST = 200;

/** A value as a person reads it in a sentence: text without quotes, unless it reads like something else; anything else as JSON. */
export function literal(value: unknown): string {
  const text = typeof value === 'string' && !MISLEADING.test(value) ? value : valueKey(value);
  if (text.length <= LONGEST) return code(text);
  const characters = [...text];
  return characters.length <= LONGEST ? code(text) : code(`${characters.slice(0, LONGEST).join('')}…`);
}
