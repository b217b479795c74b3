/** A report cut into the parts that are read apart: one per integration, or one for everything without a manifest. */

import { countsOf } from './order.ts';
import type {
  Compared,
  Counts,
  Finding,
  IntegrationSummary,
  Notice,
  Report,
  ResolvedFinding,
  UnjudgedEntry,
} from './report.ts';

export interface Scope {
  /** Absent without a manifest, and for what names no integration of the report. */
  readonly integration?: IntegrationSummary;
  readonly counts: Counts;
  readonly compared: readonly Compared[];
  readonly findings: readonly Finding[];
  readonly resolved: readonly ResolvedFinding[];
  readonly notices: readonly Notice[];
  readonly unjudged: readonly UnjudgedEntry[];
}

/** Scopes in the order of the report's integrations. What belongs to none of them comes last: nothing is lost. */
export function scopesOf(report: Report): Scope[] {
  const { integrations, counts, compared, findings, resolved, notices, unjudged } = report;
  if (integrations.length === 0) return [{ counts, compared, findings, resolved, notices, unjudged }];
  const names = integrations.map(({ name }) => name);
  const scopes = integrations.map((integration): Scope => {
    const own = <T extends { readonly integration?: string }>(items: readonly T[]) =>
      items.filter((item) => item.integration === integration.name);
    return {
      integration,
      counts: integration.counts,
      compared: own(compared),
      findings: own(findings),
      resolved: own(resolved),
      notices: own(notices),
      unjudged: own(unjudged),
    };
  });
  const stray = <T extends { readonly integration?: string }>(items: readonly T[]) =>
    items.filter((item) => item.integration === undefined || !names.includes(item.integration));
  const rest = stray(findings);
  const last = {
    counts: countsOf(rest),
    compared: stray(compared),
    findings: rest,
    resolved: stray(resolved),
    notices: stray(notices),
    unjudged: stray(unjudged),
  };
  return last.findings.length + last.compared.length + last.unjudged.length === 0 ? scopes : [...scopes, last];
}

/** Findings to explain one by one, and the rest by how they touch the integration. */
export interface Parts {
  /** Errors of every kind, and warnings on mapped parts. */
  readonly main: readonly Finding[];
  /** Changes on mapped parts that harm nothing. */
  readonly harmless: readonly Finding[];
  readonly adjacent: readonly Finding[];
  readonly unmapped: readonly Finding[];
  /** Those that somebody answers for, which are in none of the others. */
  readonly accepted: readonly Finding[];
}

export function partsOf(all: readonly Finding[]): Parts {
  const findings = all.filter(({ accepted }) => accepted === undefined);
  const main = findings.filter(({ level, touch }) => level === 'error' || (level === 'warning' && touch === 'mapped'));
  const rest = findings.filter(({ level, touch }) => level !== 'error' && (level !== 'warning' || touch !== 'mapped'));
  return {
    accepted: all.filter(({ accepted }) => accepted !== undefined),
    main,
    harmless: rest.filter(({ touch }) => touch === 'mapped'),
    adjacent: rest.filter(({ touch }) => touch === 'adjacent'),
    unmapped: rest.filter(({ touch }) => touch === 'unmapped'),
  };
}
