/** A removed field and its likely successor: names that resemble, schemas that agree. */

import type { Edge, Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { valueKey } from '../diff/value-key.ts';

export interface Successor {
  readonly name: string;
  /** From 0 to 1. */
  readonly likeness: number;
}

/** Below this a successor is a guess. */
const LIKELY = 0.5;

/** The most likely among the properties that came to the object as the other left it. */
export function successorOf(removed: Pair<'property'>): Successor | undefined {
  if (removed.status !== 'removed') return undefined;
  const siblings = removed.parents.flatMap(({ parent }): readonly Edge[] => parent.children);
  let best: Successor | undefined;
  for (const { child } of siblings) {
    if (child.kind !== 'property' || child.status !== 'added') continue;
    const { name, shape } = child.after;
    const schemas = agreement(removed.before.shape, shape);
    const likeness = schemas === 0 ? 0 : 0.6 * nameLikeness(removed.before.name, name) + 0.4 * schemas;
    if (likeness >= LIKELY && (best === undefined || likeness > best.likeness)) best = { name, likeness };
  }
  return best;
}

/** 0 when no value fits both; 1 when type, format and values agree. */
function agreement(a: Shape, b: Shape): number {
  if ((a.types & b.types) === 0) return 0;
  let score = a.types === b.types ? 0.5 : 0.25;
  if (a.format?.value === b.format?.value) score += 0.25;
  const [left, right] = [a.enum?.values, b.enum?.values];
  if (left === undefined && right === undefined) score += 0.25;
  else if (left !== undefined && right !== undefined) {
    const shared = [...left.keys()].filter((key) => right.has(key)).length;
    score += (0.25 * shared) / Math.max(left.size, right.size, 1);
  }
  return score;
}

/** Share of the words two names have in common, and of their letters in order. */
function nameLikeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (valueKey(left) === valueKey(right)) return 1;
  const shared = left.filter((word) => right.includes(word)).length;
  const words = (2 * shared) / (left.length + right.length);
  const [short, long] = [left.join(''), right.join('')].sort((x, y) => x.length - y.length) as [string, string];
  const letters = commonSubsequence(short, long) / Math.max(long.length, 1);
  return Math.max(words, letters > 0.7 ? letters : 0);
}

/** `unitNetPrice`, `unit_net_price`: unit, net, price. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const MAX_NAME = 200;

function commonSubsequence(a: string, b: string): number {
  if (a.length > MAX_NAME || b.length > MAX_NAME) return 0;
  let row = new Array<number>(b.length + 1).fill(0);
  for (let i = 1; i <= a.length; i++) {
    const next = [0];
    for (let j = 1; j <= b.length; j++) {
      next.push(a[i - 1] === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
