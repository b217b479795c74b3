/** What a schema leaves its parts to be. */

import type { Direction, Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';

/** Nothing about the schema that chooses keeps it from holding what one of its parts may be. */
export function isSpacious(pair: Pair, direction: Direction): boolean {
  const shape = sentShape(pair, direction);
  return shape === undefined || (shape.unions.length === 0 && isUnlimited(shape));
}

/** The schema that chooses says nothing but which alternatives there are. */
export function isBare(pair: Pair, direction: Direction): boolean {
  const shape = sentShape(pair, direction);
  if (shape === undefined) return false;
  const { unions, properties, required, additional } = shape;
  return unions.length === 1 && properties.size + required.size === 0 && additional === 'open' && isUnlimited(shape);
}

function sentShape(pair: Pair, direction: Direction): Shape | undefined {
  return pair.kind === 'schema' ? (direction === 'request' ? pair.before : pair.after) : undefined;
}

function isUnlimited(shape: Shape): boolean {
  const { maxItems, maxProperties, minItems, minProperties, uniqueItems, conditions, patternProperties } = shape;
  const limits = [maxItems, maxProperties, minItems, minProperties, uniqueItems, shape.enum, shape.prefixItems];
  return limits.every((one) => one === undefined) && conditions.size === 0 && patternProperties.size === 0;
}
