import { tokensOf } from './json-pointer.ts';
import { resolveUrl } from './reference.ts';
import { type At, child, type Dialect, isObj, type Obj, rootOf, type SourceFile } from './spec-version.ts';

/**
 * What an object's members are. `object`: keywords, as in a schema or an operation. `names`: anything may be a key (`properties`,
 * `responses`), so `example` or `default` is a name there. `paths`: names, but `x-…` is an extension. `callbacks`: names of `paths`.
 * `example`: an Example Object, which may be a reference itself but whose value is data. `examples`: names of those.
 */
type Role = 'object' | 'names' | 'paths' | 'callbacks' | 'example' | 'examples';

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
export function findExternalReferences(start: readonly Place[], dialect: Dialect, seen: Seen): ExternalReference[] {
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
    if (Object.hasOwn(value, '$ref') && typeof value.$ref === 'string') note(value.$ref, place, queue, found);
    for (const key of Object.keys(value)) {
      const inner = roleOf(key, value[key], role, dialect);
      if (inner !== undefined) push(queue, at, key, inner);
    }
    for (const mapped of mappedFiles(value)) note(mapped, place, queue, found);
  }
  return found;
}

function note(ref: string, from: Place, queue: Place[], found: ExternalReference[]): void {
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

const DATA: ReadonlySet<string> = new Set(['example', 'default', 'enum', 'const']);

const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
  '$defs',
  'definitions',
  'schemas',
  'responses',
  'parameters',
  'requestBodies',
  'headers',
  'links',
  'securitySchemes',
  'securityDefinitions',
  'pathItems',
  'mediaTypes',
  'content',
  'encoding',
  'variables',
  'additionalOperations',
]);

function roleOf(key: string, value: unknown, role: Role, dialect: Dialect): Role | undefined {
  switch (role) {
    case 'example':
      return undefined;
    case 'examples':
      return 'example';
    case 'callbacks':
      return 'paths';
    case 'paths':
      return key.startsWith('x-') ? undefined : 'object';
    case 'names':
      return 'object';
    case 'object':
      if (DATA.has(key) || key.startsWith('x-')) return undefined;
      if (Array.isArray(value)) return key === 'examples' ? undefined : 'object';
      if (key === 'examples') return dialect === '2.0' ? undefined : 'examples';
      if (key === 'paths' || key === 'webhooks') return 'paths';
      if (key === 'callbacks') return 'callbacks';
      return NAMED.has(key) ? 'names' : 'object';
  }
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
