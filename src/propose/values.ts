/** Value tables as far as they can be filled: values that are one but for case and separators. */

import { NULL } from '../diff/types.ts';
import type { Scalar } from '../manifest/manifest.ts';
import type { Leaf } from './leaves.ts';
import { plainValue } from './likeness.ts';

export interface ProposedTable {
  /** `undefined`: a person has to say what it becomes. */
  readonly rows: readonly { readonly from: Scalar; readonly to: Scalar | undefined }[];
}

/** Longer lists are no table that somebody writes by hand. */
const MAX_ROWS = 60;

/** Undefined where no table is needed: an end lists no values, or the target takes all of the source's as they are. */
export function tableFor(source: Leaf, target: Leaf): ProposedTable | undefined {
  const [from, to] = [valuesOf(source), valuesOf(target)];
  if (from === undefined || to === undefined || from.length > MAX_ROWS) return undefined;
  if (from.every((value) => to.includes(value))) return undefined;
  const known = new Map(to.map((value) => [plainValue(value), value]));
  return { rows: from.map((value) => ({ from: value, to: known.get(plainValue(value)) })) };
}

function valuesOf({ shape }: Leaf): Scalar[] | undefined {
  if (shape.enum === undefined || (shape.types & ~NULL) === 0) return undefined;
  return [...shape.enum.values.values()].map(({ value }) => value).filter((value) => value !== null && isScalar(value));
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
