/** Where a change is felt: which operations reach a pair, in which direction, and along which field path. */

import type { Operation } from '../spec/api.ts';
import type { Direction, Edge, Pair } from './pair.ts';
import { opposite } from './variance.ts';

/** One operation that a pair belongs to or is reached from. */
export interface Site {
  readonly operation: Pair<'operation' | 'path'>;
  /** From the operation down to the pair; empty for the operation itself. */
  readonly trail: readonly Edge[];
}

export interface Reach {
  readonly direction: Direction;
  /** Operations in document order, each once. */
  readonly operations: readonly Pair<'operation' | 'path'>[];
  /** The shortest way from the first of them. */
  readonly site: Site;
}

/** The direction of an operation as such: the consumer calls operations, the provider webhooks and callbacks. */
export function directionOf(operation: Operation): Direction {
  return operation.kind === 'operation' ? 'request' : 'response';
}

/**
 * The operations that reach a pair, by the direction in which its values travel. Walks the graph upwards, turning the
 * direction where an edge flips and stopping where `readOnly` or `writeOnly` says that such values never travel.
 */
export function reachOf(pairs: readonly Pair[]): Reach[] {
  const found: Reach[] = [];
  for (const direction of ['request', 'response'] as const) {
    const reach = climb(pairs, direction);
    if (reach !== undefined) found.push(reach);
  }
  return found;
}

interface Visit {
  readonly pair: Pair;
  readonly direction: Direction;
  /** The edge taken upwards, and the visit it was taken from. */
  readonly via?: { readonly edge: Edge; readonly from: Visit };
}

function climb(pairs: readonly Pair[], direction: Direction): Reach | undefined {
  const seen: Record<Direction, Set<Pair>> = { request: new Set(), response: new Set() };
  const reached = new Map<Pair, Visit>();
  const queue: Visit[] = pairs.map((pair) => ({ pair, direction }));
  for (const { pair } of queue) seen[direction].add(pair);
  for (let next = 0; next < queue.length; next++) {
    const visit = queue[next] as Visit;
    if (isOperation(visit.pair)) {
      const chosen = directionOf(firstOperation(visit.pair));
      if (visit.via !== undefined || chosen === visit.direction)
        if (!reached.has(visit.pair)) reached.set(visit.pair, visit);
      continue;
    }
    for (const edge of visit.pair.parents) {
      if (edge.only !== undefined && edge.only !== visit.direction) continue;
      const above = edge.flips ? opposite(visit.direction) : visit.direction;
      if (edge.begins !== undefined && edge.begins !== above) continue;
      if (seen[above].has(edge.parent)) continue;
      seen[above].add(edge.parent);
      queue.push({ pair: edge.parent, direction: above, via: { edge, from: visit } });
    }
  }
  const operations = [...reached.keys()].sort((a, b) => a.id - b.id) as Pair<'operation' | 'path'>[];
  const first = operations[0];
  if (first === undefined) return undefined;
  return { direction, operations, site: { operation: first, trail: trailOf(reached.get(first) as Visit) } };
}

function trailOf(visit: Visit): Edge[] {
  const trail: Edge[] = [];
  for (let here = visit; here.via !== undefined; here = here.via.from) trail.push(here.via.edge);
  return trail;
}

export function isOperation(pair: Pair): pair is Pair<'operation' | 'path'> {
  return pair.kind === 'operation' || pair.kind === 'path';
}

export function firstOperation(pair: Pair<'operation' | 'path'>): Operation {
  const side = pair.after ?? pair.before;
  if (side === undefined) throw new Error('a pair has at least one side');
  return 'operations' in side ? (side.operations[0] as Operation) : side;
}
