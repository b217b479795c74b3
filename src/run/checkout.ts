/** (edge) The checkout of a workflow run: which commit it is on, and getting one more commit into it. */
import { realpathSync } from 'node:fs';
import { git, hasGit } from '../spec/git.ts';
import { InputError } from '../spec/input-error.ts';

export interface Checkout {
  /** The work tree's root. */
  readonly root: string;
  readonly sha: string;
  /** Both parents of a merge, also in a clone of depth 1, where git itself thinks that the commit has none. */
  readonly parents: readonly string[];
}

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Undefined where there is no checkout, or no commit in it. */
export async function checkoutAt(folder: string): Promise<Checkout | undefined> {
  try {
    const root = await git(folder, ['rev-parse', '--show-toplevel']);
    const sha = await git(folder, ['rev-parse', '--verify', 'HEAD^{commit}']);
    const commit = await git(folder, ['cat-file', 'commit', sha]);
    const [head = ''] = commit.split('\n\n');
    const parents = [...head.matchAll(/^parent (\S+)$/gm)].map(([, parent = '']) => parent);
    return { root: realpathSync(root), sha, parents: parents.filter((parent) => SHA.test(parent)) };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Makes a commit readable: it is there, or it is fetched alone. False when it cannot be had from `origin`. Throws InputError for what is no commit. */
export async function haveCommit(root: string, sha: string): Promise<boolean> {
  if (!SHA.test(sha)) {
    throw new InputError({
      message: `${JSON.stringify(sha)} is no commit`,
      hint: 'a commit is named by its 40 hexadecimal digits',
    });
  }
  if (await hasGit(root, ['cat-file', '-e', `${sha}^{tree}`])) return true;
  await hasGit(root, ['fetch', '--no-tags', '--no-recurse-submodules', '--depth=1', '--quiet', 'origin', sha]);
  return hasGit(root, ['cat-file', '-e', `${sha}^{tree}`]);
}
