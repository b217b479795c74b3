/** A manifest against the systems as they are: everything that is wrong now, and how much is decided. */

import { newGraph } from './diff/graph.ts';
import { comparedOf } from './guard.ts';
import { checkIntegration } from './impact/check-integration.ts';
import { type Covering, createCovering } from './impact/covering.ts';
import { type Integration, mappingFinding, withProofs } from './impact/findings.ts';
import type { LevelOptions } from './impact/level.ts';
import type { Side } from './impact/message.ts';
import { summaryOf } from './impact/summary.ts';
import { tellApart } from './impact/tell-apart.ts';
import type { TransformVerdicts } from './impact/transforms.ts';
import type { FieldMapping, Level, Manifest } from './manifest/manifest.ts';
import { type Acknowledged, acknowledge, staleIn } from './report/acknowledge.ts';
import { compareChecked, countsOf, verdictOf } from './report/order.ts';
import { placeAll } from './report/place.ts';
import type { Report } from './report/report.ts';
import { defaultLimits } from './spec/load-policy.ts';
import type { SpecVersion } from './spec/spec-version.ts';
import { viewOf } from './spec/view.ts';

export interface CheckInput {
  /** By the manifest's name of the system. */
  readonly systems: ReadonlyMap<string, SpecVersion>;
  readonly manifest: Manifest;
  /** Today in UTC, and what somebody answers for. */
  readonly acknowledged: Acknowledged;
  /** By rule, before what the manifest says. */
  readonly levels?: Readonly<Record<string, Level | 'off'>>;
}

/** Names that lead nowhere are findings here: there is nothing that could not be judged without them. */
export async function check(input: CheckInput): Promise<Report> {
  return (await checked(input)).report;
}

export interface CheckedManifest {
  readonly report: Report;
  /** Rows whose values could not be compared, or not in full, and why. */
  readonly unjudged: ReadonlyMap<FieldMapping, string>;
}

/** `check`, with what it leaves open. */
export async function checked({ systems, manifest, acknowledged, levels = {} }: CheckInput): Promise<CheckedManifest> {
  const sides = sidesOf(systems);
  const transforms = await transformsOf(manifest, sides);
  const found = checkIntegration({ manifest, sides, today: acknowledged.today, transforms });
  const systemsOf: Integration['systemsOf'] = (outcome) => found.systems.get(outcome) ?? { source: '', target: '' };
  const integration: Integration = { manifest, lines: manifest.text.split(/\r?\n/), systemsOf };
  const options: LevelOptions = { strict: false, levels, profile: 'standard' };
  const drafts = tellApart(
    found.outcomes.flatMap((outcome) =>
      outcome.problems.flatMap((problem) => mappingFinding(outcome, problem, integration, options) ?? []),
    ),
  );
  const noted = [...systems].flatMap(([system, { unjudged }]) => unjudged.map((one) => ({ ...one, system })));
  const placed = placeAll(withProofs(drafts), noted, manifest.integration);
  const { findings } = acknowledge(placed.findings.sort(compareChecked), acknowledged, 'change', manifest);
  const counts = countsOf(findings);
  const summary = summaryOf(manifest, found.outcomes, findings, found.unjudged.size);
  const report: Report = {
    version: 1,
    kind: 'check',
    verdict: verdictOf(counts),
    counts,
    compared: [...systems].map(([system, spec]) => comparedOf(system, { before: spec, after: spec }, manifest)),
    integrations: [{ ...summary, coverage: found.coverage }],
    findings,
    resolved: [],
    notices: staleIn(acknowledged, manifest),
    unjudged: placed.unjudged,
  };
  return { report, unjudged: found.unjudged };
}

/** Systems that share a description share what is known of it. */
export function sidesOf(systems: CheckInput['systems']): ReadonlyMap<string, Side> {
  const known = new Map<SpecVersion['files'], Side>();
  const covering = createCovering();
  return new Map(
    [...systems].map(([system, spec]) => {
      const side = known.get(spec.files) ?? sideOf(spec, covering);
      known.set(spec.files, side);
      return [system, side];
    }),
  );
}

function sideOf(spec: SpecVersion, covering: Covering): Side {
  const api = viewOf(spec);
  // Nothing is compared: the graph has no pairs, and one set of shapes.
  const graph = newGraph(api, api, defaultLimits);
  return { which: 'after', api, shapes: graph.shapes.after, graph, covering };
}

async function transformsOf(
  manifest: Manifest,
  sides: ReadonlyMap<string, Side>,
): Promise<TransformVerdicts | undefined> {
  const flows = manifest.flows.flatMap((flow) => {
    const [source, target] = [sides.get(flow.from.system), sides.get(flow.to.system)];
    const has = flow.when?.reads !== undefined || flow.fields.some(({ transform }) => transform?.reads !== undefined);
    if (!has || source === undefined || target === undefined) return [];
    const here = { source: { before: source, after: source }, target: { before: target, after: target } };
    return [{ before: flow, after: flow, ...here }];
  });
  if (flows.length === 0) return undefined;
  const { judgeTransforms } = await import('./impact/transforms.ts');
  return judgeTransforms(flows, 'alone');
}
