/** (edge) Descriptions in git: what a revision holds, read without a checkout. */
import { execFile, spawn } from 'node:child_process';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { type ObjectStream, objectStream } from './git-objects.ts';
import { InputError } from './input-error.ts';
import type { Limits } from './load-policy.ts';

export interface GitSnapshot {
  readonly revision: string;
  /** Object name of the revision's root tree: equal content, equal name. */
  readonly tree: string;
  /** From the root of the repository to the folder the snapshot was opened in: `''`, or ending with `/`. */
  readonly prefix: string;
  /** A file by its path from the root of the repository. Throws InputError when it is larger than the limit. */
  read(path: string): Promise<GitFile>;
  /** Names in a folder, for a hint; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  close(): void;
}

export type GitFile =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' | 'folder' | 'link' | 'submodule' };

/** The `prefix` of a snapshot that is opened in a folder of the work tree. */
export function prefixOf(root: string, folder: string): string {
  const way = relative(root, folder).replaceAll('\\', '/');
  return way === '' ? '' : `${way}/`;
}

/** Objects of the repository around a folder, read by one child process until it is closed. */
export interface Objects extends ObjectStream {
  readonly close: () => void;
}

/** What is wrong, as that there is no repository, shows with the first question. */
export function openObjects(folder: string, limits: Limits): Objects {
  const child = spawn('git', ['cat-file', '--batch'], {
    cwd: folder,
    env: environment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const close = (): void => {
    child.stdin.destroy();
    child.kill();
  };
  return { ...objectStream(child, limits), close };
}

/** Opens a revision of the repository around `folder`, which exists; one child process serves every read. Throws InputError. */
export async function openSnapshot(folder: string, revision: string, limits: Limits): Promise<GitSnapshot> {
  refuseOddRevision(revision);
  const objects = openObjects(folder, limits);
  try {
    const prefix = await git(folder, ['rev-parse', '--show-prefix']);
    return { ...(await snapshotIn(objects, prefix, revision)), close: objects.close };
  } catch (error) {
    objects.close();
    throw error;
  }
}

/** A revision among objects that stay open when it is closed. Throws InputError. */
export async function snapshotIn(objects: Objects, prefix: string, revision: string): Promise<GitSnapshot> {
  refuseOddRevision(revision);
  const root = await objects.get(`${revision}^{tree}`);
  if (root === undefined) throw unknownRevision(revision);
  return { revision, tree: root.name, prefix, close: () => undefined, ...reads(root.name, objects) };
}

function reads(tree: string, objects: ObjectStream): Pick<GitSnapshot, 'read' | 'list'> {
  const folders = new Map<string, Promise<ReadonlyMap<string, { readonly mode: string; readonly name: string }>>>();
  const entries = (folder: string) => {
    const known = folders.get(folder) ?? objects.tree(folder === '' ? tree : `${tree}:${folder}`);
    folders.set(folder, known);
    return known;
  };
  return {
    list: async (folder) => [...(await entries(folder)).keys()],
    read: async (path) => {
      const cut = path.lastIndexOf('/');
      const entry = (await entries(cut < 0 ? '' : path.slice(0, cut))).get(path.slice(cut + 1));
      if (entry === undefined) return { kind: 'absent' };
      if (entry.mode === '40000') return { kind: 'folder' };
      if (entry.mode === '120000') return { kind: 'link' };
      if (entry.mode === '160000') return { kind: 'submodule' };
      const object = await objects.get(entry.name);
      return object === undefined ? { kind: 'absent' } : { kind: 'file', bytes: object.bytes };
    },
  };
}

/** The commit where `HEAD` and the default branch part. Throws InputError with a hint when there is none. */
export async function mergeBase(cwd: string): Promise<string> {
  const branch = await defaultBranch(cwd);
  try {
    return (await git(cwd, ['merge-base', 'HEAD', branch])).trim();
  } catch (cause) {
    throw new InputError(
      {
        message: `HEAD and ${shortName(branch)} have no common commit here`,
        hint: 'in a shallow clone fetch the history (actions/checkout: fetch-depth: 0), or name the base with --base REVISION',
      },
      { cause },
    );
  }
}

/** The full reference name of the default branch: what `origin/HEAD` points to, else `main` or `master`. Throws InputError. */
export async function defaultBranch(cwd: string): Promise<string> {
  const candidates = [
    'remotes/origin/HEAD',
    'remotes/origin/main',
    'remotes/origin/master',
    'heads/main',
    'heads/master',
  ];
  const known = await git(cwd, ['for-each-ref', '--format=%(refname)', ...candidates.map((name) => `refs/${name}`)]);
  const names = new Set(known.split('\n'));
  const found = candidates.find((name) => names.has(`refs/${name}`));
  if (found !== undefined) return `refs/${found}`;
  throw new InputError({
    message: 'the default branch is unknown: there is no origin/HEAD, main or master',
    hint: 'name the base with --base REVISION',
  });
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}

function refuseOddRevision(revision: string): void {
  if (revision !== '' && !revision.startsWith('-') && !/\p{Cc}/u.test(revision)) return;
  throw new InputError({
    message: `${JSON.stringify(revision)} is no git revision`,
    hint: 'a revision is a branch, a tag or a commit, as in main:specs/crm.yaml',
  });
}

function unknownRevision(revision: string): InputError {
  return new InputError({
    message: `git revision ${revision} does not exist here`,
    hint: 'check the spelling; in CI the history may be shallow: fetch it (actions/checkout: fetch-depth: 0)',
  });
}

const run = promisify(execFile);

/** Whether a git command succeeds. Every argument is ours, or checked by the caller. */
export async function hasGit(cwd: string, args: readonly string[]): Promise<boolean> {
  try {
    await git(cwd, args);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

/** What a git command prints, without the last line break. Every argument is ours, or checked by the caller. Throws InputError. */
export async function git(cwd: string, args: readonly string[]): Promise<string> {
  try {
    return (await run('git', [...args], { cwd, env: environment(), maxBuffer: 1024 * 1024 })).stdout.replace(/\n$/, '');
  } catch (cause) {
    throw gitFailure(cause, cwd);
  }
}

function gitFailure(cause: unknown, cwd: string): InputError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
  if (code === 'ENOENT') {
    return new InputError(
      { message: 'git cannot be run', hint: 'install git, or give files instead of revisions' },
      { cause },
    );
  }
  if (/not a git repository/.test(said)) {
    return new InputError(
      {
        message: `${cwd} is not in a git repository`,
        hint: 'run guard inside one, or give two files: guard diff BEFORE AFTER',
      },
      { cause },
    );
  }
  const first = said.split('\n')[0]?.replace(/^(?:fatal|error): /, '') ?? '';
  return new InputError(
    { message: `git failed: ${first || `exit code ${String(code)}`}`, hint: 'run the same in a shell' },
    { cause },
  );
}

/** Only what git needs to find itself, its configuration (safe.directory) and its temporary files; nothing that redirects or prompts. */
function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SYSTEMROOT', 'TMPDIR', 'TEMP', 'TMP'];
  const own = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(own), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' };
}
