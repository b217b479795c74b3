/** (edge) `guard rules` and `guard explain`: the catalogue, as it was generated beside the package. */
import { readFileSync } from 'node:fs';
import { PROBLEM_WORDS } from '../report/problem-words.ts';
import { listText, problemText, type RuleSheet, sheetText } from '../report/rule-sheet.ts';
import { nearest } from '../spec/nearest.ts';
import { usageError } from './failure.ts';
import type { ExitCode } from './program.ts';
import type { Terminal } from './terminal.ts';
import { oneOf, text, type Values, wordsOf } from './values.ts';

function catalogueText(): string {
  return readFileSync(new URL('../../schema/rules.json', import.meta.url), 'utf8');
}

export async function runRules(values: Values, terminal: Terminal): Promise<ExitCode> {
  const format = oneOf(['text', 'json'], text(values, 'format') ?? 'text', 'format');
  await terminal.print(format === 'json' ? catalogueText() : listText(JSON.parse(catalogueText()) as RuleSheet[]));
  return 0;
}

const FINGERPRINT = /^[0-9a-f]{16}$/;
/** Options of a comparison, beside which a rule explains nothing. */
const COMPARES = ['manifest', 'base', 'before', 'after', 'before-manifest', 'accepted'];

export async function runExplain(values: Values, terminal: Terminal): Promise<ExitCode> {
  const [id, ...versions] = wordsOf(values);
  if (id === undefined) throw usageError('guard explain takes a rule or a fingerprint', 'guard rules lists the rules');
  const sheets = JSON.parse(catalogueText()) as RuleSheet[];
  if (FINGERPRINT.test(id)) return explainOne(id, values, versions, sheets, terminal);
  const sheet = sheets.find((one) => one.id === id);
  if (sheet === undefined) {
    const problem = problemText(id, terminal.width);
    if (problem !== undefined) {
      refuseVersions(id, values, versions);
      await terminal.print(problem);
      return 0;
    }
    const near = nearest(id, [...sheets.map((one) => one.id), ...Object.keys(PROBLEM_WORDS)]);
    throw usageError(
      `there is no rule ${id}`,
      near === undefined ? 'guard rules lists them; a fingerprint has 16 hexadecimal digits' : `did you mean ${near}?`,
    );
  }
  refuseVersions(id, values, versions);
  await terminal.print(sheetText(sheet, terminal.width));
  return 0;
}

function refuseVersions(id: string, values: Values, [word]: readonly string[]): void {
  const option = COMPARES.find((name) => values[name] !== undefined);
  const version = word ?? (option === undefined ? undefined : `--${option}`);
  if (version === undefined) return;
  throw usageError(
    `${id} is a rule: ${version} says nothing about it`,
    'versions go with the fingerprint of a finding',
  );
}

async function explainOne(
  fingerprint: string,
  values: Values,
  versions: readonly string[],
  sheets: readonly RuleSheet[],
  terminal: Terminal,
): Promise<ExitCode> {
  const [{ explainFinding }, { requestOf }, { explanationText }] = await Promise.all([
    import('../run/explain.ts'),
    import('./run-diff.ts'),
    import('../report/explanation.ts'),
  ]);
  const talk = { progress: terminal.progress, note: (line: string) => terminal.say(`note: ${line}`) };
  const explanations = await explainFinding(requestOf(values, terminal, versions), fingerprint, talk);
  terminal.progress('');
  const texts = explanations.map((one) =>
    explanationText(
      one,
      sheets.find(({ id }) => id === one.finding.rule),
      terminal.width,
    ),
  );
  await terminal.print(texts.join('\n'));
  return 0;
}
