/** Of several limits that changed at one place, the one that a problem is about. */

import type { Change } from '../rules/changes.ts';
import { characters, items, type Limit, members, size } from '../rules/limit.ts';
import type { Problem } from './problem.ts';
import { spellingsOf } from './written.ts';

interface Measured {
  readonly keyword: string;
  readonly raising: boolean;
  readonly measure: (value: unknown) => number | undefined;
}

const MEASURED: ReadonlyMap<string, Measured> = new Map([
  ['minimum-changed', { keyword: 'minimum', raising: true, measure: size }],
  ['maximum-changed', { keyword: 'maximum', raising: false, measure: size }],
  ['min-length-changed', { keyword: 'minLength', raising: true, measure: characters }],
  ['max-length-changed', { keyword: 'maxLength', raising: false, measure: characters }],
  ['min-items-changed', { keyword: 'minItems', raising: true, measure: items }],
  ['max-items-changed', { keyword: 'maxItems', raising: false, measure: items }],
  ['min-properties-changed', { keyword: 'minProperties', raising: true, measure: members }],
  ['max-properties-changed', { keyword: 'maxProperties', raising: false, measure: members }],
]);

/** The limit that refuses the values of a problem, or that kept its value out. */
export function isLimitOf({ keyword, value, origin }: Problem, { rule, data }: Change): boolean {
  if (keyword === 'pattern') return rule === 'pattern-changed';
  const measured = MEASURED.get(rule);
  if (measured === undefined) return false;
  if (keyword !== undefined) return measured.keyword === keyword;
  const values = [value, origin].flatMap((one) => (one === undefined ? [] : spellingsOf(one.of)));
  return values.some((one) => {
    const amount = measured.measure(one);
    return amount !== undefined && isBeyond(amount, data as Limit, measured.raising);
  });
}

/** A change of one limit has nothing to do with what another one refuses. */
export function isOfAnotherLimit(problem: Problem, change: Change): boolean {
  const isKnown = problem.keyword !== undefined || problem.value !== undefined;
  return isKnown && MEASURED.has(change.rule) && !isLimitOf(problem, change);
}

function isBeyond(amount: number, { from, to, effect }: Limit, raising: boolean): boolean {
  const tight = effect === 'narrows' ? to : from;
  if (tight === null) return false;
  const limit = Number.parseFloat(tight);
  return (amount === limit && tight.endsWith('(exclusive)')) || (raising ? amount < limit : amount > limit);
}
