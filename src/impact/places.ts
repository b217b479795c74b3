/** Items and values that have schemas of their own by place or by name: which of a target's take what comes from which of a source's. */

import type { Way } from './field.ts';

/** The alternatives that stand at one place of the target. */
export interface Taking {
  /** The same in both versions. */
  readonly place: string;
  readonly ways: readonly Way[];
}

/** A way through lists that go along with one another ends at one place; through a list without places, at each of the other's. */
export function takingFrom(way: Way, sources: readonly Way[], targets: readonly Way[]): readonly Taking[] {
  const groups = new Map<string, Way[]>();
  for (const target of targets) {
    const key = JSON.stringify(placesOn(target));
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  const all = [...groups].map(([place, ways]) => ({ place, ways }));
  if (all.length < 2) return all;
  const own = placesOn(way);
  const others = sources.map(placesOn);
  const taking = all.filter(({ ways: [first] }) => {
    const there = first === undefined ? [] : placesOn(first);
    if (there.length !== own.length) return true;
    return there.every((place, index) => {
      const listed = new Set(targets.map((one) => placesOn(one)[index]));
      return meets(own[index] ?? null, place, new Set(others.map((one) => one[index])), listed);
    });
  });
  return taking.length > 0 ? taking : all;
}

/** `null` is the rest: what has no place of its own. */
function meets(from: string | null, to: string | null, sources: ReadonlySet<unknown>, targets: ReadonlySet<unknown>) {
  if (from === null) return to === null || !sources.has(to);
  return targets.has(from) ? to === from : to === null;
}

function placesOn({ passed }: Way): (string | null)[] {
  return passed.flatMap(({ step, place }) => (step.kind === 'items' || step.kind === 'values' ? [place ?? null] : []));
}
