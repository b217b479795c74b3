/** How an edge of the pair graph carries a value: a break below it is one above it, or perhaps not. */

import { type Step, withPartAt } from '../containment/isolate.ts';
import type { ContainmentOptions } from '../containment/options.ts';
import type { Edge, Picked } from '../diff/pair.ts';
import { type StepWithin, stepsWithin } from '../diff/within.ts';
import type { Json, Obj } from '../spec/spec-version.ts';

/** A JSON Schema (2020-12) that refers to nothing. */
export type Limit = Obj | true;

export function withinBoth(one: Limit, other: Limit): Limit {
  return one === true ? other : { allOf: [one, other] };
}

export type Planter = NonNullable<ContainmentOptions['plant']>;

export interface Passage {
  /** `fork`: what one branch refuses another may take, and one more that takes it may be one too many (`oneOf`). */
  readonly kind: 'plain' | 'fork';
  /** What is allowed more below is allowed more above, or the same: not so in `oneOf`. */
  readonly monotone: boolean;
  /** Values that are judged by what is below alone, for a discriminator picks it. */
  readonly picks?: Limit;
  /** Values above that hold, at the end of the edge, a value within the limit. */
  readonly around: (below: Limit) => Limit;
  /** Member names and item indices that lead there; undefined where the name is one of many. */
  readonly place: readonly Step[] | undefined;
}

/** The `around` of an edge both of whose ends hold the value. */
export function sameValue(below: Limit): Limit {
  return below;
}

const PLAIN: Passage = { kind: 'plain', monotone: true, around: sameValue, place: [] };

export function passageOf(edge: Edge): Passage {
  const own = ownPassage(edge);
  if (edge.within === undefined) return own;
  const inner = withinPassage(stepsWithin(edge));
  return {
    kind: own.kind === 'fork' ? 'fork' : inner.kind,
    monotone: own.monotone && inner.monotone,
    around: (below) => own.around(inner.around(below)),
    place: joined([own.place, inner.place]),
  };
}

/** The values that hold, at the end of a trail, this one. */
export function around(trail: readonly Edge[], value: Json): Limit {
  return above(trail, { const: value });
}

/** The values that hold something at the end of a trail. */
export function reaching(trail: readonly Edge[]): Limit {
  return above(trail, true);
}

/** Puts a value at the end of a trail. Undefined where the trail is not one place. */
export function planterOf(trail: readonly Edge[], value: Json): Planter | undefined {
  const place = joined(trail.map((edge) => passageOf(edge).place));
  return place && ((harmless) => withPartAt(harmless, place, value));
}

function above(trail: readonly Edge[], limit: Limit): Limit {
  return trail.reduceRight<Limit>((below, edge) => passageOf(edge).around(below), limit);
}

function ownPassage({ step, parent }: Edge): Passage {
  switch (step.kind) {
    case 'property':
      return plainTo(memberNamed(step.name));
    case 'items':
      return plainTo(itemAfter(fixedItems(edgeShape(parent))));
    case 'index':
      return plainTo(itemAfter(step.index));
    case 'values':
      return plainTo(anyMember(declaredNames(parent)));
    case 'pattern':
      return plainTo(patternedMember(step.pattern));
    case 'branch':
      return { ...PLAIN, kind: 'fork', monotone: !hasOneOf(parent), ...picksOf(step) };
    case 'inside':
      return { ...PLAIN, ...picksOf(step) };
    case 'part':
      return PLAIN;
  }
}

type Way = Pick<Passage, 'around' | 'place'>;

function plainTo(way: Way): Passage {
  return { ...PLAIN, ...way };
}

function picksOf({ picked }: { readonly picked?: Picked }): Pick<Passage, 'picks'> {
  return picked === undefined ? {} : { picks: memberOf(picked.name, { enum: picked.values }) };
}

function withinPassage(steps: readonly StepWithin[]): Passage {
  const isFork = steps.some(({ kind }) => kind === 'anyOf' || kind === 'oneOf');
  const ways = steps.map(wayOf);
  return {
    kind: isFork ? 'fork' : 'plain',
    monotone: steps.every(({ kind }) => kind !== 'oneOf'),
    around: (below) => ways.reduceRight<Limit>((inner, { around }) => around(inner), below),
    place: joined(ways.map(({ place }) => place)),
  };
}

function joined(places: readonly Passage['place'][]): Passage['place'] {
  const known = places.filter((place) => place !== undefined);
  return known.length === places.length ? known.flat() : undefined;
}

function wayOf(step: StepWithin): Way {
  switch (step.kind) {
    case 'property':
      return memberNamed(step.name);
    case 'pattern':
      return patternedMember(step.pattern);
    case 'index':
      return itemAfter(step.index);
    case 'items':
      return itemAfter(0);
    case 'values':
      return anyMember([]);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return PLAIN;
  }
}

function memberNamed(name: string): Way {
  return { around: (below) => memberOf(name, below), place: [name] };
}

function memberOf(name: string, below: Limit): Limit {
  return { type: 'object', required: [name], properties: { [name]: below } };
}

function itemAfter(count: number): Way {
  const before: Limit[] = new Array<Limit>(count).fill(true);
  return {
    around: (below) => ({ type: 'array', minItems: count + 1, prefixItems: [...before, below] }),
    place: [count],
  };
}

/** A member under a name that nothing declares. */
function anyMember(declared: readonly string[]): Way {
  const taken = new Set(declared);
  let name = 'key';
  for (let count = 2; taken.has(name); count++) name = `key${count}`;
  return memberNamed(name);
}

/** Some member has a name that matches: not all of those that do are outside. */
function patternedMember(pattern: string): Way {
  return {
    around: (below) => ({ type: 'object', not: { patternProperties: { [pattern]: { not: below } } } }),
    place: undefined,
  };
}

function hasOneOf(pair: Edge['parent']): boolean {
  const schema = edgeShape(pair);
  return [schema?.before, schema?.after].some((shape) => shape?.unions.some(({ kind }) => kind === 'oneOf'));
}

function edgeShape(pair: Edge['parent']) {
  return pair.kind === 'schema' ? pair : undefined;
}

function fixedItems(pair: ReturnType<typeof edgeShape>): number {
  return Math.max(pair?.before?.prefixItems?.length ?? 0, pair?.after?.prefixItems?.length ?? 0);
}

function declaredNames(pair: Edge['parent']): string[] {
  const schema = edgeShape(pair);
  return [...(schema?.before?.properties.keys() ?? []), ...(schema?.after?.properties.keys() ?? [])];
}
