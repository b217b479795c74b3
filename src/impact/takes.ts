/** Whether a shape takes a value, its formats and patterns included. */

import { createBudget, OutOfSteps } from '../containment/budget.ts';
import { satisfiesFormat } from '../containment/formats.ts';
import { createPatterns } from '../containment/pattern/language.ts';
import type { Shape, Union } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { type Answer, accepts } from './accept.ts';

const STEPS = 10_000;

/** Patterns that were asked before are remembered: that changes no answer. */
const automata = createPatterns();

/** Unions within unions; past that their alternatives are not looked at. */
const MAX_DEPTH = 4;

export function takes(shapes: Shapes, shape: Shape, value: unknown, depth = 0): Answer {
  const answer = accepts(shapes, shape, value);
  if (answer === 'no' || typeof value !== 'string') return answer;
  const { format, patterns, unions } = shape;
  const isNone = ({ branches }: Union) =>
    branches.every(({ at }) => takes(shapes, shapes.of([at], at), value, depth + 1) === 'no');
  if (depth < MAX_DEPTH && unions.some(isNone)) return 'no';
  if (format !== undefined && satisfiesFormat(format.value, value) === false) return 'no';
  if (patterns.length === 0) return answer;
  const answers = patterns.map((pattern) => matches(pattern.value, value));
  if (answers.includes(false)) return 'no';
  return answers.includes(undefined) ? 'unknown' : answer;
}

/** Undefined where the pattern cannot be read, or takes too many steps. */
function matches(pattern: string, text: string): boolean | undefined {
  try {
    return automata.matches(pattern, text, createBudget(STEPS));
  } catch (error) {
    if (error instanceof OutOfSteps) return undefined;
    throw error;
  }
}
