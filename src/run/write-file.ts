/** (edge) Writing a report to disk: the whole of it, or nothing. */
import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../spec/input-error.ts';

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

function whyNotWritten(error: unknown): { readonly message: string; readonly hint: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
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
