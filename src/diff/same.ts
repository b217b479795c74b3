/** The short way past what did not change: equal text needs no comparing, only the references in it are followed. */

import { type At, child, isObj, type Obj } from '../spec/spec-version.ts';
import { READ_EXTENSIONS } from './flatten.ts';
import type { Direction } from './pair.ts';
import type { Shape } from './shape.ts';

/** A position inside equal text whose meaning may still differ, because it refers to something else. */
export interface Frontier {
  readonly tokens: readonly (string | number)[];
  readonly before: At;
  readonly after: At;
  readonly only?: Direction;
  /** Below a condition: what changes there changes the whole in ways that only a proof can tell. */
  readonly closed?: true;
}

type Open = Pick<Frontier, 'tokens' | 'only' | 'closed'>;

/** Members that say nothing about values: they may differ. */
export const NOTES: ReadonlySet<string> = new Set([
  'title',
  'description',
  'example',
  'examples',
  'externalDocs',
  'xml',
  '$comment',
  // what is in them counts where a reference leads there
  '$defs',
  'definitions',
]);

export const SCHEMA_MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);
const CONDITIONS: ReadonlySet<string> = new Set([
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
]);
export const SCHEMA_LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
export const SCHEMAS: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'additionalItems',
  'unevaluatedProperties',
  'unevaluatedItems',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
]);

/**
 * What is left to compare of two shapes whose conjuncts are word for word the same, notes for people aside; undefined
 * when they are not. Both must be of one dialect family: the same words mean other things in another. `refsAlone`: what stands
 * beside a `$ref` is ignored.
 */
export function frontierOf(before: Shape, after: Shape, refsAlone: boolean): Frontier[] | undefined {
  if (before.parts.length !== after.parts.length) return undefined;
  const frontier: Frontier[] = [];
  for (let i = 0; i < before.parts.length; i++) {
    const old = before.parts[i];
    const now = after.parts[i];
    if (old === undefined || now === undefined || old.orNull !== now.orNull) return undefined;
    const open: Open[] = [];
    if (
      !sameTop(old.at.value, now.at.value, { folded: before.folded, refsAlone }, open) ||
      !place(old.at, now.at, open, frontier)
    )
      return undefined;
  }
  return frontier;
}

/** The same for two positions that hold one schema each. A reference, or a composition, is its own frontier. */
export function frontierBetween(before: At, after: At, refsAlone: boolean): Frontier[] | undefined {
  const open: Open[] = [];
  const frontier: Frontier[] = [];
  if (!sameSchema(before.value, after.value, { path: [], refsAlone }, open) || !place(before, after, open, frontier))
    return undefined;
  return frontier;
}

function place(before: At, after: At, open: readonly Open[], frontier: Frontier[]): boolean {
  for (const { tokens, ...rest } of open) {
    const [from, to] = [below(before, tokens), below(after, tokens)];
    if (from === undefined || to === undefined) return false;
    frontier.push({ tokens, before: from, after: to, ...rest });
  }
  return true;
}

function below(at: At, tokens: readonly (string | number)[]): At | undefined {
  let here: At | undefined = at;
  for (const token of tokens) here = here && child(here, token);
  return here;
}

/** A conjunct: its own `$ref`, `allOf` and folded unions are conjuncts of their own. */
function sameTop(
  before: unknown,
  after: unknown,
  { folded, refsAlone }: { readonly folded: ReadonlySet<unknown>; readonly refsAlone: boolean },
  open: Open[],
): boolean {
  if (!isObj(before) || !isObj(after)) return before === after;
  const apart = (keyword: string) => keyword === '$ref' || keyword === 'allOf' || folded.has(before[keyword]);
  return sameMembers(before, after, apart, { path: [], refsAlone }, open);
}

const UNIONS: ReadonlySet<string> = new Set(['oneOf', 'anyOf']);

interface Way {
  readonly path: (string | number)[];
  readonly refsAlone: boolean;
  readonly only?: Direction;
  readonly closed?: true;
}

function sameMembers(before: Obj, after: Obj, skip: (keyword: string) => boolean, way: Way, open: Open[]): boolean {
  for (const keyword in after) if (!Object.hasOwn(before, keyword) && !isNote(keyword) && !skip(keyword)) return false;
  for (const keyword in before) {
    if (isNote(keyword) || skip(keyword)) continue;
    if (!Object.hasOwn(after, keyword)) return false;
    if (keyword === 'discriminator' && isOpenBase(before)) return false;
    way.path.push(keyword);
    // whether a discriminator picks an alternative is asked of the alternatives, one by one
    const inner =
      UNIONS.has(keyword) && before['discriminator'] !== undefined ? { ...way, closed: true as const } : way;
    const same = sameKeyword(keyword, before[keyword], after[keyword], inner, open);
    way.path.pop();
    if (!same) return false;
  }
  return true;
}

/** Its discriminator does not list what may stand for it: that is anywhere. */
export function isOpenBase(schema: Obj): boolean {
  return schema['oneOf'] === undefined && schema['anyOf'] === undefined;
}

function isNote(keyword: string): boolean {
  return NOTES.has(keyword) || (keyword.startsWith('x-') && !READ_EXTENSIONS.has(keyword));
}

function sameKeyword(keyword: string, before: unknown, after: unknown, outer: Way, open: Open[]): boolean {
  // where it leads hangs on the way here; what is inside a text is a message of its own
  if (keyword === '$dynamicRef' || keyword === 'contentSchema') return false;
  const way: Way = CONDITIONS.has(keyword) ? { ...outer, closed: true } : outer;
  if (SCHEMAS.has(keyword)) return sameSchema(before, after, way, open);
  if (SCHEMA_LISTS.has(keyword) && Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return false;
    return before.every((one, index) => sameBelow(index, one, after[index], way, open));
  }
  if (SCHEMA_MAPS.has(keyword) && isObj(before) && isObj(after)) {
    const names = Object.keys(before);
    if (names.length !== Object.keys(after).length) return false;
    return names.every((name) => Object.hasOwn(after, name) && sameBelow(name, before[name], after[name], way, open));
  }
  return sameJson(before, after);
}

function sameBelow(token: string | number, before: unknown, after: unknown, way: Way, open: Open[]): boolean {
  way.path.push(token);
  const same = sameSchema(before, after, way, open);
  way.path.pop();
  return same;
}

/** A schema below the top: a reference, or a composition around one, is left open as a whole. */
function sameSchema(before: unknown, after: unknown, way: Way, open: Open[]): boolean {
  if (!isObj(before) || !isObj(after)) return sameJson(before, after);
  const inner = onlyOf(before, way);
  const whole = typeof before['$ref'] === 'string' || Array.isArray(before['allOf']);
  if (!whole) return sameMembers(before, after, never, inner, open);
  const found: Open[] = [];
  if (!sameMembers(before, after, never, inner, found)) return false;
  if (typeof before['$ref'] === 'string' || found.length > 0) {
    const { path, refsAlone: _, ...rest } = inner;
    open.push({ tokens: [...path], ...rest });
  }
  return true;
}

function onlyOf(schema: Obj, way: Way): Way {
  const { readOnly, writeOnly } = schema;
  if ((readOnly === true) === (writeOnly === true) || (way.refsAlone && typeof schema['$ref'] === 'string')) return way;
  return { ...way, only: readOnly === true ? 'response' : 'request' };
}

function never(): boolean {
  return false;
}

/** Equal JSON; the order of members is no difference. Depth is capped by the loader. */
export function sameJson(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return false;
  if (Array.isArray(before) || Array.isArray(after)) {
    if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return false;
    return before.every((one, index) => sameJson(one, after[index]));
  }
  const names = Object.keys(before);
  if (names.length !== Object.keys(after).length) return false;
  return names.every((name) => Object.hasOwn(after, name) && sameJson((before as Obj)[name], (after as Obj)[name]));
}
