/** What an edit does to a file, as a person reads it: a unified diff. */

import { structuredPatch } from 'diff';
import { plain } from './escape.ts';
import { painter } from './terminal.ts';

/** Empty when nothing changes. Hidden characters are made visible, so that the terminal obeys none of them. */
export function unifiedDiff(file: string, before: string, after: string, colour: boolean): string {
  if (before === after) return '';
  const paint = painter(colour);
  const { hunks } = structuredPatch(file, file, before, after, undefined, undefined, { context: 3 });
  const lines = [`--- ${plain(before === '' ? '/dev/null' : file)}`, `+++ ${plain(file)}`];
  for (const { oldStart, oldLines, newStart, newLines, lines: rows } of hunks) {
    lines.push(paint('info', `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`));
    for (const row of rows) {
      const text = `${row.charAt(0)}${plain(row.slice(1).replace(/\r$/, ''))}`;
      lines.push(row.startsWith('+') ? paint('good', text) : row.startsWith('-') ? paint('error', text) : text);
    }
  }
  return `${lines.join('\n')}\n`;
}
