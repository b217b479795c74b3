/** What a row sends: what it reads as it is, what is made of it, or what stands in the manifest. */

import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import type { Aspect } from '../rules/rule.ts';
import { code } from '../spec/words.ts';
import type { KeptBack } from './condition.ts';
import { heldTypes } from './facets.ts';
import type { MappingState } from './mapping.ts';
import type { Located } from './message.ts';
import { allowsNull, isByItem, mayBeAbsent } from './presence.ts';

/** What a row sends whatever its source holds, and where that holds nothing. `isTried`: what its transform makes is known. */
export function fixedValues(state: MappingState, keptBack: KeptBack, isTried: boolean): readonly unknown[] {
  const { constant, default: rest } = state.field;
  return [constant, usesDefault(state, keptBack, isTried) ? rest : undefined].flatMap((one) =>
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
function usesDefault(state: MappingState, keptBack: KeptBack, isTried: boolean): boolean {
  const { field, target } = state;
  const absent = absences(state, keptBack, (at) => target?.at !== undefined && isByItem(at, target.at));
  const mayFail = field.take === 'first' ? absent.every(Boolean) : absent.some(Boolean);
  return (field.transform !== undefined && !isTried) || field.lookup !== undefined || mayFail;
}

/** For each source: whether there may be nothing to read, or null. */
function absences(
  { ends, sources }: MappingState,
  keptBack: KeptBack,
  ofItems: (at: Located) => boolean = () => false,
): boolean[] {
  return sources.map(
    ({ at }, index) => at === undefined || mayBeAbsent(ends.source.shapes, at, keptBack[index], ofItems(at)),
  );
}

/** How many of its sources a row may take a value from: of a chain none that stands behind one that always has a value. */
export function sourcesTaken(state: MappingState, keptBack: KeptBack): number {
  const { field, sources } = state;
  const always = field.take === 'first' ? absences(state, keptBack).indexOf(false) : -1;
  return always < 0 ? sources.length : always + 1;
}

/** The same as it was, for a row that is a chain of the same length as it is now. */
export function sourcesTakenThen(now: MappingState, then: MappingState | undefined, keptBack: KeptBack): number {
  const isSame = then?.field.take === 'first' && then.sources.length === now.sources.length;
  return isSame ? sourcesTaken(then, keptBack) : now.sources.length;
}

/** What let a chain go on to the sources behind those that it stopped at before. */
export function letOn(now: MappingState, then: MappingState, wereTaken: number): LetOn {
  const index = wereTaken - 1;
  const [at, old] = [now.sources[index]?.at, then.sources[index]?.at];
  const name = code(now.sources[index]?.ref.text ?? '');
  if (at?.found !== true || old?.found !== true) return { aspect: 'existence', words: `${name} is gone` };
  const isNull = allowsNull(now.ends.source.shapes, at) && !allowsNull(then.ends.source.shapes, old);
  return { aspect: isNull ? 'null' : 'presence', words: `${name} may be ${isNull ? 'null' : 'missing'}` };
}

export interface LetOn {
  readonly aspect: Aspect;
  readonly words: string;
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
