/** (edge) The action's bundle, `dist/`: committed, since GitHub runs what is in the repository. `--check` tells whether it is fresh. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { licences } from './build.ts';

const root = join(import.meta.dirname, '..');
const DIST = join(root, 'dist');

/**
 * Byte for byte the same from the same sources: nothing in it tells of the machine or the time. What a run does not use, as all that speaks
 * to GitHub where nothing is posted, is in chunks that it does not load: a runner has no compile cache (550 ms instead of 660 ms).
 */
export async function bundleAction(folder: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { main: 'src/action/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    define: {
      GUARD_VERSION: JSON.stringify(version),
      // Node loads its whole fetch when this name is first looked at, and the reference parser looks to tell options apart. Nothing here makes one.
      Headers: 'undefined',
    },
    // Packages in CommonJS call require for what Node itself has.
    banner: { js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);" },
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of outputFiles) {
    const file = join(folder, relative(join(root, 'dist'), path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(folder, 'LICENSES.txt'), licences(metafile));
}

/** Files that are missing, differ, or are there for nothing. */
function differences(fresh: string): string[] {
  const textOf = (folder: string, file: string): string | undefined => {
    try {
      return readFileSync(join(folder, file), 'utf8');
    } catch {
      return undefined;
    }
  };
  const files = [fresh, DIST].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  return [...new Set(files)].filter((file) => textOf(fresh, file) !== textOf(DIST, file));
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const fresh = mkdtempSync(join(tmpdir(), 'guard-dist-'));
    await bundleAction(fresh);
    const stale = differences(fresh);
    rmSync(fresh, { recursive: true, force: true });
    process.stdout.write(
      stale.length === 0 ? 'dist/ is fresh\n' : `dist/ is stale (${stale.join(', ')}): npm run bundle\n`,
    );
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    await bundleAction(DIST);
  }
}
