/** The pure pipeline of the matrix: a manifest and the descriptions as they are, in; what the team agreed beside what both sides say, out. */

import { type CheckInput, checked, sidesOf } from './check.ts';
import { matrixOf } from './matrix/collect.ts';
import type { Matrix } from './matrix/matrix.ts';

/** Verdicts are those of a check: what is wrong now, not what a change would break. */
export async function matrix(input: CheckInput): Promise<Matrix> {
  const { manifest, systems } = input;
  return matrixOf({ manifest, specs: systems, sides: sidesOf(systems), ...(await checked(input)) });
}
