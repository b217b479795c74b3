/** (edge) The protocol of `git cat-file --batch`: object names in, contents out, in the same order. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { InputError } from './input-error.ts';
import { type Limits, overLimit } from './load-policy.ts';

interface GitObject {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface TreeEntry {
  /** `40000` folder, `100644` or `100755` file, `120000` symbolic link, `160000` submodule. */
  readonly mode: string;
  readonly name: string;
}

export interface ObjectStream {
  /** An object by any name git knows; undefined when there is none. */
  get(name: string): Promise<GitObject | undefined>;
  /** The entries of a folder by their names; empty when there is no such folder. */
  tree(name: string): Promise<ReadonlyMap<string, TreeEntry>>;
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export function objectStream(child: ChildProcessWithoutNullStreams, limits: Limits): ObjectStream {
  const waiting: Waiting[] = [];
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const one of waiting.splice(0)) one.reject(failure);
    child.kill();
  };
  const answers = answerParser(limits, (object) => waiting.shift()?.resolve(object), fail);
  let said = '';
  child.stdout.on('data', answers);
  child.stderr.on('data', (chunk: Buffer) => {
    if (said.length < 2_000) said += chunk.toString();
  });
  child.stdin.on('error', fail);
  child.on('error', fail);
  child.on('close', () =>
    fail(new InputError({ message: `git failed: ${said.trim() || 'it ended early'}`, hint: 'run git fsck' })),
  );

  const get = (name: string): Promise<GitObject | undefined> => {
    if (failure !== undefined) return Promise.reject(failure);
    // The protocol is one name a line.
    if (name.includes('\n')) return Promise.resolve(undefined);
    const { promise, resolve, reject } = Promise.withResolvers<GitObject | undefined>();
    waiting.push({ resolve, reject });
    child.stdin.write(`${name}\n`);
    return promise;
  };
  return {
    get,
    tree: async (name) => {
      const object = await get(name);
      return object?.type === 'tree' ? treeEntries(object.bytes, object.name.length / 2) : new Map();
    },
  };
}

/** Takes chunks of stdout; calls `found` for each answer in turn. */
function answerParser(
  limits: Limits,
  found: (object: GitObject | undefined) => void,
  fail: (error: unknown) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let have = 0;
  let header: { readonly name: string; readonly type: string; readonly size: number } | undefined;
  return (chunk) => {
    chunks.push(chunk);
    have += chunk.length;
    for (;;) {
      // Contents are followed by a line feed that is not counted in their size.
      if (header !== undefined && have < header.size + 1) return;
      let buffer = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, have);
      if (header !== undefined) {
        found({ name: header.name, type: header.type, bytes: buffer.subarray(0, header.size) });
        buffer = buffer.subarray(header.size + 1);
        header = undefined;
      } else {
        const end = buffer.indexOf(0x0a);
        if (end >= 0) {
          const [name = '', type = '', size = ''] = buffer.subarray(0, end).toString().split(' ');
          buffer = buffer.subarray(end + 1);
          if (!/^[0-9a-f]{40,64}$/.test(name) || !/^\d+$/.test(size)) found(undefined);
          else header = { name, type, size: Number(size) };
          if (header !== undefined && header.size > limits.fileBytes) {
            fail(overLimit(limits, 'fileBytes', { file: `git object ${name}` }));
            return;
          }
        } else {
          chunks = [buffer];
          return;
        }
      }
      chunks = [buffer];
      have = buffer.length;
    }
  };
}

/** A tree object: `mode SP name NUL hash`, repeated, the hash in binary. */
function treeEntries(bytes: Buffer, hashBytes: number): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const nul = bytes.indexOf(0, space);
    if (space < 0 || nul < 0) break;
    const next = nul + 1 + hashBytes;
    const name = bytes.subarray(nul + 1, next).toString('hex');
    entries.set(bytes.subarray(space + 1, nul).toString(), { mode: bytes.subarray(at, space).toString(), name });
    at = next;
  }
  return entries;
}
