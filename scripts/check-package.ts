/** (edge) Whether what would be published works for those who install it: its shape, its types, and its command. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'guard-package-'));

function run(command: string, args: readonly string[], cwd = root): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

try {
  // lib/ is built already; without scripts, packing leaves it as it is.
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  );
  const tarball = join(folder, filename);
  process.stdout.write(`${filename}: ${files.length} files\n`);
  process.stdout.write(run('publint', [tarball, '--strict']));
  process.stdout.write(run('attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji']));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
