/** Shapes of values: one constant, a scalar, any JSON. */

import { isScalar, isSeq } from 'yaml';
import type { Scalar } from './manifest.ts';
import type { Reader } from './reader.ts';
import { describe, keyOf, mismatch, type Shape, type Text } from './shape.ts';
import { rangeStart, type TreeNode } from './yaml-tree.ts';

/** One number and nothing else. */
export function exactly<const N extends number>(value: N, hint: string): Shape<N> {
  return {
    expects: `the number ${value}`,
    read: (node, reader) => {
      if (isScalar(node) && node.value === value) return value;
      reader.report(rangeStart(node), `expected the number ${value}, found ${describe(node)}`, hint);
      return undefined;
    },
    schema: () => ({ const: value }),
  };
}

/** A whole number, not negative. */
export function count(expects: string): Shape<number> {
  return {
    expects,
    read: (node, reader) => {
      const value = isScalar(node) ? node.value : undefined;
      if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
      return mismatch(node, reader, expects, false);
    },
    schema: () => ({ type: 'integer', minimum: 0 }),
  };
}

const SCALAR = 'text, a number, true, false or null';

/** Text, a number, true, false or null. */
export const scalar: Shape<Scalar> = {
  expects: SCALAR,
  read: (node, reader) => scalarOf(node, reader),
  schema: () => ({ type: ['string', 'number', 'boolean', 'null'] }),
};

const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** A scalar's value. Numbers that YAML reads otherwise than a person does (`012`, `+49`, `0x1F`, 20 digits) are refused. */
export function scalarOf(node: TreeNode, reader: Reader): Scalar | undefined {
  if (!isScalar(node)) return mismatch(node, reader, SCALAR, false);
  const { value, source = '' } = node;
  if (typeof value !== 'number') return value as string | boolean | null;
  const exact = !/^-?[0-9]+$/.test(source) || Number.isSafeInteger(value);
  if (JSON_NUMBER.test(source) && Number.isFinite(value) && exact) return value;
  const hint = `write "${source}" in quotes if it is text, or the number in plain digits`;
  reader.report(rangeStart(node), `\`${source}\` is read as the number ${value}`, hint);
  return undefined;
}

/** Any JSON value, in a wrapper, since null is one. */
export const anyValue: Shape<{ readonly value: unknown }> = {
  expects: 'a value',
  read: (node, reader) => {
    const value = jsonOf(node, reader);
    return value === undefined ? undefined : { value };
  },
  schema: () => ({}),
};

/** A node as plain JSON; recursion is bounded by the tree's own limit on depth. */
function jsonOf(node: TreeNode | undefined, reader: Reader): unknown {
  if (node === undefined) return null;
  if (isScalar(node)) return scalarOf(node, reader);
  if (isSeq(node)) {
    const items = node.items.map((item) => jsonOf(reader.follow(item), reader));
    return items.includes(undefined) ? undefined : items;
  }
  const entries: [string, unknown][] = [];
  const seen = new Map<string, Text>();
  for (const { key, value } of node.items) {
    const name = keyOf(key, reader, seen);
    const inner = jsonOf(reader.follow(value), reader);
    if (name !== undefined && inner !== undefined) entries.push([name.value, inner]);
  }
  // Not by assignment: a key `__proto__` is data.
  return entries.length === node.items.length ? Object.fromEntries(entries) : undefined;
}
