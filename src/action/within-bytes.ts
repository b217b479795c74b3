/** Markdown for those places of GitHub that count bytes, and not characters. */

import { renderMarkdown } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';

/** Less than this says nothing. */
const LEAST = 2_000;

/** As much of the report as fits into so many bytes of UTF-8; a verdict alone may be more, where there is hardly room. */
export function markdownWithin(report: Report, bytes: number): string {
  let maxLength = bytes;
  for (;;) {
    const text = renderMarkdown(report, { maxLength });
    const size = Buffer.byteLength(text);
    if (size <= bytes || maxLength < LEAST) return text;
    maxLength = Math.min(maxLength - 1_000, Math.floor((text.length * bytes) / size));
  }
}
