/** All schemas that may speak of a value and of what is in it, by their place in the value: alternatives, conditions and references are seen through. */

import { type Document, refOf, refsAlone } from '../spec/document.ts';
import { type At, child, isObj } from '../spec/spec-version.ts';
import { membersOf } from './members.ts';
import { unknownTo } from './unknown-keywords.ts';

export interface Spot {
  readonly at: At;
  /** From the value to what is spoken of, in the words of an edge's `within`. */
  readonly tokens: readonly (string | number)[];
}

/** Visits that are left; a stranger's schema may lead round and round in ever new ways. */
export interface Patience {
  left: number;
}

/** Keywords that speak of the value itself, with one schema, or several, by number or by name. */
const BESIDE: ReadonlySet<string> = new Set(['allOf', 'oneOf', 'anyOf', 'then', 'else', 'dependentSchemas']);

/** Keywords that speak of what is in the value. */
const BELOW: ReadonlyMap<string, string> = new Map([
  ['properties', 'properties'],
  ['patternProperties', 'patternProperties'],
  ['additionalProperties', 'additionalProperties'],
  ['unevaluatedProperties', 'additionalProperties'],
  ['prefixItems', 'prefixItems'],
  ['items', 'items'],
  ['unevaluatedItems', 'items'],
  ['contains', 'items'],
]);

const SINGLE: ReadonlySet<string> = new Set([
  'then',
  'else',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'unevaluatedItems',
  'contains',
]);

function isBranch(keyword: string): boolean {
  return keyword === 'then' || keyword === 'else';
}

const MAX_TOKENS = 40;

export function spotsOf(
  document: Document,
  schemas: readonly At[],
  patience: Patience,
  isDeep = true,
): readonly Spot[] {
  const unknown = unknownTo(document.spec.dialect);
  const isAlone = refsAlone(document);
  const above = new Set<unknown>();
  const spots: Spot[] = [];
  for (const at of schemas) visit(at, []);
  return spots;

  function visit(at: At, tokens: Spot['tokens']): void {
    const { value } = at;
    if (!isObj(value) || above.has(value) || tokens.length > MAX_TOKENS || patience.left-- <= 0) return;
    above.add(value);
    const ref = refOf(at);
    const target = ref === undefined ? undefined : document.peek(at, ref);
    if (target !== undefined) visit(target, tokens);
    if (ref === undefined || !isAlone) {
      spots.push({ at, tokens });
      const dynamic = isAlone ? undefined : value['$dynamicRef'];
      const extended = typeof dynamic === 'string' ? document.peekDynamic(at, dynamic) : undefined;
      if (extended !== undefined) visit(extended, tokens);
      for (const keyword in value) {
        const step = isDeep ? BELOW.get(keyword) : undefined;
        if (step === undefined && !BESIDE.has(keyword)) continue;
        if (unknown.has(keyword) || (isBranch(keyword) && value['if'] === undefined)) continue;
        const list = child(at, keyword);
        if (list === undefined) continue;
        for (const inner of schemasOf(keyword, list)) {
          const way = step === undefined ? [] : SINGLE.has(keyword) ? [step] : [step, inner.token];
          visit(inner, way.length === 0 ? tokens : [...tokens, ...way]);
        }
      }
    }
    above.delete(value);
  }
}

/** Members of the object itself, wherever they are written: a name may come more than once. */
export function* membersEverywhere(
  document: Document,
  schemas: readonly At[],
  patience: Patience,
): Generator<readonly [name: string, member: At]> {
  for (const { at } of spotsOf(document, schemas, patience, false))
    for (const { token, member } of membersOf(child(at, 'properties'))) yield [String(token), member];
}

function schemasOf(keyword: string, at: At): At[] {
  return SINGLE.has(keyword) ? [at] : membersOf(at).map(({ member }) => member);
}
