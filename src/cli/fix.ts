/** (edge) `guard fix`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, trustOptions, writeOptions } from './version-options.ts';

export const fixCommand: Command = {
  name: 'fix',
  words: [],
  summary: 'Changes the manifest as findings (diff, check) propose: renames, and table rows for a person to fill.',
  options: { ...manifestOptions, ...writeOptions, ...trustOptions },
  examples: [
    ['guard fix --dry-run', 'what would be changed in guard.yaml here'],
    ['guard fix --before crm=old.yaml', 'for a change of one system'],
  ],
  run: async (values, _args, terminal) => {
    const { runFix } = await import('./run-fix.ts');
    return runFix(values, terminal);
  },
};
