import type { Pointer } from './json-pointer.ts';
import type { Position } from './line-column.ts';
import { placeJson } from './position-json.ts';
import { everyNode, wantedTree } from './position-tree.ts';
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
    if (file.format === 'json') placeJson(file, root);
    else placeYaml(file, root);
  }
  root.position = { line: 1, column: 1 };
  for (const node of everyNode(root)) node.position ??= node.parent?.position;
  return new Map([...ends].map(([pointer, node]) => [pointer, node.position ?? { line: 1, column: 1 }]));
}
