/** (edge) Runs the demo: what two versions of two systems mean for the mappings of fixtures/demo/guard.yaml. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const args = [
  'diff',
  '--manifest',
  'fixtures/demo/guard.yaml',
  '--before',
  'crm=fixtures/demo/before/crm.yaml',
  'erp=fixtures/demo/before/erp/openapi.yaml',
];
const meanings = [
  'clean: a pipeline would pass',
  'mappings break: a pipeline would stop here, and the demo has shown what it set out to show',
  'guard could not run',
];

// Who reads only the first lines, as `head` does, is done.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.stdout.write(`$ npx guard ${args.join(' ')}\n\n`);
const { status } = spawnSync(process.execPath, ['lib/cli/main.js', ...args, ...process.argv.slice(2)], {
  cwd: join(import.meta.dirname, '..'),
  stdio: 'inherit',
});
process.stdout.write(`\n$ echo $?\n${status}  (${meanings[status ?? 2] ?? 'guard was stopped'})\n`);
process.exitCode = status === 0 || status === 1 ? 0 : 2;
