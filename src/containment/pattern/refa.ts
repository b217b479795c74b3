/**
 * refa, read with the first pattern. Its tables of Unicode (1 MB) take longer to load than most comparisons take in all, and
 * whether a pattern is asked about is known in the middle of a question, which cannot wait: hence `require`. Nothing else is read here.
 */
import { createRequire } from 'node:module';

type Refa = typeof import('refa');

const load = createRequire(import.meta.url);
let loaded: Refa | undefined;

/** Named in package.json's `imports`, since the action's bundle brings a copy. */
export function refa(): Refa {
  loaded ??= load('#refa') as Refa;
  return loaded;
}
