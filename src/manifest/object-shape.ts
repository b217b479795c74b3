/** Maps with known keys. */

import { isMap } from 'yaml';
import { nearest } from '../spec/nearest.ts';
import type { Mark } from './manifest.ts';
import type { Reader } from './reader.ts';
import { type Definitions, didYouMean, type JsonSchema, keyOf, mismatch, type Shape, type Text } from './shape.ts';
import { COMMA_HINT } from './yaml-syntax.ts';
import { rangeStart, type TreeNode } from './yaml-tree.ts';

export interface Key<T, Required extends boolean = boolean> {
  readonly shape: Shape<T>;
  readonly required: Required;
  readonly description: string;
  readonly examples: readonly unknown[];
  readonly default?: unknown;
}

type About = { readonly description: string; readonly examples?: readonly unknown[]; readonly default?: unknown };

export function required<T>(shape: Shape<T>, { examples = [], ...about }: About): Key<T, true> {
  return { shape, required: true, examples, ...about };
}

export function optional<T>(shape: Shape<T>, { examples = [], ...about }: About): Key<T, false> {
  return { shape, required: false, examples, ...about };
}

type Keys = Readonly<Record<string, Key<unknown>>>;

type RequiredNames<K extends Keys> = { [N in keyof K]: K[N] extends Key<unknown, true> ? N : never }[keyof K];

/** What an object shape reads: its keys' data, and where it stands. */
export type ObjectOf<K extends Keys> = { readonly mark: Mark } & {
  readonly [N in RequiredNames<K>]: K[N] extends Key<infer T> ? T : never;
} & { readonly [N in Exclude<keyof K, RequiredNames<K>>]?: K[N] extends Key<infer T> ? T : never };

/** What holds between keys. */
export type KeyRule<Name> =
  | { readonly kind: 'excludes'; readonly key: Name; readonly others: readonly Name[]; readonly because: string }
  | { readonly kind: 'needs'; readonly key: Name; readonly oneOf: readonly Name[]; readonly because: string }
  | { readonly kind: 'some'; readonly oneOf: readonly Name[]; readonly because: string };

export interface ObjectOptions<K extends Keys> {
  readonly expects: string;
  readonly title: string;
  readonly description: string;
  readonly keys: K;
  readonly rules?: readonly KeyRule<keyof K & string>[];
}

/** A map with known keys; keys it does not know are problems. */
export function object<const K extends Keys>(options: ObjectOptions<K>): Shape<ObjectOf<K>> {
  const { expects, keys, rules = [] } = options;
  const names = Object.keys(keys);
  return {
    expects,
    read: (node, reader) => {
      if (!isMap(node)) return mismatch(node, reader, expects, false);
      const data: Record<string, unknown> = { mark: reader.mark(rangeStart(node)) };
      const present = new Map<string, Text>();
      // Keys that are missing only because they are misspelt.
      const meant = new Set<string>();
      const seen = new Map<string, Text>();
      let whole = true;
      for (const pair of node.items) {
        const name = keyOf(pair.key, reader, seen);
        const key = name !== undefined && Object.hasOwn(keys, name.value) ? keys[name.value] : undefined;
        if (name === undefined || key === undefined) {
          whole = false;
          if (name !== undefined) reportUnknown(name, { names, isAlone: pair.value === null }, meant, reader);
          continue;
        }
        present.set(name.value, name);
        const value = readValue(key.shape, pair.value, name, reader);
        if (value === undefined) whole = false;
        else data[name.value] = value;
      }
      const given = (name: string) => present.has(name) || meant.has(name);
      for (const name of names) {
        if (keys[name]?.required !== true || given(name)) continue;
        whole = false;
        reader.report(
          rangeStart(node),
          `${expects} needs the key \`${name}\``,
          `\`${name}\`: ${keys[name].description}`,
        );
      }
      for (const rule of rules) {
        if (!holds(rule, given, present, node, reader)) whole = false;
      }
      // Every required key is there and every value was read by its key's shape: that is the type, which the loop cannot show.
      return whole ? (data as ObjectOf<K>) : undefined;
    },
    schema: (definitions) => schemaOf(options, definitions),
  };
}

function readValue<T>(shape: Shape<T>, value: unknown, name: Text, reader: Reader): T | undefined {
  const node = reader.follow(value);
  if (node !== undefined) return shape.read(node, reader);
  reader.report(name.offset, `expected ${shape.expects}, found nothing`);
  return undefined;
}

/** `isAlone`: nothing belongs to it. */
function reportUnknown(
  name: Text,
  { names, isAlone }: { readonly names: readonly string[]; readonly isAlone: boolean },
  meant: Set<string>,
  reader: Reader,
): void {
  const near = nearest(name.value, names);
  if (near !== undefined) meant.add(near);
  const rest = isAlone ? COMMA_HINT : `known here: ${names.join(', ')}`;
  reader.report(name.offset, `unknown key \`${name.value}\``, didYouMean(near) ?? rest);
}

function holds(
  rule: KeyRule<string>,
  given: (name: string) => boolean,
  present: ReadonlyMap<string, Text>,
  node: TreeNode,
  reader: Reader,
): boolean {
  if (rule.kind === 'some') {
    if (rule.oneOf.some(given)) return true;
    reader.report(rangeStart(node), `expected ${choice(rule.oneOf)}`, rule.because);
    return false;
  }
  const key = present.get(rule.key);
  if (key === undefined) return true;
  if (rule.kind === 'needs') {
    if (rule.oneOf.some(given)) return true;
    reader.report(key.offset, `\`${rule.key}\` needs ${choice(rule.oneOf)}`, rule.because);
    return false;
  }
  const wrong = rule.others.filter((other) => present.has(other));
  for (const other of wrong) {
    const later = Math.max(key.offset, present.get(other)?.offset ?? 0);
    reader.report(later, `\`${rule.key}\` and \`${other}\` exclude each other`, rule.because);
  }
  return wrong.length === 0;
}

function choice(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' or ');
}

function schemaOf<K extends Keys>(
  { title, description, keys, rules = [] }: ObjectOptions<K>,
  definitions: Definitions,
): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, key] of Object.entries(keys)) {
    properties[name] = {
      ...key.shape.schema(definitions),
      description: key.description,
      ...(key.default === undefined ? {} : { default: key.default }),
      ...(key.examples.length === 0 ? {} : { examples: key.examples }),
    };
  }
  const needed = Object.keys(keys).filter((name) => keys[name]?.required === true);
  return {
    title,
    description,
    type: 'object',
    properties,
    additionalProperties: false,
    ...(needed.length === 0 ? {} : { required: needed }),
    ...(rules.length === 0 ? {} : { allOf: rules.map(ruleSchema) }),
  };
}

function ruleSchema(rule: KeyRule<string>): JsonSchema {
  const present = (name: string): JsonSchema => ({ required: [name] });
  if (rule.kind === 'some') return { anyOf: rule.oneOf.map(present) };
  const names = rule.kind === 'needs' ? rule.oneOf : rule.others;
  const any = { anyOf: names.map(present) };
  return rule.kind === 'needs'
    ? { anyOf: [{ not: present(rule.key) }, any] }
    : { not: { allOf: [present(rule.key), any] } };
}
