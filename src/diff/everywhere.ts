/** All schemas that may speak of a value and of what is in it, by their place in the value: alternatives, conditions and references are seen through. */

import { type Document, refOf } from '../spec/document.ts';
import { type At, child, isObj } from '../spec/spec-version.ts';
import { LATER } from './keywords.ts';

export interface Spot {
  readonly at: At;
  /** From the value to what is spoken of, in the words of an edge's `within`. */
  readonly tokens: readonly (string | number)[];
  /** Below a condition or an alternative. */
  readonly isHidden: boolean;
}

/** Visits that are left; a stranger's schema may lead round and round in ever new ways. */
export interface Patience {
  left: number;
}

/** Keywords that speak of the value itself, with one schema, or several, by number or by name. */
const BESIDE: ReadonlyMap<string, boolean> = new Map([
  ['allOf', false],
  ['oneOf', true],
  ['anyOf', true],
  ['then', true],
  ['else', true],
  ['dependentSchemas', true],
]);

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

/** No plain keyword compares what these say. */
const CONDITIONS: ReadonlySet<string> = new Set(['unevaluatedProperties', 'unevaluatedItems', 'contains']);

function isBranch(keyword: string): boolean {
  return keyword === 'then' || keyword === 'else';
}

const MAX_TOKENS = 40;

export function* spotsOf(
  document: Document,
  schemas: readonly At[],
  patience: Patience,
  isDeep = true,
): Generator<Spot> {
  const isEarly = document.spec.dialect === '2.0' || document.spec.dialect === '3.0';
  const above = new Set<unknown>();
  yield* all(schemas, [], false);

  function* all(list: readonly At[], tokens: Spot['tokens'], isHidden: boolean): Generator<Spot> {
    for (const at of list) yield* one(at, tokens, isHidden);
  }

  function* one(at: At, tokens: Spot['tokens'], isHidden: boolean): Generator<Spot> {
    const { value } = at;
    if (!isObj(value) || above.has(value) || tokens.length > MAX_TOKENS || patience.left-- <= 0) return;
    above.add(value);
    const ref = refOf(at);
    const target = ref === undefined ? undefined : document.peek(at, ref);
    if (target !== undefined) yield* one(target, tokens, isHidden);
    if (ref === undefined || !isEarly) {
      yield { at, tokens, isHidden };
      const dynamic = isEarly ? undefined : value['$dynamicRef'];
      const extended = typeof dynamic === 'string' ? document.peekDynamic(at, dynamic) : undefined;
      if (extended !== undefined) yield* one(extended, tokens, isHidden);
      for (const keyword in value) {
        if (isEarly ? LATER.has(keyword) || isBranch(keyword) : isBranch(keyword) && value['if'] === undefined)
          continue;
        const list = child(at, keyword);
        if (list === undefined) continue;
        const isFork = BESIDE.get(keyword);
        if (isFork !== undefined) yield* all(schemasOf(keyword, list), tokens, isHidden || isFork);
        const step = isDeep ? BELOW.get(keyword) : undefined;
        if (step === undefined) continue;
        for (const inner of schemasOf(keyword, list)) {
          const way = SINGLE.has(keyword) ? [step] : [step, inner.token];
          yield* one(inner, [...tokens, ...way], isHidden || CONDITIONS.has(keyword));
        }
      }
    }
    above.delete(value);
  }
}

function schemasOf(keyword: string, at: At): At[] {
  if (SINGLE.has(keyword)) return [at];
  if (typeof at.value !== 'object' || at.value === null) return [];
  const tokens = Array.isArray(at.value) ? [...at.value.keys()] : Object.keys(at.value);
  return tokens.flatMap((token) => child(at, token) ?? []);
}
