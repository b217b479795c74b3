/** For each pair and direction, one way from the first operation that reaches it: made for all of them at once. */

import { directionBelow, type OperationPair } from './direction.ts';
import type { Direction, Edge, Pair } from './pair.ts';

export interface Forest {
  /** The edges from the first operation (in the order given) down to the pair; undefined when none reaches it. */
  trailTo(
    pair: Pair,
    direction: Direction,
  ): { readonly operation: OperationPair; readonly trail: readonly Edge[] } | undefined;
}

interface Visit {
  readonly pair: Pair;
  readonly direction: Direction;
  readonly root: OperationPair;
  /** The edge taken down to it; none for an operation. */
  readonly via?: { readonly edge: Edge; readonly from: Visit };
}

/** Breadth first from each operation in turn: what an earlier one reached is not walked again. */
export function createForest(operations: readonly OperationPair[], pairCount: number): Forest {
  /** By the pair's id. */
  const visits: Record<Direction, (Visit | undefined)[]> = {
    request: new Array<Visit | undefined>(pairCount),
    response: new Array<Visit | undefined>(pairCount),
  };
  for (const root of operations) {
    const queue: Visit[] = [];
    for (const direction of ['request', 'response'] as const) {
      const visit: Visit = { pair: root, direction, root };
      visits[direction][root.id] = visit;
      queue.push(visit);
    }
    for (let next = 0; next < queue.length; next++) {
      const from = queue[next] as Visit;
      for (const edge of from.pair.children) {
        const direction = directionBelow(edge, from.direction);
        if (direction === undefined || visits[direction][edge.child.id] !== undefined) continue;
        const visit: Visit = { pair: edge.child, direction, root, via: { edge, from } };
        visits[direction][edge.child.id] = visit;
        queue.push(visit);
      }
    }
  }
  return {
    trailTo: (pair, direction) => {
      const visit = visits[direction][pair.id];
      if (visit === undefined) return undefined;
      const trail: Edge[] = [];
      for (let here = visit; here.via !== undefined; here = here.via.from) trail.push(here.via.edge);
      return { operation: visit.root, trail: trail.reverse() };
    },
  };
}
