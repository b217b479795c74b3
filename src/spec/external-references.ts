import { tokensOf } from './json-pointer.ts';
import { resolveUrl } from './reference.ts';
import type { Resources } from './resources.ts';
import { type Role, roleOf } from './roles.ts';
import { type At, child, type Dialect, isObj, type Obj, rootOf, type SourceFile } from './spec-version.ts';

export interface Place {
  readonly at: At;
  readonly role: Role;
}

export interface ExternalReference {
  /** As it is written. */
  readonly ref: string;
  /** URL of the file it leads to. */
  readonly url: string;
  readonly fragment: string;
  /** The object that holds the reference. */
  readonly from: Place;
}

export function rootPlace(file: SourceFile): Place {
  return { at: rootOf(file), role: 'object' };
}

/** Where a loaded reference leads, to go on from there: the root for a plain name (`$anchor`); undefined when there is no such place. */
export function targetOf(reference: ExternalReference, file: SourceFile): Place | undefined {
  return placeAt(file, reference.fragment, reference.from.role);
}

/** Remembers what was seen over several calls, so that cyclic files end. */
export type Seen = Map<Role, Set<object>>;

/**
 * The references to other files in and below `start`, in document order by level; references inside a file are followed. Literal values
 * (`example`, `examples`, `default`, `enum`, `const`, `x-…`) are data, and a `$ref` in them is no reference.
 */
export function findExternalReferences(
  start: readonly Place[],
  dialect: Dialect,
  seen: Seen,
  resources: Resources,
): ExternalReference[] {
  const found: ExternalReference[] = [];
  const queue = [...start];
  for (const place of queue) {
    const { at, role } = place;
    const { value } = at;
    if (typeof value !== 'object' || value === null || !firstVisit(seen, role, value)) continue;
    if (!isObj(value)) {
      for (let index = 0; index < (value as readonly unknown[]).length; index++) push(queue, at, index, 'object');
      continue;
    }
    if (Object.hasOwn(value, '$ref') && typeof value.$ref === 'string')
      note(value.$ref, place, queue, found, resources);
    for (const key of Object.keys(value)) {
      const inner = roleOf(key, value[key], role, dialect);
      if (inner !== undefined) push(queue, at, key, inner);
    }
    for (const mapped of mappedFiles(value)) note(mapped, place, queue, found, resources);
  }
  return found;
}

function note(ref: string, from: Place, queue: Place[], found: ExternalReference[], resources: Resources): void {
  const known = resources.identified ? resources.find(from.at, ref) : undefined;
  if (known !== undefined) {
    queue.push({ at: known, role: from.role });
    return;
  }
  const base = from.at.file.url;
  const { url, fragment } = resolveUrl(ref, base);
  if (url !== base) {
    found.push({ ref, url, fragment, from });
    return;
  }
  const target = placeAt(from.at.file, fragment, from.role);
  if (target !== undefined) queue.push(target);
}

function push(queue: Place[], parent: At, token: string | number, role: Role): void {
  const at = child(parent, token);
  if (at !== undefined && typeof at.value === 'object') queue.push({ at, role });
}

function firstVisit(seen: Seen, role: Role, value: object): boolean {
  const before = seen.get(role);
  if (before === undefined) seen.set(role, new Set([value]));
  else if (before.has(value)) return false;
  else before.add(value);
  return true;
}

function placeAt(file: SourceFile, fragment: string, role: Role): Place | undefined {
  let at: At | undefined = rootOf(file);
  for (const token of tokensOf(fragment) ?? []) {
    at = child(at, token);
    if (at === undefined) return undefined;
  }
  return { at, role };
}

/** Values of `discriminator.mapping` that name a file; a bare name is a component's (OpenAPI 3.2 §4.25). */
function mappedFiles(value: Obj): string[] {
  const discriminator = Object.hasOwn(value, 'discriminator') ? value.discriminator : undefined;
  const mapping = isObj(discriminator) && Object.hasOwn(discriminator, 'mapping') ? discriminator.mapping : undefined;
  if (!isObj(mapping)) return [];
  return Object.values(mapping).filter(
    (target): target is string => typeof target === 'string' && /^[^#]+\.(?:json|ya?ml)(?:#|$)/i.test(target),
  );
}
