/** Which alternatives of a target are meant, by the constants that the rows of a flow send: `kind: card` is the card. */

import type { Branch, Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { OBJECT } from '../diff/types.ts';
import { startsWith } from '../manifest/field-path.ts';
import type { Flow, PathStep } from '../manifest/manifest.ts';
import { accepts } from './accept.ts';

/** What is always sent at a place of a body. */
export interface Fixed {
  readonly steps: readonly PathStep[];
  readonly value: unknown;
}

/** The same, for a member of the object at hand. */
export interface Pick {
  readonly name: string;
  readonly value: unknown;
}

export function fixedIn({ fields }: Flow): Fixed[] {
  return fields.flatMap(({ to, constant }) =>
    to?.place === 'body' && constant !== undefined ? [{ steps: to.steps, value: constant.value }] : [],
  );
}

/** What is fixed of the members of the object at the end of some steps. */
export function picksAt(fixed: readonly Fixed[], above: readonly PathStep[]): Pick[] {
  return fixed.flatMap(({ steps, value }) => {
    const last = steps.at(-1);
    const isHere = steps.length === above.length + 1 && startsWith(steps, above);
    return isHere && last?.kind === 'name' ? [{ name: last.name, value }] : [];
  });
}

/** The branches that take what is fixed; all where none does, for then it is the constant that is wrong. */
export function pickedBranches(shapes: Shapes, shape: Shape, branches: readonly Branch[], picks: readonly Pick[]) {
  const picked = branches.filter((branch) => picks.every((pick) => isMeant(shapes, shape, branches, branch, pick)));
  return picked.length > 0 ? picked : branches;
}

function isMeant(
  shapes: Shapes,
  { discriminator }: Shape,
  branches: readonly Branch[],
  branch: Branch,
  { name, value }: Pick,
): boolean {
  const isTag = discriminator?.propertyName === name && branches.some(({ tag }) => tag === value);
  if (isTag) return branch.tag === value;
  const one = shapes.of([branch.at], branch.at);
  if ((one.types & OBJECT) === 0) return false;
  const declared = one.properties.get(name)?.schemas;
  return declared === undefined || accepts(shapes, shapes.of(declared, one.at), value) !== 'no';
}
