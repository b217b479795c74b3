/** From effects to findings: levels, words, owners and places. */

import { anonymous } from '../diff/address.ts';
import type { OperationPair } from '../diff/direction.ts';
import type { Pair } from '../diff/pair.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { fingerprintOf } from '../report/fingerprint.ts';
import type { Placed } from '../report/place.ts';
import { PROBLEM_WORDS } from '../report/problem-words.ts';
import type { MappingImpact, Proof } from '../report/report.ts';
import { ruleOf } from '../rules/catalogue.ts';
import type { Change } from '../rules/changes.ts';
import type { Operation } from '../spec/api.ts';
import { type At, isObj, type Json, locationOf } from '../spec/spec-version.ts';
import type { Evidence } from './evidence.ts';
import type { Effect, EndSystems, Hit } from './impact.ts';
import {
  chosenLevel,
  type LevelOptions,
  mappedLevel,
  plainLevel,
  type Standing,
  standingFrom,
  standingOf,
} from './level.ts';
import type { Outcome } from './outcome.ts';
import type { Problem } from './problem.ts';
import { EVERYTHING, NOTHING, proofOf, proofOfProblem, type Thrift } from './proof.ts';
import { operationTexts, partText, pathText } from './site-text.ts';
import { suggestionFor, suggestionForProblem } from './suggest.ts';

/** What the integration is, for a run with a manifest. */
export interface Integration {
  readonly manifest: Manifest;
  /** Lines of the manifest's file. */
  readonly lines: readonly string[];
  readonly systemsOf: (outcome: Outcome) => EndSystems;
  /** The operations that it uses, in all versions: they are named first. */
  readonly operations?: ReadonlySet<Operation>;
}

/** A finding whose proof is made last: only of what is shown, and only as much. */
export interface Draft extends Omit<Placed, 'proof'> {
  readonly prove: (thrift: Thrift) => Proof;
  /** What the verdict on schemas rests on. */
  readonly evidence: Evidence | undefined;
}

/** Of so many errors, the first in the report's order. */
export type Proofs = Thrift & { readonly errors: number };

const ALL_PROOFS: Proofs = { errors: Number.POSITIVE_INFINITY, ...EVERYTHING };

/** Checking a value costs more than finding it: only what fails a run shows its own, and a warning at a mapping. */
export function withProofs(drafts: readonly Draft[], proofs: Proofs = ALL_PROOFS): Placed[] {
  const { errors, ...thrift } = proofs;
  return drafts.map(({ prove, evidence: _, ...finding }, index) => ({
    ...finding,
    proof: prove(isShown(finding) && index < errors ? thrift : NOTHING),
  }));
}

function isShown({ level, touch }: Pick<Draft, 'level' | 'touch'>): boolean {
  return level === 'error' || (level === 'warning' && touch === 'mapped');
}

/** Operations named in a finding; the rest is counted. */
const MAX_EXAMPLES = 20;

export function findingOf(
  effect: Effect,
  integration: Integration | undefined,
  options: LevelOptions,
): Draft | undefined {
  const { change, reach, system, compatibility } = effect;
  const manifest = integration?.manifest;
  const terms = { today: options.today, minDays: manifest?.policy.sunset?.minDays };
  const standings = new Map<Outcome, Standing>();
  for (const [outcome, hit] of effect.hits) standings.set(outcome, standingOf(effect, outcome, hit, terms));
  const chosen = chosenLevel(change.rule, effect.hits.keys(), manifest, options);
  if (chosen === 'off') return undefined;
  const level =
    chosen ??
    (manifest ? mappedLevel(effect, [...standings.values()], manifest, options) : plainLevel(effect, options.profile));
  const own = ownPairs(effect);
  const operations = byInterest(effect, own);
  const [first] = operations;
  const site = first && reach.siteOf(first, own, ownNames(effect));
  // Of a message hundreds of levels deep nobody looks at the whole.
  const whole = site?.isCut === true ? undefined : site;
  const examples = operations
    .slice(0, MAX_EXAMPLES)
    .flatMap((pair) => operationTexts(pair, integration?.operations))
    .slice(0, MAX_EXAMPLES);
  const part = site && partText(site);
  const { message } = ruleOf(change.rule);
  const suggestion =
    integration && effect.hits.size > 0 ? suggestionFor(effect, integration.manifest, integration.lines) : undefined;
  return {
    fingerprint: fingerprintOf([change.rule, reach.direction, system, identityOf(change), change.dataKey]),
    rule: change.rule,
    level,
    touch: effect.touch,
    direction: reach.direction,
    compatibility: [...standings.values()].some(({ verdict }) => verdict === 'breaks') ? 'breaking' : compatibility,
    prove: (thrift) => proofOf(effect.evidence, whole, thrift, (size) => toldValues(effect, size)),
    evidence: effect.evidence,
    ...(manifest && { integration: manifest.integration }),
    system,
    ...(examples[0] !== undefined && { operation: examples[0] }),
    operations: { count: countOf(operations), examples },
    ...(part !== undefined && { part }),
    path: site ? pathText(site) : '',
    mappings: integration
      ? told([...standings].map(([outcome, standing]) => impactOf(outcome, standing, integration.manifest)))
      : [],
    owners: manifest ? ownersOf(manifest, [...effect.hits.keys()], [system]) : [],
    message: message(change.data),
    ...(suggestion && { suggestion }),
    ...(change.before && { before: locationOf(change.before) }),
    ...(change.after && { after: locationOf(change.after) }),
  };
}

/** A path stands for all its operations. */
function countOf(pairs: readonly OperationPair[]): number {
  let count = 0;
  for (const { kind, after, before } of pairs) {
    const side = after ?? before;
    count += kind === 'path' && side !== undefined && 'operations' in side ? side.operations.length : 1;
  }
  return count;
}

/** What the rows that the change breaks fail on, as it stands on its side: a constant, what a table makes of a value, what is copied. */
function toldValues({ hits, reach: { direction } }: Effect, size: number): Json[] {
  const role = direction === 'request' ? 'target' : 'source';
  const problems = [...hits.values()].flatMap((hit) => (hit.role === role ? hit.problems : []));
  const values = problems
    .filter(({ verdict }) => verdict === 'breaks')
    .slice(0, MAX_TRIED)
    .flatMap(valuesIn);
  return [...new Set(values)];

  function valuesIn({ witness, value, origin }: Problem): Json[] {
    const shown = witness?.confirm(size);
    const made = role === 'source' ? undefined : witness?.becomes;
    const other = role === 'source' ? (origin ?? value) : value;
    return [made ?? (shown && { of: shown.value }) ?? other].flatMap((one) =>
      one === undefined ? [] : [one.of as Json],
    );
  }
}

/** Of values that a change refuses, so many are tried for the proof. */
const MAX_TRIED = 3;

/** The mappings that the change breaks, else all that it touches. */
function ownHits({ hits }: Effect): readonly [Outcome, Hit][] {
  const all = [...hits];
  const broken = all.filter(([, { problems }]) => problems.length > 0);
  return broken.length > 0 ? broken : all;
}

/**
 * What they stand on; without any, what leads to a message where the change is felt, if it is not felt everywhere. What is beside a mapping is
 * told at an operation of that.
 */
function ownPairs(effect: Effect): ReadonlySet<Pair> {
  const own = new Set<Pair>();
  for (const [{ trail }, { role }] of ownHits(effect)) for (const pair of trail[role]) own.add(pair);
  const message = effect.evidence?.kind === 'broken' ? effect.evidence.message : undefined;
  return own.size > 0 || message === undefined || effect.touch === 'adjacent' ? own : withAllAbove(message);
}

function withAllAbove(lowest: Pair): ReadonlySet<Pair> {
  const pairs = new Set([lowest]);
  for (const pair of pairs) for (const { parent } of pair.parents) pairs.add(parent);
  return pairs;
}

/** The members that they name. */
function ownNames(effect: Effect): ReadonlySet<string> {
  const refs = ownHits(effect).flatMap(([{ field }, { role }]) =>
    role === 'source' ? (field?.from ?? []) : field?.to === undefined ? [] : [field.to],
  );
  const steps = refs.flatMap((ref) => (ref.place === 'body' ? ref.steps : []));
  return new Set(steps.flatMap((step) => ('name' in step ? [step.name] : [])));
}

/** The operations of the mappings first: a handler stands on a response, not on the operation. */
function byInterest({ reach }: Effect, own: ReadonlySet<Pair>): readonly OperationPair[] {
  if (own.size === 0 || reach.operations.length < 2) return reach.operations;
  const first = new Set(
    reach.operations.filter((pair) => own.has(pair) || pair.children.some(({ child }) => own.has(child))),
  );
  return [...first, ...reach.operations.filter((pair) => !first.has(pair))];
}

const COMPATIBILITY_OF = { breaks: 'breaking', warns: 'unknown', notes: 'compatible' } as const;
const LEVEL_OF = { breaks: 'error', warns: 'warning', notes: 'info' } as const;

/** A problem that no change of a description explains: what changed is the manifest, or nothing at all (`guard check`). */
export function mappingFinding(
  outcome: Outcome,
  problem: Problem,
  integration: Integration,
  options: LevelOptions,
): Draft | undefined {
  const { manifest, lines } = integration;
  const systems = integration.systemsOf(outcome);
  const chosen = chosenLevel(problem.kind, [outcome], manifest, options);
  if (chosen === 'off') return undefined;
  const suggestion = suggestionForProblem(outcome, problem, lines);
  const role = problem.side === 'target' || problem.kind.startsWith('target') ? 'target' : 'source';
  return {
    fingerprint: fingerprintOf([problem.kind, outcome.subject.id, outcome.from, outcome.to, problem.key]),
    rule: problem.kind,
    level: chosen ?? LEVEL_OF[problem.verdict],
    touch: 'mapped',
    direction: role === 'source' ? 'response' : 'request',
    compatibility: COMPATIBILITY_OF[problem.verdict],
    prove: (thrift) => proofOfProblem(problem, thrift),
    evidence: undefined,
    integration: manifest.integration,
    system: systems[role],
    operations: { count: 0, examples: [] },
    path: role === 'source' ? outcome.from : outcome.to,
    mappings: [impactOf(outcome, standingFrom(problem), manifest)],
    owners: ownersOf(manifest, [outcome], [systems.source, systems.target]),
    // A note is listed without its mapping: it has to say everything itself.
    message: problem.verdict === 'notes' ? problem.because : PROBLEM_WORDS[problem.kind].message,
    ...(suggestion && { suggestion }),
    at: { file: manifest.name, pointer: '', line: outcome.mark.line, column: outcome.mark.column },
  };
}

function impactOf(outcome: Outcome, standing: Standing, manifest: Manifest): MappingImpact {
  const { subject, reliance, from, to, mark } = outcome;
  return {
    flow: subject.id,
    ...(reliance !== undefined && { part: reliance }),
    ...(subject.entity !== undefined && { entity: subject.entity }),
    from,
    to,
    manifest: manifest.name,
    line: mark.line,
    ...standing,
  };
}

/** In the order of the manifest: what a handler reads of several operations in the same way is one thing. */
function told(impacts: readonly MappingImpact[]): MappingImpact[] {
  return [...new Map(impacts.map((impact) => [JSON.stringify(impact), impact])).values()].sort(byPlace);
}

function byPlace(a: MappingImpact, b: MappingImpact): number {
  return a.line - b.line || (a.to < b.to ? -1 : a.to > b.to ? 1 : 0);
}

function ownersOf(manifest: Manifest, outcomes: readonly Outcome[], systems: readonly string[]): string[] {
  const owners = new Set<string>();
  for (const { subject } of outcomes) for (const owner of subject.owners) owners.add(owner);
  for (const system of systems) for (const owner of manifest.systems.get(system)?.owners ?? []) owners.add(owner);
  if (owners.size === 0) for (const owner of manifest.owners) owners.add(owner);
  return [...owners];
}

/** Where a thing is, without what an unrelated edit may change: positions in lists, names in path templates. */
function identityOf(change: Change): string {
  const before = change.before && stepsOf(change.before);
  const after = change.after && stepsOf(change.after);
  return before === undefined || before === after ? (after ?? '') : `${before} ${after ?? ''}`;
}

function stepsOf(place: At): string {
  const steps: string[] = [];
  let here = place;
  for (; here.parent !== undefined; here = here.parent) steps.push(stepOf(here, here.parent));
  return `${fileOf(here)}${steps.reverse().join('/')}`;
}

function stepOf(at: At, parent: At): string {
  const { token, value } = at;
  if (!Array.isArray(parent.value))
    return typeof token === 'string' && token.startsWith('/') ? anonymous(token) : `${token}`;
  if (isObj(value) && typeof value['name'] === 'string') return `${String(value['in'])} ${value['name']}`;
  if (isObj(value) && typeof value['$ref'] === 'string') return value['$ref'];
  // A member that only `required` names: what the finding is about is not in its data.
  if (parent.token === 'required' && typeof value === 'string') return value;
  // Alternatives written in place have nothing but their position; what else is in lists is in the data.
  return isObj(value) ? String(at.token) : '*';
}

/** A file besides the entry is known by its last names: where the description as a whole lies is no part of it. */
function fileOf({ file }: At): string {
  const isEntry = isObj(file.value) && ('openapi' in file.value || 'swagger' in file.value);
  return isEntry ? '' : `${file.url.split('/').slice(-2).join('/')}#/`;
}
