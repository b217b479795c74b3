/** Conditions: keywords that are compared by what they say, whatever the words; what an edit does needs a proof. */

import type { Kept } from '../diff/pair.ts';
import { valueKey } from '../diff/value-key.ts';
import { nameIn } from '../spec/reference.ts';
import { type At, isObj, type Obj } from '../spec/spec-version.ts';
import type { Fact } from './rule.ts';

const NOTES: ReadonlySet<string> = new Set('title description example examples externalDocs xml $comment'.split(' '));
const SCHEMAS: ReadonlySet<string> = new Set(
  (
    'not if then else contains items additionalItems unevaluatedItems additionalProperties unevaluatedProperties ' +
    'propertyNames'
  ).split(' '),
);
const SCHEMA_MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);
const SCHEMA_LISTS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const SETS: ReadonlySet<string> = new Set(['required', 'enum', 'type']);
/** Keywords that stand each for itself: in one schema or in conjuncts they say the same. */
const ALONE: ReadonlySet<string> = new Set(
  (
    'type enum const minimum maximum multipleOf minLength maxLength pattern format minItems maxItems uniqueItems ' +
    'minProperties maxProperties properties required not anyOf oneOf'
  ).split(' '),
);

/** Equal for equal sets of values, as far as spelling goes: notes, order, `const`, `allOf` around what stands alone. */
function conditionKey(value: unknown): string {
  return valueKey(plain(value));
}

function plain(value: unknown): unknown {
  if (!isObj(value)) return value;
  const members: [string, unknown][] = [];
  for (const [keyword, inner] of Object.entries(value)) {
    if (NOTES.has(keyword)) continue;
    if (keyword === 'const') members.push(['enum', [inner]]);
    // by name: where it is kept says nothing, and what it says is asked about by itself
    else if (keyword === '$ref' && typeof inner === 'string') members.push([keyword, nameIn(inner)]);
    else if (keyword === 'type' && typeof inner === 'string') members.push(['type', [inner]]);
    else if (SETS.has(keyword) && Array.isArray(inner)) members.push([keyword, sorted(inner)]);
    else if (SCHEMA_LISTS.has(keyword) && Array.isArray(inner)) members.push([keyword, inner.map(plain)]);
    else if (SCHEMA_MAPS.has(keyword) && isObj(inner)) members.push([keyword, mapped(inner)]);
    else members.push([keyword, SCHEMAS.has(keyword) ? plain(inner) : inner]);
  }
  return lifted(Object.fromEntries(members));
}

function sorted(values: readonly unknown[]): unknown[] {
  return [...values].sort((a, b) => (valueKey(a) < valueKey(b) ? -1 : 1));
}

function mapped(schemas: Obj): Obj {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, plain(schema)]));
}

/** Conjuncts that share no keyword with each other are one schema. */
function lifted(schema: Obj): Obj {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  const whole = Object.keys(rest).length === 0 && allOf.length === 1 && isObj(allOf[0]) ? allOf[0] : undefined;
  if (whole !== undefined) return whole;
  const merged = new Map(Object.entries(rest));
  for (const part of [rest, ...allOf]) {
    if (!isObj(part)) return schema;
    for (const [keyword, value] of Object.entries(part)) {
      if (!ALONE.has(keyword) || (part !== rest && merged.has(keyword))) return schema;
      merged.set(keyword, value);
    }
  }
  return Object.fromEntries(merged);
}

/** Keywords of the shape that are compared by what they say. */
function conditionText(ats: readonly At[], keyword: string): string {
  return ats
    .map(({ value }) => {
      if (!isObj(value)) return '';
      const read = keyword === 'if' ? ['if', 'then', 'else'] : [keyword];
      return read.map((one) => conditionKey({ [one]: value[one] })).join(' ');
    })
    .sort()
    .join('\n');
}

export interface ConditionChange {
  readonly keyword: string;
  /** Names that one side lets in with any value the other refuses, or limits. */
  readonly limits?: true;
}

/** A keyword that refuses or limits names, come to or gone from an object that let in any. Opening one tells readers nothing. */
function limitsNames(
  { before, after }: Kept<'schema'>,
  keyword: string,
  old: readonly At[],
  now: readonly At[],
): boolean {
  if (keyword !== 'unevaluatedProperties' && keyword !== 'propertyNames') return false;
  if (now.length > 0 && before.additional === 'open') return old.length === 0 || keyword === 'propertyNames';
  const opens = old.every(({ value }) => isObj(value) && value[keyword] === false);
  return old.length > 0 && after.additional === 'open' && !opens;
}

export function changedConditions(pair: Kept<'schema'>): Fact<ConditionChange>[] {
  const { before, after } = pair;
  const facts: Fact<ConditionChange>[] = [];
  for (const keyword of new Set([...before.conditions.keys(), ...after.conditions.keys()])) {
    const [old, now] = [before.conditions.get(keyword) ?? [], after.conditions.get(keyword) ?? []];
    if (conditionText(old, keyword) === conditionText(now, keyword)) continue;
    const data = { keyword, ...(limitsNames(pair, keyword, old, now) && { limits: true as const }) };
    facts.push({ data, ...(old[0] && { before: old[0] }), ...(now[0] && { after: now[0] }) });
  }
  const [from, to] = [before.patternProperties, after.patternProperties];
  const lost = [...from].find(([pattern]) => !to.has(pattern))?.[1][0];
  const won = [...to].find(([pattern]) => !from.has(pattern))?.[1][0];
  if (lost !== undefined || won !== undefined) {
    const limits =
      (won !== undefined && before.additional === 'open') || (lost !== undefined && after.additional === 'open');
    const data = { keyword: 'patternProperties', ...(limits && { limits: true as const }) };
    facts.push({ data, ...(lost && { before: lost }), ...(won && { after: won }) });
  }
  return facts;
}
