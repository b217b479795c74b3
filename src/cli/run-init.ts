/** (edge) `guard init`, once somebody runs it. */
import { plain } from '../report/escape.ts';
import { counted } from '../report/phrases.ts';
import { planManifest } from '../run/init.ts';
import { MANIFEST_NAMES } from '../run/manifests.ts';
import { usageError } from './failure.ts';
import type { ExitCode } from './program.ts';
import { hostsOf, limitsOf } from './run-diff.ts';
import type { Terminal } from './terminal.ts';
import { flag, text, type Values, wordsOf } from './values.ts';
import { writeShown } from './write-shown.ts';

export async function runInit(values: Values, terminal: Terminal): Promise<ExitCode> {
  const [from, to] = wordsOf(values);
  if (from === undefined || to === undefined) {
    throw usageError(
      'guard init takes two descriptions: the system that is read, and the one that is written',
      'guard init crm=specs/crm.yaml erp=specs/erp.yaml',
    );
  }
  if (from === '-' && to === '-') throw usageError('standard input (-) can be read once only', 'give one as a file');
  const output = text(values, 'output') ?? 'guard.yaml';
  if (output === '-') throw usageError('guard init writes a file', 'write --output FILE, or --dry-run to see it only');
  if (/\.json$/i.test(output)) {
    throw usageError('guard init writes YAML, with comments', `write --output ${output.replace(/json$/i, 'yaml')}`);
  }
  const dryRun = flag(values, 'dry-run') ?? false;
  const { file, entities, rows } = await planManifest(
    {
      cwd: terminal.cwd,
      from,
      to,
      file: output,
      isDry: dryRun,
      allowHosts: hostsOf(values),
      limits: limitsOf(values),
      stdin: terminal.stdin,
    },
    { progress: terminal.progress, note: (line) => terminal.say(`note: ${line}`) },
  );
  await writeShown([file], dryRun, flag(values, 'color'), terminal);
  const found = `${counted(entities, 'entity', 'entities')} and ${counted(rows, 'field')} proposed`;
  const isFound = MANIFEST_NAMES.some((name) => name === file.name);
  const next = `Next: read it, then guard check${isFound ? '' : ` --manifest ${plain(file.name)}`}`;
  terminal.say(`${found}; TODO marks what a person has to decide${dryRun ? '' : `. ${next}`}`);
  return 0;
}
