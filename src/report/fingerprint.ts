/** A short name for a finding that survives unrelated edits. */
import { digestOf } from '../spec/digest.ts';

export function fingerprintOf(parts: readonly string[]): string {
  return digestOf(parts.join('\u0000'));
}
