/** (edge) `guard matrix`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { trustOptions } from './version-options.ts';

export const matrixCommand: Command = {
  name: 'matrix',
  words: [],
  summary:
    'What the team agreed beside what both systems say: fields, workflows and exceptions, to read and to hand on.',
  options: {
    manifest: {
      type: 'array',
      alias: 'm',
      group: 'What is shown:',
      describe: 'The mapping manifest [default: guard.yaml here]',
    },
    after: {
      type: 'array',
      group: 'What is shown:',
      describe: 'SYSTEM=REF: this version of a system instead of the one that the manifest names',
    },
    format: {
      type: 'string',
      alias: 'f',
      group: 'Output:',
      describe: 'markdown, html or csv; may be repeated, each with its --output [default: markdown]',
    },
    output: {
      type: 'string',
      alias: 'o',
      group: 'Output:',
      describe: 'File for the format before it [default: standard output]',
    },
    ...trustOptions,
  },
  examples: [
    ['guard matrix --format html --output matrix.html', 'one page to search and to print'],
    ['guard matrix --format csv > matrix.csv', 'for a spreadsheet'],
  ],
  run: async (values, args, terminal) => {
    const { runMatrix } = await import('./run-matrix.ts');
    return runMatrix(values, args, terminal);
  },
};
