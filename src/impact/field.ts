/** Follows a field path through shapes: what is there, whether it must be there, and what was passed on the way. */

import { tagsPicking } from '../diff/discriminator.ts';
import { inPlaceOf } from '../diff/members.ts';
import type { Branch, Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, OBJECT } from '../diff/types.ts';
import type { PathStep } from '../manifest/manifest.ts';
import type { At } from '../spec/spec-version.ts';
import { accepts } from './accept.ts';
import { type Fixed, type Pick, pickedBranches, picksAt, schemasAt } from './picked.ts';

/** One step of a way: from a shape to the one below it. */
export interface Passed {
  readonly step: PathStep;
  readonly from: Shape;
  readonly to: Shape;
  /** The shape that declares the member: `from`, or a branch of its unions. */
  readonly owner: Shape;
  /** A member that must be present in its object; always true for items. */
  readonly required: boolean;
  /** Of an item or a value that has a schema of its own: its place, its name, or the pattern of that. */
  readonly place?: string;
}

/** One way to the field; a path through a union has one for each branch that knows it. */
export interface Way {
  readonly start: Shape;
  readonly passed: readonly Passed[];
  readonly shape: Shape;
  /** What the description says of it, where more is known: `shape` says both. */
  readonly whole?: Shape;
  /** The description does not list the field: it lies in an object that takes any name. */
  readonly free: boolean;
}

/** What the description says of the end of a way, whatever else is known. */
export function describedAt({ shape, whole = shape }: Way): Shape {
  return whole;
}

export type Field =
  | { readonly found: true; readonly ways: readonly Way[] }
  /** `ways` lead as far as the path goes; `names` are what could follow there. */
  | {
      readonly found: false;
      readonly ways: readonly Way[];
      readonly step: PathStep;
      readonly names: readonly string[];
    };

/** A path may fork at each union; more ways than this are cut off. */
const MAX_WAYS = 64;
const MAX_UNION_DEPTH = 8;

/**
 * `throughLists`: a name that is asked of a list is asked of its items, as JSONata does. `fixed`: what else is known to be
 * in the same body.
 */
export function followPath(
  shapes: Shapes,
  start: Shape,
  steps: readonly PathStep[],
  { throughLists = false, fixed = [] }: { readonly throughLists?: boolean; readonly fixed?: readonly Fixed[] } = {},
): Field {
  let ways: Way[] = [{ start, passed: [], shape: start, free: false }];
  for (const [index, step] of steps.entries()) {
    const picks = picksAt(fixed, steps.slice(0, index));
    const next: Way[] = [];
    if (throughLists && step.kind === 'name') ways = ways.map((one) => intoLists(shapes, one));
    for (const way of ways) {
      for (const member of stepInto(shapes, way.shape, step, picks)) {
        const at = member.schemas[0] ?? way.shape.at;
        const whole = shapes.of(member.schemas, at);
        const known = index === steps.length - 1 ? schemasAt(fixed, steps) : [];
        // Of a list a condition sees the elements.
        const isKnown = known.length > 0 && (whole.types & (ARRAY | OBJECT)) === 0;
        const to = isKnown ? shapes.of([...member.schemas, ...known.map((one) => inPlaceOf(at, one))], at) : whole;
        next.push({
          start,
          passed: [...way.passed, passing(step, way.shape, to, member)],
          shape: to,
          ...(isKnown && { whole }),
          free: way.free || member.free,
        });
      }
    }
    if (next.length === 0)
      return {
        found: false,
        ways,
        step,
        names: [...new Set(ways.flatMap((way) => namesIn(shapes, way.shape, 0, picks)))],
      };
    ways = next.slice(0, MAX_WAYS);
  }
  return { found: true, ways };
}

const MAX_LISTS = 4;

function intoLists(shapes: Shapes, start: Way): Way {
  let way = start;
  const step: PathStep = { kind: 'items' };
  for (let depth = 0; depth < MAX_LISTS && (way.shape.types & (ARRAY | OBJECT)) === ARRAY; depth++) {
    const [member] = stepInto(shapes, way.shape, step);
    if (member === undefined) break;
    const to = shapes.of(member.schemas, member.schemas[0] ?? way.shape.at);
    way = {
      start: way.start,
      passed: [...way.passed, passing(step, way.shape, to, member)],
      shape: to,
      free: way.free || member.free,
    };
  }
  return way;
}

function passing(step: PathStep, from: Shape, to: Shape, { owner, required, place }: Member): Passed {
  return { step, from, to, owner, required, ...(place !== undefined && { place }) };
}

interface Member {
  readonly owner: Shape;
  readonly schemas: readonly At[];
  readonly required: boolean;
  readonly free: boolean;
  readonly place?: string;
}

function stepInto(shapes: Shapes, shape: Shape, step: PathStep, picks: readonly Pick[] = []): Member[] {
  switch (step.kind) {
    case 'name':
      return membersNamed(shapes, shape, step.name, 0, picks);
    case 'items':
      return inBranches(shapes, shape, 0, itemsOf);
    case 'index':
      return inBranches(shapes, shape, 0, (one) => itemAt(one, step.index));
    case 'match':
      return inBranches(shapes, shape, 0, itemsOf).flatMap((member) => matching(shapes, member, step));
    case 'values':
      return inBranches(shapes, shape, 0, valuesOf);
  }
}

/**
 * Items of a list by the value of one member. Where items are alternatives, only those whose member may have the value are
 * meant: `methods[?@.type == 'card']` names the branch of cards. Items without such a member are none of them.
 */
function matching(shapes: Shapes, member: Member, step: PathStep & { readonly kind: 'match' }): Member[] {
  const at = member.schemas[0] ?? member.owner.at;
  const whole = shapes.of(member.schemas, at);
  const optional = { ...member, required: false };
  if (member.free) return [optional];
  const takesValue = (item: Shape) =>
    membersNamed(shapes, item, step.name, 0).some(
      ({ schemas, free }) => free || accepts(shapes, shapes.of(schemas, item.at), step.value) !== 'no',
    );
  const all = branchesOf(whole);
  const tagged = all.filter((branch) => isTagged(whole, branch, step));
  const branches = (tagged.length > 0 ? tagged : all).filter((branch) => takesValue(shapes.of([branch.at], branch.at)));
  if (branches.length === 0) return takesValue(whole) ? [optional] : [];
  const chosen = branches.map((branch): Member => ({ ...optional, schemas: [branch.at] }));
  return whole.properties.size === 0 ? chosen : [...chosen, optional];
}

/** A discriminator says which alternative a value picks, even where the member itself takes any text. */
function isTagged({ discriminator }: Shape, branch: Branch, { name, value }: PathStep & { readonly kind: 'match' }) {
  return discriminator?.propertyName === name && tagsPicking(discriminator, branch).some((tag) => tag === value);
}

function itemAt(shape: Shape, index: number): Member[] {
  if ((shape.types & ARRAY) === 0) return [];
  const fixed = shape.prefixItems?.[index];
  const schemas = fixed === undefined ? (shape.items ?? []) : [fixed];
  const required = index < (shape.minItems?.value ?? 0);
  return [{ owner: shape, schemas, required, free: schemas.length === 0 }];
}

/** Those that have a place of their own, and the rest. */
function itemsOf(shape: Shape): Member[] {
  if ((shape.types & ARRAY) === 0) return [];
  const placed = (shape.prefixItems ?? []).map((fixed, index) => [String(index), [fixed]] as const);
  return eachOf(shape, placed, shape.items ?? []);
}

/** Those with names of their own, or names of a pattern, and the rest. */
function valuesOf(shape: Shape): Member[] {
  if ((shape.types & OBJECT) === 0) return [];
  const { additional, properties, patternProperties } = shape;
  const named = [...[...properties].map(([name, { schemas }]) => [name, schemas] as const), ...patternProperties];
  if (additional === 'closed' && named.length === 0) return [];
  return eachOf(shape, named, typeof additional === 'string' ? [] : additional);
}

/** The rest of which nothing is said is no way of its own beside others. */
function eachOf(owner: Shape, placed: readonly (readonly [string, readonly At[]])[], rest: readonly At[]): Member[] {
  const own = placed.map(([place, schemas]) => ({ owner, schemas, required: true, free: false, place }));
  const isNone = rest.length === 0 || rest.some(({ value }) => value === false);
  return isNone && own.length > 0 ? own : [...own, { owner, schemas: rest, required: true, free: rest.length === 0 }];
}

/** Of the shape itself, or of each branch of its unions that has it. */
function inBranches(shapes: Shapes, shape: Shape, depth: number, of: (shape: Shape) => Member[]): Member[] {
  const own = of(shape);
  if (own.some(({ free }) => !free) || shape.unions.length === 0 || depth > MAX_UNION_DEPTH) return own;
  // What takes anything by itself takes what its alternatives take: of objects only, it is no list.
  return branchesOf(shape).flatMap((branch) => inBranches(shapes, shapes.of([branch.at], branch.at), depth + 1, of));
}

function membersNamed(
  shapes: Shapes,
  shape: Shape,
  name: string,
  depth: number,
  picks: readonly Pick[] = [],
): Member[] {
  if ((shape.types & OBJECT) === 0) return [];
  const declared = shape.properties.get(name)?.schemas;
  const required = shape.required.has(name);
  if (shape.unions.length > 0 && depth <= MAX_UNION_DEPTH) {
    // Who asks for a member means no text and no list: whether these may be there instead is asked of the holder.
    const found = meantIn(shapes, shape, picks)
      .map((branch) => shapes.of([branch.at], branch.at))
      .filter(({ types }) => (types & OBJECT) !== 0)
      .map((one) => membersNamed(shapes, one, name, depth + 1, picks));
    const listed = found.flat().filter((member) => !member.free);
    if (listed.length > 0) {
      const everywhere = found.every((members) => members.length > 0);
      return listed.map((member) => ({
        owner: member.owner,
        schemas: [...(declared ?? []), ...member.schemas],
        required: required || (everywhere && member.required),
        free: false,
      }));
    }
  }
  if (declared !== undefined) return [{ owner: shape, schemas: declared, required, free: false }];
  if (typeof shape.additional !== 'string') return [{ owner: shape, schemas: shape.additional, required, free: false }];
  // An object that lists no names and takes any: the description says nothing about the field, for or against.
  const bare = shape.additional === 'open' && shape.properties.size === 0 && shape.unions.length === 0;
  return bare ? [{ owner: shape, schemas: [], required, free: true }] : [];
}

function branchesOf(shape: Shape): readonly Branch[] {
  return shape.unions.flatMap((union) => union.branches);
}

function meantIn(shapes: Shapes, shape: Shape, picks: readonly Pick[]): Branch[] {
  return shape.unions.flatMap(({ branches }) => pickedBranches(shapes, shape, branches, picks));
}

function namesIn(shapes: Shapes, shape: Shape, depth: number, picks: readonly Pick[]): string[] {
  const below =
    depth > 3
      ? []
      : meantIn(shapes, shape, picks).flatMap((branch) =>
          namesIn(shapes, shapes.of([branch.at], branch.at), depth + 1, picks),
        );
  return [...shape.properties.keys(), ...below, ...namesInItems(shapes, shape, depth)];
}

/** Of a list, as they are written after its name: a forgotten `[*]` is the likeliest mistake. */
function namesInItems(shapes: Shapes, shape: Shape, depth: number): string[] {
  const items = depth > 3 || (shape.types & (ARRAY | OBJECT)) !== ARRAY ? undefined : shape.items;
  const [first] = items ?? [];
  if (items === undefined || first === undefined) return [];
  return namesIn(shapes, shapes.of(items, first), depth + 1, []).map(
    (name) => `[*]${name.startsWith('[') ? '' : '.'}${name}`,
  );
}
