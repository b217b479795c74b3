/** Inputs of which nobody says what is sent in them: what took some values, and takes none of these any more, fails whatever it is. */

import { BOOLEAN, NULL, NUMBER, STRING } from '../diff/types.ts';
import { heldTypes } from './facets.ts';
import type { Version } from './fit.ts';
import type { Located, Side } from './message.ts';
import { listedIn } from './table.ts';
import { takes } from './takes.ts';
import { isWritten, spelled } from './written.ts';

/** Whether an input takes nothing that it took before. */
export function isBarred(sides: Record<'before' | 'after', Side>, then: Located, now: Located): boolean {
  if (!then.found || !now.found || now.ways.length === 0) return false;
  return now.ways.every(({ shape: target }) =>
    then.ways.every(({ shape: source }) => {
      const version: Version = {
        source,
        target,
        sourceShapes: sides.before.shapes,
        targetShapes: sides.after.shapes,
      };
      const listed = listedIn(target);
      if (listed === undefined)
        return (!isWritten(now) || isOfOneKind(version)) && sides.after.covering.meets(version) === 'no';
      return listed.every((value) =>
        spelled(now, value).every((one) => takes(version.sourceShapes, source, one) === 'no'),
      );
    }),
  );
}

/** Texts or words on both sides: as they are written, a text may be a word. */
function isOfOneKind({ source, target, sourceShapes, targetShapes }: Version): boolean {
  const types = (heldTypes(sourceShapes, source) | heldTypes(targetShapes, target)) & ~NULL;
  return types === STRING || (types & ~(NUMBER | BOOLEAN)) === 0;
}
