/**
 * Which alternatives are meant: of a target by the constants that the rows of a flow send (`kind: card` is the card), of a source by
 * what the condition of the flow settles.
 */

import { sameJson } from '../diff/same.ts';
import type { Branch, Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { OBJECT } from '../diff/types.ts';
import { startsWith } from '../manifest/field-path.ts';
import type { Flow, PathStep } from '../manifest/manifest.ts';
import type { Obj } from '../spec/spec-version.ts';
import { accepts } from './accept.ts';

/** What is always there: one of these values, or none of them. */
interface Choice {
  readonly values: readonly unknown[];
  readonly isNone?: true;
}

/** At a place of a body. */
export interface Fixed extends Choice {
  readonly steps: readonly PathStep[];
  /** What holds of the value itself, where that is more than which alternatives are meant. */
  readonly schema?: Obj;
}

/** As a member of the object at hand. */
export interface Pick extends Choice {
  readonly name: string;
}

export function fixedIn({ fields }: Flow): Fixed[] {
  return fields.flatMap(({ to, constant }) =>
    to?.place === 'body' && constant !== undefined ? [{ steps: to.steps, values: [constant.value] }] : [],
  );
}

/** What a flow reads where it runs. */
export function settledIn({ when }: Flow): Fixed[] {
  return (when?.settled ?? []).map(({ path, ...choice }) => ({
    steps: path.map((name): PathStep => ({ kind: 'name', name })),
    ...choice,
    ...(choice.isNone !== true && { schema: { enum: choice.values } }),
  }));
}

/** What holds of the value at the end of some steps. */
export function schemasAt(fixed: readonly Fixed[], steps: readonly PathStep[]): Obj[] {
  return fixed.flatMap(({ steps: place, schema }) => (schema !== undefined && sameJson(place, steps) ? [schema] : []));
}

/** What is fixed of the members of the object at the end of some steps. */
export function picksAt(fixed: readonly Fixed[], above: readonly PathStep[]): Pick[] {
  return fixed.flatMap(({ steps, ...choice }) => {
    const last = steps.at(-1);
    const isHere = steps.length === above.length + 1 && startsWith(steps, above);
    return isHere && last?.kind === 'name' ? [{ name: last.name, ...choice }] : [];
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
  { name, ...choice }: Pick,
): boolean {
  const { values, isNone } = choice;
  const isTag = discriminator?.propertyName === name && branches.some(({ tag }) => values.includes(tag));
  if (isTag) return values.includes(branch.tag) !== (isNone === true);
  const one = shapes.of([branch.at], branch.at);
  if ((one.types & OBJECT) === 0) return false;
  const declared = one.properties.get(name)?.schemas;
  return declared === undefined || mayBe(shapes, shapes.of(declared, one.at), choice);
}

/** Whether a value may be one of these, or none of them. */
export function mayBe(shapes: Shapes, shape: Shape, { values, isNone }: Choice): boolean {
  if (!isNone) return values.some((value) => accepts(shapes, shape, value) !== 'no');
  return shape.enum === undefined || [...shape.enum.values.values()].some(({ value }) => !values.includes(value));
}
