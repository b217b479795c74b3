/**
 * What schemas and documents call themselves: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, core 8.2), and
 * `$self` (OpenAPI 3.2, 4.1.1). They change what a reference is relative to, and where it leads.
 */

import { tokensOf } from './json-pointer.ts';
import { resolveUrl } from './reference.ts';
import { type Role, roleOf } from './roles.ts';
import { type At, child, type Dialect, isObj, pointerOf, rootOf, type SourceFile } from './spec-version.ts';

export interface Resources {
  /** Whether anything calls itself by another name than its file's. */
  readonly identified: boolean;
  /** What a reference in this object is relative to, and where its dynamic references lead: equal for equal meaning. */
  baseOf(at: At): string;
  find(from: At, ref: string): At | undefined;
  /** `$dynamicRef`: the outermost resource on the way here that has the anchor decides (core 8.2.3.2). */
  findDynamic(from: At, ref: string): At | undefined;
}

/** Dynamic anchors by name, as the outermost of the resources that were entered has them. */
type Scope = ReadonlyMap<string, At>;

interface Resource {
  readonly url: string;
  readonly root: At;
  readonly anchors: Map<string, At>;
  readonly dynamic: Map<string, At>;
}

interface Home {
  readonly resource: Resource;
  readonly scope: Scope;
}

/** Copies of resources that are made for their dynamic references; past this they are read as if they were static. */
const MAX_COPIES = 200;
const NO_SCOPE: Scope = new Map();

const SELF_NAMED = /\$(?:id|self|dynamicAnchor)\b/;

/** A cheap look at the text before a file is read through: most call themselves nothing. */
function namesItself(file: SourceFile): boolean {
  return SELF_NAMED.test(file.ascii ?? file.text);
}

export function createResources(files: ReadonlyMap<string, SourceFile>, dialect: Dialect): Resources {
  const all = [...new Set(files.values())];
  const identified = dialect !== '2.0' && dialect !== '3.0' && all.some(namesItself);
  const resources: Resource[] = [];
  const byUrl = new Map<string, Resource>();
  const byFile = new Map<SourceFile, Resource>();
  const homes = new Map<object, Home>();
  const searched = new Set<SourceFile>();
  const copies = new Map<string, At>();
  let ambiguous: ReadonlySet<string> = new Set();

  if (identified) {
    for (const file of all) indexFile(file);
    ambiguous = namesOfSeveral(resources);
    for (const [holder, { resource }] of homes) homes.set(holder, { resource, scope: ownScope(resource) });
  }

  function claim(url: string, root: At): Resource {
    const resource: Resource = { url, root, anchors: new Map(), dynamic: new Map() };
    resources.push(resource);
    if (!byUrl.has(url)) byUrl.set(url, resource);
    return resource;
  }

  function fileResource(file: SourceFile): Resource {
    let resource = byFile.get(file);
    if (resource === undefined) {
      resource = claim(file.url, rootOf(file));
      byFile.set(file, resource);
    }
    return resource;
  }

  /** Nearly all references are pointers: a file that calls itself nothing is read through for the first that is not. */
  function withAnchors(resource: Resource): Resource {
    const { file } = resource.root;
    if (identified || searched.has(file)) return resource;
    searched.add(file);
    for (const { at, speaks } of objectsIn(file, dialect)) if (speaks) noteAnchors(resource, at);
    return resource;
  }

  function indexFile(file: SourceFile): void {
    const { value } = file;
    const self = isObj(value) ? value['$self'] : undefined;
    const base = typeof self === 'string' ? resolveUrl(self, file.url).url : file.url;
    const whole = claim(base, rootOf(file));
    byFile.set(file, whole);
    if (!byUrl.has(file.url)) byUrl.set(file.url, whole);
    for (const { at, parent, speaks } of objectsIn(file, dialect)) {
      const outer = (parent === undefined ? undefined : homes.get(parent))?.resource ?? whole;
      const id = speaks && isObj(at.value) ? at.value['$id'] : undefined;
      const resource = typeof id === 'string' ? claim(resolveUrl(id, outer.url).url, at) : outer;
      homes.set(at.value as object, { resource, scope: NO_SCOPE });
      if (speaks) noteAnchors(resource, at);
    }
  }

  function ownScope({ dynamic }: Resource): Scope {
    return ambiguous.size === 0 ? NO_SCOPE : extended(NO_SCOPE, dynamic);
  }

  function extended(scope: Scope, more: Scope): Scope {
    const added = [...more].filter(([name]) => ambiguous.has(name) && !scope.has(name));
    return added.length === 0 ? scope : new Map([...scope, ...added]);
  }

  function homeOf({ value, file }: At): Home {
    const known = typeof value === 'object' && value !== null ? homes.get(value) : undefined;
    return known ?? { resource: fileResource(file), scope: NO_SCOPE };
  }

  /** Where a reference leads by its words, and whether that is a plain name. */
  function written(from: At, ref: string): At | undefined {
    const { resource } = homeOf(from);
    const { url, fragment } = resolveUrl(ref, resource.url);
    const own = ref.startsWith('#') || url === resource.url ? resource : byUrl.get(url);
    if (own !== undefined) {
      const found = inside(own, fragment);
      if (found !== undefined) return found;
    }
    // Files are loaded by where they lie; and `#/components/…` is written in identified schemas all the same.
    const plain = resolveUrl(ref, from.file.url);
    const file = plain.url === from.file.url ? from.file : files.get(plain.url);
    return file === undefined ? undefined : inside(fileResource(file), plain.fragment);
  }

  function inside(resource: Resource, fragment: string): At | undefined {
    const tokens = tokensOf(fragment);
    if (tokens !== undefined) return descend(resource.root, tokens);
    const { anchors, dynamic } = withAnchors(resource);
    return anchors.get(fragment) ?? dynamic.get(fragment);
  }

  /** The target as it reads for those who came this way: a copy where that makes a difference. */
  function entered(target: At | undefined, scope: Scope): At | undefined {
    if (target === undefined || ambiguous.size === 0) return target;
    const { resource } = homeOf(target);
    const within = extended(scope, resource.dynamic);
    const key = scopeKey(within);
    if (key === scopeKey(ownScope(resource))) return target;
    const tokens = tokensBetween(resource.root, target);
    const copy = tokens && copyOf(resource, within, key);
    return copy === undefined || tokens === undefined ? target : descend(copy, tokens);
  }

  function copyOf(resource: Resource, scope: Scope, key: string): At | undefined {
    const name = `${placeOf(resource.root)}\n${key}`;
    const known = copies.get(name);
    if (known !== undefined || copies.size >= MAX_COPIES) return known;
    const copy: At = { ...resource.root, value: structuredClone(resource.root.value) };
    copies.set(name, copy);
    const pairs: [unknown, unknown][] = [[resource.root.value, copy.value]];
    for (let next = pairs.pop(); next !== undefined; next = pairs.pop()) {
      const [from, to] = next as [Record<string, unknown>, Record<string, unknown>];
      if (typeof from !== 'object' || from === null || homes.has(to)) continue;
      const home = homes.get(from);
      if (home !== undefined) homes.set(to, { resource: home.resource, scope: extended(scope, home.resource.dynamic) });
      for (const token of Object.keys(from)) pairs.push([from[token], to[token]]);
    }
    return copy;
  }

  return {
    identified,
    baseOf: (at) => {
      if (!identified) return at.file.url;
      const { resource, scope } = homeOf(at);
      return `${placeOf(resource.root)}\n${scopeKey(scope)}`;
    },
    find: (from, ref) => entered(written(from, ref), homeOf(from).scope),
    findDynamic: (from, ref) => {
      const target = written(from, ref);
      const { scope } = homeOf(from);
      const name = isObj(target?.value) ? target.value['$dynamicAnchor'] : undefined;
      const isNamed = typeof name === 'string' && resolveUrl(ref, '').fragment === name;
      return entered((isNamed ? scope.get(name) : undefined) ?? target, scope);
    },
  };
}

function descend(root: At, tokens: readonly (string | number)[]): At | undefined {
  let here: At | undefined = root;
  for (const token of tokens) here = here && child(here, token);
  return here;
}

function tokensBetween(root: At, target: At): (string | number)[] | undefined {
  const tokens: (string | number)[] = [];
  for (let here: At | undefined = target; here !== undefined; here = here.parent) {
    if (here.value === root.value) return tokens.reverse();
    tokens.push(here.token);
  }
  return undefined;
}

function placeOf(at: At): string {
  return `${at.file.url}#${pointerOf(at)}`;
}

function scopeKey(scope: Scope): string {
  return [...scope]
    .map(([name, at]) => `${name} ${placeOf(at)}`)
    .sort()
    .join('\n');
}

/** Dynamic anchors that more than one resource has: only there does the way matter. */
function namesOfSeveral(resources: readonly Resource[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const several = new Set<string>();
  for (const { dynamic } of resources) {
    for (const name of dynamic.keys()) {
      if (seen.has(name)) several.add(name);
      seen.add(name);
    }
  }
  return several;
}

/** The first of equal names counts. */
function noteAnchors({ anchors, dynamic }: Resource, at: At): void {
  if (!isObj(at.value)) return;
  const { $anchor, $dynamicAnchor } = at.value;
  if (typeof $anchor === 'string' && !anchors.has($anchor)) anchors.set($anchor, at);
  if (typeof $dynamicAnchor === 'string' && !dynamic.has($dynamicAnchor)) dynamic.set($dynamicAnchor, at);
}

interface Found {
  readonly at: At;
  /** The object or list it is in. */
  readonly parent: object | undefined;
  /** Its members are keywords: one that is called `$id` is an identifier. */
  readonly speaks: boolean;
}

/** Objects and lists of a file, each once and before what is in it; data is passed over. */
function* objectsIn(file: SourceFile, dialect: Dialect): Iterable<Found> {
  const seen = new Set<unknown>();
  const stack: { at: At; role: Role; parent: object | undefined }[] = [
    { at: rootOf(file), role: 'object', parent: undefined },
  ];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { at, role, parent } = here;
    const { value } = at;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    yield { at, parent, speaks: role === 'object' };
    const isList = Array.isArray(value);
    for (const token of Object.keys(value).reverse()) {
      const inner = child(at, isList ? Number(token) : token);
      const below = inner && (isList ? 'object' : roleOf(token, inner.value, role, dialect));
      if (inner !== undefined && below !== undefined) stack.push({ at: inner, role: below, parent: value });
    }
  }
}
