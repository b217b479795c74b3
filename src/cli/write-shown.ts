/** (edge) How commands write files of the project: the change is shown, then made. */
import { plain } from '../report/escape.ts';
import { unifiedDiff } from '../report/text-diff.ts';
import type { PlannedFile } from '../run/planned-file.ts';
import { replaceWhole } from '../run/write-file.ts';
import type { Terminal } from './terminal.ts';

/** Shows what becomes of each file, then writes them, unless it is a dry run. */
export async function writeShown(
  files: readonly PlannedFile[],
  dryRun: boolean,
  colour: boolean | undefined,
  terminal: Terminal,
): Promise<void> {
  terminal.progress('');
  const changed = files.filter(({ before, after }) => before !== after);
  for (const { path, before, after } of dryRun ? [] : changed) replaceWhole(path, after, before, terminal.cwd);
  for (const { name, before, after } of changed)
    await terminal.print(unifiedDiff(name, before ?? '', after, colour ?? terminal.colour));
  if (changed.length === 0) terminal.say('nothing to change');
  else if (dryRun) terminal.say('dry run: nothing was written');
  else terminal.say(changed.map(({ name }) => `wrote ${plain(name)}`).join('\n'));
}
