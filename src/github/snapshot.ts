/** A commit read through GitHub's API, in the form that git's own snapshots have: for runs without a checkout, or whose base cannot be fetched. */

import type { GitFile, GitSnapshot } from '../spec/git.ts';
import { InputError } from '../spec/input-error.ts';
import { type Limits, overLimit } from '../spec/load-policy.ts';
import { type GitHub, GitHubError, type TreeEntry } from './port.ts';

export interface RemoteCommit {
  readonly sha: string;
  /** Paths of all files; what GitHub does not list in a repository of that size is asked for by name. */
  readonly paths: readonly string[];
  /** From the root of the repository to `folder` of a snapshot: `''`, or ending with `/`. */
  readonly snapshot: (prefix: string, revision: string, limits: Limits) => GitSnapshot;
}

/** Throws InputError when GitHub does not give the commit. */
export async function remoteCommit(github: Pick<GitHub, 'tree' | 'file'>, sha: string): Promise<RemoteCommit> {
  const { entries, complete } = await orInputError(sha, () => github.tree(sha));
  const modes = new Map(entries.map(({ path, mode }) => [path, mode]));
  const files = new Map<string, Promise<Uint8Array | undefined>>();
  const bytesOf = (path: string): Promise<Uint8Array | undefined> => {
    const known = files.get(path) ?? orInputError(sha, () => github.file(path, sha));
    files.set(path, known);
    return known;
  };
  const read = async (path: string, revision: string, limits: Limits): Promise<GitFile> => {
    const mode = modes.get(path);
    if (mode === undefined && complete) return { kind: 'absent' };
    if (mode === '040000') return { kind: 'folder' };
    if (mode === '120000') return { kind: 'link' };
    if (mode === '160000') return { kind: 'submodule' };
    const bytes = await bytesOf(path);
    if (bytes === undefined) return { kind: 'absent' };
    if (bytes.length > limits.fileBytes) throw overLimit(limits, 'fileBytes', { file: `${revision}:${path}` });
    return { kind: 'file', bytes };
  };
  return {
    sha,
    paths: entries.filter(isFile).map(({ path }) => path),
    snapshot: (prefix, revision, limits) => ({
      revision,
      tree: sha,
      prefix,
      read: (path) => read(path, revision, limits),
      list: async (folder) => namesIn(entries, folder),
      close: () => undefined,
    }),
  };
}

function isFile({ mode }: TreeEntry): boolean {
  return mode === '100644' || mode === '100755';
}

function namesIn(entries: readonly TreeEntry[], folder: string): string[] {
  const start = folder === '' ? '' : `${folder}/`;
  const names = entries.filter(({ path }) => path.startsWith(start)).map(({ path }) => path.slice(start.length));
  return names.filter((name) => name !== '' && !name.includes('/'));
}

async function orInputError<T>(sha: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    throw new InputError(
      { message: `commit ${sha} cannot be read through GitHub's API (${error.message})`, hint: HINTS[error.refusal] },
      { cause: error },
    );
  }
}

const HINTS = {
  forbidden: 'give the job the permission contents: read',
  'not-found': 'give the job the permission contents: read, and check that the commit still exists',
  'rate-limit': 'the rate limit of the token is used up: run the job again later',
  unavailable: 'GitHub did not answer: run the job again',
  rejected: 'check that the commit still exists',
} as const;
