/** (edge) `guard fix`, once somebody runs it. */
import { plain } from '../report/escape.ts';
import { counted, listed } from '../report/phrases.ts';
import { type Fix, planFixes } from '../run/fix.ts';
import type { ExitCode } from './program.ts';
import { versionsOf } from './run-diff.ts';
import type { Terminal } from './terminal.ts';
import { flag, type Values } from './values.ts';
import { writeShown } from './write-shown.ts';

/** Of each kind; a person finds the others by the same word. */
const PLACES = 10;

export async function runFix(values: Values, terminal: Terminal): Promise<ExitCode> {
  const fixes = await planFixes(versionsOf(values, terminal), {
    progress: terminal.progress,
    note: (line) => terminal.say(`note: ${line}`),
  });
  const files = fixes.map(({ file }) => file);
  await writeShown(files, flag(values, 'dry-run') ?? false, flag(values, 'color'), terminal);
  const notes = fixes.flatMap(notesOf);
  if (notes.length > 0) terminal.say(notes.map((line) => `note: ${line}`).join('\n'));
  return 0;
}

function notesOf({ file, todo, left, open }: Fix): string[] {
  const name = plain(file.name);
  const places = (lines: readonly number[]) =>
    listed(
      lines.slice(0, PLACES).map((line) => `${name}:${line}`),
      lines.length,
    );
  return [
    ...(todo.length === 0 ? [] : [`TODO marks what a person has to fill: ${places(todo)}`]),
    ...(left.length === 0
      ? []
      : [`not changed, since it does not go with the rest; run guard fix again: ${places(left)}`]),
    ...(open === 0
      ? []
      : [
          `${counted(open, 'mapping')} in ${name} ${open === 1 ? 'takes' : 'take'} a person: guard diff and guard check say what to do`,
        ]),
  ];
}
