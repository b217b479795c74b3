/** Items and values that have schemas of their own by place or by name: which of a target's take what comes from which of a source's. */

import type { Way } from './field.ts';

/** The alternatives that stand at one place of the target. */
export interface Taking {
  /** The same in both versions. */
  readonly place: string;
  readonly ways: readonly Way[];
}

/**
 * What of a target takes what comes by a way of the source. A way through lists that go along with one another ends at one place; through
 * a list without places, at each of the other's.
 */
export function takingOf(sources: readonly Way[], targets: readonly Way[]): (way: Way) => readonly Taking[] {
  const groups = Map.groupBy(targets, (target) => JSON.stringify(placesOn(target)));
  const all = [...groups].map(([place, ways]) => ({ place, ways, on: placesOn(ways[0]) }));
  if (all.length < 2) return () => all;
  const [from, to] = [sources.map(placesOn), all.map(({ on }) => on)].map(listedIn);
  return (way) => {
    const own = placesOn(way);
    const taking = all.filter(({ on }) => {
      if (on.length !== own.length) return true;
      return on.every((place, index) => meets(own[index] ?? null, place, from?.[index], to?.[index]));
    });
    return taking.length > 0 ? taking : all;
  };
}

/** `null` is the rest: what has no place of its own. */
type Place = string | null;

/** The places that there are at each step. */
function listedIn(ways: readonly (readonly Place[])[]): ReadonlySet<Place>[] {
  const [first = []] = ways;
  return first.map((_, index) => new Set(ways.map((places) => places[index] ?? null)));
}

function meets(from: Place, to: Place, sources?: ReadonlySet<Place>, targets?: ReadonlySet<Place>): boolean {
  if (from === null) return to === null || sources?.has(to) !== true;
  return targets?.has(from) === true ? to === from : to === null;
}

function placesOn(way: Way | undefined): Place[] {
  const through = way?.passed.filter(({ step }) => step.kind === 'items' || step.kind === 'values') ?? [];
  return through.map(({ place }) => place ?? null);
}
