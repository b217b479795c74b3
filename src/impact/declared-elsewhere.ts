/** A member that goes from an object and is declared for the same values all the same: beside alternatives, or in each of them. */

import type { Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { isObj } from '../spec/spec-version.ts';

type Side = 'before' | 'after';

/** The schemas of the side without the member that declare it; undefined where some position has none. */
export function declaredElsewhere(property: Pair): readonly Pair[] | undefined {
  if (property.kind !== 'property' || property.status === 'kept') return undefined;
  const side = property.status === 'removed' ? 'after' : 'before';
  const { name } = property.before ?? property.after;
  const found = new Set<Pair>();
  const seen = new Set<Pair>();
  const waiting = property.parents.map(({ parent }) => parent);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const shape = shapeOf(next, side);
    if (shape === undefined) return undefined;
    if (declares(shape, name)) found.add(next);
    else if (next.parents.length === 0 || next.parents.some(({ step }) => step.kind !== 'branch')) return undefined;
    else waiting.push(...next.parents.map(({ parent }) => parent));
  }
  return [...found];
}

function shapeOf(pair: Pair, side: Side): Shape | undefined {
  return pair.kind === 'schema' ? pair[side] : undefined;
}

function declares({ properties, unions, enum: listed }: Shape, name: string): boolean {
  if (properties.has(name)) return true;
  if (listed !== undefined) return [...listed.values.values()].every(({ value }) => isObj(value) && name in value);
  return unions.some(({ branches }) => branches.every(({ members }) => members().some((one) => one.name === name)));
}
