/** (edge) `guard rules` and `guard explain`: the catalogue, as it was generated beside the package. */
import { readFileSync } from 'node:fs';
import { listText, type RuleSheet, sheetText } from '../report/rule-sheet.ts';
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

export async function runExplain(values: Values, terminal: Terminal): Promise<ExitCode> {
  const [id] = wordsOf(values);
  if (id === undefined) throw usageError('guard explain takes a rule', 'guard rules lists them');
  const sheets = JSON.parse(catalogueText()) as RuleSheet[];
  const sheet = sheets.find((one) => one.id === id);
  if (sheet === undefined) {
    const near = nearest(
      id,
      sheets.map((one) => one.id),
    );
    throw usageError(`there is no rule ${id}`, near === undefined ? 'guard rules lists them' : `did you mean ${near}?`);
  }
  await terminal.print(sheetText(sheet));
  return 0;
}
