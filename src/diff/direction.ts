/** Which way values travel: at operations, and along the edges of the pair graph. */

import type { Operation } from '../spec/api.ts';
import type { Direction, Edge, Pair } from './pair.ts';

export type OperationPair = Pair<'operation' | 'path'>;

/** The direction of an operation as such: the consumer calls operations, the provider webhooks and callbacks. */
export function directionOf(operation: Operation): Direction {
  return operation.kind === 'operation' ? 'request' : 'response';
}

/** The direction above an edge of what travels in `direction` below it; undefined when nothing travels so. */
export function directionAbove(edge: Edge, direction: Direction): Direction | undefined {
  if (edge.only !== undefined && edge.only !== direction) return undefined;
  return edge.begins === undefined || edge.begins === direction ? direction : undefined;
}

/** The same, downwards. */
export function directionBelow(edge: Edge, direction: Direction): Direction | undefined {
  if (edge.begins !== undefined && edge.begins !== direction) return undefined;
  return edge.only === undefined || edge.only === direction ? direction : undefined;
}

export function isOperation(pair: Pair): pair is OperationPair {
  return pair.kind === 'operation' || pair.kind === 'path';
}

export function firstOperation(pair: OperationPair): Operation {
  const side = pair.after ?? pair.before;
  if (side === undefined) throw new Error('a pair has at least one side');
  return 'operations' in side ? (side.operations[0] as Operation) : side;
}
