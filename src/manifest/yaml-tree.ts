/** YAML or JSON text to a tree of nodes with places, safe to walk: syntax, size, depth, aliases and tags are checked here. */

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Problem } from '../spec/input-error.ts';
import { nearest } from '../spec/nearest.ts';
import { type Checked, composeText, EMPTY, type Fault, MAX_DEPTH, tooDeep } from './yaml-syntax.ts';

/** A node that is no alias. */
export type TreeNode = Scalar | YAMLMap | YAMLSeq;

export interface YamlTree {
  readonly text: string;
  readonly root: TreeNode;
  /** The node itself, or the one an alias stands for. */
  readonly follow: (node: unknown) => TreeNode | undefined;
  /** Line and column, from 1, of an offset in the text. */
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number };
}

/** Some 10,000 short field mappings; the YAML parser takes about a second for them. */
export const MAX_LENGTH = 500_000;
const MAX_ALIASES = 1_000;
/** Nodes after aliases are written out: some thirty times what a large manifest has. */
const MAX_NODES = 1_000_000;
/** The tree, or what is wrong with the text. `name` is the file as a person names it. */
export function readYamlTree(
  text: string,
  name: string,
): { readonly ok: true; readonly tree: YamlTree } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const checked = check(text, lines);
  if (checked.ok) return { ok: true, tree: { text, root: checked.root, follow: checked.follow, placeOf } };
  const problems = checked.faults.map(({ offset, message, hint }) => ({
    message,
    file: name,
    ...placeOf(offset),
    hint,
  }));
  return { ok: false, problems };
}

function check(text: string, lines: LineCounter): Checked<Pick<YamlTree, 'root' | 'follow'>> {
  if (text.length > MAX_LENGTH) {
    const message = `the file has more than ${MAX_LENGTH} characters`;
    return { ok: false, faults: [{ offset: 0, message, hint: 'split it: one manifest per integration' }] };
  }
  const composed = composeText(text, lines);
  if (!composed.ok) return composed;
  const { contents } = composed.document;
  const measured = measure(contents);
  if (!measured.ok) return measured;
  const { targets } = measured;
  const follow = (node: unknown) => (isAlias(node) ? targets.get(node) : isTreeNode(node) ? node : undefined);
  const root = follow(contents);
  if (root === undefined || (isScalar(root) && root.value === null)) return { ok: false, faults: [EMPTY] };
  return { ok: true, root, follow };
}

function isTreeNode(node: unknown): node is TreeNode {
  return isScalar(node) || isMap(node) || isSeq(node);
}

interface Size {
  readonly nodes: number;
  readonly depth: number;
}

/** Finds what each alias stands for, and refuses trees that would be too large or too deep with the aliases written out. */
function measure(root: unknown): Checked<{ readonly targets: ReadonlyMap<Alias, TreeNode> }> {
  const anchors = new Map<string, TreeNode>();
  const sizes = new Map<TreeNode, Size>();
  const targets = new Map<Alias, TreeNode>();
  let fault: Fault | undefined;

  const visit = (node: unknown, level: number): Size => {
    if (fault !== undefined) return NOTHING;
    const size = isAlias(node) ? sizeOfAlias(node) : isTreeNode(node) ? sizeOfNode(node, level) : NOTHING;
    const offset = rangeStart(node);
    if (level + size.depth > MAX_DEPTH) fault ??= tooDeep(offset);
    if (size.nodes > MAX_NODES)
      fault ??= { offset, message: `stands for more than ${MAX_NODES} values`, hint: 'write less with aliases' };
    return size;
  };

  const sizeOfAlias = (alias: Alias): Size => {
    const target = anchors.get(alias.source);
    const offset = rangeStart(alias);
    if (target === undefined) {
      const meant = nearest(alias.source, anchors.keys());
      const hint = meant === undefined ? 'text that starts with `*` stands in quotes' : `did you mean \`*${meant}\`?`;
      fault = { offset, message: `no anchor \`&${alias.source}\` above`, hint };
      return NOTHING;
    }
    targets.set(alias, target);
    if (targets.size > MAX_ALIASES) fault = { offset, message: `more than ${MAX_ALIASES} aliases` };
    const size = sizes.get(target);
    if (size === undefined) fault = { offset, message: `\`*${alias.source}\` stands inside what it stands for` };
    return size ?? NOTHING;
  };

  const sizeOfNode = (node: TreeNode, level: number): Size => {
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    let nodes = 1;
    let depth = 0;
    if (!isScalar(node) && level < MAX_DEPTH + 1) {
      const inner: unknown[] = isMap(node) ? node.items.flatMap((pair) => [pair.key, pair.value]) : node.items;
      for (const child of inner) {
        const size = visit(child, level + 1);
        nodes += size.nodes;
        depth = Math.max(depth, size.depth + 1);
      }
    }
    const size = { nodes, depth };
    sizes.set(node, size);
    return size;
  };

  visit(root, 0);
  return fault === undefined ? { ok: true, targets } : { ok: false, faults: [fault] };
}

const NOTHING: Size = { nodes: 0, depth: 0 };

/** Where a node starts in the text; 0 for what has no place. */
export function rangeStart(node: unknown): number {
  if (!isAlias(node) && !isTreeNode(node)) return 0;
  return node.range?.[0] ?? 0;
}
