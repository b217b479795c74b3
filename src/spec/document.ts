/** A description as a graph: references are followed on demand, once each, and never expanded. */

import { tokensOf } from './json-pointer.ts';
import { resolveUrl } from './reference.ts';
import {
  type At,
  child,
  isObj,
  locationOf,
  rootOf,
  type SourceFile,
  type SpecVersion,
  type Unjudged,
} from './spec-version.ts';

export interface Document {
  readonly spec: SpecVersion;
  readonly root: At;
  /** The target of a reference, or undefined when it dangles (noted once in `unjudged`). Follows one step. */
  follow(from: At, ref: string): At | undefined;
  /** The same without a note: for those who only look. */
  peek(from: At, ref: string): At | undefined;
  /** The value itself, or what its chain of `$ref`s ends in; undefined when that dangles or is circular. */
  resolve(at: At): At | undefined;
  readonly unjudged: readonly Unjudged[];
  note(message: string, at: At): void;
}

export function openDocument(spec: SpecVersion): Document {
  const entry = spec.files.get(spec.entry);
  if (entry === undefined) throw new Error(`entry file ${spec.entry} is not among the loaded files`);
  const unjudged: Unjudged[] = [...spec.unjudged];
  const noted = new Set<string>();
  const memo = new Map<SourceFile, Map<string, At | undefined>>();
  const anchors = new Map<SourceFile, ReadonlyMap<string, At>>();

  function note(message: string, at: At): void {
    const location = locationOf(at);
    const key = `${message}\n${location.file.url}\n${location.pointer}`;
    if (noted.has(key)) return;
    noted.add(key);
    unjudged.push({ system: spec.system, message, at: location });
  }

  function find(from: SourceFile, ref: string): At | undefined {
    const { url, fragment } = resolveUrl(ref, from.url);
    const file = url === from.url ? from : spec.files.get(url);
    if (file === undefined) return undefined;
    const tokens = tokensOf(fragment);
    if (tokens === undefined) return anchorsOf(file).get(fragment);
    let here: At | undefined = rootOf(file);
    for (const token of tokens) {
      here = child(here, token);
      if (here === undefined) return undefined;
    }
    return here;
  }

  function anchorsOf(file: SourceFile): ReadonlyMap<string, At> {
    let index = anchors.get(file);
    if (index === undefined) {
      index = indexAnchors(file);
      anchors.set(file, index);
    }
    return index;
  }

  function peek(from: At, ref: string): At | undefined {
    let ofFile = memo.get(from.file);
    if (ofFile === undefined) {
      ofFile = new Map();
      memo.set(from.file, ofFile);
    }
    let target = ofFile.get(ref);
    if (target === undefined && !ofFile.has(ref)) {
      target = find(from.file, ref);
      ofFile.set(ref, target);
    }
    return target;
  }

  function follow(from: At, ref: string): At | undefined {
    const target = peek(from, ref);
    if (target === undefined) note(`the reference \`${ref}\` leads nowhere`, from);
    return target;
  }

  function resolve(at: At): At | undefined {
    let here = at;
    const seen = new Set<unknown>();
    for (;;) {
      const ref = refOf(here);
      if (ref === undefined) return here;
      if (seen.has(here.value)) {
        note(`the reference \`${ref}\` leads back to itself`, at);
        return undefined;
      }
      seen.add(here.value);
      const target = follow(here, ref);
      if (target === undefined) return undefined;
      here = target;
    }
  }

  return { spec, root: rootOf(entry), follow, peek, resolve, unjudged, note };
}

export function refOf(at: At): string | undefined {
  const { value } = at;
  if (!isObj(value)) return undefined;
  const ref = value['$ref'];
  return typeof ref === 'string' ? ref : undefined;
}

/** `$anchor` names of a file (JSON Schema 2020-12, section 8.2.2); the first of equal names wins. */
function indexAnchors(file: SourceFile): ReadonlyMap<string, At> {
  const index = new Map<string, At>();
  const seen = new Set<unknown>();
  const stack: At[] = [rootOf(file)];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { value } = here;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isObj(value) && typeof value['$anchor'] === 'string' && !index.has(value['$anchor']))
      index.set(value['$anchor'], here);
    for (const token of Object.keys(value).reverse()) {
      const inner = child(here, Array.isArray(value) ? Number(token) : token);
      if (inner !== undefined) stack.push(inner);
    }
  }
  return index;
}
