import type { Pointer } from './json-pointer.ts';
import { type Position, positionsAt } from './line-column.ts';
import { placeJson } from './position-json.ts';
import { everyNode, type Wanted, wantedTree } from './position-tree.ts';
import { placeYaml } from './position-yaml.ts';
import type { SourceFile } from './spec-version.ts';

export type { Position } from './line-column.ts';

/**
 * Where the pointers of a file stand in its text: a member at its key (at the opening quote, when it has one), an element at its start,
 * the root at 1:1. A pointer to nothing gets the place of its nearest ancestor. One pass over the text, however many pointers.
 */
export function locate(file: SourceFile, pointers: Iterable<Pointer>): Map<Pointer, Position> {
  const { root, ends } = wantedTree(pointers);
  if (root.children.size > 0) {
    if (file.format === 'json') placeJson(file.text, root);
    else placeYaml(file.text, root);
  }
  root.offset = 0;
  const found: Wanted[] = [];
  for (const node of everyNode(root)) {
    if (node.offset < 0) node.offset = node.parent?.offset ?? 0;
    found.push(node);
  }
  found.sort((a, b) => a.offset - b.offset);
  const positions = positionsAt(
    file.text,
    found.map((node) => node.offset),
  );
  const byNode = new Map(found.map((node, index) => [node, positions[index] ?? { line: 1, column: 1 }]));
  return new Map([...ends].map(([pointer, node]) => [pointer, byNode.get(node) ?? { line: 1, column: 1 }]));
}
