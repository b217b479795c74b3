/** A description as a graph: references are followed on demand, once each, and never expanded. */

import { redirectionOf } from './redirect.ts';
import { createResources } from './resources.ts';
import { type At, isObj, locationOf, rootOf, type SpecVersion, type Unjudged } from './spec-version.ts';

export interface Document {
  readonly spec: SpecVersion;
  readonly root: At;
  /** The target of a reference, or undefined when it dangles (noted once in `unjudged`). Follows one step. */
  follow(from: At, ref: string): At | undefined;
  /** The same without a note: for those who only look. */
  peek(from: At, ref: string): At | undefined;
  /** Where a `$dynamicRef` of a schema leads, like `follow`. */
  followDynamic(from: At, ref: string): At | undefined;
  peekDynamic(from: At, ref: string): At | undefined;
  /** Whether anything in it calls itself by another name than its file's (`$id`, `$self`, `$dynamicAnchor`). */
  readonly identified: boolean;
  /** What references in this object are relative to: equal texts with equal bases lead to the same place. */
  baseOf(at: At): string;
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
  const memo = new Map<unknown, Map<string, At | undefined>>();
  const resources = createResources(spec.files, spec.dialect);

  function note(message: string, at: At): void {
    const location = locationOf(at);
    const key = `${message}\n${location.file.url}\n${location.pointer}`;
    if (noted.has(key)) return;
    noted.add(key);
    unjudged.push({ system: spec.system, message, at: location });
  }

  function peek(from: At, ref: string): At | undefined {
    const elsewhere = redirectionOf(from.value);
    if (elsewhere !== undefined) return elsewhere;
    const holder = resources.identified ? from.value : from.file;
    let ofHolder = memo.get(holder);
    if (ofHolder === undefined) {
      ofHolder = new Map();
      memo.set(holder, ofHolder);
    }
    let target = ofHolder.get(ref);
    if (target === undefined && !ofHolder.has(ref)) {
      target = resources.find(from, ref);
      ofHolder.set(ref, target);
    }
    return target;
  }

  function followDynamic(from: At, ref: string): At | undefined {
    const target = resources.findDynamic(from, ref);
    if (target === undefined) note(`the reference \`${ref}\` leads nowhere`, from);
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

  return {
    spec,
    root: rootOf(entry),
    identified: resources.identified,
    baseOf: (at) => resources.baseOf(at),
    follow,
    peek,
    followDynamic,
    peekDynamic: (from, ref) => resources.findDynamic(from, ref),
    resolve,
    unjudged,
    note,
  };
}

/** Whether what stands beside a `$ref` is ignored (2.0 and 3.0: Reference Object), and nothing but `$ref` refers. */
export function refsAlone({ spec: { dialect } }: Document): boolean {
  return dialect === '2.0' || dialect === '3.0';
}

export function refOf(at: At): string | undefined {
  const { value } = at;
  if (!isObj(value)) return undefined;
  const ref = value['$ref'];
  return typeof ref === 'string' ? ref : undefined;
}
