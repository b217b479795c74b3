/** (edge) `guard diff`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, trustOptions } from './version-options.ts';

export const diffCommand: Command = {
  name: 'diff',
  words: ['[BEFORE]', '[AFTER]'],
  summary:
    'What a change of the descriptions breaks: in an integration (with a manifest), or in one API (BEFORE AFTER).',
  options: {
    ...manifestOptions,
    format: {
      type: 'string',
      alias: 'f',
      group: 'Output:',
      describe:
        'text, json, markdown, html, sarif, junit or github; may be repeated, each with its --output [default: text]',
    },
    output: {
      type: 'string',
      alias: 'o',
      group: 'Output:',
      describe: 'File for the format before it [default: standard output]',
    },
    verbose: { type: 'boolean', group: 'Output:', describe: 'List everything that text output only counts' },
    color: { type: 'boolean', group: 'Output:', describe: 'Colour, or --no-color [default: on a terminal]' },
    'fail-on': {
      type: 'string',
      group: 'Verdict:',
      describe: 'Lowest level that exits 1: error, warning, info or never [default: error]',
    },
    strict: { type: 'boolean', group: 'Verdict:', describe: 'Adjacent and unmapped breaks are errors too' },
    'policy-from': {
      type: 'string',
      group: 'Verdict:',
      describe: 'Whose levels and acknowledgements decide when they changed too: base or change [default: base]',
    },
    accepted: {
      type: 'string',
      group: 'Verdict:',
      describe: 'Acknowledgements for BEFORE AFTER [with a manifest: guard.accepted.yaml beside it]',
    },
    ...trustOptions,
  },
  examples: [
    ['guard diff', 'guard.yaml here, the working tree against the default branch'],
    ['guard diff --base v2.3.0 --format markdown', 'against a tag'],
    ['guard diff --before crm=old.yaml --after crm=new.yaml', 'versions named directly'],
    ['guard diff main:api.yaml api.yaml', 'one API, without a manifest'],
  ],
  run: async (values, args, terminal) => {
    const { runDiff } = await import('./run-diff.ts');
    return runDiff(values, args, terminal);
  },
};
