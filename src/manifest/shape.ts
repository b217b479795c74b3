/**
 * Shapes: what a YAML or JSON file may look like, said once. Each shape reads a node into typed data, reporting all that is wrong, and
 * prints itself as JSON Schema (2020-12).
 */

import { isMap, isScalar, isSeq } from 'yaml';
import type { Reader } from './reader.ts';
import { rangeStart, type TreeNode } from './yaml-tree.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** Where named shapes are put while a schema is printed: each once, under `$defs`. */
export type Definitions = Map<string, JsonSchema>;

export interface Shape<out T> {
  /** Completes the sentence "expected …". */
  readonly expects: string;
  /** The data, or undefined when a problem was reported in it. */
  readonly read: (node: TreeNode, reader: Reader) => T | undefined;
  readonly schema: (definitions: Definitions) => JsonSchema;
}

export type Of<S> = S extends Shape<infer T> ? T : never;

/** Text in the file; `at` gives the offset of one of its characters, for grammars inside the text. */
export interface Text {
  readonly value: string;
  readonly offset: number;
  readonly at: (index: number) => number;
}

/** A shape of text, which can also be a map's key. */
export interface TextShape<out T> extends Shape<T> {
  readonly readText: (text: Text, reader: Reader) => T | undefined;
}

/** Reads a node as text that is not blank. */
export function textOf(node: TreeNode, reader: Reader, expects: string): Text | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return mismatch(node, reader, expects);
  if (node.value.trim() !== '') return located(node.value, node, reader);
  reader.report(rangeStart(node), `expected ${expects}, found blank text`);
  return undefined;
}

function located(value: string, node: TreeNode, reader: Reader): Text {
  const offset = rangeStart(node);
  const start = offset + (/["']/.test(reader.text.charAt(offset)) ? 1 : 0);
  // Escapes, folds and block text move characters about: only the start is certain then.
  const verbatim = reader.text.startsWith(value, start);
  return { value, offset, at: (index) => (verbatim ? start + index : offset) };
}

/** A map's key as text; reports keys that are no text, and repeated ones with both places. */
export function keyOf(key: unknown, reader: Reader, seen: Map<string, Text>): Text | undefined {
  const node = reader.follow(key);
  if (node === undefined || !isScalar(node)) {
    reader.report(rangeStart(key), 'expected a key that is text');
    return undefined;
  }
  // `1: x` and `"1": x` are the same key in JSON.
  const text = located(typeof node.value === 'string' ? node.value : (node.source ?? ''), node, reader);
  const first = seen.get(text.value);
  if (first !== undefined) {
    reportRepeated(text, first, reader);
    return undefined;
  }
  seen.set(text.value, text);
  return text;
}

export function reportRepeated(text: Text, first: Text, reader: Reader): void {
  const { line, column } = reader.mark(first.offset);
  reader.report(
    text.offset,
    `the key \`${text.value}\` is repeated: it stands first at line ${line}, column ${column}`,
  );
}

/** Reports a node of the wrong type. */
export function mismatch(node: TreeNode, reader: Reader, expects: string, wantsText = true): undefined {
  const quotes =
    wantsText && isScalar(node) && node.value !== null ? `text stands in quotes here: "${node.source}"` : undefined;
  reader.report(rangeStart(node), `expected ${expects}, found ${describe(node)}`, quotes);
  return undefined;
}

/** Names what a node is, for "found …". */
export function describe(node: TreeNode): string {
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  if (node.value === null) return node.source === '' || node.source === undefined ? 'nothing' : 'null';
  if (typeof node.value === 'string')
    return node.value.trim() === '' ? 'blank text' : `the text \`${shortened(node.value)}\``;
  return `the ${typeof node.value} ${node.source}`;
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

export function didYouMean(meant: string | undefined): string | undefined {
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}

/** Gives a shape a name: its schema is printed once, under `$defs`, and referred to. */
export function named<S extends Shape<unknown>>(name: string, shape: S, about: JsonSchema = {}): S {
  return {
    ...shape,
    schema: (definitions: Definitions): JsonSchema => {
      if (!definitions.has(name)) {
        // The place is taken before the shape is printed: definitions stand in the order of first use.
        definitions.set(name, {});
        definitions.set(name, { ...about, ...shape.schema(definitions) });
      }
      return { $ref: `#/$defs/${name}` };
    },
  };
}
