/** What a finding means for this integration. */

import type { Level, Manifest } from '../manifest/manifest.ts';
import { listed } from '../report/phrases.ts';
import type { MappingImpact } from '../report/report.ts';
import { ruleOf } from '../rules/catalogue.ts';
import type { Aspect, Profile } from '../rules/rule.ts';
import { isObj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { type Effect, type Hit, policyOf, weightOf } from './impact.ts';
import type { Outcome } from './outcome.ts';
import type { Problem } from './problem.ts';
import { reliedStanding } from './reliance.ts';
import { countedDays, daysUntil, standingUntil } from './sunset.ts';

export interface LevelOptions {
  /** Raises adjacent and unmapped breaks to errors, unless the profile tolerates them. */
  readonly strict: boolean;
  /** By rule: said on the command line, before what the manifest says. */
  readonly levels: Readonly<Record<string, Level | 'off'>>;
  readonly profile: Profile;
  /** The day of the comparison; without it nobody counts the days that something deprecated has left. */
  readonly today?: string | undefined;
}

/** What it takes to judge an announcement: the day of today, and how many days the integration needs. */
interface Announced {
  readonly today?: string | undefined;
  readonly minDays?: number | undefined;
}

/** How one mapping stands after a change. */
export type Standing = Pick<MappingImpact, 'verdict' | 'because'>;

/** What a transform may undo, or make worse; whether a value is there, and not null, is judged all the same. */
const OF_VALUES: ReadonlySet<Aspect> = new Set(['type', 'values', 'format', 'limit', 'shape']);

/** Kinds of things without which a call fails whatever its fields hold. */
const OF_THE_CALL: ReadonlySet<string> = new Set(['path', 'operation', 'requestBody', 'response', 'mediaType']);

/** How a mapping stands that has this problem; what is only worth knowing does no harm. */
export function standingFrom({ verdict, because }: Pick<Problem, 'verdict' | 'because'>): Standing {
  return { verdict: verdict === 'notes' ? 'holds' : verdict, because };
}

export function standingOf(effect: Effect, outcome: Outcome, hit: Hit, terms: Announced): Standing {
  const { problems } = hit;
  const worst = problems.find(({ verdict }) => verdict === 'breaks') ?? problems[0];
  if (worst !== undefined) {
    const same = problems.filter(({ verdict }) => verdict === worst.verdict);
    return standingFrom({ ...worst, because: saidOnce(same.map(({ because }) => because)) });
  }
  const { aspect, on } = ruleOf(effect.change.rule);
  if (outcome.field?.ignore !== undefined)
    return { verdict: 'holds', because: `the field is ignored: ${outcome.field.ignore}` };
  if (outcome.field?.unchecked !== undefined)
    return { verdict: 'holds', because: `the field is not checked: ${outcome.field.unchecked}` };
  if (aspect === 'deprecation' && outcome.reliance !== 'suppressed')
    return deprecatedStanding(effect.change.data, terms);
  const relied = reliedStanding(effect, outcome);
  if (relied !== undefined) return relied;
  if (effect.compatibility === 'compatible') return { verdict: 'holds', because: 'the change is compatible' };
  if (aspect === 'access') return { verdict: 'breaks', because: 'the calls of this integration are no longer let in' };
  if (effect.compatibility === 'unknown')
    return { verdict: 'unjudged', because: 'what the edit does to the values takes a proof' };
  if (outcome.unjudged !== undefined && OF_VALUES.has(aspect))
    return { verdict: 'unjudged', because: outcome.unjudged };
  if (OF_THE_CALL.has(on)) return { verdict: 'warns', because: 'the call itself changes; the fields are still there' };
  return { verdict: 'holds', because: 'every value still arrives' };
}

const MAX_VALUES = 10;

/** Sentences that differ in the value at their end only are one: `the target does not take A, B and C`. */
function saidOnce(sentences: readonly string[]): string {
  const alike = Map.groupBy(new Set(sentences), (text) => text.replace(/`[^`]*`$/, ''));
  return [...alike]
    .map(([start, own]) => {
      const values = own.map((text) => text.slice(start.length));
      return `${start}${listed(values.slice(0, MAX_VALUES), values.length)}`;
    })
    .join('; ');
}

/** `data`: of a rule on deprecation, which says until when. */
function deprecatedStanding(data: unknown, { today, minDays }: Announced): Standing {
  const sunset = isObj(data) && typeof data['sunset'] === 'string' ? data['sunset'] : undefined;
  const days = sunset === undefined || today === undefined ? undefined : daysUntil(sunset, today);
  if (sunset === undefined || days === undefined) return { verdict: 'warns', because: 'it still works, and will go' };
  if (days < 0) return { verdict: 'warns', because: `it was to end on ${code(sunset)}, ${countedDays(-days)} ago` };
  const { verdict, because } = standingUntil(sunset, days, minDays);
  return { verdict, because: `it still works, and ${because}` };
}

/** The level of an effect without a manifest: everything counts as used. */
export function plainLevel(effect: Effect, profile: Profile): Level {
  const { change, compatibility, reach } = effect;
  if (compatibility === 'breaking')
    return policyOf(change, reach.direction, profile)?.is === 'tolerated' ? 'warning' : 'error';
  return compatibility === 'unknown' ? 'warning' : weightOf(effect);
}

export function mappedLevel(
  effect: Effect,
  standings: readonly Standing[],
  manifest: Manifest,
  { strict, profile }: Pick<LevelOptions, 'strict' | 'profile'>,
): Level {
  const { change, compatibility, touch } = effect;
  if (touch === 'mapped') {
    if (standings.some(({ verdict }) => verdict === 'breaks')) return 'error';
    if (standings.some(({ verdict }) => verdict === 'warns' || verdict === 'unjudged')) return 'warning';
    return ruleOf(change.rule).aspect === 'notice' && !isMoot(effect) ? weightOf(effect) : 'info';
  }
  if (compatibility !== 'breaking') return 'info';
  return strict ? plainLevel(effect, profile) : manifest.policy[touch];
}

/** Another default means nothing where a value is always sent. */
function isMoot({ change, reach, hits }: Effect): boolean {
  const isSent = ({ field, sent }: Outcome) => [field?.constant, field?.default, sent].some((one) => one !== undefined);
  return ruleOf(change.rule).ofAbsence === true && reach.direction === 'request' && [...hits.keys()].every(isSent);
}

/** What the user has set for a rule: on the command line, in the flows it touches, in the policy; `off` drops it. */
export function chosenLevel(
  rule: string,
  outcomes: Iterable<Outcome>,
  manifest: Manifest | undefined,
  options: LevelOptions,
): Level | 'off' | undefined {
  const own = <T>(levels: Readonly<Record<string, T>>): T | undefined =>
    Object.hasOwn(levels, rule) ? levels[rule] : undefined;
  const commanded = own(options.levels);
  if (commanded !== undefined) return commanded;
  for (const { subject } of outcomes) {
    const chosen = own(subject.levels);
    if (chosen !== undefined) return chosen;
  }
  return manifest && own(manifest.policy.levels);
}
