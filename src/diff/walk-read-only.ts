/**
 * Members that requests had to have where some condition or alternative holds, and that are `readOnly` now. The walk does not
 * meet what is not required of all values, and no proof tells: such a member does not count in requests.
 */

import { type At, child, isObj } from '../spec/spec-version.ts';
import { type Patience, type Spot, spotsOf } from './everywhere.ts';
import { addPair, type Graph, link } from './graph.ts';
import { membersOf } from './members.ts';
import { INSIDE, type Kept, type PropertySide } from './pair.ts';
import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { unknownTo } from './unknown-keywords.ts';
import { contentKey } from './value-key.ts';
import { hides } from './walk-hidden.ts';

/** A member by the place of its object in the value. */
interface Member {
  readonly tokens: Spot['tokens'];
  readonly name: string;
  readonly side: PropertySide;
}

/** Schemas that are looked at in all, and below one pair. */
const MAX_VISITS = 200_000;
const MAX_BELOW = 2_000;

export function walkReadOnly(graph: Graph): void {
  const { before, after } = graph.shapes;
  const whole: Patience = { left: MAX_VISITS };
  const pairs = graph.pairs.filter((pair): pair is Kept<'schema'> => pair.kind === 'schema' && pair.status === 'kept');
  const told = toldIn(graph);
  for (const pair of pairs) {
    if (whole.left <= 0) return;
    if (pair.before === pair.after || !hides(pair)) continue;
    let former: Branches | undefined;
    const wasAsked: WasAsked = (branch, name) => {
      former ??= branchesIn(before, pair.before, whole);
      return former.get(branch)?.has(name) === true;
    };
    const marked = markedIn(after, pair.after, whole, wasAsked);
    if (marked.size === 0) continue;
    const [asked, known] = [askedIn(before, pair.before, whole), markedIn(before, pair.before, whole)];
    for (const [key, now] of marked) {
      const old = asked.get(key);
      if (old === undefined || known.has(key)) continue;
      const own = ownersOf(told, old.name);
      if (own.has(old.side.requiredAt?.parent?.value)) continue;
      own.add(old.side.requiredAt?.parent?.value);
      const property = addPair(graph, 'property', { before: old.side, after: now.side });
      link(pair, property, INSIDE, { within: [...now.tokens, 'properties', now.name] });
    }
  }
}

/** Lists that require a member of which that is told, by its name. */
type Told = Map<string, Set<unknown>>;

function toldIn({ pairs }: Graph): Told {
  const told: Told = new Map();
  for (const pair of pairs) {
    if (pair.kind !== 'property' || pair.status !== 'kept') continue;
    const { name, requiredAt } = pair.before;
    if (requiredAt !== undefined) ownersOf(told, name).add(requiredAt.parent?.value);
  }
  return told;
}

function ownersOf(told: Told, name: string): Set<unknown> {
  const owners = told.get(name) ?? new Set();
  told.set(name, owners);
  return owners;
}

/** Members that are asked for somewhere. */
function askedIn(shapes: Shapes, { parts }: Shape, whole: Patience): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  for (const { at, tokens } of spotsBelow(shapes, parts, whole)) {
    for (const { name, at: requiredAt } of namesAsked(shapes, at)) {
      const key = keyOf(tokens, name);
      if (!found.has(key))
        found.set(key, { tokens, name, side: sideOf(shapes, shapes.of([at], at), name, requiredAt) });
    }
  }
  return found;
}

/** Names that what hangs on one condition asks for. */
type Branches = ReadonlyMap<string, ReadonlySet<string>>;

type WasAsked = (branch: string, name: string) => boolean;

function branchesIn(shapes: Shapes, { parts }: Shape, whole: Patience): Branches {
  const found = new Map<string, ReadonlySet<string>>();
  for (const spot of spotsBelow(shapes, parts, whole)) {
    const branch = branchOf(spot);
    if (branch !== undefined)
      found.set(branch, new Set([...(found.get(branch) ?? []), ...namesBelow(shapes, spot.at)]));
  }
  return found;
}

/** The same in two versions where it hangs on the same condition. */
function branchOf({ at: { token, parent }, tokens }: Spot): string | undefined {
  if (parent?.token === 'dependentSchemas') return JSON.stringify([tokens, 'dependentSchemas', token]);
  if ((token !== 'then' && token !== 'else') || !isObj(parent?.value)) return undefined;
  return JSON.stringify([tokens, token, contentKey(parent.value['if'])]);
}

function namesBelow(shapes: Shapes, at: At): ReadonlySet<string> {
  const spots = spotsOf(shapes.document, [at], { left: MAX_BELOW }, false);
  return new Set(spots.flatMap((spot) => namesAsked(shapes, spot.at).map(({ name }) => name)));
}

/**
 * Members that are `readOnly`: of all values, or where they are asked for, or were. What one alternative says of a member
 * that another one asks for is nothing to that.
 */
function markedIn(
  shapes: Shapes,
  whole: Shape,
  patience: Patience,
  wasAsked: WasAsked = () => false,
): ReadonlyMap<string, Member> {
  const found = new Map<string, Member>();
  const mark = (owner: Shape, tokens: Spot['tokens'], name: string) => {
    const key = keyOf(tokens, name);
    if (!found.has(key)) found.set(key, { tokens, name, side: sideOf(shapes, owner, name, owner.at) });
  };
  for (const name of readOnlyIn(shapes, whole)) mark(whole, [], name);
  for (const spot of spotsBelow(shapes, whole.parts, patience)) {
    const { at, tokens } = spot;
    if (!isObj(at.value)) continue;
    const shape = shapes.of([at], at);
    const names = readOnlyIn(shapes, shape);
    if (names.length === 0) continue;
    const asked = namesBelow(shapes, at);
    const branch = branchOf(spot);
    for (const name of names)
      if (asked.has(name) || (branch !== undefined && wasAsked(branch, name))) mark(shape, tokens, name);
  }
  return found;
}

function readOnlyIn(shapes: Shapes, { properties, at }: Shape): string[] {
  return [...properties.values()].flatMap(({ name, schemas }) => (shapes.of(schemas, at).readOnly ? [name] : []));
}

function spotsBelow({ document }: Shapes, parts: Shape['parts'], whole: Patience): readonly Spot[] {
  const patience: Patience = { left: Math.min(MAX_BELOW, whole.left) };
  const given = patience.left;
  const schemas = parts.map(({ at }) => at);
  const spots = spotsOf(document, schemas, patience);
  whole.left -= given - patience.left;
  return spots;
}

/** By `required`, and by `dependentRequired`, where the dialect has it. */
function namesAsked({ document }: Shapes, at: At): { readonly name: string; readonly at: At }[] {
  const isUnknown = unknownTo(document.spec.dialect).has('dependentRequired');
  const dependent = isUnknown ? [] : membersOf(child(at, 'dependentRequired')).map(({ member }) => member);
  return [child(at, 'required'), ...dependent].flatMap((list) =>
    membersOf(list).flatMap(({ member }) =>
      typeof member.value === 'string' ? [{ name: member.value, at: member }] : [],
    ),
  );
}

function sideOf(shapes: Shapes, owner: Shape, name: string, requiredAt: At): PropertySide {
  const schemas = owner.properties.get(name)?.schemas ?? [];
  return {
    name,
    at: schemas[0] ?? requiredAt,
    required: true,
    requiredAt,
    shape: shapes.of(schemas, requiredAt),
    owner,
  };
}

function keyOf(tokens: Spot['tokens'], name: string): string {
  return JSON.stringify([...tokens, name]);
}
