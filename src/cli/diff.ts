/** (edge) `guard diff`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, reportOptions, trustOptions, verdictOptions } from './version-options.ts';

export const diffCommand: Command = {
  name: 'diff',
  words: ['[BEFORE]', '[AFTER]'],
  summary:
    'What a change of the descriptions breaks: in an integration (with a manifest), or in one API (BEFORE AFTER).',
  options: {
    ...manifestOptions,
    ...reportOptions,
    ...verdictOptions,
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
