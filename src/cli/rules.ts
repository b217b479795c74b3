/** (edge) `guard rules`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';

export const rulesCommand: Command = {
  name: 'rules',
  words: [],
  summary: 'Lists all rules: what guard tells apart.',
  options: {
    format: { type: 'string', alias: 'f', group: 'Output:', describe: 'text or json [default: text]' },
  },
  examples: [['guard rules --format json', 'with effects, verdicts and examples']],
  run: async (values, _args, terminal) => {
    const { runRules } = await import('./run-rules.ts');
    return runRules(values, terminal);
  },
};
