/** The job summary: as much of the report as fits. */

import { prose } from '../report/escape.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';

/** GitHub drops a summary over 1 MiB whole, and counts all steps of a job against it. */
const BYTES = 900 * 1024;

export function summaryOf(report: Report, notes: readonly string[]): string {
  const quoted = notes.map((note) => `> ${prose(note)}\n\n`).join('');
  let maxLength = BYTES - 4 * quoted.length;
  for (;;) {
    const text = `${renderMarkdown(report, { maxLength })}\n${quoted}`;
    const bytes = Buffer.byteLength(text);
    if (bytes <= BYTES || maxLength < 2_000) return text;
    maxLength = Math.floor((maxLength * BYTES) / bytes) - 1_000;
  }
}
