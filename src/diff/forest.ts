/** For each pair and direction, one way from the first operation that reaches it: made for all of them at once. */

import { directionBelow, type OperationPair } from './direction.ts';
import type { Direction, Edge, Pair } from './pair.ts';
import { END, MAX_TRAIL, type Site } from './site.ts';

export interface Forest {
  /** The way from the first operation (in the order given) down to the pair; undefined when none reaches it. */
  trailTo(pair: Pair, direction: Direction): Site | undefined;
}

interface Visit {
  readonly pair: Pair;
  readonly direction: Direction;
  readonly root: OperationPair;
  readonly depth: number;
  /** The visit on the way to it where the first end of a long trail is complete. */
  readonly end?: Visit;
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
      const visit: Visit = { pair: root, direction, root, depth: 0 };
      visits[direction][root.id] = visit;
      queue.push(visit);
    }
    for (let next = 0; next < queue.length; next++) {
      const from = queue[next] as Visit;
      for (const edge of from.pair.children) {
        const direction = directionBelow(edge, from.direction);
        if (direction === undefined || visits[direction][edge.child.id] !== undefined) continue;
        const end = from.depth === END ? from : from.end;
        const depth = from.depth + 1;
        const visit: Visit = { pair: edge.child, direction, root, depth, via: { edge, from }, ...(end && { end }) };
        visits[direction][edge.child.id] = visit;
        queue.push(visit);
      }
    }
  }
  return {
    trailTo: (pair, direction) => {
      const visit = visits[direction][pair.id];
      if (visit === undefined) return undefined;
      const { root: operation, depth, end } = visit;
      if (depth <= MAX_TRAIL || end === undefined) return { operation, trail: edgesTo(visit, depth), isCut: false };
      return { operation, trail: [...edgesTo(end, END), ...edgesTo(visit, END)], isCut: true };
    },
  };
}

/** The last edges on the way to it. */
function edgesTo(visit: Visit, count: number): Edge[] {
  const trail: Edge[] = [];
  for (let here = visit; here.via !== undefined && trail.length < count; here = here.via.from)
    trail.push(here.via.edge);
  return trail.reverse();
}
