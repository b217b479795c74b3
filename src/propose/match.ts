/** Which field of the source feeds which field of the target: the likeliest pairs first, each target once. */

import type { Leaf } from './leaves.ts';
import { isBare, type Likeness, likenessOf, type Profile, profileOf, weightsOf } from './likeness.ts';

export interface Match {
  readonly source: Leaf;
  readonly target: Leaf;
  readonly likeness: Likeness;
  /** From 0 to 1. */
  readonly confidence: number;
  /** The source feeds another target already, and more surely. */
  readonly again: boolean;
}

/** The fields of a message, and words for what it is about, the most telling first. */
export interface Subject {
  readonly nouns: readonly string[];
  readonly leaves: readonly Leaf[];
}

/** Below this a pair is no proposal. */
const LEAST = 0.45;

interface Pair {
  readonly source: Profile;
  readonly target: Profile;
  readonly likeness: Likeness;
}

/** Targets in their own order; those that nothing resembles are left out. */
export function matchFields(source: Subject, target: Subject): Match[] {
  const { leaves: targets } = target;
  const weights = weightsOf([...source.leaves, ...targets], [...source.nouns, ...target.nouns]);
  const left = source.leaves.map((leaf) => profileOf(leaf, weights, source.nouns));
  const right = targets.map((leaf) => profileOf(leaf, weights, target.nouns));
  const pairs = right.flatMap((target) =>
    left.flatMap((source): Pair[] => {
      const likeness = likenessOf(source, target);
      return likeness.score > 0.25 ? [{ source, target, likeness }] : [];
    }),
  );
  const chosen = assigned(pairs, withStructure(pairs));
  return targets.flatMap((target) => chosen.get(target) ?? []);
}

/** Fields of objects whose other fields match too are likelier: an address is mapped from an address. */
function withStructure(pairs: readonly Pair[]): (pair: Pair) => number {
  const best = new Map<string, Map<Leaf, number>>();
  const most = new Map<string, number>();
  for (const { source, target, likeness } of pairs) {
    const key = `${source.parent} ${target.parent}`;
    const scores = best.get(key) ?? new Map<Leaf, number>();
    best.set(key, scores.set(target.leaf, Math.max(scores.get(target.leaf) ?? 0, likeness.score ** 2)));
  }
  const support = new Map(
    [...best].map(([key, scores]) => [key, [...scores.values()].reduce((sum, one) => sum + one, 0)]),
  );
  for (const { source, target } of pairs) {
    const sum = support.get(`${source.parent} ${target.parent}`) ?? 0;
    most.set(target.parent, Math.max(most.get(target.parent) ?? 0, sum));
  }
  return ({ source, target, likeness }) => {
    const sum = support.get(`${source.parent} ${target.parent}`) ?? 0;
    const share = sum / Math.max(most.get(target.parent) ?? 1, 1);
    // Near the top is where a message says what it is about.
    const depth = Math.max(source.leaf.names.length - 1, 0);
    // A whole message resembles another one anyway; an object in it that does says more.
    const weight = target.leaf.names.length > 1 ? 0.15 : 0.08;
    return likeness.score + weight * share - 0.04 * depth - 0.06 * source.leaf.branches;
  };
}

/** By a name or by values that not every thing has. */
export function isTelling({ source, likeness }: Match): boolean {
  if ((likeness.values ?? 0) >= 0.75) return true;
  return likeness.names >= 0.6 && (source.names.at(-1) ?? []).some((word) => !isBare(word));
}

/** What it costs a source to feed one more target. */
const AGAIN = 0.15;

/** Best pairs first: each target once; a source once, and again where it is still the likeliest by far. */
function assigned(pairs: readonly Pair[], scoreOf: (pair: Pair) => number): Map<Leaf, Match> {
  const ranked = pairs
    .flatMap((pair) => {
      const score = scoreOf(pair);
      return [
        { pair, score, again: false },
        { pair, score: score - AGAIN, again: true },
      ];
    })
    .filter(({ score }) => score >= LEAST)
    .sort((a, b) => b.score - a.score);
  const chosen = new Map<Leaf, Match>();
  const taken = new Set<Leaf>();
  for (const { pair, score, again } of ranked) {
    const { source, target, likeness } = pair;
    if (chosen.has(target.leaf) || (!again && taken.has(source.leaf))) continue;
    const isAgain = taken.has(source.leaf);
    taken.add(source.leaf);
    chosen.set(target.leaf, {
      source: source.leaf,
      target: target.leaf,
      likeness,
      confidence: Math.min(0.99, score),
      again: isAgain,
    });
  }
  return chosen;
}
