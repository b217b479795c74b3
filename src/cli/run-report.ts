/** (edge) What every command does that makes a report: plan its outputs, make it, print it. */
import { parseArgs } from 'node:util';
import { formatNames, formats } from '../report/formats.ts';
import type { Comparison } from '../run/diff.ts';
import type { Talk } from '../run/talk.ts';
import { together } from '../run/together.ts';
import { FAIL_ON, isFailure } from '../run/verdict.ts';
import { writeWhole } from '../run/write-file.ts';
import { usageError } from './failure.ts';
import { type OutputWord, planOutputs } from './output-plan.ts';
import type { ExitCode } from './program.ts';
import type { Terminal } from './terminal.ts';
import { flag, oneOf, text, type Values } from './values.ts';

/** How much of a report its outputs show. */
export interface Shown {
  /** Text that leaves out what does not fit. */
  readonly isBrief: boolean;
}

/** Everything is rendered before anything is written: a run that fails leaves nothing half done. */
export async function runReport(
  values: Values,
  args: readonly string[],
  terminal: Terminal,
  make: (talk: Talk, shown: Shown) => Promise<Comparison>,
): Promise<ExitCode> {
  const asked = text(values, 'fail-on');
  const failOn = asked === undefined ? undefined : oneOf(FAIL_ON, asked, 'fail-on');
  const colour = flag(values, 'color');
  const verbose = flag(values, 'verbose') ?? false;
  const outputs = planOutputs(outputWords(args), 'text', (name) => oneOf(formatNames, name, 'format'));

  const isBrief = !verbose && outputs.every(({ format }) => format === 'text');
  const { report, policies } = await make(
    { progress: terminal.progress, note: (line) => terminal.say(`note: ${line}`) },
    { isBrief },
  );
  const pages = await together(
    outputs.map(async ({ format, file }) => {
      const render = await formats[format]();
      const colours = colour ?? (file === undefined && terminal.colour);
      return { file, content: render(report, { colour: colours, verbose, width: terminal.width }) };
    }),
  );
  terminal.progress('');
  for (const { file, content } of pages) if (file !== undefined) writeWhole(file, content, terminal.cwd);
  for (const { file, content } of pages) if (file === undefined) await terminal.print(content);
  return isFailure(report, failOn, policies) ? 1 : 0;
}

/** yargs forgets the order between two options, and which output belongs to which format is told by nothing else. */
export function outputWords(args: readonly string[]): readonly OutputWord[] {
  const { tokens } = parseArgs({
    args: [...args],
    options: { format: { type: 'string', short: 'f' }, output: { type: 'string', short: 'o' } },
    strict: false,
    tokens: true,
  });
  const words: OutputWord[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option' || (token.name !== 'format' && token.name !== 'output')) continue;
    if (token.value === undefined || token.value === '') {
      throw usageError(`--${token.name} needs a value`, `guard ${args[0]} --help lists the options`);
    }
    words.push({ kind: token.name, value: token.value });
  }
  return words;
}
