/** Compares schema positions member by member. A worklist, not recursion: cycles end at the pair already made. */

import type { At } from '../spec/spec-version.ts';
import { align } from './align.ts';
import { labelOf } from './branch-label.ts';
import { pickedBy } from './discriminator.ts';
import { addPair, connect, type Graph, isPassable, link, linkFrontier, schemaPair } from './graph.ts';
import { branchIdentity } from './identity.ts';
import type { BranchSide, Direction, Edge, Kept, Pair, PropertySide, Step } from './pair.ts';
import { INSIDE } from './pair.ts';
import { frontierBetween, frontierOf } from './same.ts';
import type { Branch, Property, Shape, Union } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ARRAY, OBJECT, STRING } from './types.ts';

export function walkSchemas(graph: Graph): void {
  const { pending } = graph;
  // First in, first out: pairs are numbered in document order, level by level.
  for (let next = 0; next < pending.length; next++) {
    const pair = pending[next] as Kept<'schema'>;
    if (!passBy(graph, pair)) expand(graph, pair);
  }
  pending.length = 0;
}

/** Passes by a pair whose text is the same; what its references lead to is compared on its own. */
function passBy(graph: Graph, pair: Kept<'schema'>): boolean {
  if (pair.before === pair.after) return true;
  const frontier = graph.sameFamily ? frontierOf(pair.before, pair.after, graph.refsAlone) : undefined;
  if (frontier === undefined || !isPassable(graph, frontier)) return false;
  linkFrontier(graph, pair, frontier, INSIDE);
  return true;
}

/** The alternatives of one side have no counterpart on the other: keyword by keyword says nothing true. */
export function compositionDiffers(pair: Kept<'schema'>): boolean {
  return pair.before.unions.length !== pair.after.unions.length;
}

function expand(graph: Graph, pair: Kept<'schema'>): void {
  const { before, after } = pair;
  if (before.dangling || after.dangling) return;
  if (before.types & after.types & OBJECT) {
    walkProperties(graph, pair);
    walkMaps(graph, pair);
  }
  if (before.types & after.types & ARRAY) walkItems(graph, pair);
  if (before.types & after.types & STRING) walkInner(graph, pair);
  if (!compositionDiffers(pair)) walkUnions(graph, pair);
  walkKinds(graph, pair);
}

/** What may stand for a base schema is compared kind by kind. */
function walkKinds(graph: Graph, pair: Kept<'schema'>): void {
  const { propertyName: name, kinds: now } = pair.after.discriminator ?? {};
  for (const [tag, before] of pair.before.discriminator?.kinds ?? []) {
    const after = now?.get(tag);
    if (name === undefined || before === undefined || after === undefined) continue;
    link(pair, schemaPair(graph, graph.shapes.before.of([before], before), graph.shapes.after.of([after], after)), {
      kind: 'inside',
      picked: { name, values: [tag] },
    });
  }
}

/** A message inside a text; where only one version describes it, it is documented at last, or no longer. */
function walkInner(graph: Graph, pair: Kept<'schema'>): void {
  const [old, now] = [innerOf(pair.before), innerOf(pair.after)];
  if (old === undefined || now === undefined) return;
  const message = addPair(graph, 'mediaType', { before: old, after: now });
  link(pair, message, INSIDE);
  connect(graph, message, { before: [old.schema], after: [now.schema] }, { before: old.at, after: now.at }, INSIDE);
}

function innerOf({ inner, content }: Shape) {
  return inner && { at: inner, name: content?.value ?? '', schema: inner, negotiated: false };
}

function walkProperties(graph: Graph, pair: Kept<'schema'>): void {
  const { before, after } = pair;
  const oneSidedIsTold = !compositionDiffers(pair);
  for (const name of namesOf(before, after)) {
    if (passByProperty(graph, pair, name)) continue;
    const old = propertySide(graph.shapes.before, before, name, after.properties.has(name));
    const now = propertySide(graph.shapes.after, after, name, before.properties.has(name));
    if (old === undefined && now === undefined) continue;
    if ((old === undefined || now === undefined) && !oneSidedIsTold) continue;
    const property = addPair(graph, 'property', { before: old, after: now });
    const ways = [old, now].flatMap((side) => (side === undefined ? [] : [wayOf(side.shape)]));
    link(pair, property, { kind: 'property', name }, agreed(ways));
    if (old === undefined || now === undefined) continue;
    // what one version does not send, or does not look at, breaks nothing by what it is: that it does not is told of the member
    link(property, schemaPair(graph, old.shape, now.shape), INSIDE, agreed(ways.filter((way) => way !== undefined)));
  }
}

/** A property that is required as before and has the same text is no pair of its own. */
function passByProperty(graph: Graph, pair: Kept<'schema'>, name: string): boolean {
  const { before, after } = pair;
  const old = before.properties.get(name)?.schemas;
  const now = after.properties.get(name)?.schemas;
  if (old?.length !== 1 || now?.length !== 1 || !graph.sameFamily) return false;
  if (before.required.has(name) !== after.required.has(name)) return false;
  const frontier = frontierBetween(old[0] as At, now[0] as At, graph.refsAlone);
  if (frontier === undefined || !isPassable(graph, frontier)) return false;
  if (frontier.some(({ tokens }) => tokens.length === 0)) return false; // a reference may change readOnly and the like
  linkFrontier(graph, pair, frontier, { kind: 'property', name });
  return true;
}

function* namesOf(before: Shape, after: Shape): Iterable<string> {
  yield* after.properties.keys();
  for (const name of before.properties.keys()) if (!after.properties.has(name)) yield name;
  for (const name of after.required.keys()) {
    if (!after.properties.has(name) && !before.properties.has(name)) yield name;
  }
  for (const name of before.required.keys()) {
    if (!after.properties.has(name) && !before.properties.has(name) && !after.required.has(name)) yield name;
  }
}

/**
 * What one side says of a name. A name it does not declare is still spoken of when it is required, or when the other
 * side declares it and this one has a schema for names it does not list.
 */
function propertySide(shapes: Shapes, owner: Shape, name: string, declaredOpposite: boolean): PropertySide | undefined {
  const requiredAt = owner.required.get(name);
  const declared: Property | undefined = owner.properties.get(name);
  const listed = declared?.schemas ?? (typeof owner.additional === 'string' ? undefined : owner.additional);
  if (declared === undefined && requiredAt === undefined && !(declaredOpposite && listed !== undefined))
    return undefined;
  const schemas = listed ?? [];
  const at = schemas[0] ?? requiredAt ?? owner.at;
  return {
    name,
    at,
    required: requiredAt !== undefined,
    ...(requiredAt !== undefined && { requiredAt }),
    shape: shapes.of(schemas, at),
    owner,
  };
}

/** The direction in which alone such a member travels. */
function wayOf({ readOnly, writeOnly }: Shape): Direction | undefined {
  return readOnly === writeOnly ? undefined : readOnly ? 'response' : 'request';
}

function agreed([first, ...others]: readonly (Direction | undefined)[]): Pick<Edge, 'only'> {
  return first !== undefined && others.every((way) => way === first) ? { only: first } : {};
}

function walkMaps(graph: Graph, pair: Kept<'schema'>): void {
  const { before, after } = pair;
  if (typeof before.additional !== 'string' && typeof after.additional !== 'string') {
    descend(graph, pair, before.additional, after.additional, { kind: 'values' });
  }
  for (const [pattern, schemas] of after.patternProperties) {
    const old = before.patternProperties.get(pattern);
    if (old !== undefined) descend(graph, pair, old, schemas, { kind: 'pattern', pattern });
  }
}

function walkItems(graph: Graph, pair: Kept<'schema'>): void {
  const { before, after } = pair;
  const places = Math.max(before.prefixItems?.length ?? 0, after.prefixItems?.length ?? 0);
  for (let index = 0; index < places; index++) {
    descend(graph, pair, itemAt(before, index), itemAt(after, index), { kind: 'index', index });
  }
  descend(graph, pair, before.items ?? [], after.items ?? [], { kind: 'items' });
}

function itemAt(shape: Shape, index: number): readonly At[] {
  const at = shape.prefixItems?.[index];
  return at === undefined ? (shape.items ?? []) : [at];
}

function walkUnions(graph: Graph, pair: Kept<'schema'>): void {
  const { before, after } = pair;
  before.unions.forEach((old, index) => {
    const now = after.unions[index];
    if (now === undefined) return;
    const { kept, removed, added } = align<Branch>(old.branches, now.branches, branchIdentity);
    const { shapes } = graph;
    const objects = [onlyObject(shapes.before, old), onlyObject(shapes.after, now)];
    for (const [oldBranch, nowBranch] of kept) {
      const inner = schemaPair(graph, branchShape(shapes.before, oldBranch), branchShape(shapes.after, nowBranch));
      const picked = pickedBy(before.discriminator, oldBranch, after.discriminator, nowBranch);
      link(
        pair,
        inner,
        { kind: 'branch', label: labelOf(nowBranch), ...(picked && { picked }) },
        objects[0] === oldBranch && objects[1] === nowBranch ? { isOnlyObject: true } : {},
      );
    }
    for (const branch of removed)
      addBranch(graph, pair, { before: branchSide(shapes.before, branch) }, labelOf(branch));
    for (const branch of added) addBranch(graph, pair, { after: branchSide(shapes.after, branch) }, labelOf(branch));
  });
}

/** The one alternative that takes objects. */
function onlyObject(shapes: Shapes, { branches }: Union): Branch | undefined {
  const taking = branches.filter((branch) => branchShape(shapes, branch).types & OBJECT);
  return taking.length === 1 ? taking[0] : undefined;
}

function branchShape(shapes: Shapes, { at }: Branch): Shape {
  return shapes.of([at], at);
}

function branchSide(shapes: Shapes, branch: Branch): BranchSide {
  const shape = branchShape(shapes, branch);
  const needs = [...shape.required].flatMap(([name, requiredAt]) => {
    const { readOnly, writeOnly } = shapes.of(shape.properties.get(name)?.schemas ?? [], requiredAt);
    return readOnly || writeOnly ? [] : [name];
  });
  return { ...branch, shape, needs };
}

function addBranch(graph: Graph, pair: Pair, sides: { before?: BranchSide; after?: BranchSide }, label: string): void {
  link(pair, addPair(graph, 'branch', sides), { kind: 'branch', label });
}

function descend(graph: Graph, pair: Kept<'schema'>, before: readonly At[], after: readonly At[], step: Step): void {
  connect(graph, pair, { before, after }, { before: pair.before.at, after: pair.after.at }, step);
}
