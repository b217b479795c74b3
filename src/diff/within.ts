/** What an edge passes by: schema keywords between its two ends, whose text is the same in both versions. */

import type { Edge, Step } from './pair.ts';

/** A step of the edge itself, or one of these; alternatives are about the same value, and so are conjuncts. */
export type StepWithin =
  | Extract<Step, { readonly kind: 'property' | 'pattern' | 'index' | 'items' | 'values' }>
  | { readonly kind: 'allOf' | 'anyOf' | 'oneOf' };

/** All steps of an edge: its own, and those that it passes by. */
export function stepsOf(edge: Edge): readonly (Step | StepWithin)[] {
  return [edge.step, ...stepsWithin(edge)];
}

/** In their order. Throws where a reference stands below a keyword through which no value is reached: such edges are not made. */
export function stepsWithin({ within = [] }: Edge): readonly StepWithin[] {
  const steps: StepWithin[] = [];
  for (let index = 0; index < within.length; index++) {
    const token = within[index];
    switch (token) {
      case 'properties':
        steps.push({ kind: 'property', name: String(within[++index]) });
        break;
      case 'patternProperties':
        steps.push({ kind: 'pattern', pattern: String(within[++index]) });
        break;
      case 'prefixItems':
        steps.push({ kind: 'index', index: Number(within[++index]) });
        break;
      case 'items':
      case 'additionalItems':
        steps.push({ kind: 'items' });
        break;
      case 'additionalProperties':
        steps.push({ kind: 'values' });
        break;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        steps.push({ kind: token });
        index++;
        break;
      default:
        throw new Error(`a reference inside ${String(token)} leads to no value`);
    }
  }
  return steps;
}
