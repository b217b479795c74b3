#!/usr/bin/env node
/** (edge) The command `guard`: `--version` is answered here, and everything else is loaded only when it is needed. */
import { readFileSync } from 'node:fs';
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const args = process.argv.slice(2);

// On 2 until a command says otherwise: a run that ends early for whatever reason has not passed.
process.exitCode = 2;
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `error: guard needs Node.js 22.19 or newer, and this is ${process.versions.node}\n  hint: in CI set the version (actions/setup-node: node-version: 24)\n`,
  );
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  // Without a listener an error would end the process with 1, which says that there are findings.
  process.stdout.on('error', () => undefined);
  process.stdout.write(`${version()}\n`, (error) => {
    process.exitCode = error === null || error === undefined || ('code' in error && error.code === 'EPIPE') ? 0 : 2;
  });
} else if (!hasFolder()) {
  process.stderr.write('error: the current folder does not exist any more\n  hint: change to another one: cd FOLDER\n');
} else {
  module.enableCompileCache();
  const { runProcess } = await import('./process.ts');
  await runProcess(args, version());
}

/** Modules ask for it while they are loaded. */
function hasFolder(): boolean {
  try {
    return process.cwd() !== '';
  } catch {
    return false;
  }
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest as { readonly version: string }).version;
}
