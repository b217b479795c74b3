/** The fields of a message: where each lies, what it is called, and what it may hold. */

import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING } from '../diff/types.ts';
import type { PathStep } from '../manifest/manifest.ts';
import { isObj } from '../spec/spec-version.ts';
import { wordsOf } from './words.ts';

export interface Leaf {
  readonly steps: readonly PathStep[];
  /** `$request.path.id` instead of a path in the body. */
  readonly parameter?: string;
  /** Words of each name on the way, the field's own last. */
  readonly names: readonly (readonly string[])[];
  readonly shape: Shape;
  /** Every object on the way has it, and so has the last. */
  readonly required: boolean;
  /** So many steps lead to what need not be there; whatever is, has all that follows. */
  readonly optional: number;
  /** Lists on the way, those of the message's frame left out. */
  readonly lists: number;
  /** Alternatives on the way that the value need not be. */
  readonly branches: number;
  readonly about: readonly string[];
}

const SCALARS = STRING | NUMBER | BOOLEAN;
const MAX_LEAVES = 500;
const MAX_DEPTH = 5;

interface Node {
  readonly shape: Shape;
  readonly steps: readonly PathStep[];
  readonly names: readonly (readonly string[])[];
  readonly optional: number;
  readonly lists: number;
  readonly branches: number;
  readonly above: ReadonlySet<number>;
}

/** Breadth first: what is near the top of a message is what integrations map. `skip`: what cannot be read, or not written. */
export function leavesOf(shapes: Shapes, body: Shape, frame: Frame, skip: 'readOnly' | 'writeOnly'): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const top = { names: [], optional: 0, lists: 0, branches: 0, above: new Set<number>() };
  const [framed] = frame.steps;
  let level: Node[] = [{ ...frame, ...top }];
  // What stands beside the frame of a request comes after it: an idempotency key. Beside a list that is read stands how to read on.
  const isPage = skip === 'writeOnly' && frame.steps.at(-1)?.kind === 'items';
  if (framed?.kind === 'name' && !isPage) level.push({ shape: body, steps: [], ...top });
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: Node[] = [];
    for (const node of level) {
      for (const child of childrenOf(shapes, node, skip)) {
        // One object may have thousands, and each is held against each of the other side.
        if (leaves.length >= MAX_LEAVES) return leaves;
        if (node.steps.length === 0 && isFramed(child, framed)) continue;
        const types = typesOf(shapes, child.shape, 0);
        // What may be a plain value is one: nobody can rely on the object that it may also be.
        if ((types & SCALARS) !== 0 && types !== ANY) leaves.push(leafOf(child));
        else if (types !== ANY && !child.above.has(child.shape.id)) next.push(child);
      }
    }
    level = next.slice(0, MAX_LEAVES);
  }
  return leaves;
}

function isFramed({ steps: [step] }: Node, framed: PathStep | undefined): boolean {
  return step?.kind === 'name' && framed?.kind === 'name' && step.name === framed.name;
}

function leafOf({ shape, steps, names, optional, lists, branches }: Node): Leaf {
  return { shape, steps, names, required: optional === 0, optional, lists, branches, about: aboutOf(shape) };
}

/** Words of the description, without its long tail. */
function aboutOf(shape: Shape): readonly string[] {
  const value = shape.at.value;
  const text = isObj(value) && typeof value['description'] === 'string' ? value['description'] : '';
  return wordsOf(text.slice(0, 120)).slice(0, 10);
}

function childrenOf(
  shapes: Shapes,
  { shape, steps, names, optional, lists, branches, above }: Node,
  skip: 'readOnly' | 'writeOnly',
): Node[] {
  const inside = new Set(above).add(shape.id);
  const children: Node[] = [];
  for (const part of partsOf(shapes, shape, 0)) {
    const passed = branches + (part === shape ? 0 : 1);
    for (const [name, { schemas }] of part.properties) {
      const inner = shapes.of(schemas, part.at);
      if (inner[skip]) continue;
      children.push({
        shape: inner,
        steps: [...steps, { kind: 'name', name }],
        names: [...names, wordsOf(name)],
        optional: part.required.has(name) && part === shape ? optional : steps.length + 1,
        lists,
        branches: passed,
        above: inside,
      });
    }
    if (part.properties.size === 0 && typeof part.additional !== 'string' && part === shape) {
      const inner = shapes.of(part.additional, part.at);
      children.push({
        shape: inner,
        steps: [...steps, { kind: 'values' }],
        names,
        optional: steps.length + 1,
        lists,
        branches: passed,
        above: inside,
      });
    }
    if ((part.types & ARRAY) !== 0 && part.items !== undefined && part.items.length > 0) {
      const inner = shapes.of(part.items, part.at);
      children.push({
        shape: inner,
        steps: [...steps, { kind: 'items' }],
        names,
        optional,
        lists: lists + 1,
        branches: passed,
        above: inside,
      });
    }
  }
  const seen = new Set<string>();
  return children.filter((child) => {
    const last = child.steps.at(-1);
    const key = last?.kind === 'name' ? `.${last.name}` : (last?.kind ?? '');
    return !seen.has(key) && seen.add(key);
  });
}

/** A union that says no type of its own has those of its branches. */
function typesOf(shapes: Shapes, shape: Shape, depth: number): number {
  if (depth > 3) return shape.types;
  return shape.unions.reduce((types, { branches, orNull }) => {
    const inner = branches.map((branch) => typesOf(shapes, shapes.of([branch.at], branch.at), depth + 1));
    return types & inner.reduce((all, one) => all | one, orNull === true ? NULL : 0);
  }, shape.types);
}

/** The shape, and the branches of its unions. */
function partsOf(shapes: Shapes, shape: Shape, depth: number): Shape[] {
  if (depth > 3) return [shape];
  const branches = shape.unions.flatMap((union) => union.branches);
  return [shape, ...branches.flatMap((branch) => partsOf(shapes, shapes.of([branch.at], branch.at), depth + 1))];
}

export interface Frame {
  readonly shape: Shape;
  readonly steps: readonly PathStep[];
}

/** What a message is about, by words for it: the items of a list, or of the list of objects in it (`{ data: […], nextCursor }`); else the message itself. */
export function frameOf(shapes: Shapes, body: Shape, about: readonly string[]): Frame {
  if ((body.types & ARRAY) !== 0 && body.items !== undefined && body.items.length > 0 && (body.types & OBJECT) === 0)
    return { shape: shapes.of(body.items, body.at), steps: [{ kind: 'items' }] };
  const members = [...body.properties].map(([name, { schemas }]) => ({ name, shape: shapes.of(schemas, body.at) }));
  const lists = members.filter(({ shape }) => isListOfObjects(shapes, shape));
  const objects = members.filter(({ shape }) => (shape.types & OBJECT) !== 0 && shape.types !== ANY);
  const isNamed = ({ name }: { readonly name: string }) => wordsOf(name).some((word) => about.includes(word));
  const list = lists.length === 1 && objects.length === 0 ? lists[0] : lists.find(isNamed);
  if (list !== undefined && members.length <= MAX_FRAME) {
    const items = shapes.of(list.shape.items ?? [], list.shape.at);
    return { shape: items, steps: [{ kind: 'name', name: list.name }, { kind: 'items' }] };
  }
  // `{ order: {…}, idempotency_key }`
  const inner = objects.length === 1 ? objects[0] : objects.find(isNamed);
  if (inner !== undefined && lists.length === 0 && members.length <= 4 && inner.shape.properties.size > members.length)
    return { shape: inner.shape, steps: [{ kind: 'name', name: inner.name }] };
  return { shape: body, steps: [] };
}

/** A page of a list has few members besides the list: where it is in the whole, and how to read on. */
const MAX_FRAME = 16;

function isListOfObjects(shapes: Shapes, shape: Shape): boolean {
  if ((shape.types & ARRAY) === 0 || shape.types === ANY || shape.items === undefined || shape.items.length === 0)
    return false;
  return (shapes.of(shape.items, shape.at).types & OBJECT) !== 0;
}
