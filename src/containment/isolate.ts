/** A witness near a harmless value: what both have in common is refused by nobody, and what is left shows why. */
import type { Json } from '../spec/spec-version.ts';
import { isEqual } from './equal.ts';

const MAX_ATTEMPTS = 200;

/**
 * Takes over from the harmless value, part by part, what leaves the witness one: members and items that it lacks, and
 * those in which it differs, as a whole or else within. It never takes away.
 */
export function isolate(witness: Json, harmless: Json, isWitness: (value: Json) => boolean): Json {
  let attempts = 0;

  function nearer(here: Json, there: Json, put: (value: Json) => Json): Json {
    let best = here;
    for (const [step, part] of partsOf(there, here)) {
      const own = partAt(best, step);
      if (own !== undefined && isEqual(own, part)) continue;
      if (++attempts > MAX_ATTEMPTS) return best;
      const next = withPart(best, step, part);
      if (isWitness(put(next))) best = next;
      else if (own !== undefined) {
        const around = best;
        best = withPart(
          best,
          step,
          nearer(own, part, (value) => put(withPart(around, step, value))),
        );
      }
    }
    return best;
  }

  return nearer(witness, harmless, (value) => value);
}

/** The name of a member, or the index of an item. */
export type Step = string | number;
type Members = { readonly [name: string]: Json };

function isMembers(value: Json): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** None where the two are not of one kind. */
function partsOf(of: Json, like: Json): (readonly [Step, Json])[] {
  if (Array.isArray(of) && Array.isArray(like)) return [...of.entries()];
  return isMembers(of) && isMembers(like) ? Object.entries(of) : [];
}

function partAt(value: Json, step: Step): Json | undefined {
  if (Array.isArray(value)) return value[step as number];
  return isMembers(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function withPart(value: Json, step: Step, part: Json): Json {
  if (Array.isArray(value)) return value.toSpliced(step as number, 1, part);
  return Object.fromEntries(new Map(Object.entries(value as Members)).set(String(step), part));
}

/** With another part at the end of the way, and members on it first, for people; undefined where the value has no part there. */
export function withPartAt(value: Json, [step, ...way]: readonly Step[], part: Json): Json | undefined {
  if (step === undefined) return part;
  const own = partAt(value, step);
  const inner = own === undefined ? undefined : withPartAt(own, way, part);
  if (inner === undefined) return undefined;
  if (!isMembers(value)) return withPart(value, step, inner);
  return Object.fromEntries([[step, inner], ...Object.entries(value).filter(([name]) => name !== step)]);
}
