/** What kind of change makes a transform fail that did not fail before. */

import type { Shape } from '../diff/shape.ts';
import { bitOf, NULL } from '../diff/types.ts';
import type { Run } from '../manifest/run-expression.ts';
import { limitAgainst } from './limits.ts';
import type { MappingState } from './mapping.ts';
import { READINGS, type Reading } from './presence.ts';
import type { Problem } from './problem.ts';
import { takes } from './takes.ts';
import { gapsAt, type Input } from './transform-inputs.ts';

/** Whether the sources could hold all that the input is made of. */
export function couldHold(then: MappingState, now: MappingState, { values }: Input): boolean {
  return [...values].every(([source, value]) => {
    const at = then.sources[source]?.at;
    const mayMiss = (state: MappingState, reading: Reading) => gapsAt(state, source, reading).length > 0;
    if (value === undefined) return READINGS.every((one) => mayMiss(then, one) || !mayMiss(now, one));
    return at?.found === true && at.ways.some(({ shape }) => takes(then.ends.source.shapes, shape, value) !== 'no');
  });
}

/** What makes the difference; of several limits, which one. */
type Cause = Partial<Pick<Problem, 'aspect' | 'value'>> & { readonly limit?: string | undefined };

/** What kind of change makes the difference: of the source, where it could not hold the value before, else of the target. */
export function causeOf(now: MappingState, then: MappingState | undefined, input: Input, result: Run): Cause {
  if (then === undefined) return input.shown === undefined ? {} : { value: { of: input.shown } };
  const [fresh] = [...input.values].filter((one) => !couldHold(then, now, { ...input, values: new Map([one]) }));
  if (fresh !== undefined) {
    const [source, value] = fresh;
    if (value === undefined) return { aspect: 'presence' };
    const shapes = then.sources[source]?.at?.ways.map(({ shape }) => shape) ?? [];
    const bit = bitOf(value);
    if (bit === NULL) return { aspect: 'null', value: { of: value } };
    if (shapes.every(({ types }) => (types & bit) === 0)) return { aspect: 'type' };
    if (shapes.some((shape) => shape.enum !== undefined)) return { aspect: 'values', value: { of: value } };
    return { aspect: 'limit', value: { of: value }, limit: limitOf(shapes, value) };
  }
  const rest = now.field.default;
  if (rest !== undefined && (result.kind === 'nothing' || (result.kind === 'value' && result.value === null)))
    return targetCause(now, rest.value);
  if (result.kind !== 'value') return input.shown === undefined ? {} : { value: { of: input.shown } };
  return targetCause(now, result.value);
}

function targetCause({ target }: MappingState, value: unknown): Cause {
  const shapes = target?.at?.ways.map(({ shape }) => shape) ?? [];
  const bit = bitOf(value);
  if (bit === NULL) return { aspect: 'null', value: { of: value } };
  if (shapes.every(({ types }) => (types & bit) === 0)) return { aspect: 'type', value: { of: value } };
  if (shapes.some((shape) => shape.enum !== undefined)) return { aspect: 'values', value: { of: value } };
  const format = shapes.some(
    (shape) => shape.format !== undefined && shape.maxLength === undefined && shape.patterns.length === 0,
  );
  return { aspect: format ? 'format' : 'limit', value: { of: value }, limit: limitOf(shapes, value) };
}

function limitOf(shapes: readonly Shape[], value: unknown): string | undefined {
  return shapes.map((shape) => limitAgainst(shape, value)).find((limit) => limit !== undefined);
}
