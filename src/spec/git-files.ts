/** (edge) Files of a git revision as a source of descriptions: their URLs, names and the refusals. */
import { posix } from 'node:path';
import type { GitFile, GitSnapshot } from './git.ts';
import { nearest } from './nearest.ts';
import type { NotRead, Reader, ReadFile } from './reader.ts';

/** `absent`: the revision has no such file, which is the only failure that can mean "it is new". */
type GitRead = ReadFile | (NotRead & { readonly absent?: boolean });

/** The first of several paths (from the root of the repository) that the revision has. */
export async function readFromGit(snapshot: GitSnapshot, paths: readonly string[]): Promise<GitRead> {
  const normal = [...new Set(paths.map((path) => posix.normalize(path)))].filter(
    (path) => !path.startsWith('../') && !path.startsWith('/'),
  );
  let first: GitRead | undefined;
  for (const path of normal) {
    const file = await snapshot.read(path);
    if (file.kind === 'file')
      return { kind: 'read', url: urlOf(snapshot, path), name: `${snapshot.revision}:${path}`, bytes: file.bytes };
    if (first === undefined || file.kind !== 'absent') first = await notRead(snapshot, path, file);
  }
  return first ?? { kind: 'not-read', why: 'lies outside the repository', hint: 'give a path from its root' };
}

/** Reads what a `$ref` leads to inside the same revision. */
export function gitReader(snapshot: GitSnapshot): Reader {
  return async (url) => {
    const path = pathOf(url);
    return path === undefined ? { kind: 'not-read', why: 'it names no file' } : readFromGit(snapshot, [path]);
  };
}

/** `git://<tree>/path`: relative references resolve against it as against any URL. */
function urlOf(snapshot: GitSnapshot, path: string): string {
  const escaped = path.replace(/[%?#\\]/g, (character) => encodeURIComponent(character));
  return new URL(`git://${snapshot.tree}/${escaped}`).href;
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url).pathname.slice(1));
  } catch {
    return undefined;
  }
}

async function notRead(
  snapshot: GitSnapshot,
  path: string,
  file: Exclude<GitFile, { kind: 'file' }>,
): Promise<GitRead> {
  switch (file.kind) {
    case 'absent': {
      const folder = posix.dirname(path);
      const near = nearest(posix.basename(path), await snapshot.list(folder === '.' ? '' : folder));
      const hint =
        near === undefined
          ? 'the path is from the root of the repository, or from here with ./'
          : `did you mean ${snapshot.revision}:${posix.join(folder, near)}?`;
      return { kind: 'not-read', absent: true, why: `does not exist at revision ${snapshot.revision}`, hint };
    }
    case 'folder':
      return { kind: 'not-read', why: 'is a folder, not a file', hint: 'name the description in it' };
    case 'link':
      return {
        kind: 'not-read',
        why: 'is a symbolic link',
        hint: 'links in git are not followed: name the file itself',
      };
    case 'submodule':
      return { kind: 'not-read', why: 'is a submodule', hint: 'give a file of that repository' };
  }
}
