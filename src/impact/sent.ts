/** What a row sends: what it reads as it is, what is made of it, or what stands in the manifest. */

import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import { heldTypes } from './facets.ts';
import type { MappingState } from './mapping.ts';
import type { Located } from './message.ts';
import { mayBeAbsent } from './presence.ts';

/** What a row sends whatever its source holds, and where that holds nothing. */
export function fixedValues(state: MappingState, keptBack: ReadonlySet<string>): readonly unknown[] {
  const { constant, default: rest } = state.field;
  return [constant, usesDefault(state, keptBack) ? rest : undefined].flatMap((one) =>
    one === undefined ? [] : [one.value],
  );
}

/** Whether what is read is sent as it is. */
export function isCopy({ field, sources }: MappingState): boolean {
  const { constant, values, transform, lookup, unchecked } = field;
  const isMade = [constant, values, transform, lookup, unchecked].some((one) => one !== undefined);
  return !isMade && (sources.length < 2 || field.take === 'first');
}

/** A default is for what is missing or null; a transform may give nothing of what is there. */
function usesDefault({ field, ends, sources }: MappingState, keptBack: ReadonlySet<string>): boolean {
  const absent = sources.map(({ at }) => at === undefined || mayBeAbsent(ends.source.shapes, at, keptBack));
  const mayFail = field.take === 'first' ? absent.every(Boolean) : absent.some(Boolean);
  return field.transform !== undefined || field.lookup !== undefined || mayFail;
}

/** Lists or objects may go from a source to the target. An expression may read whatever is in them; what is looked up goes by one value. */
export function copiesParts({ field, ends, sources, target }: MappingState): boolean {
  if (field.lookup !== undefined) return false;
  if (field.transform !== undefined || sources.length === 0) return true;
  const to = target?.at?.found ? typesOf(ends.target.shapes, target.at) : PARTS;
  return sources.some(({ at }) => (to & (at?.found ? typesOf(ends.source.shapes, at) : PARTS) & PARTS) !== 0);
}

const PARTS = ARRAY | OBJECT;

function typesOf(shapes: Shapes, { ways }: Located): number {
  return ways.reduce((bits, { shape }) => bits | heldTypes(shapes, shape), 0);
}
