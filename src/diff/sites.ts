/** Where a change is felt: which operations reach a pair, in which direction, and along which field path. */

import { directionAbove, isOperation, type OperationPair } from './direction.ts';
import { createForest, type Forest } from './forest.ts';
import type { Direction, Edge, Pair } from './pair.ts';
import { createReachSets } from './reach.ts';
import { type Site, siteAt } from './site.ts';
import { stepsOf } from './within.ts';

export interface Reach {
  readonly direction: Direction;
  /** Those of interest first, then in document order, each once. */
  readonly operations: readonly OperationPair[];
  /**
   * A way from one of them; of several one through these pairs, if there are any, else through their members or their part of the message.
   * Members that are the same in both versions have no pair: of ways that differ in them only, one through these names.
   */
  readonly siteOf: (operation: OperationPair, through: ReadonlySet<Pair>, names: ReadonlySet<string>) => Site;
}

export interface Sites {
  /**
   * The operations that reach a pair, by the direction in which its values travel: a direction ends where `readOnly` or `writeOnly` says that such values never travel.
   */
  reachOf(pairs: readonly Pair[]): Reach[];
}

/** `first`: operations that are named before all others, such as those an integration uses. */
export function createSites(pairs: readonly Pair[], first: ReadonlySet<Pair>): Sites {
  const all = pairs.filter(isOperation);
  const operations = [...all.filter((pair) => first.has(pair)), ...all.filter((pair) => !first.has(pair))];
  const sets = createReachSets(pairs.length, operations);
  let forest: Forest | undefined;

  function siteOf(
    operation: OperationPair,
    changed: readonly Pair[],
    direction: Direction,
    through: ReadonlySet<Pair>,
    names: ReadonlySet<string>,
  ): Site {
    for (const admits of through.size === 0 ? [] : waysThrough(through)) {
      const trail = trailTo(operation, changed.filter(admits), direction, { admits, names });
      if (trail.length > 0) return siteAt(operation, trail);
    }
    forest ??= createForest(operations, pairs.length);
    for (const pair of changed) {
      const found = forest.trailTo(pair, direction);
      if (found?.operation === operation) return found;
    }
    return siteAt(operation, trailTo(operation, changed, direction));
  }

  function reachOf(changed: readonly Pair[]): Reach[] {
    const found: Reach[] = [];
    for (const direction of ['request', 'response'] as const) {
      const reached = sets.reached(changed, direction);
      if (reached.length === 0) continue;
      found.push({
        direction,
        operations: reached,
        siteOf: (operation, through, names) => siteOf(operation, changed, direction, through, names),
      });
    }
    return found;
  }

  return { reachOf };
}

interface Visit {
  readonly pair: Pair;
  readonly direction: Direction;
  /** The edge taken upwards, and the visit it was taken from. */
  readonly via?: { readonly edge: Edge; readonly from: Visit };
}

type Admits = (pair: Pair) => boolean;

/** The strictest first. Some ways are known by their members only, some by the part of the message. */
function waysThrough(pairs: ReadonlySet<Pair>): Admits[] {
  const has: Admits = (pair) => pairs.has(pair) || isOperation(pair);
  return [has, (pair) => has(pair) || OF_A_MESSAGE.has(pair.kind), (pair) => has(pair) || !OF_A_MESSAGE.has(pair.kind)];
}

const OF_A_MESSAGE: ReadonlySet<Pair['kind']> = new Set([
  'response',
  'requestBody',
  'mediaType',
  'parameter',
  'header',
]);

interface Wanted {
  readonly admits: Admits;
  readonly names: ReadonlySet<string>;
}

const ANY: Wanted = { admits: () => true, names: new Set() };

/** The shortest way from an operation to one of the pairs, through pairs that are admitted, and rather through these names. */
function trailTo(
  operation: OperationPair,
  pairs: readonly Pair[],
  direction: Direction,
  { admits, names }: Wanted = ANY,
): Edge[] {
  const seen: Record<Direction, Set<Pair>> = { request: new Set(pairs), response: new Set() };
  if (direction === 'response') {
    seen.response = seen.request;
    seen.request = new Set();
  }
  const queue: Visit[] = pairs.map((pair) => ({ pair, direction }));
  for (let next = 0; next < queue.length; next++) {
    const visit = queue[next] as Visit;
    if (visit.pair === operation) return trailOf(visit);
    for (const edge of names.size === 0 ? visit.pair.parents : namedFirst(visit.pair.parents, names)) {
      const above = directionAbove(edge, visit.direction);
      if (above === undefined || seen[above].has(edge.parent) || !admits(edge.parent)) continue;
      seen[above].add(edge.parent);
      queue.push({ pair: edge.parent, direction: above, via: { edge, from: visit } });
    }
  }
  return [];
}

function trailOf(visit: Visit): Edge[] {
  const trail: Edge[] = [];
  for (let here = visit; here.via !== undefined; here = here.via.from) trail.push(here.via.edge);
  return trail;
}

function namedFirst(edges: readonly Edge[], names: ReadonlySet<string>): readonly Edge[] {
  const isNamed = (edge: Edge) => stepsOf(edge).every((step) => step.kind !== 'property' || names.has(step.name));
  return [...edges.filter(isNamed), ...edges.filter((edge) => !isNamed(edge))];
}
