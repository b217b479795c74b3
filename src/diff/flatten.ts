/** From a schema position to its conjuncts: `$ref` and `allOf` are followed, wrappers that say nothing fall away. */

import { type Document, refOf, refsAlone } from '../spec/document.ts';
import { type At, child, isObj, type Obj } from '../spec/spec-version.ts';
import type { Part } from './shape.ts';
import { unknownTo } from './unknown-keywords.ts';
import { contentKey } from './value-key.ts';

/** Extensions that say something of a schema. */
export const READ_EXTENSIONS: ReadonlySet<string> = new Set(['x-nullable', 'x-sunset', 'x-extensible-enum']);

/** Keywords that allow or forbid no value by themselves. */
const SILENT: ReadonlySet<string> = new Set([
  '$ref',
  '$id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$dynamicRef',
  '$comment',
  '$defs',
  '$vocabulary',
  'definitions',
  'allOf',
  'title',
  'description',
  'example',
  'examples',
  'externalDocs',
  'xml',
]);

export interface Flattened {
  readonly parts: readonly Part[];
  /** Lists under `oneOf` or `anyOf` that were folded into `parts` and are not to be read again. */
  readonly folded: ReadonlySet<unknown>;
  /** A reference on the way leads nowhere: what it would have said is not known. */
  readonly dangling: boolean;
  /** The schemas on the way, wrappers that say nothing included. */
  readonly visited: Pick<ReadonlySet<unknown>, 'keys'>;
}

/**
 * The conjuncts of some schemas that all hold, each once, in document order. References that lead nowhere and
 * unguarded cycles (`allOf` of itself) add nothing; the former are noted by the document.
 */
export function flatten(document: Document, schemas: readonly At[]): Flattened {
  const parts: Part[] = [];
  const folded = new Set<unknown>();
  /** Whether null is allowed beside it: a conjunct that refuses null as well says more. */
  const seen = new Map<unknown, boolean>();
  let dangling = false;
  const unknown = unknownTo(document.spec.dialect);
  const isAlone = refsAlone(document);
  const stack: Part[] = schemas.map((at) => ({ at, orNull: false })).reverse();
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    const { at, orNull } = here;
    const { value } = at;
    if (value === false) parts.push(here);
    if (!isObj(value) || (seen.has(value) && (orNull || seen.get(value) === false))) continue;
    seen.set(value, orNull);
    const ref = refOf(at);
    if ((ref === undefined || !isAlone) && !unknown.has('not') && takesAnything(value['not'])) {
      parts.push({ at: { ...at, value: false }, orNull });
      continue;
    }
    const next: Part[] = [];
    const target = ref === undefined ? undefined : document.follow(at, ref);
    if (target !== undefined) next.push({ at: target, orNull });
    else if (ref !== undefined) dangling = true;
    const dynamic = isAlone ? undefined : value['$dynamicRef'];
    if (typeof dynamic === 'string') {
      const found = document.followDynamic(at, dynamic);
      if (found !== undefined) next.push({ at: found, orNull });
      else dangling = true;
    }
    if (ref === undefined || !isAlone) {
      pushAll(next, child(at, 'allOf'), orNull);
      for (const kind of ['oneOf', 'anyOf'] as const) {
        const only = unknown.has(kind) ? undefined : onlyBranch(document, at, kind);
        if (only === undefined) continue;
        folded.add(value[kind]);
        next.push({ at: only.at, orNull: orNull || only.orNull });
      }
      if (speaks(value, folded)) parts.push(here);
    }
    for (let i = next.length - 1; i >= 0; i--) stack.push(next[i] as Part);
  }
  const said = parts.filter(({ at, orNull }) => !orNull || seen.get(at.value) !== false);
  return { parts: said, folded, dangling, visited: seen };
}

/** What leads to another schema. */
const LEADING = ['$ref', 'allOf', '$dynamicRef'] as const;

/** `not` of it is another spelling of `false`. */
function takesAnything(schema: unknown): boolean {
  if (!isObj(schema)) return schema === true;
  return !speaks(schema, NONE) && LEADING.every((keyword) => schema[keyword] === undefined);
}

function pushAll(into: Part[], list: At | undefined, orNull: boolean): void {
  if (list === undefined || !Array.isArray(list.value)) return;
  for (let i = 0; i < list.value.length; i++) {
    const at = child(list, i);
    if (at !== undefined) into.push({ at, orNull });
  }
}

/** The one branch of a union that is not just null. */
function onlyBranch(document: Document, at: At, kind: 'oneOf' | 'anyOf'): Part | undefined {
  const list = child(at, kind);
  if (list === undefined || !Array.isArray(list.value) || list.value.length > 3) return undefined;
  let only: At | undefined;
  let orNull = false;
  for (let i = 0; i < list.value.length; i++) {
    const branch = child(list, i);
    if (branch === undefined) return undefined;
    if (isNullOnly(document, branch)) orNull = true;
    else if (only === undefined) only = branch;
    else if (kind === 'oneOf' || contentKey(only.value) !== contentKey(branch.value)) return undefined;
  }
  if (only === undefined) return undefined;
  // oneOf refuses a null that the other branch takes as well.
  return kind === 'oneOf' && orNull && !refusesNull(document, only) ? undefined : { at: only, orNull };
}

/** What references and wrappers around each other come down to; undefined where they lead nowhere, or round and round. */
function bareOf(document: Document, branch: At): At | undefined {
  const seen = new Set<unknown>();
  for (let here: At | undefined = branch; here !== undefined; ) {
    const bare = unwrapped(here);
    if (refOf(bare) === undefined) return bare;
    if (seen.has(bare.value)) return undefined;
    seen.add(bare.value);
    here = document.resolve(bare);
  }
  return undefined;
}

/** Whether the schema's own type leaves null out; what is put together is looked at when all of it is known. */
function refusesNull(document: Document, branch: At): boolean {
  const value = bareOf(document, branch)?.value;
  if (!isObj(value) || value['nullable'] === true) return false;
  const { type } = value;
  return Array.isArray(type) ? !type.includes('null') : typeof type === 'string' && type !== 'null';
}

/** What is inside `allOf` of one, where nothing but notes stands beside it. */
export function unwrapped(at: At): At {
  for (let here = at; ; ) {
    const list = child(here, 'allOf');
    if (list === undefined || !Array.isArray(list.value) || list.value.length !== 1) return here;
    const only = child(list, 0);
    if (only === undefined) return here;
    if (refOf(here) !== undefined || speaks(here.value as Obj, NONE)) return here;
    here = only;
  }
}

const NONE: ReadonlySet<unknown> = new Set();

/** What may refuse null where it stands. */
const REFUSING = ['allOf', 'anyOf', 'oneOf', 'not', 'if', '$dynamicRef'] as const;

export function isNullOnly(document: Document, branch: At): boolean {
  const value = document.resolve(unwrapped(branch))?.value;
  if (!isObj(value) || REFUSING.some((keyword) => value[keyword] !== undefined)) return false;
  const { type: said, enum: values } = value;
  const type = Array.isArray(said) && said.length === 1 ? said[0] : said;
  const isListed = (Array.isArray(values) && values.length === 1 && values[0] === null) || value['const'] === null;
  if (type === 'null') return isListed || (values === undefined && value['const'] === undefined);
  // With a type that has no null, a list of nothing but null allows nothing.
  if (type !== undefined && !(Array.isArray(type) && type.includes('null')) && value['nullable'] !== true) return false;
  return isListed;
}

function speaks(schema: Obj, folded: ReadonlySet<unknown>): boolean {
  for (const keyword in schema) {
    if (SILENT.has(keyword) || keyword.startsWith('x-')) {
      if (READ_EXTENSIONS.has(keyword)) return true;
      continue;
    }
    if ((keyword === 'oneOf' || keyword === 'anyOf') && folded.has(schema[keyword])) continue;
    return true;
  }
  return false;
}
