/** The trail of a mapping: exactly the pairs of the graph along its field path, and so exactly what can hurt it. */

import type { Graph } from '../diff/graph.ts';
import { operationPairOf, schemaPairsOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import type { PathStep } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import type { Way } from './field.ts';
import type { Located, Message } from './message.ts';
import { isInPlace, passedBy } from './passed-by.ts';

interface Versions<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** The operation itself, and who may call it. */
export function operationTrail(graph: Graph, { before, after }: Versions<Operation>): Set<Pair> {
  const trail = new Set<Pair>();
  for (const operation of [before, after]) {
    const pair = operation && operationPairOf(graph, operation);
    if (pair === undefined) continue;
    trail.add(pair);
    for (const { child } of pair.children) if (child.kind === 'security') trail.add(child);
  }
  return trail;
}

/** The response, body and media type that carry the fields of a flow. */
export function messageTrail(graph: Graph, messages: Versions<Message>): Set<Pair> {
  const trail = operationTrail(graph, { before: messages.before?.operation, after: messages.after?.operation });
  const parts = new Set<unknown>();
  for (const message of [messages.before, messages.after]) {
    for (const part of [message?.response, message?.requestBody, message?.mediaType])
      if (part !== undefined) parts.add(part.at);
  }
  const queue = [...trail];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const { child } of next.children) {
      const known = parts.has(child.before?.at) || parts.has(child.after?.at);
      if (child.kind === 'schema' || trail.has(child) || !known) continue;
      trail.add(child);
      queue.push(child);
    }
  }
  return trail;
}

export interface FieldCopy {
  /** What carries the field. */
  readonly message?: Iterable<Pair>;
  /** Lists and objects go along; else what is in them is nothing to the field. */
  readonly hasParts?: boolean;
}

/** Every pair on the way to a field, on it, and below it when it is copied as a whole. */
export function fieldTrail(
  graph: Graph,
  fields: Versions<Located>,
  { message = [], hasParts = true }: FieldCopy = {},
): Set<Pair> {
  const trail = new Set<Pair>();
  const carried = new Set(message);
  const carriers = [...carried].filter(({ kind }) => kind === 'mediaType');
  const answers = [...carried].some(({ kind }) => kind === 'response');
  for (const located of [fields.before, fields.after]) {
    if (!located?.found || located.operation === undefined) continue;
    const at = located.parameter?.at ?? located.header?.at;
    for (const { child } of operationPairOf(graph, located.operation)?.children ?? []) {
      // The header of another response is another one.
      if (child.kind === 'response' && answers && !carried.has(child)) continue;
      const parts = child.kind === 'response' ? child.children.map((edge) => edge.child) : [child];
      for (const part of parts) {
        const isPart = part.kind === 'parameter' || part.kind === 'header';
        if (!isPart || (part.before?.at !== at && part.after?.at !== at)) continue;
        trail.add(part);
        carriers.push(part);
      }
    }
  }
  const olds = fields.before?.ways ?? [];
  const nows = fields.after?.ways ?? [];
  for (const old of olds.length > 0 ? olds : [undefined]) {
    for (const now of nows.length > 0 ? nows : [undefined]) {
      const whole = fields.before?.found !== false && fields.after?.found !== false;
      if (old !== undefined || now !== undefined) addWay(graph, trail, old, now, { whole, carriers, hasParts });
    }
  }
  return trail;
}

/** The pairs of a field itself, and below it; undefined where its two ends are no pair, or lie in text that is the same. */
export function pairsWithin(graph: Graph, { before, after }: Versions<Located>): Set<Pair> | undefined {
  const within = new Set<Pair>();
  for (const old of before?.ways ?? [])
    for (const now of after?.ways ?? [])
      for (const pair of schemaPairsOf(graph, old.shape, now.shape)) addBelow(within, pair, true);
  return within.size === 0 ? undefined : within;
}

function addWay(
  graph: Graph,
  trail: Set<Pair>,
  before: Way | undefined,
  after: Way | undefined,
  { whole, carriers, hasParts }: { whole: boolean; carriers: readonly Pair[]; hasParts: boolean },
): void {
  const length = Math.max(before?.passed.length ?? 0, after?.passed.length ?? 0);
  const members: Pair[] = [];
  const steps = ((after?.passed.length ?? -1) === length ? after : before)?.passed.map(({ step }) => step) ?? [];
  const addPassedBy = (holder: Pair, index: number) => {
    if (!whole) return;
    for (const pair of passedBy(holder, steps.slice(index), hasParts))
      if (hasParts || mayBeScalar(pair)) addBelow(trail, pair, hasParts);
  };
  for (const carrier of carriers) addPassedBy(carrier, 0);
  for (let index = 0; index < length; index++) {
    const [old, now] = [before?.passed[index], after?.passed[index]];
    for (const shapes of [
      { before: old?.from, after: now?.from },
      { before: old?.owner, after: now?.owner },
    ]) {
      for (const pair of schemaPairsOf(graph, shapes.before, shapes.after)) {
        addUnions(trail, pair);
        addPassedBy(pair, index);
        for (const passed of [old, now])
          if (passed !== undefined) {
            const added = addMember(trail, pair, passed.step);
            if (index === length - 1) members.push(...added);
          }
      }
    }
    // The member that picks an item is used as well.
    const step = (old ?? now)?.step;
    if (step?.kind === 'match') {
      for (const pair of schemaPairsOf(graph, old?.from, now?.from)) addItems(trail, pair);
      for (const pair of schemaPairsOf(graph, old?.to, now?.to)) {
        for (const member of addMember(trail, pair, { kind: 'name', name: step.name }))
          for (const { child } of member.children) trail.add(child);
      }
    }
  }
  const ends = schemaPairsOf(graph, before?.shape, after?.shape);
  for (const pair of ends) {
    addUnions(trail, pair);
    if (whole) addBelow(trail, pair, hasParts);
  }
  // Compared as the text that it is written as, a field of a form, a parameter or a header has no pair of its own shapes.
  const inputs = length === 0 ? carriers.filter(({ kind }) => kind === 'parameter' || kind === 'header') : [];
  if (ends.length === 0 && whole) for (const pair of [...members, ...inputs]) addBelow(trail, pair, hasParts);
}

/** A union on the way is a fork: what comes or goes there may be the field's. */
function addUnions(trail: Set<Pair>, pair: Pair): void {
  trail.add(pair);
  for (const { step, child } of pair.children) if (step.kind === 'branch' && child.kind === 'branch') trail.add(child);
}

/** Items that are picked by a member may be alternatives, and the picked one a branch. */
function addItems(trail: Set<Pair>, list: Pair): void {
  for (const { step, child } of list.children)
    if (step.kind === 'items' || step.kind === 'index') addUnions(trail, child);
}

function addMember(trail: Set<Pair>, owner: Pair, step: PathStep): Pair[] {
  if (step.kind === 'items' || step.kind === 'values') addEach(trail, owner, step.kind);
  if (step.kind !== 'name') return [];
  const named = owner.children.filter(({ step: taken }) => taken.kind === 'property' && taken.name === step.name);
  const members = named.map(({ child }) => child).filter(({ kind }) => kind === 'property');
  for (const member of members) trail.add(member);
  return members;
}

/** Every item, or value of a map, wherever a version says what it is: one that had no schema of its own may have one now. */
function addEach(trail: Set<Pair>, owner: Pair, kind: 'items' | 'values'): void {
  const kinds = kind === 'items' ? ['items', 'index'] : ['values', 'pattern', 'property'];
  for (const { step, child } of owner.children) if (kinds.includes(step.kind)) addUnions(trail, child);
}

function mayBeScalar({ before, after }: Pair): boolean {
  return [before, after].some(
    (side) => side !== undefined && 'types' in side && (side.types & ~(ARRAY | OBJECT)) !== 0,
  );
}

/** A field that is copied as a whole is hurt by whatever happens below it; one without parts by other readings of it. */
function addBelow(trail: Set<Pair>, from: Pair, hasParts: boolean): void {
  const queue = [from];
  const seen = new Set<Pair>(queue);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    trail.add(next);
    for (const edge of next.children) {
      if (seen.has(edge.child) || !(hasParts || isInPlace(edge))) continue;
      seen.add(edge.child);
      queue.push(edge.child);
    }
  }
}
