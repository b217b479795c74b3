/** (edge) Descriptions on disk. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError } from './input-error.ts';
import { type Limits, overLimit } from './load-policy.ts';
import { nearest } from './nearest.ts';
import type { Reader, ReadFile } from './reader.ts';

/** The file a person named. Throws InputError with the reason and, for a misspelling, the nearest name that exists. */
export async function readNamedFile(path: string, cwd: string, limits: Limits): Promise<ReadFile> {
  const absolute = resolve(cwd, path);
  const name = displayName(absolute, cwd);
  try {
    return { kind: 'read', url: pathToFileURL(absolute).href, name, ...(await readBytes(absolute, name, limits)) };
  } catch (error) {
    if (error instanceof InputError) throw error;
    const { message, hint } = whyUnreadable(error, absolute, cwd);
    throw new InputError({ file: name, message, hint }, { cause: error });
  }
}

/**
 * Reads what a `$ref` leads to. Symbolic links are followed inside `root` only, so that a description from a pull request cannot show
 * other files of the machine.
 */
export function fileReader(root: string, cwd: string, limits: Limits): Reader {
  const realRoot = realpathSync(root);
  return async (url) => {
    let path: string;
    try {
      path = fileURLToPath(url);
    } catch {
      return { kind: 'not-read', why: 'it names no file on this machine' };
    }
    if (!isInside(path, root)) return outside(root, cwd);
    const name = displayName(path, cwd);
    try {
      const real = realpathSync(path);
      if (!isInside(real, realRoot)) return outside(root, cwd);
      return { kind: 'read', url, name, ...(await readBytes(real, name, limits)) };
    } catch (error) {
      if (error instanceof InputError) throw error;
      const { message, hint } = whyUnreadable(error, path, cwd);
      return { kind: 'not-read', why: message, hint };
    }
  };
}

/** The folder a description's references may not leave: its git work tree, else the current folder when it is in it, else its own. */
export function rootFor(file: string, cwd: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) break;
  }
  return isInside(file, cwd) && cwd !== dirname(cwd) ? cwd : dirname(file);
}

/** Relative to where the person is, with `/` everywhere; absolute when that is shorter to read than a climb to the root. */
export function displayName(path: string, cwd: string): string {
  const shown = relative(cwd, path);
  const name = shown.startsWith(`..${sep}..${sep}..${sep}..`) || isAbsolute(shown) ? path : shown;
  return sep === '/' ? name : name.replaceAll(sep, '/');
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outside(
  root: string,
  cwd: string,
): { readonly kind: 'not-read'; readonly why: string; readonly hint: string } {
  return {
    kind: 'not-read',
    why: 'it leads out of the folder of the description',
    hint: `references stay inside ${displayName(root, cwd) || 'this folder'}: a git work tree, or the folder guard is run in`,
  };
}

/** For escapes of characters beyond ASCII. */
const ROOM = 65_536;

/** Asynchronous, so that two versions are read at once, and while code is loaded that they need. */
async function readBytes(path: string, name: string, limits: Limits): Promise<Pick<ReadFile, 'bytes' | 'room'>> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
    if (stat.size > limits.fileBytes) throw overLimit(limits, 'fileBytes', { file: name });
    // A pipe (`<(…)`) has no size: read until it ends, or until it is too much.
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(stat.size - total, 0) + ROOM);
      const { bytesRead } = await file.read(chunk);
      if (bytesRead === 0) break;
      total += bytesRead;
      if (total > limits.fileBytes) throw overLimit(limits, 'fileBytes', { file: name });
      chunks.push(chunk.subarray(0, bytesRead));
      if (stat.isFile() && total >= stat.size) break;
    }
    const [only] = chunks;
    if (chunks.length > 1 || only === undefined) return { bytes: Buffer.concat(chunks, total) };
    return { bytes: only, room: ROOM + stat.size - total };
  } finally {
    await file.close();
  }
}

function whyUnreadable(error: unknown, path: string, cwd: string): { readonly message: string; readonly hint: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EISDIR') {
    return { message: 'is a folder, not a file', hint: folderHint(path) };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { message: 'does not exist', hint: missingHint(path, cwd) };
  }
  if (code === 'EACCES' || code === 'EPERM') return { message: 'may not be read', hint: 'check its permissions' };
  return { message: `cannot be read (${String(code ?? error)})`, hint: 'check the path' };
}

function folderHint(path: string): string {
  const inside = namesIn(path).filter((name) => /\.(?:json|ya?ml)$/i.test(name));
  return inside.length === 0
    ? 'name a file; there is no .yaml, .yml or .json file in this folder'
    : `name a file in it: ${inside.slice(0, 3).join(', ')}`;
}

function missingHint(path: string, cwd: string): string {
  let folder = dirname(path);
  let wanted = basename(path);
  while (!existsSync(folder) && folder !== dirname(folder)) {
    wanted = basename(folder);
    folder = dirname(folder);
  }
  const near = nearest(wanted, namesIn(folder));
  if (near !== undefined) return `did you mean ${displayName(join(folder, near), cwd)}?`;
  return 'a REF is a file, REVISION:path in git, an http(s) URL, or - for standard input';
}

/** Sorted; none where there is no such folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
