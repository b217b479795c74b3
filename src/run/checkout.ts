/** (edge) The checkout of a workflow run: which commit it is on, what it holds, and getting one more commit into it. */
import { realpathSync } from 'node:fs';
import { git, hasGit, type Objects, openObjects, prefixOf, snapshotIn } from '../spec/git.ts';
import { InputError } from '../spec/input-error.ts';
import type { SnapshotOpener } from '../spec/load.ts';
import { defaultLimits } from '../spec/load-policy.ts';

export interface Checkout {
  /** The work tree's root. */
  readonly root: string;
  readonly sha: string;
  /** Both parents of a merge, also in a clone of depth 1, where git itself thinks that the commit has none. */
  readonly parents: readonly string[];
  /** Serve every question and every snapshot of a run: starting git costs more than its answer. */
  readonly objects: Objects;
}

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Undefined where there is no checkout, or no commit in it. Its objects are for the caller to close. */
export async function checkoutAt(folder: string): Promise<Checkout | undefined> {
  const objects = openObjects(folder, defaultLimits);
  const found = await checkoutOf(folder, objects);
  if (found === undefined) objects.close();
  return found;
}

async function checkoutOf(folder: string, objects: Objects): Promise<Checkout | undefined> {
  try {
    const root = await git(folder, ['rev-parse', '--show-toplevel']);
    const commit = await objects.get('HEAD^{commit}');
    if (commit === undefined) return undefined;
    const [head = ''] = commit.bytes.toString().split('\n\n');
    const parents = [...head.matchAll(/^parent (\S+)$/gm)].map(([, parent = '']) => parent);
    return {
      root: realpathSync(root),
      sha: commit.name,
      parents: parents.filter((parent) => SHA.test(parent)),
      objects,
    };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Opens revisions of the checkout. */
export function snapshotsOf({ root, objects }: Checkout): SnapshotOpener {
  return (folder, revision) => snapshotIn(objects, prefixOf(root, realpathSync(folder)), revision);
}

/** Makes a commit readable: it is there, or it is fetched alone. False when it cannot be had from `origin`. Throws InputError for what is no commit. */
export async function haveCommit({ root, objects }: Checkout, sha: string): Promise<boolean> {
  if (!SHA.test(sha)) {
    throw new InputError({
      message: `${JSON.stringify(sha)} is no commit`,
      hint: 'a commit is named by its 40 hexadecimal digits',
    });
  }
  const isHere = async (): Promise<boolean> => (await objects.get(`${sha}^{tree}`)) !== undefined;
  if (await isHere()) return true;
  await hasGit(root, ['fetch', '--no-tags', '--no-recurse-submodules', '--depth=1', '--quiet', 'origin', sha]);
  return isHere();
}
