/** Trails × changes: which mappings each change touches, and which it breaks end to end. */

import type { Direction, Pair } from '../diff/pair.ts';
import type { Reach, Sites } from '../diff/sites.ts';
import { type Compatibility, compatibilityOf, opposite } from '../diff/variance.ts';
import type { Touch } from '../report/report.ts';
import { ruleOf } from '../rules/catalogue.ts';
import type { Change } from '../rules/changes.ts';
import type { Aspect, Policy, Profile } from '../rules/rule.ts';
import type { Evidence } from './evidence.ts';
import { isLimitOf, isOfAnotherLimit } from './limit-cause.ts';
import type { Outcome } from './outcome.ts';
import type { Problem } from './problem.ts';

/** A change as it is felt in one direction. */
export interface Effect {
  readonly system: string;
  readonly change: Change;
  readonly reach: Reach;
  readonly compatibility: Compatibility;
  /** How the compatibility is known, where schemas decide it. */
  readonly evidence?: Evidence;
  touch: Touch;
  readonly hits: Map<Outcome, Hit>;
}

/** How one mapping is touched by one effect; without problems it holds end to end. */
export interface Hit {
  readonly role: Role;
  readonly problems: Problem[];
}

export type Role = 'source' | 'target';

/** The effects of all changes of a system; `touch` is what it is when no mapping is touched. */
export function effectsOf(
  system: string,
  changes: readonly Change[],
  sites: Sites,
  touchOf: (reach: Reach) => Touch,
): Effect[] {
  return changes.flatMap((change) =>
    sites.reachOf(change.pairs).map((reach): Effect => {
      const compatibility = compatibilityIn(change, reach.direction);
      return { system, change, reach, compatibility, touch: touchOf(reach), hits: new Map() };
    }),
  );
}

function compatibilityIn({ rule, data }: Pick<Change, 'rule' | 'data'>, direction: Direction): Compatibility {
  const { effect, chosenByReader } = ruleOf(rule);
  const chooser = chosenByReader?.(data) ? opposite(direction) : direction;
  return compatibilityOf(typeof effect === 'function' ? effect(data, direction) : effect, chooser);
}

/** What people weigh differently about a change, in the profile they chose. */
export function policyOf(
  { rule, data }: Pick<Change, 'rule' | 'data'>,
  direction: Direction,
  profile: Profile,
): Policy<unknown> | undefined {
  const policies: readonly Policy<unknown>[] = ruleOf(rule).policies ?? [];
  return policies.find((one) => one.profile === profile && (one.when?.(data, direction) ?? true));
}

/** What it deserves where it is compatible. */
export function weightOf({ change, reach }: Effect): 'warning' | 'info' {
  const { weight } = ruleOf(change.rule);
  return (typeof weight === 'function' ? weight(change.data, reach.direction) : weight) ?? 'info';
}

/** The effect under the chosen profile: a policy may call breaking what the sets do not. */
export function underPolicy(effect: Effect, profile: Profile): Effect {
  const policy = policyOf(effect.change, effect.reach.direction, profile);
  return policy?.is === 'breaking' ? { ...effect, compatibility: 'breaking' } : effect;
}

/** The systems of a mapping's two ends. */
export interface EndSystems {
  readonly source: string;
  readonly target: string;
}

/**
 * Ties each problem to the changes that cause it. Returns the problems that no change explains: those of an edited
 * manifest.
 */
export function attribute(outcome: Outcome, systems: EndSystems, effects: EffectIndex): Problem[] {
  const touched: Record<Role, Effect[]> = { source: [], target: [] };
  for (const role of ['source', 'target'] as const) {
    for (const effect of effects.on(systems[role], outcome.trail[role], DIRECTIONS[role])) {
      touched[role].push(effect);
      effect.touch = 'mapped';
      if (!effect.hits.has(outcome)) effect.hits.set(outcome, { role, problems: [] });
    }
  }
  const unexplained: Problem[] = [];
  for (const problem of outcome.problems) {
    const roles = problem.side === 'either' ? (['source', 'target'] as const) : [problem.side];
    const causes = causesOf(
      problem,
      roles.flatMap((role) => touched[role]),
      touched.source,
    );
    if (causes.length === 0) unexplained.push(problem);
    for (const cause of causes) cause.hits.get(outcome)?.problems.push(problem);
  }
  return unexplained;
}

/** A source is read in responses, a target written in requests. */
const DIRECTIONS: Readonly<Record<Role, Direction>> = { source: 'response', target: 'request' };

/** The changes of the same aspect, about the same value where both speak of one; else whatever else broke there. */
function causesOf(problem: Problem, touched: readonly Effect[], ofSource: readonly Effect[]): Effect[] {
  const { causes } = problem;
  if (causes !== undefined) {
    const told = touched.filter(({ change }) => change.pairs.some((pair) => causes.has(pair)));
    const alike = told.filter(({ change }) => ruleOf(change.rule).aspect === problem.aspect);
    return alike.length > 0 ? alike : told;
  }
  const alike = touched.filter(({ change }) => ruleOf(change.rule).aspect === problem.aspect);
  // What was optional, or one of several values, may go without breaking the contract, and yet it is why a mapping finds nothing.
  const mayGo = problem.aspect === 'existence' || MAY_GO.has(problem.kind);
  const telling = alike.filter(({ compatibility }) => mayGo || compatibility !== 'compatible');
  if (problem.value !== undefined) {
    // A value of another type comes by a change of the list all the same.
    const exact = (alike.length > 0 ? alike : touched).filter(
      (effect) =>
        speaksOf(effect.change, problem.value?.of) ||
        (problem.origin !== undefined && ofSource.includes(effect) && speaksOf(effect.change, problem.origin.of)),
    );
    const broken = exact.filter(({ compatibility }) => compatibility !== 'compatible');
    if (exact.length > 0) return broken.length > 0 ? broken : exact;
  }
  const general = telling.filter(({ change }) => !isAboutOneValue(change));
  const ofLimit = general.filter(({ change }) => isLimitOf(problem, change));
  if (ofLimit.length > 0) return ofLimit;
  // All of a list may go one by one.
  if (general.length === 0 && problem.aspect === 'values' && telling.length > 0) return telling;
  const breaking = touched.filter(
    ({ change, compatibility }) =>
      compatibility === 'breaking' && !isAboutOneValue(change) && !isOfAnotherLimit(problem, change),
  );
  const others = problem.keyword === undefined && general.length > 0 ? general : breaking;
  if (others.length > 0) return others;
  if (general.length > 0) return general;
  // A value as a whole may be refused for what breaks nobody by itself: a new member, where the target is closed.
  if (problem.aspect === 'shape') return touched.filter(({ change }) => !OF_NO_VALUE.has(ruleOf(change.rule).aspect));
  // A field goes with the alternative or the map that it was in.
  if (mayGo) return touched.filter(({ change }) => HOLDING.has(ruleOf(change.rule).aspect));
  // What breaks nobody by itself may be what is meant from now on: another alternative.
  return problem.side === 'source' ? [] : touched.filter(({ change }) => ruleOf(change.rule).mayPick);
}

const MAY_GO: ReadonlySet<Problem['kind']> = new Set(['row-dead', 'condition-unmet']);
const OF_NO_VALUE: ReadonlySet<Aspect> = new Set(['access', 'deprecation', 'notice']);
const HOLDING: ReadonlySet<Aspect> = new Set(['shape', 'type', 'values']);

interface ValueData {
  readonly value: unknown;
}

function hasValue(data: unknown): data is ValueData {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, 'value');
}

/** Of the value itself, or of one in the list that it is. */
function speaksOf({ data }: Change, value: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return hasValue(data) && values.some((one) => data.value === one || String(data.value) === String(one));
}

function isAboutOneValue({ data }: Change): boolean {
  return hasValue(data);
}

/** Effects by the pairs of their changes. */
export interface EffectIndex {
  /** Effects on a trail, in the direction the mapping uses it; those known in the other only are taken as they are. */
  on(system: string, trail: ReadonlySet<Pair>, direction: Direction): Effect[];
}

export function indexEffects(effects: readonly Effect[]): EffectIndex {
  const byPair = new Map<Pair, Effect[]>();
  for (const effect of effects) {
    for (const pair of effect.change.pairs) {
      const known = byPair.get(pair);
      if (known === undefined) byPair.set(pair, [effect]);
      else known.push(effect);
    }
  }
  return {
    on: (system, trail, direction) => {
      const found = new Map<Change, Effect>();
      for (const pair of trail) {
        for (const effect of byPair.get(pair) ?? []) {
          if (effect.system !== system) continue;
          const known = found.get(effect.change);
          if (known === undefined || effect.reach.direction === direction) found.set(effect.change, effect);
        }
      }
      return [...found.values()];
    },
  };
}

/**
 * One change, one finding: where it is felt in both directions, the compatible one says nothing more, unless a mapping
 * is on it. Where both are compatible, its operations are named with the other's.
 */
export function withoutEchoes(effects: readonly Effect[]): Effect[] {
  const kept: Effect[] = [];
  for (const group of Map.groupBy(effects, ({ change }) => change).values()) {
    const main =
      group.find(({ compatibility }) => compatibility !== 'compatible') ??
      group.findLast((effect) => weightOf(effect) === 'warning') ??
      group.at(-1);
    if (main === undefined) continue;
    const silent = (effect: Effect) =>
      effect !== main && effect.compatibility === 'compatible' && effect.hits.size === 0;
    // What breaks requests breaks no operation that only answers with the same schema.
    const isHarmless = main.compatibility === 'compatible';
    const echoed = isHarmless ? group.filter(silent).flatMap(({ reach }) => reach.operations) : [];
    for (const effect of group) {
      if (silent(effect)) continue;
      kept.push(effect === main && echoed.length > 0 ? withOperations(effect, echoed) : effect);
    }
  }
  return kept;
}

function withOperations(effect: Effect, more: Effect['reach']['operations']): Effect {
  const operations = [...new Set([...effect.reach.operations, ...more])];
  return { ...effect, reach: { ...effect.reach, operations } };
}
