/** References that lead to another version of their target: to the schema with some of its members written in another way. */

import type { At, Obj } from './spec-version.ts';

/** By the object that refers: who follows a reference may know no more of its place. */
const targets = new WeakMap<object, At>();

/** The same reference, by its text and its place, that leads to `target`. */
export function redirected(at: At<Obj>, target: At): At<Obj> {
  const value = { ...at.value };
  targets.set(value, target);
  return { ...at, value };
}

export function redirectionOf(holder: unknown): At | undefined {
  return typeof holder === 'object' && holder !== null ? targets.get(holder) : undefined;
}
