/** Results as Markdown. */
import type { Result } from './suite.ts';
import { type Outcome, verdict } from './targets.ts';

export function resultTable(title: string, results: readonly Result[], base: string | undefined): string {
  const floor = results.find((result) => result.name === base)?.wallMs;
  const rows = results.map((result) => [
    result.name,
    wall(result),
    `${seconds(result.wallRangeMs[0])} to ${seconds(result.wallRangeMs[1])}`,
    result.cpuMs === undefined ? '–' : seconds(result.cpuMs),
    result.rssMb === undefined ? '–' : result.rssMb.toFixed(0),
    floor === undefined ? '–' : (result.wallMs / floor).toFixed(2),
    String(result.runs),
    result.note,
  ]);
  const heads = [
    '',
    'wall s',
    'range',
    'CPU s',
    'peak MB',
    base === undefined ? 'ratio' : `ratio to ${base}`,
    'runs',
    'output',
  ];
  return `### ${title}\n\n${table(heads, rows)}`;
}

export function outcomeTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => [
    outcome.what,
    outcome.measured === undefined ? '–' : `${outcome.atMost ? '< ' : ''}${outcome.measured.toFixed(3)}`,
    outcome.cpu?.toFixed(3) ?? '',
    outcome.limits.first?.toFixed(3) ?? '',
    outcome.limits.final?.toFixed(3) ?? '',
    verdict(outcome),
  ]);
  return `### Targets (ratios of medians, or what is named)\n\n${table(['', 'measured', '(CPU)', 'first', 'final', 'verdict'], rows)}`;
}

function wall({ ended, exit, wallMs }: Result): string {
  if (ended === 'failed') return `fails (exit ${exit})`;
  return ended === 'stopped' ? `> ${seconds(wallMs)} (stopped)` : seconds(wallMs);
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 1);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
