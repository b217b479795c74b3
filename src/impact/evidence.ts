/** Proof before verdict: what rules propose about schemas is held against containment, and so is what they pass over. */

import type { Containment } from '../containment/options.ts';
import type { Graph } from '../diff/graph.ts';
import type { Direction, Pair } from '../diff/pair.ts';
import type { Reach, Sites } from '../diff/sites.ts';
import type { Prover, Question } from '../proof/prover.ts';
import type { Touch } from '../report/report.ts';
import { ruleOf } from '../rules/catalogue.ts';
import type { Change } from '../rules/changes.ts';
import type { Profile } from '../rules/rule.ts';
import { declaredElsewhere } from './declared-elsewhere.ts';
import type { Effect } from './impact.ts';
import { isComposed, type Unexplained, unexplainedBreaks } from './unexplained.ts';

export type Evidence =
  /** Every value is still covered. */
  | { readonly kind: 'contained' }
  /** A value that is not, at a pair of schemas; `message`: where it is felt, if it is not wherever that is. */
  | { readonly kind: 'broken'; readonly question: Question; readonly prover: Prover; readonly message?: Pair }
  | { readonly kind: 'unproven'; readonly reason: string; readonly question: Question; readonly prover: Prover };

export interface Grounds {
  readonly prover: Prover;
  readonly sites: Sites;
  readonly profile: Profile;
  /** What was decided before: systems that share a description share this. */
  readonly decided: Decided;
}

export interface Decided {
  readonly byChange: Map<Change, Partial<Record<Direction, Decision>>>;
  unexplained: readonly Unexplained[] | undefined;
}

/** `undefined` as evidence: schemas have no say. */
type Decision = 'rewritten' | Pick<Effect, 'compatibility' | 'evidence'>;

export function newDecided(): Decided {
  return { byChange: new Map(), unexplained: undefined };
}

/** Positions at which one change is asked about; the rest of a much-shared conjunct is taken to be like them. */
const MAX_PAIRS = 24;

/** The effect with its evidence; undefined where the edit only says in other words what was said before. */
export function withEvidence(effect: Effect, grounds: Grounds): Effect | undefined {
  const { byChange } = grounds.decided;
  const { change, reach } = effect;
  const known = byChange.get(change) ?? {};
  byChange.set(change, known);
  const decision = known[reach.direction] ?? unlessMoved(decide(effect, grounds), effect, grounds);
  known[reach.direction] = decision;
  return decision === 'rewritten' ? undefined : { ...effect, ...decision };
}

/** Where a member is declared elsewhere for the same values, it has not gone; nor is it new, if they are the same values. */
function unlessMoved(decision: Decision, { change, reach: { direction } }: Effect, { prover }: Grounds): Decision {
  if (decision === 'rewritten' || decision.compatibility !== 'compatible') return decision;
  if (change.pairs.length > MAX_PAIRS) return decision;
  const places = change.pairs.map(declaredElsewhere);
  const isMoved = places.every(
    (pairs, index) =>
      pairs !== undefined &&
      (change.pairs[index]?.status === 'removed' || pairs.every((pair) => isRewritten({ pair, direction }, prover))),
  );
  return isMoved ? 'rewritten' : decision;
}

function decide(effect: Effect, grounds: Grounds): Decision {
  const { change, compatibility } = effect;
  const { prover, profile } = grounds;
  if (!isAboutValues(change)) return { compatibility };
  if (compatibility === 'compatible' && profile !== 'strict')
    return isSaidOtherwise(effect, grounds) ? 'rewritten' : { compatibility };
  const questions = questionsOf(effect, grounds);
  if (questions.length === 0) return { compatibility };
  const evidence = evidenceOf(questions, prover);
  if (evidence.kind === 'unproven') return { compatibility, evidence };
  if (evidence.kind === 'broken') return { compatibility: 'breaking', evidence };
  if (compatibility !== 'compatible' && questions.every((one) => isRewritten(one, prover))) return 'rewritten';
  return { compatibility: 'compatible', evidence };
}

/** The breaks that no other effect explains, as effects of their own. */
export function unexplained(
  system: string,
  graph: Graph,
  effects: readonly Effect[],
  { prover, sites, profile, decided }: Grounds,
  touchOf: (reach: Reach) => Touch,
): Effect[] {
  const mode = profile === 'strict' ? 'strict' : 'declared';
  decided.unexplained ??= unexplainedBreaks(graph.pairs, effects, { prover, sites, mode });
  return decided.unexplained.flatMap(({ change, question }) =>
    sites
      .reachOf([question.pair])
      .filter(({ direction }) => direction === question.direction)
      .map(
        (reach): Effect => ({
          system,
          change,
          reach,
          compatibility: 'breaking',
          evidence: { kind: 'broken', question, prover },
          touch: touchOf(reach),
          hits: new Map(),
        }),
      ),
  );
}

/** Rules on schemas that change which values are allowed: deprecation, defaults and the like do not. */
function isAboutValues({ rule }: Change): boolean {
  const { on, aspect, beyondValues, shows } = ruleOf(rule);
  if (beyondValues === true) return false;
  if (on === 'parameter' || on === 'header') return shows !== undefined;
  if (on !== 'schema' && on !== 'property' && on !== 'branch') return false;
  return aspect !== 'notice' && aspect !== 'deprecation';
}

function questionsOf({ change, reach: { direction } }: Effect, { sites, profile }: Grounds): Question[] {
  const { shows, countsUndeclared } = ruleOf(change.rule);
  const strict = profile === 'strict' || countsUndeclared?.(change.data) === true;
  const questions: Question[] = [];
  for (const pair of change.pairs.slice(0, MAX_PAIRS)) {
    if (change.pairs.length > 1 && !sites.reachOf([pair]).some((one) => one.direction === direction)) continue;
    const limit = (shows as ((data: unknown, pair: Pair, direction: Direction) => Question['limit']) | undefined)?.(
      change.data,
      pair,
      direction,
    );
    const branch = pair.kind === 'branch' ? (direction === 'request' ? pair.before : pair.after) : undefined;
    for (const owner of ownersOf(pair)) {
      questions.push({
        pair: owner,
        direction,
        mode: strict ? 'strict' : 'declared',
        ...(limit !== undefined && { limit }),
        ...(branch !== undefined && !isDiscriminated(owner) && { branch: branch.at }),
      });
    }
  }
  return questions;
}

/** Who reads it picks an alternative by its name, whatever it holds. */
function isDiscriminated({ before, after }: Pair): boolean {
  return [before, after].some(
    (side) => side !== undefined && 'discriminator' in side && side.discriminator !== undefined,
  );
}

/** The schemas that a property or a branch belongs to. */
function ownersOf(pair: Pair): readonly Pair[] {
  return pair.kind === 'property' || pair.kind === 'branch'
    ? pair.parents.map(({ parent }) => parent).filter(({ kind }) => kind === 'schema')
    : [pair];
}

const UNFELT = 'whether the alternatives around it take the values all the same is too hard to tell';

function evidenceOf(questions: readonly Question[], prover: Prover): Evidence {
  let unproven: Evidence | undefined;
  for (const { branch, ...asked } of questions) {
    if (branch !== undefined && isCovered({ ...asked, branch }, prover)) continue;
    const { question, answer } = answered(asked, prover);
    if (answer.verdict === 'unproven') unproven ??= { kind: 'unproven', reason: answer.reason, question, prover };
    if (answer.verdict !== 'not-contained') continue;
    const { kind, ...felt } = prover.felt(question);
    if (kind === 'yes') return { kind: 'broken', question, prover, ...felt };
    if (kind === 'unproven') unproven ??= { kind: 'unproven', reason: UNFELT, question, prover };
  }
  return unproven ?? { kind: 'contained' };
}

/** All of an alternative is covered, whatever the others and what stands beside them do: these have findings of their own. */
function isCovered({ limit: _, ...alone }: Question, prover: Prover): boolean {
  return prover.ask(alone).verdict === 'contained' && !prover.isVacuous(alone);
}

/** Where only undeclared names could fill an object, there is no other way to send one: they count. */
function answered(asked: Question, prover: Prover): { readonly question: Question; readonly answer: Containment } {
  const answer = prover.ask(asked);
  if (answer.verdict !== 'contained' || asked.mode === 'strict' || !prover.isVacuous(asked))
    return { question: asked, answer };
  const question: Question = { ...asked, mode: 'strict' };
  return { question, answer: prover.ask(question) };
}

/**
 * Nothing was loosened: another keyword of the same place says what this one said. Only where keywords have a say in what
 * others mean, and to the letter, undeclared names included.
 */
function isSaidOtherwise({ change, reach: { direction } }: Effect, { prover }: Grounds): boolean {
  const { on } = ruleOf(change.rule);
  if ((on !== 'schema' && on !== 'branch') || change.pairs.length > MAX_PAIRS) return false;
  const owners = change.pairs.flatMap(ownersOf);
  return (
    owners.length > 0 &&
    owners.every((pair) => isComposed(pair) && isRewritten({ pair, direction, mode: 'strict' }, prover))
  );
}

/** Both sides allow the same values. */
function isRewritten({ pair, direction, mode }: Question, prover: Prover): boolean {
  const ask = (way: Direction) =>
    prover.ask({ pair, direction: way, travels: direction, isMinor: true, ...(mode && { mode }) }).verdict ===
    'contained';
  return ask(direction) && ask(direction === 'request' ? 'response' : 'request');
}
