/** (edge) `guard check`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, reportOptions, trustOptions } from './version-options.ts';

const { manifest } = manifestOptions;

export const checkCommand: Command = {
  name: 'check',
  words: [],
  summary:
    'What is wrong with a manifest now, without a change: names, types, values, inputs, errors, side effects, owners.',
  options: {
    ...(manifest && { manifest: { ...manifest, group: 'What is checked:' } }),
    after: {
      type: 'array',
      group: 'What is checked:',
      describe: 'SYSTEM=REF: this version of a system instead of the one that the manifest names',
    },
    ...reportOptions,
    ...trustOptions,
  },
  examples: [
    ['guard check', 'guard.yaml here, and the descriptions that it names'],
    ['guard check --after crm=new.yaml --format markdown', 'against another version of one system'],
  ],
  run: async (values, args, terminal) => {
    const { runCheck } = await import('./run-check.ts');
    return runCheck(values, args, terminal);
  },
};
