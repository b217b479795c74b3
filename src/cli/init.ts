/** (edge) `guard init`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { trustOptions, writeOptions } from './version-options.ts';

export const initCommand: Command = {
  name: 'init',
  words: ['[NAME=]FROM', '[NAME=]TO'],
  summary: 'Proposes a first manifest from two descriptions: FROM is read, TO is written. Never overwrites a file.',
  options: {
    output: { type: 'string', alias: 'o', group: 'Output:', describe: 'The manifest to write [default: guard.yaml]' },
    ...writeOptions,
    ...trustOptions,
  },
  examples: [
    ['guard init crm=specs/crm.yaml erp=specs/erp.yaml', 'guard.yaml, with everything doubtful marked TODO'],
    ['guard init a.yaml b.yaml --dry-run', 'shows it, and writes nothing'],
  ],
  run: async (values, _args, terminal) => {
    const { runInit } = await import('./run-init.ts');
    return runInit(values, terminal);
  },
};
