/** (edge) The git revision that old versions are taken from. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Manifest } from '../manifest/manifest.ts';
import { decodeText } from '../spec/decode.ts';
import type { GitSnapshot } from '../spec/git.ts';
import { InputError } from '../spec/input-error.ts';
import type { SnapshotOpener } from '../spec/load.ts';
import type { Limits } from '../spec/load-policy.ts';
import type { DiffRequest } from './diff-request.ts';

export interface Base {
  /** As the user gave it, or the first digits of the merge base. */
  readonly revision: string;
  /** The text of a file at that revision; undefined when there was no such file. Throws InputError when it is no text. */
  readonly textOf: (file: string) => Promise<string | undefined>;
  readonly close: () => void;
}

/** Enough digits for any repository, few enough to read. */
const DIGITS = 12;

/** Opens `revision` (default: the merge base with the default branch) of the repository around `folder`. Throws InputError. */
export async function openBase(
  folder: string,
  revision: string | undefined,
  limits: Limits,
  opener: SnapshotOpener | undefined,
): Promise<Base> {
  const { mergeBase, openSnapshot } = await import('../spec/git.ts');
  const name = revision ?? (await mergeBase(folder)).slice(0, DIGITS);
  const snapshot = await (opener ?? openSnapshot)(folder, name, limits);
  return {
    revision: name,
    textOf: async (file) => {
      const path = pathIn(snapshot, folder, file);
      const read = path === undefined ? undefined : await snapshot.read(path);
      return read?.kind === 'file' ? decodeText(read.bytes, `${name}:${path}`) : undefined;
    },
    close: () => snapshot.close(),
  };
}

export function isInRepository(folder: string): boolean {
  for (let here = resolve(folder); ; here = dirname(here)) {
    if (existsSync(join(here, '.git'))) return true;
    if (here === dirname(here)) return false;
  }
}

/** Whether an old version has to come from git. */
export function needsBase({ systems }: Manifest, { base, before }: Pick<DiffRequest, 'base' | 'before'>): boolean {
  return base !== undefined || [...systems.keys()].some((system) => !before.has(system));
}

/** Without a repository and without versions named directly there is nothing to compare with. */
export function noEarlierVersions({ name, systems }: Manifest): InputError {
  const options = [...systems.keys()].map((system) => `--before ${system}=REF`).join(' ');
  return new InputError({
    file: name,
    message: 'is not in a git repository, so there are no earlier versions to compare with',
    hint: `name them: ${options}; or guard diff BEFORE AFTER for one API`,
  });
}

/** From the root of the repository; undefined when the file lies outside of it. */
function pathIn(snapshot: GitSnapshot, folder: string, file: string): string | undefined {
  const parts = snapshot.prefix.split('/').filter((part) => part !== '');
  for (const part of relative(folder, file).split(/[\\/]/)) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
