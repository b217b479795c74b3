/**
 * Discriminators that the walk does not meet: below conditions, and below alternatives that have no counterpart. Two of them are
 * compared that speak of the same place of the value and tell the same schemas apart.
 */

import { type Patience, type Spot, spotsOf } from './everywhere.ts';
import { type Graph, link, schemaPair } from './graph.ts';
import type { Kept } from './pair.ts';
import { sameJson } from './same.ts';
import type { Discriminator, Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { compositionDiffers } from './walk-schema.ts';

interface Found {
  readonly spot: Spot;
  readonly shape: Shape;
  readonly discriminator: Discriminator;
}

/** Schemas that are looked at in all, and below one pair. */
const MAX_VISITS = 200_000;
const MAX_BELOW = 2_000;

export function walkHidden(graph: Graph): void {
  const patience: Patience = { left: MAX_VISITS };
  const compared = new Map<unknown, Set<unknown>>();
  const pairs = graph.pairs.filter((pair): pair is Kept<'schema'> => pair.kind === 'schema' && pair.status === 'kept');
  for (const { before, after } of pairs) meet(compared, before, after);
  for (const pair of pairs) {
    if (patience.left <= 0) return;
    if (pair.before === pair.after || !hides(pair)) continue;
    const old = discriminatorsOf(graph.shapes.before, pair.before, patience);
    if (old.size === 0) continue;
    for (const [place, nows] of discriminatorsOf(graph.shapes.after, pair.after, patience)) {
      for (const [was, is] of matched(old.get(place) ?? [], nows)) {
        if (compared.get(was.discriminator.at.value)?.has(is.discriminator.at.value) || saysSame(was, is)) continue;
        meet(compared, was.shape, is.shape);
        const { tokens } = is.spot;
        const step = { kind: 'branch', label: is.discriminator.propertyName } as const;
        link(pair, schemaPair(graph, was.shape, is.shape), step, tokens.length > 0 ? { within: tokens } : {});
      }
    }
  }
}

function meet(compared: Map<unknown, Set<unknown>>, before: Shape, after: Shape): void {
  if (before.discriminator === undefined || after.discriminator === undefined) return;
  const key = before.discriminator.at.value;
  compared.set(key, (compared.get(key) ?? new Set()).add(after.discriminator.at.value));
}

function hides(pair: Kept<'schema'>): boolean {
  const { before, after } = pair;
  if (before.conditions.size + after.conditions.size > 0 || compositionDiffers(pair)) return true;
  return pair.children.some(({ child }) => child.kind === 'branch');
}

/** By their place in the value. */
function discriminatorsOf(shapes: Shapes, { parts }: Shape, whole: Patience): ReadonlyMap<string, Found[]> {
  const patience: Patience = { left: Math.min(MAX_BELOW, whole.left) };
  const [given, found] = [patience.left, new Map<string, Found[]>()];
  const schemas = parts.map(({ at }) => at);
  for (const spot of spotsOf(shapes.document, schemas, patience)) {
    if ((spot.at.value as { readonly discriminator?: unknown }).discriminator === undefined) continue;
    const shape = shapes.of([spot.at], spot.at);
    const { discriminator } = shape;
    if (discriminator === undefined) continue;
    const place = JSON.stringify(spot.tokens);
    const known = found.get(place) ?? [];
    found.set(place, known);
    if (!known.some((one) => one.spot.at.value === spot.at.value)) known.push({ spot, shape, discriminator });
  }
  whole.left -= given - patience.left;
  return found;
}

function* matched(before: readonly Found[], after: readonly Found[]): Iterable<readonly [Found, Found]> {
  const rest = new Set(after);
  const alone: Found[] = [];
  for (const old of before) {
    const now = [...rest].find((one) => sameJson(targetsOf(one), targetsOf(old)));
    if (now === undefined) alone.push(old);
    else {
      rest.delete(now);
      yield [old, now];
    }
  }
  const [old, now] = [alone[0], [...rest][0]];
  if (alone.length === 1 && rest.size === 1 && old !== undefined && now !== undefined) yield [old, now];
}

/** What is told apart: the alternatives, or the kinds of a base. */
function targetsOf({ shape, discriminator: { tags } }: Found): string[] {
  const refs = shape.unions.flatMap(({ branches }) => branches.flatMap(({ ref }) => ref ?? []));
  return [...new Set([...refs.map(lastOf), ...tags.keys()])].sort();
}

function lastOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function saysSame(before: Found, after: Found): boolean {
  const [old, now] = [before, after].map(({ discriminator: { propertyName, tags, otherwise = '', kinds } }) => ({
    propertyName,
    otherwise,
    tags: Object.fromEntries([...tags].map(([target, values]) => [target, [...values].sort()])),
    kinds: [...(kinds?.keys() ?? [])].sort(),
  }));
  return sameJson(old, now) && sameJson(targetsOf(before), targetsOf(after));
}
