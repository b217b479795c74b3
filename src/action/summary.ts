/** The job summary: as much of the report as fits. */

import { prose } from '../report/escape.ts';
import type { Report } from '../report/report.ts';
import { markdownWithin } from './within-bytes.ts';

/** GitHub drops a summary over 1 MiB whole, and counts all steps of a job against it. */
const BYTES = 900 * 1024;

export function summaryOf(report: Report, notes: readonly string[]): string {
  const quoted = notes.map((note) => `> ${prose(note)}\n\n`).join('');
  return `${markdownWithin(report, BYTES - Buffer.byteLength(quoted) - 1)}\n${quoted}`;
}
