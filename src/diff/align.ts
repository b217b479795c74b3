/** The one place that knows what was added, removed and kept. */

export interface Alignment<T> {
  readonly kept: readonly (readonly [before: T, after: T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** Names a thing among its siblings; undefined: this key does not speak of it. */
export type KeyOf<T> = (thing: T, index: number) => string | undefined;

/**
 * Pairs the things of two versions. The keys are a ladder: what the first leaves unpaired is tried by the next.
 * Things of one side that share a key are paired in order. Kept and added are in the order of `after`.
 */
export function align<T>(before: readonly T[], after: readonly T[], ladder: readonly KeyOf<T>[]): Alignment<T> {
  const partner = new Map<T, T>();
  let left = before.map((thing, index) => ({ thing, index }));
  let right = after.map((thing, index) => ({ thing, index }));
  for (const keyOf of ladder) {
    if (left.length === 0 || right.length === 0) break;
    const waiting = new Map<string, { thing: T; index: number }[]>();
    for (const one of left) {
      const key = keyOf(one.thing, one.index);
      if (key === undefined) continue;
      const queue = waiting.get(key);
      if (queue === undefined) waiting.set(key, [one]);
      else queue.push(one);
    }
    const paired = new Set<T>();
    right = right.filter((one) => {
      const key = keyOf(one.thing, one.index);
      const match = key === undefined ? undefined : waiting.get(key)?.shift();
      if (match === undefined) return true;
      partner.set(one.thing, match.thing);
      paired.add(match.thing);
      return false;
    });
    left = left.filter((one) => !paired.has(one.thing));
  }
  const kept: (readonly [T, T])[] = [];
  const added: T[] = [];
  for (const thing of after) {
    const match = partner.get(thing);
    if (match === undefined) added.push(thing);
    else kept.push([match, thing]);
  }
  return { kept, removed: left.map((one) => one.thing), added };
}
