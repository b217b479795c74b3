/** What lies on a field's path behind text that is the same in both versions: only its references have pairs (`src/diff/same.ts`). */

import type { Edge, Pair, Step } from '../diff/pair.ts';
import { type StepWithin, stepsOf } from '../diff/within.ts';
import type { PathStep } from '../manifest/manifest.ts';

/** Schema pairs at the end of `steps` below a pair, and deeper where `isDeep`, to which no pair of the way leads. */
export function passedBy(holder: Pair, steps: readonly PathStep[], isDeep: boolean): Pair[] {
  return holder.children.flatMap((edge) => {
    if (edge.child.kind !== 'schema' || edge.within === undefined) return [];
    const own = takenBy(edge);
    const isThere =
      (isDeep ? own.length >= steps.length : own.length === steps.length) &&
      steps.every((step, index) => meets(step, own[index]));
    return isThere ? [edge.child] : [];
  });
}

/** Whether an edge leads to another reading of the same value: an alternative, a condition. */
export function isInPlace(edge: Edge): boolean {
  return takenBy(edge).length === 0;
}

/** The steps of an edge from one value to another. */
type Taken = Exclude<Step | StepWithin, { readonly kind: 'part' | 'branch' | 'inside' | 'allOf' | 'anyOf' | 'oneOf' }>;

const SAME_VALUE: ReadonlySet<string> = new Set(['part', 'branch', 'inside', 'allOf', 'anyOf', 'oneOf']);

function takenBy(edge: Edge): Taken[] {
  return stepsOf(edge).filter((step): step is Taken => !SAME_VALUE.has(step.kind));
}

function meets(step: PathStep, taken: Taken | undefined): boolean {
  switch (taken?.kind) {
    case 'property':
      return (step.kind === 'name' && step.name === taken.name) || step.kind === 'values';
    case 'values':
    case 'pattern':
      return step.kind === 'values' || step.kind === 'name';
    case 'index':
      return step.kind === 'index' ? step.index === taken.index : step.kind === 'items' || step.kind === 'match';
    case 'items':
      return step.kind === 'items' || step.kind === 'match' || step.kind === 'index';
    case undefined:
      return false;
  }
}
