/** (edge) Files of acknowledgements: reading them, and reading them as they were. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AcknowledgementFile, acknowledgementsOf } from '../manifest/acknowledgement.ts';
import type { Acknowledged } from '../report/acknowledge.ts';
import { decodeText } from '../spec/decode.ts';
import { InputError } from '../spec/input-error.ts';
import type { Limits } from '../spec/load-policy.ts';
import { displayName, readNamedFile } from '../spec/read-file.ts';
import type { Base } from './base.ts';
import type { DiffRequest } from './diff-request.ts';
import type { Talk } from './talk.ts';

/** Undefined when there is no such file. Throws InputError with every mistake in it. */
export async function readAcknowledgements(
  path: string,
  cwd: string,
  limits: Limits,
): Promise<AcknowledgementFile | undefined> {
  if (!existsSync(resolve(cwd, path))) return undefined;
  const { name, bytes } = await readNamedFile(path, cwd, limits);
  const parsed = (await parser())(decodeText(bytes, name), name);
  if (parsed.ok) return parsed.file;
  const [first, ...rest] = parsed.problems;
  throw new InputError(first === undefined ? { file: name, message: 'holds no acknowledgements' } : [first, ...rest]);
}

/** Loaded when there is a file to parse. */
async function parser() {
  return (await import('../manifest/acknowledgement-shape.ts')).parseAcknowledgements;
}

/** Without a manifest: the file that the request names, and nothing else. */
export async function acknowledgedDirectly(request: DiffRequest, limits: Limits): Promise<Acknowledged | undefined> {
  const { accepted, today, cwd } = request;
  if (accepted === undefined) return undefined;
  const now = await readAcknowledgements(accepted, cwd, limits);
  if (now === undefined)
    throw new InputError({ file: accepted, message: 'does not exist', hint: 'guard accept writes it' });
  return { today, now };
}

/** `now`: the file beside the manifest; where versions come from git, the one at the base is read too. */
export async function acknowledgedSince(
  base: Base | undefined,
  manifest: string,
  now: AcknowledgementFile | undefined,
  { cwd, today }: DiffRequest,
  talk: Talk,
): Promise<Acknowledged> {
  const current = { today, ...(now && { now }) };
  if (base === undefined) return current;
  const path = acknowledgementsOf(manifest);
  const text = await base.textOf(path);
  if (text === now?.text) return current;
  if (text === undefined) return { ...current, before: { file: undefined } };
  const name = `${base.revision}:${displayName(path, cwd)}`;
  const parsed = (await parser())(text, name);
  if (parsed.ok) return { ...current, before: { file: parsed.file } };
  talk.note(`${name} has mistakes, so nothing in it holds (${parsed.problems[0]?.message ?? ''})`);
  return { ...current, before: { file: undefined } };
}
