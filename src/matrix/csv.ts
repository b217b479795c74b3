/** The matrix as CSV (RFC 4180): a line for each row, workflow step and exception, for spreadsheets. */

import { piecesOf, plain } from '../report/escape.ts';
import type { Cell, Matrix } from './matrix.ts';
import { actionWords, cellWords, VERDICTS } from './words.ts';

const HEAD = [
  'kind',
  'group',
  'name',
  'source',
  'source field',
  'source type',
  'target',
  'target field',
  'target type',
  'how',
  'verdict',
  'because',
  'owners',
  'manifest line',
];

export function matrixCsv(matrix: Matrix): string {
  const lines: string[][] = [HEAD];
  for (const { name, flows } of matrix.entities) {
    for (const { id, from, to, rows, owners, problems, line } of flows) {
      for (const row of rows) {
        lines.push([
          'mapping',
          name,
          id,
          from,
          row.sources.map(({ path }) => path).join('; '),
          row.sources.map((cell) => words(cellWords(cell, 'source'))).join(' | '),
          to,
          row.target?.path ?? '',
          typeOf(row.target),
          words(row.how.join('; ')),
          VERDICTS[row.verdict],
          words(row.because.join('; ')),
          owners.join('; '),
          String(row.line),
        ]);
      }
      for (const problem of problems)
        lines.push([
          'flow',
          name,
          id,
          from,
          '',
          '',
          to,
          '',
          '',
          '',
          VERDICTS.breaks,
          words(problem),
          owners.join('; '),
          String(line),
        ]);
    }
  }
  for (const { name, trigger = '', invokes, suppresses, consistency = '', problems } of matrix.workflows) {
    const step = (kind: string, target: string, how = '') =>
      lines.push([kind, '', name, trigger, '', '', target, '', '', how, '', words(problems.join('; ')), '', '']);
    for (const target of invokes) step('invokes', target);
    for (const { effect, by = '' } of suppresses) step('suppresses', effect, by);
    if (invokes.length + suppresses.length === 0) step('trigger', '');
    if (consistency !== '') step('consistency', '', consistency);
  }
  for (const exception of matrix.exceptions) {
    const { id, on, reads, owners, problems } = exception;
    lines.push([
      'exception',
      '',
      id,
      on,
      reads.join('; '),
      '',
      '',
      '',
      '',
      words(actionWords(exception)),
      '',
      words(problems.join('; ')),
      owners.join('; '),
      '',
    ]);
  }
  const more = (kind: string, problem: string) =>
    lines.push([kind, '', matrix.integration, ...Array.from({ length: 8 }, () => ''), words(problem), '', '']);
  for (const problem of matrix.uncaught) more('uncaught', problem);
  for (const problem of matrix.problems) more('integration', problem);
  return lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

function typeOf(cell: Cell | undefined): string {
  return cell === undefined ? '' : words(cellWords(cell, 'target'));
}

/** A message without its backticks. */
function words(message: string): string {
  return piecesOf(message)
    .map(({ text }) => text)
    .join('');
}

/**
 * Always quoted. A spreadsheet takes text that starts with one of these signs for a formula, quoted or not: an apostrophe in front keeps it
 * text (OWASP, CSV injection). Line breaks and other hidden characters are spelled out.
 */
function field(text: string): string {
  const shown = plain(text);
  const safe = /^[\s]*[=+\-@|%\t\r＝＋－＠]/.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}
