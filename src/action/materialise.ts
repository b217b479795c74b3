/** (edge) A working tree without a checkout: the manifests of a commit and the descriptions they name, with all that these refer to. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, matchesGlob, posix, resolve } from 'node:path';
import type { RemoteCommit } from '../github/snapshot.ts';
import { acknowledgementsOf, isAcknowledgements } from '../manifest/acknowledgement.ts';
import { MANIFEST_NAMES, parseText } from '../run/manifests.ts';
import { decodeText } from '../spec/decode.ts';
import { type GitFile, type GitSnapshot, prefixOf } from '../spec/git.ts';
import { InputError } from '../spec/input-error.ts';
import { loadGitSpec, type SnapshotOpener } from '../spec/load.ts';
import { defaultLimits } from '../spec/load-policy.ts';
import type { Inputs } from './inputs.ts';

/** Writes into `folder` what a comparison will read. What is missing or wrong is left for the comparison to say. Throws InputError. */
export async function materialise(
  commit: RemoteCommit,
  folder: string,
  { manifests, workingDirectory }: Pick<Inputs, 'manifests' | 'workingDirectory'>,
): Promise<void> {
  // The folder that references may not leave is the repository.
  mkdirSync(join(folder, '.git'), { recursive: true });
  mkdirSync(join(folder, workingDirectory), { recursive: true });
  const patterns = (manifests.length === 0 ? MANIFEST_NAMES : manifests).map((pattern) =>
    posix.join(workingDirectory, pattern),
  );
  const isWanted = (path: string): boolean =>
    patterns.some((pattern) => path === pattern || (matchesGlob(path, pattern) && !isAcknowledgements(path)));
  const paths = commit.paths.filter(isWanted);
  const open = recorder(commit, folder);
  for (const path of paths) {
    const snapshot = await open(folder, commit.sha, defaultLimits);
    const read = await snapshot.read(path);
    if (read.kind !== 'file') continue;
    await snapshot.read(acknowledgementsOf(path));
    const parsed = await parseText(decodeText(read.bytes, path), path);
    if (!parsed.ok) continue;
    for (const { name, spec } of parsed.manifest.systems.values()) {
      if (!/^https?:\/\//i.test(spec)) await copy(resolve(folder, dirname(path), spec), name, commit.sha, folder, open);
    }
  }
}

async function copy(
  file: string,
  system: string,
  sha: string,
  cwd: string,
  openSnapshot: SnapshotOpener,
): Promise<void> {
  try {
    await loadGitSpec(sha, file, { system, cwd, openSnapshot });
  } catch (error) {
    // The comparison reads the same file again, and says it with the right names.
    if (!(error instanceof InputError)) throw error;
  }
}

/** Snapshots that write every file they are asked for. */
function recorder(commit: RemoteCommit, folder: string): SnapshotOpener {
  return async (from, revision, limits): Promise<GitSnapshot> => {
    const snapshot = commit.snapshot(prefixOf(folder, from), revision, limits);
    const read = async (path: string): Promise<GitFile> => {
      const file = await snapshot.read(path);
      if (file.kind === 'file') write(folder, path, file.bytes);
      return file;
    };
    return { ...snapshot, read };
  };
}

function write(folder: string, path: string, bytes: Uint8Array): void {
  const steps = path.split('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..' || step.toLowerCase() === '.git')) return;
  const file = join(folder, ...steps);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
