/** (edge) `guard explain`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';

export const explainCommand: Command = {
  name: 'explain',
  words: ['RULE'],
  summary: 'What a rule means: what changed, why it matters, what it breaks, with an example.',
  options: {},
  examples: [['guard explain enum-value-added', 'one rule; guard rules lists them']],
  run: async (values, _args, terminal) => {
    const { runExplain } = await import('./run-rules.ts');
    return runExplain(values, terminal);
  },
};
