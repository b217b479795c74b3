/** (edge) A reference as a person gives it (file, REVISION:path, URL, `-`) to a description with every file it needs. */
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodeJson } from './decode.ts';
import { dialectOf } from './dialect.ts';
import type { Hop } from './fetch.ts';
import type { GitSnapshot } from './git.ts';
import { InputError } from './input-error.ts';
import { tokensOf } from './json-pointer.ts';
import { defaultLimits, type Limits, type LoadPolicy, overLimit, refusal, withinMost } from './load-policy.ts';
import { loadReferences } from './load-references.ts';
import { parseText } from './parse.ts';
import { fileReader, readNamedFile, rootFor } from './read-file.ts';
import type { Reader, ReadFile } from './reader.ts';
import { isObj, type SourceFile, type SpecVersion, type Unjudged } from './spec-version.ts';
import { code } from './words.ts';

export interface LoadOptions {
  /** The system the description belongs to, as the manifest calls it. */
  readonly system: string;
  readonly cwd: string;
  readonly stdin?: (() => Promise<Uint8Array>) | undefined;
  /** Hosts that a `$ref` may lead to, besides the one the description itself came from. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Opens a revision of the repository around a folder; git's own way by default. */
  readonly openSnapshot?: SnapshotOpener | undefined;
}

export type SnapshotOpener = (folder: string, revision: string, limits: Limits) => Promise<GitSnapshot>;

/** What a reference names: the first reading that fits, where a file that exists wins. */
type Named =
  | { readonly kind: 'stdin' }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'git'; readonly revision: string; readonly path: string };

/** Loads a description and the files it refers to. Throws InputError. References stay unresolved; what could not be read is in `unjudged`. */
export async function loadSpec(ref: string, options: LoadOptions): Promise<SpecVersion> {
  const policy = policyOf(options);
  const named = whatIs(ref, options.cwd);
  switch (named.kind) {
    case 'stdin':
      return finish(
        ref,
        await readStdin(options, policy),
        fileReader(options.cwd, options.cwd, policy.limits),
        options,
        policy,
      );
    case 'file': {
      const read = await readNamedFile(named.path, options.cwd, policy.limits);
      const root = rootFor(fileURLToPath(read.url), options.cwd);
      return finish(ref, read, fileReader(root, options.cwd, policy.limits), options, policy);
    }
    case 'url': {
      const { fetchUrl } = await import('./fetch.ts');
      const { redirectFrom } = await import('./public-address.ts');
      const read = await fetchUrl(named.url, policy.limits, (next) => redirectFrom(next, named.url));
      return finish(ref, read, undefined, options, policy);
    }
    case 'git': {
      return inSnapshot(options.cwd, named.revision, policy, options.openSnapshot, async (snapshot) => {
        const { gitReader, readFromGit } = await import('./git-files.ts');
        const own = /^\.\.?(?:\/|$)/.test(named.path);
        const paths = own ? [snapshot.prefix + named.path] : [named.path, snapshot.prefix + named.path];
        const read = await readFromGit(snapshot, paths);
        if (read.kind === 'not-read') throw new InputError({ file: ref, message: read.why, hint: read.hint });
        return finish(ref, read, gitReader(snapshot), options, policy);
      });
    }
  }
}

/** A description as it was at a revision; `absent` when the revision has no such file, as when it is new since then. */
export type AtRevision = { readonly kind: 'loaded'; readonly spec: SpecVersion } | { readonly kind: 'absent' };

/** `file` (a path from `cwd`, or absolute) at `revision` of the repository it lies in. Throws InputError for everything but its absence. */
export async function loadGitSpec(revision: string, file: string, options: LoadOptions): Promise<AtRevision> {
  const policy = policyOf(options);
  const absolute = resolve(options.cwd, file);
  const folder = nearestFolder(dirname(absolute));
  return inSnapshot(folder, revision, policy, options.openSnapshot, async (snapshot) => {
    const { gitReader, readFromGit } = await import('./git-files.ts');
    const path = snapshot.prefix + relative(folder, absolute).replaceAll('\\', '/');
    const read = await readFromGit(snapshot, [path]);
    if (read.kind === 'not-read') {
      if (read.absent === true) return { kind: 'absent' };
      throw new InputError({ file: `${revision}:${path}`, message: read.why, hint: read.hint });
    }
    return { kind: 'loaded', spec: await finish(read.name, read, gitReader(snapshot), options, policy) };
  });
}

/** Git and the network are loaded when a reference needs them: most runs read two files. */
async function inSnapshot<T>(
  folder: string,
  revision: string,
  policy: LoadPolicy,
  opener: SnapshotOpener | undefined,
  work: (snapshot: GitSnapshot) => Promise<T>,
): Promise<T> {
  const open = opener ?? (await import('./git.ts')).openSnapshot;
  const snapshot = await open(folder, revision, policy.limits);
  try {
    return await work(snapshot);
  } finally {
    snapshot.close();
  }
}

function policyOf(options: LoadOptions): LoadPolicy {
  return { limits: withinMost({ ...defaultLimits, ...options.limits }), allowHosts: options.allowHosts ?? [] };
}

function whatIs(ref: string, cwd: string): Named {
  if (ref.trim() === '') {
    throw new InputError({
      message: 'an empty text names no version',
      hint: 'a REF is a file, REVISION:path in git, an http(s) URL, or - for standard input; is a variable of the shell not set?',
    });
  }
  if (ref === '-') return { kind: 'stdin' };
  if (/^https?:\/\//i.test(ref)) return { kind: 'url', url: webAddress(ref) };
  if (/^file:\/\//i.test(ref)) return { kind: 'file', path: localPath(ref) };
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(ref)) {
    throw new InputError({
      file: ref,
      message: 'only http and https addresses are fetched',
      hint: 'download the file and give its path',
    });
  }
  const colon = ref.indexOf(':');
  if (colon < 0 || /^[a-z]:[\\/]/i.test(ref) || existsSync(resolve(cwd, ref))) return { kind: 'file', path: ref };
  const revision = ref.slice(0, colon);
  const path = ref.slice(colon + 1);
  if (revision === '' || path === '') {
    throw new InputError({
      file: ref,
      message: `names no ${revision === '' ? 'git revision before' : 'path after'} the colon`,
      hint: 'write REVISION:path, as in main:specs/crm.yaml',
    });
  }
  return { kind: 'git', revision, path };
}

/** Another machine's files, and encoded separators, are no path here. */
function localPath(ref: string): string {
  try {
    return fileURLToPath(ref);
  } catch (cause) {
    throw new InputError({ file: ref, message: 'names no file on this machine', hint: 'give its path' }, { cause });
  }
}

function webAddress(ref: string): string {
  const url = URL.parse(ref);
  // The text of a URL with a password is not repeated: it would end up in logs.
  if (url !== null && url.username === '' && url.password === '') {
    url.hash = '';
    return url.href;
  }
  throw new InputError({
    message:
      url === null ? `${JSON.stringify(ref)} is no web address` : 'a web address with a login in it is not fetched',
    hint: 'download the file and give its path',
  });
}

async function readStdin({ cwd, stdin }: LoadOptions, policy: LoadPolicy): Promise<ReadFile> {
  if (stdin === undefined)
    throw new InputError({ file: '-', message: 'there is no standard input here', hint: 'give a file' });
  const bytes = await stdin();
  if (bytes.length > policy.limits.fileBytes) {
    throw overLimit(policy.limits, 'fileBytes', { file: 'stdin' });
  }
  return { kind: 'read', url: new URL('-', pathToFileURL(`${cwd}/`)).href, name: 'stdin', bytes };
}

async function finish(
  label: string,
  entryRead: ReadFile,
  local: Reader | undefined,
  options: LoadOptions,
  policy: LoadPolicy,
): Promise<SpecVersion> {
  const { file: entry, refersOut } = await parseFile(entryRead, policy.limits);
  const dialect = dialectOf(entry.value, entry.name);
  const read: Reader = async (url) => {
    if (!/^https?:/.test(url))
      return local === undefined ? { kind: 'not-read', why: 'it is not on the web' } : local(url);
    return fetchReference(url, entry.url, policy);
  };
  const { files, unjudged } = refersOut
    ? await loadReferences(entry, {
        dialect,
        system: options.system,
        limits: policy.limits,
        refuse: (url) => refusal(url, entry.url, policy),
        read,
        parse: async (reference) => (await parseFile(reference, policy.limits)).file,
      })
    : { files: new Map([[entry.url, entry]]), unjudged: [] };
  const info = isObj(entry.value) && isObj(entry.value.info) ? entry.value.info : {};
  const version = typeof info.version === 'string' ? { version: info.version } : {};
  const twice = [...new Set(files.values())].flatMap((file) => namedTwice(options.system, file));
  const all = [...unjudged, ...twice];
  return { system: options.system, label, dialect, ...version, entry: entry.url, files, unjudged: all };
}

function namedTwice(system: string, file: SourceFile): Unjudged[] {
  return (file.repeated ?? []).map((pointer) => {
    const name = code(tokensOf(pointer)?.at(-1) ?? '');
    return {
      system,
      message: `the name ${name} is there twice in one object, and only the last one counts`,
      at: { file, pointer },
    };
  });
}

/** A URL that cannot be fetched leaves a reference dangling; only the entry's own address has to work. */
async function fetchReference(url: string, entryUrl: string, policy: LoadPolicy): ReturnType<Reader> {
  const { fetchUrl } = await import('./fetch.ts');
  try {
    return await fetchUrl(url, policy.limits, (next): Hop => {
      const refused = refusal(next, entryUrl, policy);
      return refused === undefined ? {} : { refused };
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problem = error.problems[0];
    return { kind: 'not-read', why: problem?.message ?? 'no answer', hint: problem?.hint };
  }
}

async function parseFile(read: ReadFile, limits: Limits): Promise<{ file: SourceFile; refersOut: boolean }> {
  const decoded = decodeJson(read.bytes, read.name, read.room);
  const { format, value, events, refersOut, repeated } = await parseText(decoded, read.name, limits);
  const { ascii } = decoded;
  const file: SourceFile = {
    url: read.url,
    name: read.name,
    get text() {
      return decoded.text();
    },
    ...(format === 'json' && ascii !== undefined && { ascii }),
    format,
    ...(events && { events }),
    value,
    ...(repeated && { repeated }),
  };
  return { file, refersOut };
}

/** The nearest folder that is still there: the work tree may have lost the one the file was in. */
function nearestFolder(folder: string): string {
  let here = folder;
  while (!existsSync(here) && here !== dirname(here)) here = dirname(here);
  return here;
}
