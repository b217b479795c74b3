/** Conditions: keywords that are compared by what they say, whatever the words; what an edit does needs a proof. */

import type { Kept } from '../diff/pair.ts';
import { plainSchema } from '../diff/plain-key.ts';
import { valueKey } from '../diff/value-key.ts';
import { type At, isObj } from '../spec/spec-version.ts';
import type { Fact } from './rule.ts';

/** Keywords of the shape that are compared by what they say. */
function conditionText(ats: readonly At[], keyword: string): string {
  return ats
    .map(({ value }) => {
      if (!isObj(value)) return '';
      const read = keyword === 'if' ? ['if', 'then', 'else'] : [keyword];
      return read.map((one) => valueKey(plainSchema({ [one]: value[one] }))).join(' ');
    })
    .sort()
    .join('\n');
}

export interface ConditionChange {
  readonly keyword: string;
  /** Names that one side lets in with any value the other refuses, or limits. */
  readonly limits?: true;
}

/** A keyword that refuses or limits names, come to or gone from an object that let in any. Opening one tells readers nothing. */
function limitsNames(
  { before, after }: Kept<'schema'>,
  keyword: string,
  old: readonly At[],
  now: readonly At[],
): boolean {
  if (keyword !== 'unevaluatedProperties' && keyword !== 'propertyNames') return false;
  if (now.length > 0 && before.additional === 'open') return old.length === 0 || keyword === 'propertyNames';
  const opens = old.every(({ value }) => isObj(value) && value[keyword] === false);
  return old.length > 0 && after.additional === 'open' && !opens;
}

export function changedConditions(pair: Kept<'schema'>): Fact<ConditionChange>[] {
  const { before, after } = pair;
  const facts: Fact<ConditionChange>[] = [];
  for (const keyword of new Set([...before.conditions.keys(), ...after.conditions.keys()])) {
    const [old, now] = [before.conditions.get(keyword) ?? [], after.conditions.get(keyword) ?? []];
    if (conditionText(old, keyword) === conditionText(now, keyword)) continue;
    const data = { keyword, ...(limitsNames(pair, keyword, old, now) && { limits: true as const }) };
    facts.push({ data, ...(old[0] && { before: old[0] }), ...(now[0] && { after: now[0] }) });
  }
  const [from, to] = [before.patternProperties, after.patternProperties];
  const lost = [...from].find(([pattern]) => !to.has(pattern))?.[1][0];
  const won = [...to].find(([pattern]) => !from.has(pattern))?.[1][0];
  if (lost !== undefined || won !== undefined) {
    const limits =
      (won !== undefined && before.additional === 'open') || (lost !== undefined && after.additional === 'open');
    const data = { keyword: 'patternProperties', ...(limits && { limits: true as const }) };
    facts.push({ data, ...(lost && { before: lost }), ...(won && { after: won }) });
  }
  return facts;
}
