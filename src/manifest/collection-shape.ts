/** Shapes with parts that are all alike: lists, maps by name, value tables; and alternatives by type. */

import { isMap, isScalar, isSeq } from 'yaml';
import type { Mark, ValueTable } from './manifest.ts';
import type { Reader } from './reader.ts';
import { scalarText } from './scalar-text.ts';
import { describe, keyOf, mismatch, reportRepeated, type Shape, type Text, type TextShape } from './shape.ts';
import { scalar, scalarOf } from './value-shape.ts';
import { rangeStart, type TreeNode } from './yaml-tree.ts';

interface Collection {
  readonly expects: string;
  /** The least number of members. */
  readonly min?: 0 | 1;
}

/** A list. */
export function list<T>(item: Shape<T>, { expects, min = 0 }: Collection): Shape<readonly T[]> {
  return {
    expects,
    read: (node, reader) => {
      if (!isSeq(node)) {
        const one = isScalar(node) && node.value !== null ? node : undefined;
        const item = typeof one?.value === 'string' ? scalarText(one.value) : one?.source;
        const sign = item === undefined ? undefined : `a list of one is written [${item}]`;
        reader.report(rangeStart(node), `expected ${expects}, found ${describe(node)}`, sign);
        return undefined;
      }
      if (tooFew(node, min, expects, reader)) return undefined;
      const items: T[] = [];
      for (const inner of node.items) {
        const value = readInner(item, inner, node, reader);
        if (value !== undefined) items.push(value);
      }
      return items.length === node.items.length ? items : undefined;
    },
    schema: (definitions) => ({
      type: 'array',
      items: item.schema(definitions),
      ...(min === 0 ? {} : { minItems: min }),
    }),
  };
}

export interface Entry<K, V> {
  readonly key: K;
  readonly value: V;
  readonly mark: Mark;
}

/** A map whose keys are the user's; `key` checks them. */
export function record<K, V>(
  key: TextShape<K>,
  value: Shape<V>,
  { expects, min = 0 }: Collection,
): Shape<readonly Entry<K, V>[]> {
  return {
    expects,
    read: (node, reader) => {
      if (!isMap(node)) return mismatch(node, reader, expects, false);
      if (tooFew(node, min, expects, reader)) return undefined;
      const entries: Entry<K, V>[] = [];
      const seen = new Map<string, Text>();
      for (const pair of node.items) {
        const name = keyOf(pair.key, reader, seen);
        const readKey = name === undefined ? undefined : key.readText(name, reader);
        const readValue = readInner(value, pair.value, pair.key, reader);
        if (name === undefined || readKey === undefined || readValue === undefined) continue;
        entries.push({ key: readKey, value: readValue, mark: reader.mark(name.offset) });
      }
      return entries.length === node.items.length ? entries : undefined;
    },
    schema: (definitions) => ({
      type: 'object',
      propertyNames: key.schema(definitions),
      additionalProperties: value.schema(definitions),
      ...(min === 0 ? {} : { minProperties: min }),
    }),
  };
}

/** A value table: a map from scalars to scalars. In YAML `1: x` and `"1": x` are two rows, since the values differ. */
export const valueTable: Shape<ValueTable> = {
  expects: 'a map from source values to target values',
  read: (node, reader) => {
    if (!isMap(node)) return mismatch(node, reader, valueTable.expects, false);
    if (tooFew(node, 1, valueTable.expects, reader)) return undefined;
    const rows: ValueTable['rows'][number][] = [];
    const seen = new Map<unknown, Text>();
    for (const pair of node.items) {
      const keyNode = reader.follow(pair.key);
      const from = keyNode === undefined ? undefined : scalarOf(keyNode, reader);
      const to = readInner(scalar, pair.value, pair.key, reader);
      if (from === undefined || to === undefined) continue;
      const offset = rangeStart(pair.key);
      const text: Text = { value: String(from), offset, at: () => offset };
      const first = seen.get(from);
      if (first !== undefined) reportRepeated(text, first, reader);
      seen.set(from, text);
      rows.push({ from, to, mark: reader.mark(offset) });
    }
    return rows.length === node.items.length ? { mark: reader.mark(rangeStart(node)), rows } : undefined;
  },
  schema: (definitions) => ({ type: 'object', additionalProperties: scalar.schema(definitions), minProperties: 1 }),
};

/** Alternatives that the node's own type tells apart. */
export function either<T = never, L = never, M = never>(shapes: {
  readonly text?: Shape<T>;
  readonly list?: Shape<L>;
  readonly map?: Shape<M>;
}): Shape<T | L | M> {
  const all = [shapes.text, shapes.list, shapes.map].filter((shape) => shape !== undefined);
  const expects = all.map((shape) => shape.expects).join(', or ');
  return {
    expects,
    read: (node, reader) => {
      const shape = isMap(node)
        ? shapes.map
        : isSeq(node)
          ? shapes.list
          : typeof node.value === 'string'
            ? shapes.text
            : undefined;
      return shape === undefined
        ? mismatch(node, reader, expects, shapes.text !== undefined)
        : shape.read(node, reader);
    },
    schema: (definitions) => ({ anyOf: all.map((shape) => shape.schema(definitions)) }),
  };
}

function readInner<T>(shape: Shape<T>, inner: unknown, fallback: unknown, reader: Reader): T | undefined {
  const node = reader.follow(inner);
  if (node !== undefined) return shape.read(node, reader);
  reader.report(rangeStart(fallback), `expected ${shape.expects}, found nothing`);
  return undefined;
}

function tooFew(node: TreeNode, min: number, expects: string, reader: Reader): boolean {
  if (isScalar(node) || node.items.length >= min) return false;
  reader.report(rangeStart(node), `expected ${expects}, found an empty ${isMap(node) ? 'map' : 'list'}`);
  return true;
}
