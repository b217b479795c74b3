/** The fields that an operation gives or takes. */

import type { Shapes } from '../diff/shapes.ts';
import { payloadOf, responseOf } from '../impact/operations.ts';
import type { Api, Operation } from '../spec/api.ts';
import { frameOf, leavesOf } from './leaves.ts';
import type { Subject } from './match.ts';
import { nounsOf, pathWords } from './nouns.ts';

export interface Side {
  readonly api: Api;
  readonly shapes: Shapes;
}

export interface Message extends Subject {
  readonly operation: Operation;
}

/** Undefined where the operation has no such message, or one without fields. */
export function leavesOfMessage(side: Side, operation: Operation, role: 'reads' | 'writes'): Message | undefined {
  // What a webhook or callback tells, it tells in its request.
  const inRequest = role === 'writes' || operation.kind !== 'operation';
  const { requestBody } = operation.parts();
  const content = inRequest ? requestBody?.content : responseOf(operation, undefined)?.content;
  const schema = payloadOf(content ?? [])?.schema;
  if (schema === undefined) return undefined;
  const body = side.shapes.of([schema], schema);
  const frame = frameOf(side.shapes, body, pathWords(operation));
  const leaves = leavesOf(side.shapes, body, frame, role === 'reads' ? 'writeOnly' : 'readOnly');
  if (leaves.length === 0) return undefined;
  return { operation, nouns: nounsOf(operation, frame), leaves };
}
