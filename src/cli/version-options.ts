/** Options that several commands have. */
import type { Options } from 'yargs';

const group = 'What is compared:';

export const manifestOptions: Readonly<Record<string, Options>> = {
  manifest: {
    type: 'array',
    alias: 'm',
    group,
    describe: 'Mapping manifests, globs allowed [default: guard.yaml here]',
  },
  base: {
    type: 'string',
    group,
    describe: 'Git revision of the old versions [default: the merge base with the default branch]',
  },
  before: {
    type: 'array',
    group,
    describe: 'SYSTEM=REF: the old version of a system (file, REVISION:path, URL, or - for standard input)',
  },
  after: { type: 'array', group, describe: 'SYSTEM=REF: the new version of a system' },
  'before-manifest': {
    type: 'string',
    group,
    describe: 'The manifest as it was with the old versions [default: at --base]',
  },
};

export const verdictOptions: Readonly<Record<string, Options>> = {
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
};

export const trustOptions: Readonly<Record<string, Options>> = {
  'allow-host': {
    type: 'string',
    group: 'Trust:',
    describe: 'Host that a $ref may lead to; may be repeated',
  },
  limit: {
    type: 'string',
    group: 'Trust:',
    describe: 'NAME=NUMBER: raises a cap on input (fileBytes, files, depth, aliases, nodes, fetchMs, pairs, changes)',
  },
};

export const reportOptions: Readonly<Record<string, Options>> = {
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
    describe: "Lowest level that exits 1: error, warning, info or never [default: the manifest's policy, else error]",
  },
};

export const writeOptions: Readonly<Record<string, Options>> = {
  'dry-run': { type: 'boolean', group: 'Output:', describe: 'Show the change, and write nothing' },
  color: { type: 'boolean', group: 'Output:', describe: 'Colour, or --no-color [default: on a terminal]' },
};
