/** Pairs of schemas that the rules of keywords can speak of, and what several of these rules ask of them. */

import type { Kept, Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { ANY, BOOLEAN, NULL } from '../diff/types.ts';
import { compositionDiffers } from '../diff/walk-schema.ts';
import type { Obj } from '../spec/spec-version.ts';

/** A pair that keyword rules can speak of: both sides exist and are composed alike. */
export function comparable(pair: Pair<'schema'>): pair is Kept<'schema'> {
  if (pair.status !== 'kept' || pair.before === pair.after) return false;
  return !pair.before.dangling && !pair.after.dangling && !compositionDiffers(pair);
}

/** Both sides may be of this type. A keyword that speaks of another type says nothing here. */
export function shared({ before, after }: Kept<'schema'>, bits: number): boolean {
  return (before.types & after.types & bits) !== 0;
}

/** The list says no more than the types do: both booleans, or only null. */
export function isWhole({ enum: facet, types }: Shape): boolean {
  if (facet === undefined || (types & ~(BOOLEAN | NULL)) !== 0) return false;
  return facet.values.has('true') === facet.values.has('false');
}

export function isAnything(shape: Shape): boolean {
  return shape.types === ANY && shape.enum === undefined && shape.unions.length === 0;
}

/** The values are listed, and the list says more than the types do. */
function saysMore(shape: Shape): boolean {
  return shape.enum !== undefined && !isWhole(shape);
}

/** Types beside null, when the two sides differ in them and no enum says it more exactly. */
export function typeChange({ before, after }: Kept<'schema'>): { from: number; to: number } | undefined {
  const wild = isAnything(before) || isAnything(after);
  const from = wild ? before.types : before.types & ~NULL;
  const to = wild ? after.types : after.types & ~NULL;
  if (from === to) return undefined;
  const [listsOld, listsNow] = [saysMore(before), saysMore(after)];
  if (listsOld && listsNow && (from & to) !== 0) return undefined;
  if (listsNow && (to & ~from) === 0 && to !== 0) return undefined;
  if (listsOld && (from & ~to) === 0 && from !== 0) return undefined;
  return { from, to };
}

/** Values of these types; of none where there are none. */
export function typed(names: readonly string[]): Obj {
  return names.length === 0 ? { enum: [] } : { type: names };
}
