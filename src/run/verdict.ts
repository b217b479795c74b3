import type { Report } from '../report/report.ts';

export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

export type FailOn = (typeof FAIL_ON)[number];

/** Whether a report has a finding at or above a level. */
export function isFailure({ counts }: Report, failOn: FailOn): boolean {
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
