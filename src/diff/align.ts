/** The one place that knows what was added, removed and kept. */

export interface Alignment<T> {
  readonly kept: readonly (readonly [before: T, after: T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** Names a thing among its siblings; undefined: this key does not speak of it. */
export type KeyOf<T> = (thing: T, index: number) => string | undefined;

/** `alone`: a key that counts where no other thing of its side has it. */
export type Rung<T> = KeyOf<T> | { readonly alone: KeyOf<T> };

interface Placed<T> {
  readonly thing: T;
  readonly index: number;
}

/**
 * Pairs the things of two versions. The keys are a ladder: what the first leaves unpaired is tried by the next.
 * Things of one side that share a key are paired in order. Kept and added are in the order of `after`.
 */
export function align<T>(before: readonly T[], after: readonly T[], ladder: readonly Rung<T>[]): Alignment<T> {
  const partner = new Map<T, T>();
  let left = before.map((thing, index) => ({ thing, index }));
  let right = after.map((thing, index) => ({ thing, index }));
  for (const rung of ladder) {
    if (left.length === 0 || right.length === 0) break;
    const [keyOf, most] = typeof rung === 'function' ? [rung, Number.POSITIVE_INFINITY] : [rung.alone, 1];
    const [olds, nows] = [byKey(left, keyOf), byKey(right, keyOf)];
    const paired = new Set<T>();
    for (const [key, those] of nows) {
      const counterparts = olds.get(key) ?? [];
      if (Math.max(those.length, counterparts.length) > most) continue;
      for (const [place, old] of counterparts.slice(0, those.length).entries()) {
        partner.set(those[place] as T, old);
        paired.add(old);
      }
    }
    left = left.filter(({ thing }) => !paired.has(thing));
    right = right.filter(({ thing }) => !partner.has(thing));
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

function byKey<T>(things: readonly Placed<T>[], keyOf: KeyOf<T>): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const { thing, index } of things) {
    const key = keyOf(thing, index);
    if (key === undefined) continue;
    const those = found.get(key);
    if (those === undefined) found.set(key, [thing]);
    else those.push(thing);
  }
  return found;
}
