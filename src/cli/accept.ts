/** (edge) `guard accept`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';
import { manifestOptions, trustOptions, writeOptions } from './version-options.ts';

export const acceptCommand: Command = {
  name: 'accept',
  words: ['FINGERPRINT…'],
  summary: 'Acknowledges findings until a day, in guard.accepted.yaml beside the manifest.',
  options: {
    reason: { type: 'string', group: 'The acknowledgement:', describe: 'Why; required' },
    until: {
      type: 'string',
      group: 'The acknowledgement:',
      describe: 'Its last day, YYYY-MM-DD (UTC); then the finding counts again; required',
    },
    kind: {
      type: 'string',
      group: 'The acknowledgement:',
      describe: 'accepted, spec-correction, migrated or false-positive [default: accepted]',
    },
    by: { type: 'string', group: 'The acknowledgement:', describe: 'Who answers for it' },
    accepted: {
      type: 'string',
      group: 'The acknowledgement:',
      describe: 'Another file to write to, without a comparison: for guard diff BEFORE AFTER --accepted FILE',
    },
    ...manifestOptions,
    ...writeOptions,
    ...trustOptions,
  },
  examples: [
    [
      'guard accept 5d0c1e7a --reason "never sent, ticket 4711" --until 2027-03-31',
      'the finding of guard diff that starts so',
    ],
  ],
  run: async (values, _args, terminal) => {
    const { runAccept } = await import('./run-accept.ts');
    return runAccept(values, terminal);
  },
};
