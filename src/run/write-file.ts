/** (edge) Writing to disk: the whole of it, or nothing. */
import {
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { InputError } from '../spec/input-error.ts';
import { displayName, rootFor } from '../spec/read-file.ts';

/** Through a temporary file beside it and a rename. Throws InputError when the place cannot be written to. */
export function writeWhole(file: string, content: string, cwd: string): void {
  const path = resolve(cwd, file);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    // A rename over a device or a pipe (`/dev/stderr`, `>(…)`) would replace it.
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) {
      writeFileSync(path, content);
      return;
    }
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    throw new InputError({ file, ...whyNotWritten(error) }, { cause: error });
  }
}

/**
 * Writes a file of the project itself (a manifest, its acknowledgements): whole or not at all, and only over what was read.
 * `was` is the text it had, undefined for a new file. Symbolic links are refused, be it the file or a folder above it inside the
 * project: a pull request could have put one there. Throws InputError.
 */
export function replaceWhole(path: string, content: string, was: string | undefined, cwd: string): void {
  const name = displayName(path, cwd);
  refuseLinks(path, name, cwd);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const mode = was === undefined ? undefined : statSync(path).mode;
    if (was !== undefined && readFileSync(path, 'utf8') !== was) throw changedMeanwhile(name);
    writeFileSync(temporary, content, { flag: 'wx', flush: true, ...(mode !== undefined && { mode }) });
    if (was !== undefined) renameSync(temporary, path);
    else {
      // Unlike a rename, a link never takes the place of a file.
      linkSync(temporary, path);
      rmSync(temporary);
    }
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    if (error instanceof InputError) throw error;
    throw new InputError({ file: name, ...whyNotWritten(error) }, { cause: error });
  }
}

function changedMeanwhile(name: string): InputError {
  return new InputError({ file: name, message: 'was changed while guard was at work', hint: 'run it again' });
}

function refuseLinks(path: string, name: string, cwd: string): void {
  const root = rootFor(path, cwd);
  const folder = dirname(path);
  const refuse = (message: string) =>
    new InputError({ file: name, message: `is not written: ${message}`, hint: 'write to the place it leads to' });
  if (existsSync(folder) && realpathSync(folder) !== join(realpathSync(root), relative(root, folder)))
    throw refuse('a folder above it is a symbolic link');
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw refuse('it is a symbolic link');
}

function whyNotWritten(error: unknown): { readonly message: string; readonly hint: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'EEXIST') return { message: 'is there already, and is not overwritten', hint: 'give another name' };
  if (code === 'ENOENT')
    return { message: 'cannot be written: its folder does not exist', hint: 'create the folder first' };
  if (code === 'EISDIR') return { message: 'cannot be written: it is a folder', hint: 'give the name of a file in it' };
  if (code === 'ENOTDIR')
    return { message: 'cannot be written: a part of its path is no folder', hint: 'check the path' };
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return { message: 'cannot be written: no permission', hint: 'choose another place with --output' };
  }
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return { message: 'cannot be written: the disk is full', hint: 'make room' };
  return { message: `cannot be written (${code})`, hint: 'choose another place with --output' };
}
