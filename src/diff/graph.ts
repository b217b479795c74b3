/** Nodes and edges of the pair graph, each pair made once. */

import type { Api, Operation } from '../spec/api.ts';
import { refsAlone } from '../spec/document.ts';
import { type Limits, overLimit } from '../spec/load-policy.ts';
import { type At, child, isObj } from '../spec/spec-version.ts';
import { isOnlyObject } from './branches.ts';
import { type Cleanliness, createCleanliness } from './clean.ts';
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
  /** Schema pairs, and those that stand for others, by either of the shapes. */
  readonly pairsOfShape: Readonly<Record<'before' | 'after', Map<Shape, Pair<'schema'>[]>>>;
  /** Schema pairs that were made in place of those of two shapes, by the ids of these. */
  readonly standIns: Map<number, Pair<'schema'>[]>;
  /** Schema pairs whose members have not been compared yet. */
  readonly pending: Pair<'schema'>[];
  /** Both versions read the same words in the same way. */
  readonly sameFamily: boolean;
  /** What stands beside a `$ref` is ignored. Said of the new version, for those of a family agree. */
  readonly refsAlone: boolean;
  /** What operations take from the document as a whole (security, and in Swagger 2.0 media types) is the same. */
  readonly sameSurroundings: boolean;
  readonly cleanliness: Cleanliness;
  readonly limits: Limits;
}

export function newGraph(before: Api, after: Api, limits: Limits): Graph {
  const shapes = createShapes(after.document);
  const sameFamily = familyOf(before) === familyOf(after);
  const cleanliness = createCleanliness(before.document, after.document);
  return {
    before,
    after,
    shapes: { before: before === after ? shapes : createShapes(before.document), after: shapes },
    pairs: [],
    operationPairs: new Map(),
    schemaPairs: new Map(),
    pairsOfShape: { before: new Map(), after: new Map() },
    standIns: new Map(),
    pending: [],
    sameFamily,
    refsAlone: refsAlone(after.document),
    sameSurroundings: sameFamily && SURROUNDINGS.every((path) => isCleanAt(cleanliness, before, after, path)),
    cleanliness,
    limits,
  };
}

/** Members of the document that operations inherit from. */
const SURROUNDINGS = [
  ['security'],
  ['components', 'securitySchemes'],
  ['securityDefinitions'],
  ['consumes'],
  ['produces'],
] as const;

function isCleanAt(cleanliness: Cleanliness, before: Api, after: Api, path: readonly string[]): boolean {
  const [old, now] = [before, after].map(({ document }) =>
    path.reduce<At | undefined>((at, token) => at && child(at, token), document.root),
  );
  return old === undefined || now === undefined ? old === now : cleanliness.areClean(old, now);
}

function familyOf({ document }: Api): string {
  const { dialect } = document.spec;
  return dialect === '3.2' ? '3.1' : dialect;
}

type Sides<K extends Kind> = { readonly before?: Kinds[K] | undefined; readonly after?: Kinds[K] | undefined };

/** Throws InputError where there are more than the limit. */
export function addPair<K extends Kind>(graph: Graph, kind: K, { before, after }: Sides<K>): Pair<K> {
  if (graph.pairs.length >= graph.limits.pairs)
    throw overLimit(graph.limits, 'pairs', { file: graph.after.document.root.file.name });
  const status = before === undefined ? 'added' : after === undefined ? 'removed' : 'kept';
  const pair = { id: graph.pairs.length, kind, status, before, after, parents: [], children: [] } as unknown as Pair<K>;
  graph.pairs.push(pair as Pair);
  return pair;
}

export type EdgeMarks = Pick<Edge, 'begins' | 'only' | 'within' | 'isOnlyObject'>;

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
    noteSides(graph, before, after, pair);
    graph.pending.push(pair);
  }
  return pair;
}

/** The schema pairs below a pair are what is known of these two shapes, which they stand for. */
export function standFor(graph: Graph, parent: Pair, before: Shape, after: Shape): void {
  for (const { child } of parent.children) {
    if (child.kind !== 'schema') continue;
    note(graph.standIns, before.id * ID_SPAN + after.id, child);
    noteSides(graph, before, after, child);
  }
}

function noteSides(graph: Graph, before: Shape, after: Shape, pair: Pair<'schema'>): void {
  note(graph.pairsOfShape.before, before, pair);
  note(graph.pairsOfShape.after, after, pair);
}

function note<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [value]);
  else known.push(value);
}

/**
 * The pairs of two shapes, either of which may be unknown: then all pairs of the other. There are none where the text
 * of both positions was the same.
 */
export function schemaPairsOf(
  graph: Graph,
  before: Shape | undefined,
  after: Shape | undefined,
): readonly Pair<'schema'>[] {
  if (before !== undefined && after !== undefined) {
    const key = before.id * ID_SPAN + after.id;
    const pair = graph.schemaPairs.get(key);
    return [...(pair === undefined ? [] : [pair]), ...(graph.standIns.get(key) ?? [])];
  }
  const known = before ?? after;
  const side = before === undefined ? 'after' : 'before';
  return known === undefined ? [] : (graph.pairsOfShape[side].get(known) ?? []);
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
      ? frontierBetween(old, now, graph.refsAlone)
      : undefined;
  if (frontier !== undefined && isPassable(graph, frontier)) {
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

/** Equal text can be passed by, unless a condition in it refers to what is different, or `readOnly` is where it refers to. */
export function isPassable(graph: Graph, frontier: readonly Frontier[]): boolean {
  return frontier.every(({ closed, only, before, after }) => {
    if (graph.cleanliness.isClean(before, after)) return true;
    if (closed === true) return false;
    if (only !== undefined) return true;
    return !isOneWay(graph.shapes.before, before) && !isOneWay(graph.shapes.after, after);
  });
}

function isOneWay(shapes: Shapes, at: At): boolean {
  const { readOnly, writeOnly } = shapes.of([at], at);
  return readOnly || writeOnly;
}

export function linkFrontier(
  graph: Graph,
  parent: Pair,
  frontier: readonly Frontier[],
  step: Step,
  marks: EdgeMarks = {},
): void {
  for (const { tokens, before, after, only } of frontier) {
    if (graph.cleanliness.isClean(before, after)) continue;
    const pair = schemaPair(graph, graph.shapes.before.of([before], before), graph.shapes.after.of([after], after));
    link(parent, pair, step, {
      ...marks,
      ...(tokens.length > 0 && { within: tokens }),
      ...(isOnlyObject(graph.before.document, before, tokens) &&
        isOnlyObject(graph.after.document, after, tokens) && { isOnlyObject: true as const }),
      ...(only !== undefined && { only }),
    });
  }
}

function saysNothing(schemas: readonly At[]): boolean {
  return schemas.every(({ value }) => value === true || (isObj(value) && Object.keys(value).length === 0));
}
