/** The pure pipeline: two versions of each system and a manifest in, a report out. */

import type { Graph } from './diff/graph.ts';
import { buildGraph } from './diff/walk.ts';
import { type Comparison, compareAll, effectsIn } from './impact/comparison.ts';
import { type Covering, createCovering } from './impact/covering.ts';
import { likelyOf } from './impact/dangling.ts';
import { type Draft, findingOf, type Integration, mappingFinding, type Proofs, withProofs } from './impact/findings.ts';
import { runsExpressions } from './impact/flow.ts';
import { attribute, type Effect, indexEffects, withoutEchoes } from './impact/impact.ts';
import { flowsOf, type Judgement, judgeIntegration, type SystemSides } from './impact/integration.ts';
import type { LevelOptions } from './impact/level.ts';
import { NOTHING } from './impact/proof.ts';
import { checkedDrafts, untouchedBetween } from './impact/repaired.ts';
import { openRows, summaryOf } from './impact/summary.ts';
import { tellApart } from './impact/tell-apart.ts';
import type { TransformVerdicts } from './impact/transforms.ts';
import { underLevelsOf } from './manifest/loosened.ts';
import type { Level, Manifest } from './manifest/manifest.ts';
import { type Acknowledged, acknowledge, loosenedIn } from './report/acknowledge.ts';
import { compareChecked, compareFindings, countsOf, verdictOf } from './report/order.ts';
import { placeAll } from './report/place.ts';
import { PROBLEM_WORDS } from './report/problem-words.ts';
import type { Compared, Finding, Report, ResolvedFinding } from './report/report.ts';
import { resolvedFindings, withRepaired } from './report/resolved.ts';
import { RULE_IDS } from './rules/catalogue.ts';
import type { Profile } from './rules/rule.ts';
import { InputError } from './spec/input-error.ts';
import { defaultLimits, type Limits } from './spec/load-policy.ts';
import { locationOf, type SpecVersion, type Unjudged } from './spec/spec-version.ts';
import { viewOf } from './spec/view.ts';

/** What levels may be said for: rules, and problems of the manifest itself. */
export const LEVELLED: readonly string[] = [...RULE_IDS, ...Object.keys(PROBLEM_WORDS)];

export interface SystemVersions {
  readonly before: SpecVersion;
  /** The same object as `before` when nothing changed. */
  readonly after: SpecVersion;
}

export interface GuardInput {
  /** By the manifest's name of the system; without a manifest there is one, under any name. */
  readonly systems: ReadonlyMap<string, SystemVersions>;
  readonly manifest?: Manifest;
  /** The manifest as it was with the old versions; absent when it is the same. */
  readonly manifestBefore?: Manifest;
  /** What `runTransforms` gave; without it transforms are left unjudged. */
  readonly transforms?: TransformVerdicts | undefined;
  /** Acknowledgements that hold for this run, and those of the change when they are others. */
  readonly acknowledged?: Acknowledged;
  /** Whose levels and acknowledgements decide, when the manifest changed too: those it had (the default), or those it has now. */
  readonly policyFrom?: 'base' | 'change';
  /** Raises adjacent and unmapped breaks to errors, unless the profile tolerates them. */
  readonly strict?: boolean;
  /** The day of the comparison, as `2026-01-31`: what had been announced to end by then may go. */
  readonly today?: string;
  /** By rule, before what the manifest says. */
  readonly levels?: Readonly<Record<string, Level | 'off'>>;
  /** The promise of compatibility that changes are held to; `standard` unless stated. */
  readonly profile?: Profile;
  /** How much of the proofs is made and shown: of so many errors, the first in the report's order; all unless stated. */
  readonly proofs?: Proofs;
  /** The caps on pairs and changes count; `defaultLimits` unless stated. */
  readonly limits?: Limits;
}

/**
 * Runs the transforms of a manifest, for `transforms` of the same input: JSONata answers later, and all else at once.
 * Undefined where there are none.
 */
export async function runTransforms(input: GuardInput): Promise<TransformVerdicts | undefined> {
  const { manifest, manifestBefore } = input;
  const has = [manifest, manifestBefore].some((one) => one?.flows.some(runsExpressions));
  if (manifest === undefined || !has) return undefined;
  const { judgeTransforms } = await import('./impact/transforms.ts');
  const sides = sidesOf(graphsOf(input));
  const compared = await judgeTransforms(flowsOf(manifest, manifestBefore, sides));
  if (manifestBefore === undefined) return compared;
  const here = new Map([...sides].map(([system, { after }]) => [system, { before: after, after }]));
  const verdicts = new Map(compared);
  const same = untouchedBetween(manifestBefore, manifest);
  for (const one of [manifestBefore, manifest]) {
    const touched = { ...one, flows: one.flows.filter((flow) => !same(flow)) };
    for (const [field, alone] of await judgeTransforms(flowsOf(touched, undefined, here), 'alone'))
      verdicts.set(field, { ...(compared.get(field) ?? alone), alone });
  }
  return verdicts;
}

/** Compares the versions and says what the differences mean. Throws InputError for a manifest that names what is not there. */
export function guard(input: GuardInput): Report {
  return judged(input).report;
}

export interface Judged {
  readonly report: Report;
  /** What the findings are made from. */
  readonly drafts: readonly Draft[];
}

/** `guard`, with what its findings rest on. */
export function judged(input: GuardInput): Judged {
  const { manifestBefore, policyFrom = 'base', profile = 'standard' } = input;
  const manifest =
    input.manifest && manifestBefore && policyFrom === 'base'
      ? underLevelsOf(input.manifest, manifestBefore)
      : input.manifest;
  const options: LevelOptions = {
    strict: input.strict ?? false,
    levels: input.levels ?? {},
    profile,
    today: input.today,
  };
  const graphs = graphsOf(input);
  const judgement = manifest && judgeIntegration(manifest, manifestBefore, sidesOf(graphs), input.transforms);
  if (manifest && judgement) refuseDangling(manifest, judgement);
  const comparisons = compareAll(graphs, input.today, input.limits ?? defaultLimits);
  const effects = effectsIn(graphs, comparisons, judgement, profile);
  const drafts = draftFindings(effects, manifest, judgement, options).sort(compareFindings);
  const placed = placeAll(withProofs(drafts, input.proofs), unjudgedOf(input, graphs, effects), manifest?.integration);
  const { findings, notices } = acknowledge(placed.findings, input.acknowledged, policyFrom, manifest);
  const counts = countsOf(findings);
  const report: Report = {
    version: 1,
    verdict: verdictOf(counts),
    counts,
    compared: [...input.systems].map(([system, versions]) => comparedOf(system, versions, manifest)),
    integrations: manifest && judgement ? [summaryOf(manifest, judgement.outcomes, findings, openRows(effects))] : [],
    findings,
    resolved: manifest && manifestBefore ? resolvedBy(input, manifestBefore, findings, comparisons, options) : [],
    notices: [...loosenedIn(input), ...notices],
    unjudged: placed.unjudged,
  };
  return { report, drafts };
}

/** What the manifest would suffer from had it stayed as it was, and does not now: of these changes, and by itself. */
function resolvedBy(
  input: GuardInput,
  before: Manifest,
  findings: readonly Finding[],
  comparisons: ReadonlyMap<Graph, Comparison>,
  options: LevelOptions,
): ResolvedFinding[] {
  const { manifest: now, today, transforms } = input;
  const graphs = graphsOf(input);
  const sides = sidesOf(graphs);
  const judgement = judgeIntegration(before, undefined, sides);
  const effects = effectsIn(graphs, comparisons, judgement, options.profile);
  const placed = (drafts: Draft[]) =>
    placeAll(withProofs(drafts.sort(compareFindings), { errors: 0, ...NOTHING }), [], before.integration).findings;
  const changed = resolvedFindings(placed(draftFindings(effects, before, judgement, options)), findings);
  if (now === undefined || today === undefined) return changed;
  const here = new Map([...sides].map(([system, { after }]) => [system, after]));
  const checked = checkedDrafts(before, now, { sides: here, today, transforms, options });
  return withRepaired(changed, placed(checked.earlier), [...placed(checked.current), ...findings]);
}

const graphsKnown = new WeakMap<GuardInput['systems'], ReadonlyMap<string, Graph>>();

/** What was asked of containment about mappings, for all that is judged of one input. */
const coverings = new WeakMap<ReadonlyMap<string, Graph>, Covering>();

/** One graph for each system of an input, made once. */
function graphsOf({ systems, limits = defaultLimits }: GuardInput): ReadonlyMap<string, Graph> {
  const graphs = graphsKnown.get(systems) ?? newGraphs(systems, limits);
  graphsKnown.set(systems, graphs);
  return graphs;
}

/** Systems that share both versions of a description share their graph. */
function newGraphs(systems: GuardInput['systems'], limits: Limits): ReadonlyMap<string, Graph> {
  const known: { readonly versions: SystemVersions; readonly graph: Graph }[] = [];
  const graphs = new Map<string, Graph>();
  for (const [name, versions] of systems) {
    const same = known.find(
      (one) => one.versions.before.files === versions.before.files && one.versions.after.files === versions.after.files,
    );
    const graph = same?.graph ?? graphOf(versions, limits);
    if (same === undefined) known.push({ versions, graph });
    graphs.set(name, graph);
  }
  return graphs;
}

function graphOf({ before, after }: SystemVersions, limits: Limits): Graph {
  const view = viewOf(after);
  return buildGraph(before.files === after.files ? view : viewOf(before), view, limits);
}

function sidesOf(graphs: ReadonlyMap<string, Graph>): ReadonlyMap<string, SystemSides> {
  const covering = coverings.get(graphs) ?? createCovering();
  coverings.set(graphs, covering);
  return new Map(
    [...graphs].map(([name, graph]) => [
      name,
      {
        before: { which: 'before', api: graph.before, shapes: graph.shapes.before, graph, covering },
        after: { which: 'after', api: graph.after, shapes: graph.shapes.after, graph, covering },
      },
    ]),
  );
}

function refuseDangling(manifest: Manifest, { dangling }: Judgement): void {
  const [first, ...rest] = dangling.map((one) => {
    const { mark, message } = one;
    const near = likelyOf(one);
    const hint = near === undefined ? 'the description has it in neither version' : `did you mean \`${near}\`?`;
    return { file: manifest.name, line: mark.line, column: mark.column, message, hint };
  });
  if (first !== undefined) throw new InputError([first, ...rest]);
}

function draftFindings(
  effects: readonly Effect[],
  manifest: Manifest | undefined,
  judgement: Judgement | undefined,
  options: LevelOptions,
): Draft[] {
  if (manifest === undefined || judgement === undefined) {
    const found = withoutEchoes(effects).map((effect) => findingOf(effect, undefined, options));
    return tellApart(found.filter((one) => one !== undefined));
  }
  const systemsOf: Integration['systemsOf'] = (outcome) => judgement.systems.get(outcome) ?? { source: '', target: '' };
  const { operations } = judgement;
  const integration: Integration = { manifest, lines: manifest.text.split(/\r?\n/), systemsOf, operations };
  const index = indexEffects(effects);
  const drafts: (Draft | undefined)[] = [];
  for (const outcome of judgement.outcomes) {
    const unexplained = attribute(outcome, systemsOf(outcome), index);
    drafts.push(...unexplained.map((problem) => mappingFinding(outcome, problem, integration, options)));
  }
  drafts.push(...withoutEchoes(effects).map((effect) => findingOf(effect, integration, options)));
  return tellApart(drafts.filter((one) => one !== undefined));
}

export function comparedOf(
  system: string,
  { before, after }: SystemVersions,
  manifest: Manifest | undefined,
): Compared {
  const side = ({ label, dialect, version }: SpecVersion) => ({
    label,
    dialect,
    ...(version !== undefined && { version }),
  });
  return { ...(manifest && { integration: manifest.integration }), system, before: side(before), after: side(after) };
}

/** What the descriptions leave open, and what an edit does where only a proof could tell. */
function unjudgedOf(
  { manifest }: GuardInput,
  graphs: ReadonlyMap<string, Graph>,
  effects: readonly Effect[],
): Unjudged[] {
  const noted = [...graphs].flatMap(([system, { before, after }]) =>
    [...(before === after ? [] : before.document.unjudged), ...after.document.unjudged].map((one) => ({
      ...one,
      system,
    })),
  );
  const open = effects.filter(
    ({ compatibility, touch }) => compatibility === 'unknown' && (manifest === undefined || touch === 'mapped'),
  );
  const edits = open.map(({ system, change }): Unjudged => {
    const at = change.after ?? change.before;
    return {
      system,
      message: `${change.rule}: what the edit does to the allowed values was not proven`,
      ...(at && { at: locationOf(at) }),
    };
  });
  return [...noted, ...edits];
}

/** One report of several: each manifest's findings stay under its own integration. */
export function mergeReports(reports: readonly Report[]): Report {
  const isCheck = reports.some(({ kind }) => kind === 'check');
  const findings = reports.flatMap((report) => report.findings).sort(isCheck ? compareChecked : compareFindings);
  const counts = countsOf(findings);
  return {
    version: 1,
    ...(isCheck && { kind: 'check' }),
    verdict: verdictOf(counts),
    counts,
    compared: reports.flatMap((report) => report.compared),
    integrations: reports.flatMap((report) => report.integrations),
    findings,
    resolved: reports.flatMap((report) => report.resolved),
    notices: reports.flatMap((report) => report.notices),
    unjudged: reports.flatMap((report) => report.unjudged),
  };
}
