/** Of several limits that changed at one place, the one that a problem is about. */

import { ruleOf } from '../rules/catalogue.ts';
import type { Change } from '../rules/changes.ts';
import type { Problem } from './problem.ts';
import { spellingsOf } from './written.ts';

/** The limit that refuses the values of a problem, or that kept its value out. */
export function isLimitOf({ keyword, value, origin }: Problem, change: Change): boolean {
  const { limit } = ruleOf(change.rule);
  if (limit === undefined || keyword !== undefined) return keyword !== undefined && limit?.keyword === keyword;
  const refuses = limit.refuses as
    | ((data: unknown, pair: Change['pairs'][number], value: unknown) => boolean)
    | undefined;
  const values = [value, origin].flatMap((one) => (one === undefined ? [] : spellingsOf(one.of)));
  return values.some((one) => change.pairs.some((pair) => refuses?.(change.data, pair, one) === true));
}

/** A change of one limit has nothing to do with what another one refuses. */
export function isOfAnotherLimit(problem: Problem, change: Change): boolean {
  const isKnown = problem.keyword !== undefined || problem.value !== undefined;
  return isKnown && ruleOf(change.rule).limit?.refuses !== undefined && !isLimitOf(problem, change);
}
