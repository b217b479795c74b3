/** (edge) The files a description refers to, level by level, until nothing new is named. */
import {
  type ExternalReference,
  findExternalReferences,
  type Place,
  rootPlace,
  type Seen,
  targetOf,
} from './external-references.ts';
import { appendToken } from './json-pointer.ts';
import { type Limits, overLimit } from './load-policy.ts';
import type { Reader, ReadFile } from './reader.ts';
import { resolveFiles } from './resolve-files.ts';
import { createResources } from './resources.ts';
import { type Dialect, isObj, type Location, pointerOf, type SourceFile, type Unjudged } from './spec-version.ts';

interface ReferenceOptions {
  readonly system: string;
  readonly dialect: Dialect;
  readonly limits: Limits;
  /** Why a URL may not be followed; asked before any I/O. */
  readonly refuse: (url: string) => string | undefined;
  readonly read: Reader;
  readonly parse: (read: ReadFile) => Promise<SourceFile>;
}

interface LoadedFiles {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly unjudged: readonly Unjudged[];
}

/** Only what is really reached is read: a file of a hundred schemas counts with those somebody refers to. */
export async function loadReferences(entry: SourceFile, options: ReferenceOptions): Promise<LoadedFiles> {
  const files = new Map([[entry.url, entry]]);
  const unread = new Map<string, { readonly why: string; readonly references: ExternalReference[] }>();
  const seen: Seen = new Map();
  let places: Place[] = [rootPlace(entry)];
  while (places.length > 0) {
    const next: Place[] = [];
    const wanted = new Map<string, ExternalReference[]>();
    const resources = createResources(files, options.dialect);
    for (const reference of findExternalReferences(places, options.dialect, seen, resources)) {
      const file = files.get(reference.url);
      const list = unread.get(reference.url)?.references ?? wanted.get(reference.url);
      if (file !== undefined) addTarget(next, reference, file);
      else if (list !== undefined) list.push(reference);
      else wanted.set(reference.url, [reference]);
    }
    for (const [url, references] of wanted) {
      const why = options.refuse(url);
      if (why === undefined) continue;
      unread.set(url, { why, references });
      wanted.delete(url);
    }
    if (files.size + wanted.size > options.limits.files) throw overLimit(options.limits, 'files', { file: entry.name });
    const resolved = wanted.size === 0 ? [] : await resolveFiles([...wanted.keys()], options.read, options.parse);
    for (const [url, result] of resolved) {
      const references = wanted.get(url) ?? [];
      if (result.kind === 'not-read') {
        unread.set(url, { why: result.why, references });
        continue;
      }
      files.set(url, result.file);
      // After a redirect, references inside the file name it by the address it ended at.
      if (!files.has(result.file.url)) files.set(result.file.url, result.file);
      for (const reference of references) addTarget(next, reference, result.file);
    }
    places = next;
  }
  const unjudged = [...unread.values()].map(({ why, references }) => unjudgedOf(why, references, options.system));
  return { files, unjudged };
}

function addTarget(places: Place[], reference: ExternalReference, file: SourceFile): void {
  const target = targetOf(reference, file);
  if (target !== undefined) places.push(target);
}

function unjudgedOf(why: string, references: readonly ExternalReference[], system: string): Unjudged {
  const [first] = references;
  const more = references.length > 1 ? ` (${references.length} references lead there)` : '';
  const message = `$ref ${JSON.stringify(first?.ref.slice(0, 200))} cannot be followed: ${why}${more}`;
  return first === undefined ? { system, message } : { system, message, at: placeOf(first) };
}

function placeOf({ from: { at } }: ExternalReference): Location {
  const pointer = pointerOf(at);
  const own = isObj(at.value) && Object.hasOwn(at.value, '$ref');
  return { file: at.file, pointer: own ? appendToken(pointer, '$ref') : pointer };
}
