/** Nodes and edges of the pair graph, each pair made once. */

import type { Api, Operation } from '../spec/api.ts';
import { type At, isObj } from '../spec/spec-version.ts';
import type { Edge, Kind, Kinds, Pair, Step } from './pair.ts';
import { type Frontier, frontierBetween } from './same.ts';
import type { Shape } from './shape.ts';
import { createShapes, type Shapes } from './shapes.ts';

export interface Graph {
  readonly before: Api;
  readonly after: Api;
  readonly shapes: { readonly before: Shapes; readonly after: Shapes };
  readonly pairs: Pair[];
  /** Kept operations, webhooks and callbacks by either side. */
  readonly operationPairs: Map<Operation, Pair<'operation' | 'path'>>;
  /** Schema pairs by the ids of their shapes. */
  readonly schemaPairs: Map<number, Pair<'schema'>>;
  /** Schema pairs whose members have not been compared yet. */
  readonly pending: Pair<'schema'>[];
  /** Both versions read the same words in the same way. */
  readonly sameFamily: boolean;
}

export function newGraph(before: Api, after: Api): Graph {
  const shapes = createShapes(after.document);
  return {
    before,
    after,
    shapes: { before: before === after ? shapes : createShapes(before.document), after: shapes },
    pairs: [],
    operationPairs: new Map(),
    schemaPairs: new Map(),
    pending: [],
    sameFamily: familyOf(before) === familyOf(after),
  };
}

function familyOf({ document }: Api): string {
  const { dialect } = document.spec;
  return dialect === '3.2' ? '3.1' : dialect;
}

type Sides<K extends Kind> = { readonly before?: Kinds[K] | undefined; readonly after?: Kinds[K] | undefined };

export function addPair<K extends Kind>(graph: Graph, kind: K, { before, after }: Sides<K>): Pair<K> {
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : 'kept';
  const pair = { id: graph.pairs.length, kind, status, before, after, parents: [], children: [] } as unknown as Pair<K>;
  graph.pairs.push(pair as Pair);
  return pair;
}

export type EdgeMarks = Pick<Edge, 'begins' | 'flips' | 'only' | 'within'>;

export function link(parent: Pair, child: Pair, step: Step, marks: EdgeMarks = {}): void {
  const edge: Edge = { parent, child, step, ...marks };
  parent.children.push(edge);
  child.parents.push(edge);
}

/** Shape ids stay far below this: a description of 64 MB has fewer than a million schemas. */
const ID_SPAN = 2 ** 26;

/** The pair of two schema positions: the same pair wherever the same two are met. */
export function schemaPair(graph: Graph, before: Shape, after: Shape): Pair<'schema'> {
  const key = before.id * ID_SPAN + after.id;
  let pair = graph.schemaPairs.get(key);
  if (pair === undefined) {
    pair = addPair(graph, 'schema', { before, after });
    graph.schemaPairs.set(key, pair);
    graph.pending.push(pair);
  }
  return pair;
}

/** The pair of two shapes, when their positions were compared: where the text was the same there is none. */
export function schemaPairOf(graph: Graph, before: Shape, after: Shape): Pair<'schema'> | undefined {
  return graph.schemaPairs.get(before.id * ID_SPAN + after.id);
}

export function operationPairOf(graph: Graph, operation: Operation): Pair<'operation' | 'path'> | undefined {
  return graph.operationPairs.get(operation);
}

/**
 * Compares two positions below a pair; either may be undeclared, which allows anything. Where their text is the same
 * no pair is made for them: only what their references lead to can differ.
 */
export function connect(
  graph: Graph,
  parent: Pair,
  { before, after }: { readonly before: readonly At[]; readonly after: readonly At[] },
  fallback: { readonly before: At; readonly after: At },
  step: Step,
  marks: EdgeMarks = {},
): void {
  if (saysNothing(before) && saysNothing(after)) return;
  const [old, now] = [before[0], after[0]];
  const frontier =
    graph.sameFamily && before.length === 1 && after.length === 1 && old !== undefined && now !== undefined
      ? frontierBetween(old, now)
      : undefined;
  if (frontier !== undefined) {
    linkFrontier(graph, parent, frontier, step, marks);
    return;
  }
  const pair = schemaPair(
    graph,
    graph.shapes.before.of(before, fallback.before),
    graph.shapes.after.of(after, fallback.after),
  );
  link(parent, pair, step, marks);
}

export function linkFrontier(
  graph: Graph,
  parent: Pair,
  frontier: readonly Frontier[],
  step: Step,
  marks: EdgeMarks = {},
): void {
  for (const { tokens, before, after, only, flips } of frontier) {
    const pair = schemaPair(graph, graph.shapes.before.of([before], before), graph.shapes.after.of([after], after));
    link(parent, pair, step, {
      ...marks,
      ...(tokens.length > 0 && { within: tokens }),
      ...(only !== undefined && { only }),
      ...(flips && { flips }),
    });
  }
}

function saysNothing(schemas: readonly At[]): boolean {
  return schemas.every(({ value }) => value === true || (isObj(value) && Object.keys(value).length === 0));
}
