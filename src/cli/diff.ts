/** (edge) `guard diff`: its options; the work is loaded when it is run. */
import type { Command } from './program.ts';

export const diffCommand: Command = {
  name: 'diff',
  words: ['[BEFORE]', '[AFTER]'],
  summary:
    'What a change of the descriptions breaks: in an integration (with a manifest), or in one API (BEFORE AFTER).',
  options: {
    manifest: {
      type: 'array',
      alias: 'm',
      group: 'What is compared:',
      describe: 'Mapping manifests, globs allowed [default: guard.yaml here]',
    },
    base: {
      type: 'string',
      group: 'What is compared:',
      describe: 'Git revision of the old versions [default: the merge base with the default branch]',
    },
    before: {
      type: 'array',
      group: 'What is compared:',
      describe: 'SYSTEM=REF: the old version of a system (file, REVISION:path, URL, or - for standard input)',
    },
    after: {
      type: 'array',
      group: 'What is compared:',
      describe: 'SYSTEM=REF: the new version of a system',
    },
    'before-manifest': {
      type: 'string',
      group: 'What is compared:',
      describe: 'The manifest as it was with the old versions [default: at --base]',
    },
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
    'allow-host': {
      type: 'string',
      group: 'Trust:',
      describe: 'Host that a $ref may lead to; may be repeated',
    },
    limit: {
      type: 'string',
      group: 'Trust:',
      describe: 'NAME=NUMBER: raises a cap on input (fileBytes, files, depth, aliases, nodes, fetchMs)',
    },
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
