/** Inputs an operation requires and no row of the flow feeds. */

import { operationPairOf } from '../diff/graph.ts';
import type { Shape, Union } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import { printSteps } from '../manifest/field-path.ts';
import type { FieldRef, PathStep } from '../manifest/manifest.ts';
import type { Parameter } from '../spec/api.ts';
import type { At } from '../spec/spec-version.ts';
import { type Located, locateField, type Message, type Side } from './message.ts';
import { type Fixed, pickedBranches, picksAt } from './picked.ts';

export interface Unfed {
  /** Field path or runtime expression, as a manifest would write it. */
  readonly to: string;
  /** Tells inputs apart over versions: a path parameter may change its name. */
  readonly key: string;
  readonly steps?: readonly PathStep[];
  readonly parameter?: Parameter;
}

const MAX_DEPTH = 16;

/** Alternatives may refer to themselves in each of their branches. */
const MAX_SHAPES = 10_000;

/** `fed`: what the rows of the flow write to; `fixed`: those that write a constant. */
export function unfedInputs(
  side: Side,
  message: Message,
  fed: readonly FieldRef[],
  fixed: readonly Fixed[] = [],
): Unfed[] {
  const unfed: Unfed[] = [];
  const { operation } = message;
  if (operation.kind === 'operation') {
    const fedParameters = new Set(fed.map((ref) => parameterOf(locateField(side, message, ref))));
    for (const parameter of operation.parts().parameters) {
      if (!parameter.required || fedParameters.has(parameter)) continue;
      const position = operation.path.split(`{${parameter.name}}`)[0]?.match(/\{/g)?.length ?? 0;
      const key = parameter.in === 'path' ? `path ${position}` : `${parameter.in} ${parameter.name.toLowerCase()}`;
      unfed.push({ to: `$request.${parameter.in}.${parameter.name}`, key, parameter });
    }
  }
  const paths = fed.flatMap((ref) => (ref.place === 'body' ? [ref.steps] : []));
  if (message.requestBody?.required === true && paths.length === 0 && isBodyKnown(side, message))
    unfed.push({ to: WHOLE_BODY, key: WHOLE_BODY, steps: [] });
  if (message.requestBody !== undefined && message.body !== undefined) {
    if (message.requestBody.required || paths.length > 0)
      unfed.push(...collect({ shapes: side.shapes, fixed, left: MAX_SHAPES }, message.body, paths, [], 0));
  }
  return unfed;
}

export const WHOLE_BODY = '$request.body';

/** Of some methods a body means nothing, and what is the same in both versions is no news. */
function isBodyKnown({ graph }: Side, { operation }: Message): boolean {
  return (operationPairOf(graph, operation)?.children ?? []).some(({ child }) => child.kind === 'requestBody');
}

/** What nothing feeds now and was not asked for before: the members of a body tell more than that there has to be one. */
export function newlyUnfed(before: readonly Unfed[], after: readonly Unfed[]): Unfed[] {
  const known = new Set(before.map(({ key }) => key));
  const fresh = after.filter(({ key }) => !known.has(key));
  const hasMembers = fresh.some(({ steps = [] }) => steps.length > 0);
  return hasMembers ? fresh.filter(({ key }) => key !== WHOLE_BODY) : fresh;
}

function parameterOf(located: Located): Parameter | undefined {
  return located.found ? located.parameter : undefined;
}

interface Walk {
  readonly shapes: Shapes;
  readonly fixed: readonly Fixed[];
  /** Objects that may still be looked at. */
  left: number;
}

/** Walks the objects that the rows build; `paths` are what the rows say below the object at hand. */
function collect(
  walk: Walk,
  shape: Shape,
  paths: readonly (readonly PathStep[])[],
  above: readonly PathStep[],
  depth: number,
  around: readonly Shape[] = [],
): Unfed[] {
  if (depth > MAX_DEPTH || walk.left-- <= 0) return [];
  const { shapes } = walk;
  const unfed: Unfed[] = [];
  for (const name of shape.required.keys()) {
    if (paths.some(([first]) => first?.kind === 'name' && first.name === name)) continue;
    const isReadOnly = [shape, ...around].some((one) => {
      const declared = one.properties.get(name);
      return declared !== undefined && shapes.of(declared.schemas, one.at).readOnly;
    });
    if (isReadOnly) continue;
    const steps: PathStep[] = [...above, { kind: 'name', name }];
    const to = printSteps(steps);
    unfed.push({ to, key: to, steps });
  }
  const groups = Map.groupBy(
    paths.filter((steps) => steps.length > 1),
    ([first]) => JSON.stringify(first),
  );
  for (const group of groups.values()) {
    const first = group[0]?.[0];
    const inner = first && below(shapes, shape, first);
    if (first === undefined || inner === undefined) continue;
    const rest = group.map((steps) => steps.slice(1));
    unfed.push(...collect(walk, inner, rest, [...above, first], depth + 1));
  }
  for (const union of shape.unions) unfed.push(...ofAlternatives(walk, shape, union, paths, above, depth, around));
  return unfed.filter(({ key }, index) => unfed.findIndex((one) => one.key === key) === index);
}

/** What each alternative asks for that the rows may mean; where each asks for something else, what the least demanding one does. */
function ofAlternatives(
  walk: Walk,
  shape: Shape,
  { branches, orNull }: Union,
  paths: readonly (readonly PathStep[])[],
  above: readonly PathStep[],
  depth: number,
  around: readonly Shape[],
): Unfed[] {
  // Where no row builds anything, null or another type of value may be meant.
  if (orNull && paths.length === 0) return [];
  const { shapes, fixed } = walk;
  const meant = pickedBranches(shapes, shape, branches, picksAt(fixed, above))
    .map(({ at }) => shapes.of([at], at))
    .filter(({ types }) => paths.length === 0 || (types & (OBJECT | ARRAY)) !== 0);
  const each = meant.map((one) => collect(walk, one, paths, above, depth + 1, [shape, ...around]));
  const least = each.toSorted((a, b) => a.length - b.length)[0] ?? [];
  const common = least.filter(({ key }) => each.every((one) => one.some((other) => other.key === key)));
  return common.length > 0 ? common : least;
}

function below(shapes: Shapes, shape: Shape, step: PathStep): Shape | undefined {
  const schemas = schemasBelow(shape, step);
  return schemas === undefined ? undefined : shapes.of(schemas, shape.at);
}

function schemasBelow({ properties, additional, items }: Shape, step: PathStep): readonly At[] | undefined {
  if (step.kind === 'name') return properties.get(step.name)?.schemas;
  if (step.kind === 'values') return typeof additional === 'string' ? undefined : additional;
  return items;
}
