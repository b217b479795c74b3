/** What a row sends: what it reads as it is, what is made of it, or what stands in the manifest. */

import type { MappingState } from './mapping.ts';
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
