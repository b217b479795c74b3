/**
 * What the walk does not meet, and no proof tells, since it is about more than values: discriminators, what texts hold and lists
 * that may grow, below conditions and below alternatives that have no counterpart. Two schemas are compared that speak of the same
 * place of the value, and of the same alternatives.
 */

import { nameIn } from '../spec/reference.ts';
import { isObj } from '../spec/spec-version.ts';
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
}

/** Schemas that are looked at in all, and below one pair. */
const MAX_VISITS = 200_000;
const MAX_BELOW = 2_000;
/** Of more that speak of one place nobody could tell which is which. */
const MAX_ALIKE = 50;

export function walkHidden(graph: Graph): void {
  const patience: Patience = { left: MAX_VISITS };
  const compared = new Map<unknown, Set<unknown>>();
  const pairs = graph.pairs.filter((pair): pair is Kept<'schema'> => pair.kind === 'schema' && pair.status === 'kept');
  for (const { before, after } of pairs) meet(compared, before, after);
  for (const pair of pairs) {
    if (patience.left <= 0) return;
    if (pair.before === pair.after || !hides(pair)) continue;
    const old = toldIn(graph.shapes.before, pair.before, patience);
    if (old.size === 0) continue;
    for (const [place, nows] of toldIn(graph.shapes.after, pair.after, patience)) {
      for (const [was, is] of matched(old.get(place) ?? [], nows)) {
        if (compared.get(keyOf(was.shape))?.has(keyOf(is.shape)) || saysSame(was, is)) continue;
        meet(compared, was.shape, is.shape);
        const { tokens } = is.spot;
        const step = { kind: 'branch', label: is.shape.discriminator?.propertyName ?? '' } as const;
        link(pair, schemaPair(graph, was.shape, is.shape), step, tokens.length > 0 ? { within: tokens } : {});
      }
    }
  }
}

function meet(compared: Map<unknown, Set<unknown>>, before: Shape, after: Shape): void {
  const key = keyOf(before);
  compared.set(key, (compared.get(key) ?? new Set()).add(keyOf(after)));
}

/** One discriminator may stand in several shapes. */
function keyOf(shape: Shape): unknown {
  return shape.discriminator?.at.value ?? shape;
}

/** Something is said below conditions, or below alternatives, that the walk may not meet. */
export function hides(pair: Kept<'schema'>): boolean {
  const { before, after } = pair;
  if (before.conditions.size + after.conditions.size > 0 || compositionDiffers(pair)) return true;
  return pair.children.some(({ child }) => child.kind === 'branch');
}

const TELLING = ['discriminator', 'contentEncoding', 'contentMediaType', 'format', 'x-extensible-enum'] as const;

/** By what is told, and the place in the value. */
function toldIn(shapes: Shapes, { parts }: Shape, whole: Patience): ReadonlyMap<string, Found[]> {
  const patience: Patience = { left: Math.min(MAX_BELOW, whole.left) };
  const [given, found] = [patience.left, new Map<string, Found[]>()];
  const schemas = parts.map(({ at }) => at);
  for (const spot of spotsOf(shapes.document, schemas, patience)) {
    const { value } = spot.at;
    if (!isObj(value) || TELLING.every((keyword) => value[keyword] === undefined)) continue;
    const shape = shapes.of([spot.at], spot.at);
    const { discriminator, encoding, content, extensible } = shape;
    if ([discriminator, encoding, content, extensible].every((one) => one === undefined)) continue;
    const place = `${discriminator === undefined} ${JSON.stringify(spot.tokens)}`;
    const known = found.get(place) ?? [];
    found.set(place, known);
    if (known.length < MAX_ALIKE && !known.some((one) => one.shape === shape)) known.push({ spot, shape });
  }
  whole.left -= given - patience.left;
  return found;
}

function* matched(before: readonly Found[], after: readonly Found[]): Iterable<readonly [Found, Found]> {
  if (Math.max(before.length, after.length) === MAX_ALIKE) return;
  const rest = new Set(after);
  const alone: Found[] = [];
  for (const old of before) {
    const now = [...rest].find((one) => sameJson(contentOf(one), contentOf(old)));
    if (now === undefined) alone.push(old);
    else {
      rest.delete(now);
      yield [old, now];
    }
  }
  const [old, now] = [alone[0], [...rest][0]];
  if (alone.length === 1 && rest.size === 1 && old !== undefined && now !== undefined) yield [old, now];
}

/** The alternatives that are told apart, or the kinds of a base; else all that is said. */
function contentOf({ shape: { unions, discriminator, at } }: Found): unknown {
  if (discriminator === undefined) return at.value;
  const refs = unions.flatMap(({ branches }) => branches.flatMap(({ ref }) => ref ?? []));
  return [...new Set([...refs.map(nameIn), ...discriminator.tags.keys()])].sort();
}

function saysSame(before: Found, after: Found): boolean {
  const [old, now] = [before.shape.discriminator, after.shape.discriminator];
  if (old === undefined || now === undefined)
    return before.shape.inner === undefined && sameJson(before.shape.at.value, after.shape.at.value);
  return sameJson(told(old), told(now)) && sameJson(contentOf(before), contentOf(after));
}

function told({ propertyName, tags, otherwise = '', kinds }: Discriminator): object {
  return {
    propertyName,
    otherwise,
    tags: Object.fromEntries([...tags].map(([target, values]) => [target, [...values].sort()])),
    kinds: [...(kinds?.keys() ?? [])].sort(),
  };
}
