/** One manifest of a run, in numbers, and its flows as they are drawn. */

import type { Manifest } from '../manifest/manifest.ts';
import { countsOf, verdictOf } from '../report/order.ts';
import type { Finding, IntegrationSummary } from '../report/report.ts';
import type { Effect } from './impact.ts';
import { standingOf } from './level.ts';
import type { Outcome } from './outcome.ts';

/** `unjudged`: rows that could not be analysed. */
export function summaryOf(
  manifest: Manifest,
  outcomes: readonly Outcome[],
  findings: readonly Finding[],
  unjudged: number,
): IntegrationSummary {
  const counts = countsOf(findings);
  const rows = outcomes.filter(({ field }) => field !== undefined && field.ignore === undefined);
  const breaking = new Set(
    findings.flatMap(({ mappings, accepted }) =>
      (accepted === undefined ? mappings : [])
        .filter(({ verdict }) => verdict === 'breaks')
        .map(({ flow, from, to, line }) => JSON.stringify([flow, from, to, line])),
    ),
  );
  return {
    name: manifest.integration,
    manifest: manifest.name,
    owners: manifest.owners,
    verdict: verdictOf(counts),
    counts,
    mappings: { total: rows.length, breaking: breaking.size, unjudged },
    flows: manifest.flows.map((flow) => ({
      id: flow.id,
      entity: flow.entity,
      from: flow.from.text,
      to: flow.to.text,
      rows: rows
        .filter(({ subject }) => subject.id === flow.id)
        .map(({ from, to, mark }) => ({ from, to, line: mark.line })),
    })),
  };
}

/** Rows of which the values could not be analysed that a change brings, and which do not break by another one. */
export function openRows(effects: readonly Effect[]): number {
  const open = new Set<Outcome>();
  const broken = new Set<Outcome>();
  for (const effect of effects) {
    for (const [outcome, hit] of effect.hits) {
      const { verdict } = standingOf(effect, outcome, hit, {});
      if (verdict === 'breaks') broken.add(outcome);
      if (verdict === 'unjudged' && outcome.unjudged !== undefined) open.add(outcome);
    }
  }
  return [...open].filter((one) => !broken.has(one)).length;
}
