/** (edge) `guard matrix`, once somebody runs it. */
import { matrixFormatNames, matrixFormats, readMatrix } from '../run/matrix.ts';
import { together } from '../run/together.ts';
import { writeWhole } from '../run/write-file.ts';
import { planOutputs } from './output-plan.ts';
import type { ExitCode } from './program.ts';
import { versionsOf } from './run-diff.ts';
import { outputWords } from './run-report.ts';
import type { Terminal } from './terminal.ts';
import { oneOf, type Values } from './values.ts';

/** Everything is rendered before anything is written. A matrix describes: what is wrong is for `guard check` to fail by. */
export async function runMatrix(values: Values, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const outputs = planOutputs(outputWords(args), 'markdown', (name) => oneOf(matrixFormatNames, name, 'format'));
  const matrix = await readMatrix(versionsOf(values, terminal), {
    progress: terminal.progress,
    note: (line) => terminal.say(`note: ${line}`),
  });
  const pages = await together(
    outputs.map(async ({ format, file }) => ({ file, content: (await matrixFormats[format]())(matrix) })),
  );
  terminal.progress('');
  for (const { file, content } of pages) if (file !== undefined) writeWhole(file, content, terminal.cwd);
  for (const { file, content } of pages) if (file === undefined) await terminal.print(content);
  return 0;
}
