/** (edge) `guard diff`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, reportOptions, trustOptions } from './version-options.ts';

export const diffCommand: Command = {
  name: 'diff',
  words: ['[BEFORE]', '[AFTER]'],
  summary:
    'What a change of the descriptions breaks: in an integration (with a manifest), or in one API (BEFORE AFTER).',
  options: {
    ...manifestOptions,
    ...reportOptions,
    strict: { type: 'boolean', group: 'Verdict:', describe: 'Adjacent and unmapped breaks are errors too' },
    profile: {
      type: 'string',
      group: 'Verdict:',
      describe: 'Promise that changes are held to: standard, strict or lenient [default: standard]',
    },
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
