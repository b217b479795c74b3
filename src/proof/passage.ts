/** How an edge of the pair graph carries a value: a break below it is one above it, or perhaps not. */

import type { Edge, Picked } from '../diff/pair.ts';
import { type StepWithin, stepsWithin } from '../diff/within.ts';
import type { Obj } from '../spec/spec-version.ts';

/** A JSON Schema (2020-12) that refers to nothing. */
export type Limit = Obj | true;

export function withinBoth(one: Limit, other: Limit): Limit {
  return one === true ? other : { allOf: [one, other] };
}

export interface Passage {
  /** `fork`: what one branch refuses another may take, and one more that takes it may be one too many (`oneOf`). */
  readonly kind: 'plain' | 'fork';
  /** What is allowed more below is allowed more above, or the same: not so in `oneOf`. */
  readonly monotone: boolean;
  /** Values that are judged by what is below alone, for a discriminator picks it. */
  readonly picks?: Limit;
  /** Values above that hold, at the end of the edge, a value within the limit. */
  readonly around: (below: Limit) => Limit;
}

/** The `around` of an edge both of whose ends hold the value. */
export function sameValue(below: Limit): Limit {
  return below;
}

const PLAIN: Passage = { kind: 'plain', monotone: true, around: sameValue };

export function passageOf(edge: Edge): Passage {
  const own = ownPassage(edge);
  if (edge.within === undefined) return own;
  const inner = withinPassage(stepsWithin(edge));
  return {
    kind: own.kind === 'fork' ? 'fork' : inner.kind,
    monotone: own.monotone && inner.monotone,
    around: (below) => own.around(inner.around(below)),
  };
}

function ownPassage({ step, parent }: Edge): Passage {
  switch (step.kind) {
    case 'property':
      return { ...PLAIN, around: (below) => memberOf(step.name, below) };
    case 'items':
      return { ...PLAIN, around: (below) => itemAfter(fixedItems(edgeShape(parent)), below) };
    case 'index':
      return { ...PLAIN, around: (below) => itemAfter(step.index, below) };
    case 'values':
      return { ...PLAIN, around: (below) => anyMember(declaredNames(parent), below) };
    case 'pattern':
      return { ...PLAIN, around: (below) => patternedMember(step.pattern, below) };
    case 'branch':
      return { kind: 'fork', monotone: !hasOneOf(parent), around: PLAIN.around, ...picksOf(step) };
    case 'inside':
      return { ...PLAIN, ...picksOf(step) };
    case 'part':
      return PLAIN;
  }
}

function picksOf({ picked }: { readonly picked?: Picked }): Pick<Passage, 'picks'> {
  return picked === undefined ? {} : { picks: memberOf(picked.name, { enum: picked.values }) };
}

function withinPassage(steps: readonly StepWithin[]): Passage {
  const isFork = steps.some(({ kind }) => kind === 'anyOf' || kind === 'oneOf');
  const arounds = steps.map(aroundOf);
  return {
    kind: isFork ? 'fork' : 'plain',
    monotone: steps.every(({ kind }) => kind !== 'oneOf'),
    around: (below) => arounds.reduceRight<Limit>((inner, around) => around(inner), below),
  };
}

function aroundOf(step: StepWithin): Passage['around'] {
  switch (step.kind) {
    case 'property':
      return (below) => memberOf(step.name, below);
    case 'pattern':
      return (below) => patternedMember(step.pattern, below);
    case 'index':
      return (below) => itemAfter(step.index, below);
    case 'items':
      return (below) => itemAfter(0, below);
    case 'values':
      return (below) => anyMember([], below);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return sameValue;
  }
}

function memberOf(name: string, below: Limit): Limit {
  return { type: 'object', required: [name], properties: { [name]: below } };
}

function itemAfter(count: number, below: Limit): Limit {
  const before: Limit[] = new Array<Limit>(count).fill(true);
  return { type: 'array', minItems: count + 1, prefixItems: [...before, below] };
}

/** A member under a name that nothing declares. */
function anyMember(declared: readonly string[], below: Limit): Limit {
  const taken = new Set(declared);
  let name = 'key';
  for (let count = 2; taken.has(name); count++) name = `key${count}`;
  return memberOf(name, below);
}

/** Some member has a name that matches: not all of those that do are outside. */
function patternedMember(pattern: string, below: Limit): Limit {
  return { type: 'object', not: { patternProperties: { [pattern]: { not: below } } } };
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
