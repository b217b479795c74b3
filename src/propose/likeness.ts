/** How likely a field of the source is what a field of the target means: names, types, formats, values, descriptions. */

import type { Shape } from '../diff/shape.ts';
import { BOOLEAN, INTEGER, NULL, NUMBER, STRING } from '../diff/types.ts';
import type { Leaf } from './leaves.ts';
import { wordLikeness } from './words.ts';

/** How much a word tells: rare ones more. Shared by both sides of a flow. */
export type Weights = ReadonlyMap<string, number>;

export function weightsOf(leaves: readonly Leaf[], nouns: readonly string[]): Weights {
  const counts = new Map<string, number>();
  for (const { names } of leaves) {
    for (const word of new Set(names.at(-1) ?? [])) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const weights = new Map<string, number>();
  for (const [word, count] of counts) weights.set(word, 1 + Math.log(leaves.length / count) / 4);
  // The thing itself tells little within it: an invoice's `invoiceNumber` is its `number`.
  for (const noun of nouns) weights.set(noun, 0.3);
  for (const word of QUALIFIERS) weights.set(word, 0.4);
  return weights;
}

/** Words that choose among several of a kind, where the other side may have one only. */
const QUALIFIERS = ['full', 'primary', 'main', 'default', 'current', 'base', 'raw', 'own', 'standard', 'custom'];

interface WeighedWord {
  readonly word: string;
  readonly weight: number;
  /** Of the field's own name, of a name above it, or of the thing as a whole. */
  readonly of: 'field' | 'parent' | 'thing';
}

/** What likeness is asked of again and again. */
export interface Profile {
  readonly leaf: Leaf;
  readonly words: readonly WeighedWord[];
  readonly values: ReadonlySet<string> | undefined;
  readonly isDate: boolean;
  /** `id`, or `orderId` of an order: the key of the thing itself. */
  readonly isOwnKey: boolean;
  readonly parent: string;
}

const PARENT = 0.4;
const GRANDPARENT = 0.2;

/** What every thing has: on its own it says whose it is by where it stands. */
const BARE = new Set(['id', 'number', 'name', 'code', 'title', 'status', 'type']);

/** What most things have besides. */
const COMMON = new Set(['date', 'at', 'created', 'updated', 'modified', 'description', 'note', 'url', 'key', 'by']);

/** Tells nothing of what a thing is. */
export function isBare(word: string): boolean {
  return BARE.has(word) || COMMON.has(word);
}

/** `nouns`: what the leaf's own message is about. */
export function profileOf(leaf: Leaf, weights: Weights, nouns: readonly string[]): Profile {
  const { names, shape, steps } = leaf;
  const words: WeighedWord[] = [];
  const seen = new Set<string>();
  names.toReversed().forEach((list, distance) => {
    const share = distance === 0 ? 1 : distance === 1 ? PARENT : GRANDPARENT;
    for (const word of list) {
      if (seen.has(word)) continue;
      seen.add(word);
      words.push({ word, weight: share * (weights.get(word) ?? 1), of: distance === 0 ? 'field' : 'parent' });
    }
  });
  // The `id` of an order is the order's id, and of nothing that is in it.
  const [only] = seen;
  if (names.length === 1 && seen.size === 1 && only !== undefined && BARE.has(only))
    for (const word of nouns.slice(0, 1)) words.push({ word, weight: GRANDPARENT, of: 'thing' });
  const isOwnKey =
    names.length === 1 && seen.has('id') && [...seen].every((word) => word === 'id' || nouns.includes(word));
  const isDate = isDateLike(shape, seen);
  const values = shape.enum && new Set([...shape.enum.values.values()].map(({ value }) => plainValue(value)));
  const parent = JSON.stringify(
    steps.slice(
      0,
      steps.findLastIndex(({ kind }) => kind === 'name'),
    ),
  );
  return { leaf, words, values, isDate, isOwnKey, parent };
}

function isDateLike({ format, types }: Shape, words: ReadonlySet<string>): boolean {
  const name = format?.value ?? '';
  if (/^(?:date|date-time|unix-time|time)$/.test(name)) return true;
  return (types & (STRING | NUMBER)) !== 0 && (words.has('date') || words.has('at') || words.has('created'));
}

/** A value without case and separators: `past-due`, `PAST_DUE` and `pastDue` are one. */
export function plainValue(value: unknown): string {
  return String(value)
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}

export interface Likeness {
  readonly score: number;
  readonly names: number;
  /** Share of the source's values that the target has too; undefined where one of them lists none. */
  readonly values: number | undefined;
}

const NO_LIKENESS: Likeness = { score: 0, names: 0, values: undefined };

export function likenessOf(source: Profile, target: Profile): Likeness {
  const types = typesFit(source, target);
  if (types === 0) return NO_LIKENESS;
  const names = namesLikeness(source, target);
  const values = sharedValues(source, target);
  const isTold = tellsByValues(source, target);
  if (names < 0.2 && !isTold) return NO_LIKENESS;
  let score = (isTold ? Math.max(names, BY_VALUES) : names) * types;
  if (values !== undefined) score *= values > 0 ? 1 + 0.25 * values : 0.75;
  // Free text is rarely one of a few words.
  else if (source.values === undefined && target.values !== undefined) score *= 0.75;
  if (source.isDate && target.isDate) score += 0.1;
  else if (source.isDate !== target.isDate) score *= 0.75;
  // A system gives its own keys.
  if (target.isOwnKey) score *= 0.7;
  const [a, b] = [source.leaf.shape.format?.value, target.leaf.shape.format?.value];
  if (a !== undefined && a === b) score += 0.05;
  score += 0.15 * aboutLikeness(source.leaf.about, target.leaf.about);
  if (source.leaf.lists !== target.leaf.lists) score *= source.leaf.lists < target.leaf.lists ? 0.93 : 0.7;
  return { score: Math.min(score, 1), names, values };
}

/** Words of each side that have a counterpart on the other, weighed; the mean of both sides. The fields' own words must meet at all. */
function namesLikeness({ words: left }: Profile, { words: right }: Profile): number {
  return (covered(left, right) + covered(right, left)) / 2;
}

function covered(words: readonly WeighedWord[], others: readonly WeighedWord[]): number {
  let whole = 0;
  let met = 0;
  for (const one of words) {
    const { word, weight } = one;
    let best = 0;
    for (const other of others) best = Math.max(best, shareOf(one, other) * wordLikeness(word, other.word));
    whole += weight;
    met += weight * best;
  }
  return whole === 0 ? 0 : met / whole;
}

/** A field is not what merely its parents are called like, and a thing is not what resembles it. */
function shareOf(one: WeighedWord, other: WeighedWord): number {
  if (one.of === 'field' || other.of === 'field') return 1;
  if (one.of === 'thing' || other.of === 'thing') return one.word === other.word ? 1 : 0;
  return 0.8;
}

/** 1 for the same types; less where one has to be converted; 0 where nothing could be. */
function typesFit(source: Profile, target: Profile): number {
  const [a, b] = [source.leaf.shape.types & ~NULL, target.leaf.shape.types & ~NULL];
  if ((a & b) !== 0) return 1;
  if (source.isDate && target.isDate) return 0.95;
  if ((a & NUMBER) !== 0 && (b & NUMBER) !== 0) return 1;
  if ((a & BOOLEAN) !== 0 || (b & BOOLEAN) !== 0) return 0.4;
  return (a & (STRING | INTEGER)) !== 0 ? 0.85 : 0.8;
}

function sharedValues({ values: from }: Profile, { values: to }: Profile): number | undefined {
  if (from === undefined || to === undefined || from.size === 0) return undefined;
  return countShared(from, to) / Math.min(from.size, to.size);
}

function countShared(from: ReadonlySet<string>, to: ReadonlySet<string>): number {
  return [...from].filter((value) => to.has(value)).length;
}

/** What fields that list the same values are worth to each other, whatever they are called. */
const BY_VALUES = 0.4;
const FEWEST_VALUES = 3;

/** Nearly all of several listed values are the same: two of them, such as yes and no, are in many lists. */
function tellsByValues({ values: from }: Profile, { values: to }: Profile): boolean {
  if (from === undefined || to === undefined) return false;
  const shared = countShared(from, to);
  return shared >= FEWEST_VALUES && shared >= 0.75 * Math.max(from.size, to.size);
}

function aboutLikeness(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  const shared = left.filter((word) => word.length > 3 && right.includes(word)).length;
  return shared / Math.sqrt(left.length * right.length);
}
