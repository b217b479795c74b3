/** An operation that the manifest names, in both versions of its system. */

import { sameUrl } from '../diff/address.ts';
import { type Graph, operationPairOf } from '../diff/graph.ts';
import { expressionOf } from '../diff/identity.ts';
import type { OperationRef } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';

/** One system, before and after. */
export interface SystemSides {
  readonly before: Side;
  readonly after: Side;
}

export interface OperationVersions {
  readonly before: Operation | undefined;
  readonly after: Operation | undefined;
}

/** An operation that the manifest names in one version is known in the other through the pair graph, if its URL stayed. */
export function operationsOf(sides: SystemSides, before: OperationRef, after: OperationRef): OperationVersions {
  const old = findOperation(sides.before.api, before);
  const now = findOperation(sides.after.api, after);
  const kept = counterpart(sides.after.graph, old, 'after');
  // One name may stand for several calls: a webhook has methods, and a callback expressions besides.
  const isNamesake = kept !== undefined && now !== undefined && now.kind !== 'operation' && sameName(kept, now);
  const found = isNamesake ? kept : (now ?? kept);
  // Who waits for the call of before gets none of one that goes elsewhere, whatever it is called.
  const isMeant = old !== undefined && findOperation(sides.before.api, after) === old;
  const isGone = isMeant && found !== undefined && goesElsewhere(sides.after.graph, found);
  return {
    before: old ?? counterpart(sides.after.graph, now, 'before'),
    after: isGone ? undefined : found,
  };
}

/** Whether a webhook comes by a method, or a callback to a URL, that no call came by before. */
function goesElsewhere(graph: Graph, operation: Operation): boolean {
  if (operation.kind === 'operation') return false;
  const pair = operationPairOf(graph, operation);
  if (pair?.kind !== 'operation') return false;
  if (pair.status !== 'kept') return true;
  const [was, is] = [pair.before, pair.after].map(({ path }) => expressionOf(path));
  return operation.callback !== undefined && was !== is;
}

function sameName(one: Operation, other: Operation): boolean {
  return one.callback === undefined ? one.path === other.path : one.callback === other.callback;
}

function counterpart(graph: Graph, operation: Operation | undefined, side: 'before' | 'after'): Operation | undefined {
  const pair = operation && operationPairOf(graph, operation);
  if (pair?.kind !== 'operation' || pair.status !== 'kept' || !sameUrl(pair.before, pair.after)) return undefined;
  return pair[side];
}
