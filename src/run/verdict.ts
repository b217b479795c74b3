import type { FailOn } from '../manifest/manifest.ts';
import type { Counts, Report } from '../report/report.ts';

export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const satisfies readonly FailOn[];

/**
 * Whether a report has a finding at or above a level: the one asked for, else that of each integration's own policy. `policies`: by
 * integration.
 */
export function isFailure(
  report: Pick<Report, 'counts' | 'integrations'>,
  asked: FailOn | undefined,
  policies: ReadonlyMap<string, FailOn>,
): boolean {
  if (asked !== undefined || report.integrations.length === 0) return reaches(report.counts, asked ?? 'error');
  return report.integrations.some(({ name, counts }) => reaches(counts, policies.get(name) ?? 'error'));
}

function reaches(counts: Counts, failOn: FailOn): boolean {
  switch (failOn) {
    case 'never':
      return false;
    case 'error':
      return counts.error > 0;
    case 'warning':
      return counts.error + counts.warning > 0;
    case 'info':
      return counts.error + counts.warning + counts.info > 0;
  }
}
