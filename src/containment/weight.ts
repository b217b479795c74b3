/** How many values a value holds. Witnesses share parts, so this is not what it costs to count them. */
import type { Json } from '../spec/spec-version.ts';

/** Beyond this a witness is nothing anybody could read, send, or check in time. */
export const MAX_WEIGHT = 1_000_000;

const weights = new WeakMap<object, number>();

export function weightOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  let weight = weights.get(value);
  if (weight === undefined) {
    weight = 1;
    for (const inner of Object.values(value)) weight += weightOf(inner as Json);
    weights.set(value, weight);
  }
  return weight;
}
