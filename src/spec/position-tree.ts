import { type Pointer, tokensOf } from './json-pointer.ts';
import type { Position } from './line-column.ts';

/** The pointers somebody asked for, as a tree; the passes over the text fill in the places. */
export interface Wanted {
  readonly parent: Wanted | undefined;
  readonly children: Map<string, Wanted>;
  /** Undefined while unknown. */
  position: Position | undefined;
}

export function wantedTree(pointers: Iterable<Pointer>): {
  readonly root: Wanted;
  readonly ends: Map<Pointer, Wanted>;
} {
  const root: Wanted = { parent: undefined, children: new Map(), position: undefined };
  const ends = new Map<Pointer, Wanted>();
  for (const pointer of pointers) {
    let node = root;
    for (const token of tokensOf(pointer) ?? []) {
      const known = node.children.get(token) ?? { parent: node, children: new Map(), position: undefined };
      node.children.set(token, known);
      node = known;
    }
    ends.set(pointer, node);
  }
  return { root, ends };
}

/** Parents before children. */
export function everyNode(root: Wanted): Wanted[] {
  const nodes = [root];
  for (const node of nodes) for (const inner of node.children.values()) nodes.push(inner);
  return nodes;
}

/** Forgets what was found below: a key that comes again replaces the value of the first. */
export function forgetBelow(node: Wanted): void {
  for (const inner of everyNode(node)) inner.position = undefined;
}
