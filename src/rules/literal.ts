import { valueKey } from '../diff/value-key.ts';
import { code } from '../spec/words.ts';

/** A value as a person reads it in a sentence: text without quotes, anything else as JSON. */
export function literal(value: unknown): string {
  return code(typeof value === 'string' ? value : valueKey(value));
}
