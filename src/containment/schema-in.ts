/** A schema and the place it lives in, which is all that containment asks of its surroundings. */
import { tokensOf } from '../spec/json-pointer.ts';
import { isObj, type Obj } from '../spec/spec-version.ts';
import { DIALECTS, type Dialect } from './dialect.ts';

export type Direction = 'request' | 'response';

export interface SchemaIn {
  readonly schema: unknown;
  readonly dialect: Dialect;
  /** In place of the question's: what a source answers and a target is sent travel in different directions. */
  readonly direction?: Direction;
  /**
   * Who judges values by this schema follows its discriminators, which a validator reads as notes: `oneOf` beside one is
   * `anyOf` on that side.
   */
  readonly discriminates?: true;
  /**
   * Follows a reference written in the schema object `holder`. Undefined when it leads nowhere known: what hangs on it
   * is unproven. The answer for the same target must hold the same `schema` object each time, for it is remembered by it.
   */
  readonly resolve: (ref: string, holder: Obj) => SchemaIn | undefined;
  /** The same for `$dynamicRef`; what hangs on one is unproven where nobody says. */
  readonly resolveDynamic?: (ref: string, holder: Obj) => SchemaIn | undefined;
}

const BASE = 'contract-guard://document/';

/** Where subschemas sit: by one schema, by a list of schemas, by a map of schemas. */
const ONE = ['not', 'if', 'then', 'else', 'items', 'additionalItems', 'contains', 'additionalProperties'];
const MORE_ONE = ['propertyNames', 'unevaluatedItems', 'unevaluatedProperties'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions'];

interface Index {
  /** Base URI of each schema object. */
  readonly bases: Map<unknown, string>;
  /** Resource root by URI without fragment. */
  readonly resources: Map<string, unknown>;
  /** `URI#anchor` to schema. */
  readonly anchors: Map<string, unknown>;
  /** Schemas by the name of their `$dynamicAnchor`, wherever they are. */
  readonly dynamic: Map<string, readonly unknown[]>;
}

/**
 * A schema that is a document of its own: `$id`, `$anchor` and JSON Pointers resolve inside `root`.
 * Throws a TypeError for a dialect that there is not: programs without types may ask for one.
 */
export function standalone(schema: unknown, dialect: Dialect, root: unknown = schema): SchemaIn {
  if (!Object.hasOwn(DIALECTS, dialect))
    throw new TypeError(`no dialect is called ${String(dialect)}: give one of ${Object.keys(DIALECTS).join(', ')}`);
  let index: Index | undefined;
  const at = (target: unknown): SchemaIn => ({ schema: target, dialect, resolve, resolveDynamic });
  const find = (ref: string, holder: Obj): unknown => {
    index ??= indexOf(root, dialect);
    return lookUp(index, ref, index.bases.get(holder) ?? index.bases.get(root) ?? BASE);
  };
  /** 2020-12 core, 8.2.3.2. Which of several schemas of one name is the outermost takes running it: nobody says. */
  const resolveDynamic = (ref: string, holder: Obj): SchemaIn | undefined => {
    const target = find(ref, holder);
    if (target === undefined) return undefined;
    const name = isObj(target) ? target.$dynamicAnchor : undefined;
    const isByName = typeof name === 'string' && ref.endsWith(`#${name}`);
    if (isByName && index?.dynamic.get(name)?.length !== 1) return undefined;
    return at(target);
  };
  const resolve = (ref: string, holder: Obj): SchemaIn | undefined => {
    if (ref.startsWith('#') && index === undefined && plainDocument(root)) {
      const target = ref === '#' ? root : byPointer(root, ref.slice(1));
      if (target !== undefined) return at(target);
    }
    const target = find(ref, holder);
    return target === undefined ? undefined : at(target);
  };
  return at(schema);
}

/** No identifiers anywhere near the surface: pointers can be followed without an index. */
function plainDocument(root: unknown): boolean {
  return isObj(root) && (Object.hasOwn(root, 'openapi') || Object.hasOwn(root, 'swagger'));
}

function lookUp(index: Index, ref: string, base: string): unknown {
  let url: URL;
  try {
    url = new URL(ref, base);
  } catch {
    return undefined;
  }
  const fragment = url.hash.slice(1);
  url.hash = '';
  const uri = url.href;
  const resource = index.resources.get(uri);
  if (fragment === '') return resource;
  if (!fragment.startsWith('/')) return index.anchors.get(`${uri}#${decoded(fragment) ?? fragment}`);
  return resource === undefined ? undefined : byPointer(resource, fragment);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function byPointer(root: unknown, fragment: string): unknown {
  const pointer = decoded(fragment);
  let value: unknown = root;
  for (const token of (pointer === undefined ? undefined : tokensOf(pointer)) ?? [Symbol('nowhere')]) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string | symbol, unknown>)[token];
  }
  return value;
}

const MAX_OBJECTS = 200_000;

function indexOf(root: unknown, dialect: Dialect): Index {
  const resources = new Map([[BASE, root]]);
  const index: Index = { bases: new Map(), resources, anchors: new Map(), dynamic: new Map() };
  const pending: { readonly schema: unknown; readonly base: string }[] = [{ schema: root, base: BASE }];
  const idKeyword = dialect === 'draft4' ? 'id' : '$id';
  const old = dialect !== 'draft2020-12';
  while (pending.length > 0 && index.bases.size < MAX_OBJECTS) {
    const { schema, base: outer } = pending.pop() as { schema: unknown; base: string };
    if (!isObj(schema) || index.bases.has(schema)) continue;
    const base = identify(index, schema, outer, old && typeof schema.$ref === 'string' ? undefined : idKeyword, old);
    index.bases.set(schema, base);
    const below = (value: unknown): void => void pending.push({ schema: value, base });
    for (const keyword of [...ONE, ...MORE_ONE]) if (isObj(schema[keyword])) below(schema[keyword]);
    for (const keyword of LISTS) if (Array.isArray(schema[keyword])) (schema[keyword] as unknown[]).forEach(below);
    for (const keyword of MAPS) if (isObj(schema[keyword])) Object.values(schema[keyword]).forEach(below);
  }
  return index;
}

/** Notes what a schema object calls itself; answers the base for what is inside it. */
function identify(index: Index, schema: Obj, outer: string, keyword: string | undefined, old: boolean): string {
  let base = outer;
  const id = keyword === undefined ? undefined : schema[keyword];
  if (typeof id === 'string') {
    if (old && id.startsWith('#')) claim(index.anchors, `${base}${id}`, schema);
    else {
      try {
        const url = new URL(id, outer);
        url.hash = '';
        base = url.href;
        claim(index.resources, base, schema);
      } catch {
        return base;
      }
    }
  }
  for (const anchor of old ? [] : [schema.$anchor, schema.$dynamicAnchor]) {
    if (typeof anchor === 'string') claim(index.anchors, `${base}#${anchor}`, schema);
  }
  const name = old ? undefined : schema.$dynamicAnchor;
  if (typeof name === 'string') index.dynamic.set(name, [...(index.dynamic.get(name) ?? []), schema]);
  return base;
}

/** A name that two schemas claim leads nowhere: which one is meant is anybody's guess. */
function claim(names: Map<string, unknown>, name: string, schema: unknown): void {
  names.set(name, names.has(name) && names.get(name) !== schema ? undefined : schema);
}
