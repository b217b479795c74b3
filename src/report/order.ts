/** The one order of findings, and what is counted over them: every format and every run agree. */

import type { Compatibility, Counts, Finding, Level, Touch, Verdict } from './report.ts';

const LEVELS: Readonly<Record<Level, number>> = { error: 0, warning: 1, info: 2 };
const TOUCHES: Readonly<Record<Touch, number>> = { mapped: 0, adjacent: 1, unmapped: 2 };
const COMPATIBILITIES: Readonly<Record<Compatibility, number>> = { breaking: 0, unknown: 1, compatible: 2 };

/** Code units, never a locale: the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

type Ordered = Pick<
  Finding,
  | 'level'
  | 'touch'
  | 'compatibility'
  | 'system'
  | 'operation'
  | 'part'
  | 'path'
  | 'rule'
  | 'fingerprint'
  | 'integration'
>;

/** Worst and closest to the integration first, then by place; 0 only for the same finding of the same integration. */
export function compareFindings(a: Ordered, b: Ordered): number {
  return (
    LEVELS[a.level] - LEVELS[b.level] ||
    TOUCHES[a.touch] - TOUCHES[b.touch] ||
    COMPATIBILITIES[a.compatibility] - COMPATIBILITIES[b.compatibility] ||
    compareText(a.system, b.system) ||
    compareText(a.operation ?? '', b.operation ?? '') ||
    compareText(a.part ?? '', b.part ?? '') ||
    compareText(a.path, b.path) ||
    compareText(a.rule, b.rule) ||
    compareText(a.fingerprint, b.fingerprint) ||
    compareText(a.integration ?? '', b.integration ?? '')
  );
}

/** What is wrong with a manifest as it is: worst first, then as it stands in the file. */
export function compareChecked(a: Finding, b: Finding): number {
  return (
    LEVELS[a.level] - LEVELS[b.level] ||
    compareText(a.integration ?? '', b.integration ?? '') ||
    compareText(a.at?.file ?? '', b.at?.file ?? '') ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    compareFindings(a, b)
  );
}

export function countsOf(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0, breaking: 0, mapped: 0, adjacent: 0, unmapped: 0, accepted: 0 };
  for (const { level, touch, compatibility, accepted } of findings) {
    if (accepted !== undefined) {
      counts.accepted += 1;
      continue;
    }
    counts[level] += 1;
    counts[touch] += 1;
    if (compatibility === 'breaking') counts.breaking += 1;
  }
  return counts;
}

export function verdictOf(counts: Pick<Counts, 'error' | 'warning'>): Verdict {
  if (counts.error > 0) return 'breaking';
  return counts.warning > 0 ? 'warnings' : 'clean';
}
