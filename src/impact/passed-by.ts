/** What lies on a field's path behind text that is the same in both versions: only its references have pairs (`src/diff/same.ts`). */

import type { Edge, Pair } from '../diff/pair.ts';
import { SCHEMA_LISTS } from '../diff/same.ts';
import type { PathStep } from '../manifest/manifest.ts';

/** Schema pairs at the end of `steps` below a pair, and deeper where `isDeep`, to which no pair of the way leads. */
export function passedBy(holder: Pair, steps: readonly PathStep[], isDeep: boolean): Pair[] {
  return holder.children.flatMap((edge) => {
    if (edge.child.kind !== 'schema' || edge.within === undefined) return [];
    const own = [...stepsOf(edge), ...within(edge.within)];
    const isThere =
      (isDeep ? own.length >= steps.length : own.length === steps.length) &&
      steps.every((step, index) => meets(step, own[index]));
    return isThere ? [edge.child] : [];
  });
}

/** Whether an edge leads to another reading of the same value: an alternative, a condition. */
export function isInPlace(edge: Edge): boolean {
  return stepsOf(edge).length === 0 && within(edge.within ?? []).length === 0;
}

type Taken = PathStep | undefined;

function stepsOf({ step }: Edge): Taken[] {
  switch (step.kind) {
    case 'property':
      return [{ kind: 'name', name: step.name }];
    case 'items':
    case 'values':
    case 'index':
      return [step];
    case 'pattern':
      return [{ kind: 'values' }];
    default:
      return [];
  }
}

/** Alternatives and conditions are about the same value. */
function within(tokens: readonly (string | number)[]): Taken[] {
  const [token, next, ...rest] = tokens;
  if (token === undefined) return [];
  switch (token) {
    case 'properties':
      return [{ kind: 'name', name: String(next) }, ...within(rest)];
    case 'patternProperties':
      return [{ kind: 'values' }, ...within(rest)];
    case 'prefixItems':
      return [{ kind: 'index', index: Number(next) }, ...within(rest)];
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return [{ kind: 'values' }, ...within(tokens.slice(1))];
    case 'items':
    case 'additionalItems':
    case 'unevaluatedItems':
    case 'contains':
      return [{ kind: 'items' }, ...within(tokens.slice(1))];
    case 'dependentSchemas':
      return within(rest);
    default:
      return within(SCHEMA_LISTS.has(String(token)) ? rest : tokens.slice(1));
  }
}

function meets(step: PathStep, taken: Taken): boolean {
  switch (taken?.kind) {
    case 'name':
      return (step.kind === 'name' && step.name === taken.name) || step.kind === 'values';
    case 'values':
      return step.kind === 'values' || step.kind === 'name';
    case 'index':
      return step.kind === 'index' ? step.index === taken.index : step.kind === 'items' || step.kind === 'match';
    default:
      return taken !== undefined && (step.kind === 'items' || step.kind === 'match' || step.kind === 'index');
  }
}
