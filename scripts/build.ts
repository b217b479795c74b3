/** (edge) Builds `lib/`: the command and the library, each with all it needs (esbuild), and the declarations (tsc). */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * Packages are bundled, not imported from node_modules: reading their hundreds of small files took longer than all our own work on
 * specs of usual size (350 ms instead of 150 ms for the demo). What a command does not use is in chunks that it does not load.
 */
export async function buildCode(outdir: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts', 'src/index.ts', 'src/containment/index.ts'],
    outbase: 'src',
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    alias: {
      'string-width': './src/cli/layout-width.ts',
      'wrap-ansi': './src/cli/layout-wrap.ts',
      'json-schema-ref-parser': './scripts/no-references.cjs',
    },
    // Packages in CommonJS call require for what Node itself has.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  chmodSync(join(root, outdir, 'cli/main.js'), 0o755);
  writeFileSync(join(root, outdir, 'LICENSES.txt'), licences(metafile));
}

/** The licence of every package in the bundle: they ask for it to go along. */
export function licences(metafile: Metafile): string {
  const folders = new Set<string>();
  for (const input of Object.keys(metafile.inputs)) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (found !== undefined) folders.add(found);
  }
  return [...folders].sort().map(licenceOf).join('\n\n');
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const words =
    file === undefined ? '(no licence file in the package)' : readFileSync(join(root, folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${words.trim()}\n`;
}

function buildTypes(): void {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}

if (import.meta.main) {
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  await buildCode('lib');
  buildTypes();
}
