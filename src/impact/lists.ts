/** Lists that a row carries item by item: as many as come are sent, so their number counts as well. */

import type { Shape } from '../diff/shape.ts';
import { ARRAY, NULL } from '../diff/types.ts';
import { printSteps } from '../manifest/field-path.ts';
import type { FieldRef, PathStep } from '../manifest/manifest.ts';
import { limitMisfits } from './facets.ts';
import { excesses } from './limits.ts';
import type { MappingState } from './mapping.ts';
import type { Problem } from './problem.ts';

interface Lists {
  /** Of the list that is written, as a manifest would write it. */
  readonly path: string;
  readonly source: Shape;
  readonly target: Shape;
}

/** What newly fails, in the words of a list that is copied as a whole. */
export function listMisfits(now: MappingState, then: MappingState): Problem[] {
  const before = listsOf(then);
  return listsOf(now).flatMap((lists) => {
    const old = before.find(({ path }) => path === lists.path);
    return old === undefined ? [] : limitMisfits(lists, old, lists.path);
  });
}

/** What may fail as things are: where both sides state a number, it does. */
export function listProblems(state: MappingState): Problem[] {
  return listsOf(state).flatMap(({ path, ...lists }) =>
    excesses(lists, undefined).map(({ words, end, source, target }): Problem => {
      const isStated = end === 'upper' ? Number.isFinite(source) : lists.source.minItems !== undefined;
      const because = `the target takes ${words} ${target} at \`${path}\`, and the source ${isStated ? `may have ${source}` : 'states no such limit'}`;
      return {
        kind: 'limit-refused',
        aspect: 'limit',
        side: 'either',
        key: `${path} ${words}`,
        verdict: isStated ? 'breaks' : 'notes',
        because,
      };
    }),
  );
}

/** The lists on both ways, pair by pair; none where items are picked, or more lists are gone through on one side. */
function listsOf({ field, sources, target }: MappingState): Lists[] {
  const [source, ...others] = sources;
  const [from] = field.from;
  if (others.length > 0 || from === undefined || source?.ref !== from || target === undefined) return [];
  const [read, written] = [listsOn(from, source.at), listsOn(target.ref, target.at)];
  if (read?.length !== written?.length) return [];
  return (written ?? []).flatMap(({ path, shape }, index) => {
    const list = read?.[index];
    return list !== undefined && isList(list.shape) && isList(shape)
      ? [{ path, source: list.shape, target: shape }]
      : [];
  });
}

interface ListOn {
  readonly path: string;
  readonly shape: Shape;
}

function listsOn(ref: FieldRef, at: MappingState['sources'][number]['at']): ListOn[] | undefined {
  if (ref.place !== 'body' || ref.throughLists === true || at?.found !== true) return undefined;
  const [way, ...others] = at.ways;
  if (way === undefined || others.length > 0 || ref.steps.some(isPicking)) return undefined;
  return ref.steps.flatMap((step, index) => {
    const passed = way.passed[index];
    if (step.kind !== 'items' || passed === undefined) return [];
    return [{ path: printSteps(ref.steps.slice(0, index)), shape: passed.owner }];
  });
}

function isPicking({ kind }: PathStep): boolean {
  return kind !== 'name' && kind !== 'items';
}

function isList({ types }: Shape): boolean {
  return (types & ~NULL) === ARRAY;
}
