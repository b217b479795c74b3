/** Inputs an operation requires and no row of the flow feeds. */

import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { printSteps } from '../manifest/field-path.ts';
import type { FieldRef, PathStep } from '../manifest/manifest.ts';
import type { Parameter } from '../spec/api.ts';
import { type Located, locateField, type Message, type Side } from './message.ts';

export interface Unfed {
  /** Field path or runtime expression, as a manifest would write it. */
  readonly to: string;
  /** Tells inputs apart over versions: a path parameter may change its name. */
  readonly key: string;
  readonly steps?: readonly PathStep[];
  readonly parameter?: Parameter;
}

const MAX_DEPTH = 16;

/** `fed`: what the rows of the flow write to. */
export function unfedInputs(side: Side, message: Message, fed: readonly FieldRef[]): Unfed[] {
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
  if (message.requestBody !== undefined && message.body !== undefined) {
    const paths = fed.flatMap((ref) => (ref.place === 'body' ? [ref.steps] : []));
    if (message.requestBody.required || paths.length > 0) collect(side.shapes, message.body, paths, [], unfed, 0);
  }
  return unfed;
}

function parameterOf(located: Located): Parameter | undefined {
  return located.found ? located.parameter : undefined;
}

/** Walks the objects that the rows build; `paths` are what the rows say below the object at hand. */
function collect(
  shapes: Shapes,
  shape: Shape,
  paths: readonly (readonly PathStep[])[],
  above: readonly PathStep[],
  unfed: Unfed[],
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  for (const name of shape.required.keys()) {
    if (paths.some(([first]) => first?.kind === 'name' && first.name === name)) continue;
    const declared = shape.properties.get(name);
    if (declared !== undefined && shapes.of(declared.schemas, shape.at).readOnly) continue;
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
    collect(
      shapes,
      inner,
      group.map((steps) => steps.slice(1)),
      [...above, first],
      unfed,
      depth + 1,
    );
  }
}

function below(shapes: Shapes, shape: Shape, step: PathStep): Shape | undefined {
  const schemas =
    step.kind === 'name' ? shape.properties.get(step.name)?.schemas : step.kind === 'values' ? undefined : shape.items;
  return schemas === undefined ? undefined : shapes.of(schemas, shape.at);
}
