/** (edge) `guard explain`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, trustOptions, verdictOptions } from './version-options.ts';

export const explainCommand: Command = {
  name: 'explain',
  words: ['RULE | FINGERPRINT', '[BEFORE]', '[AFTER]'],
  summary:
    'What a rule means, with an example; or how the verdict on a finding came about, by its fingerprint, with the versions as for guard diff.',
  options: { ...manifestOptions, ...verdictOptions, ...trustOptions },
  examples: [
    ['guard explain enum-value-added', 'one rule; guard rules lists them'],
    ['guard explain 93b1885adfe0da08 main:api.yaml api.yaml', 'one finding of guard diff main:api.yaml api.yaml'],
    ['guard explain 93b1885adfe0da08 --base v2.3.0', 'one finding of guard diff --base v2.3.0'],
  ],
  run: async (values, _args, terminal) => {
    const { runExplain } = await import('./run-rules.ts');
    return runExplain(values, terminal);
  },
};
