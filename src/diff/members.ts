/** Members of an object schema where they are written: in it, and in its conjuncts. */

import type { Document } from '../spec/document.ts';
import { type At, child, isObj } from '../spec/spec-version.ts';

const MAX_DEPTH = 20;

export function eachMember(
  document: Document,
  schema: At,
  depth: number,
  found: (name: string, member: At) => void,
): void {
  const at = document.resolve(schema);
  if (at === undefined || depth > MAX_DEPTH) return;
  for (const { token, member } of membersOf(child(at, 'properties'))) found(String(token), member);
  for (const { member } of membersOf(child(at, 'allOf'))) eachMember(document, member, depth + 1, found);
}

/** What an object or a list holds. */
export function membersOf(at: At | undefined): { readonly token: string | number; readonly member: At }[] {
  if (at === undefined || typeof at.value !== 'object' || at.value === null) return [];
  const tokens = Array.isArray(at.value) ? at.value.keys() : Object.keys(at.value);
  return [...tokens].flatMap((token) => {
    const member = child(at, token);
    return member === undefined ? [] : [{ token, member }];
  });
}

/** Those that one place speaks of. */
export function membersIn(document: Document, schema: At | undefined): ReadonlyMap<string, At> {
  const found = new Map<string, At | undefined>();
  if (schema !== undefined)
    eachMember(document, schema, 0, (name, member) => found.set(name, found.has(name) ? undefined : member));
  return new Map([...found].flatMap(([name, member]) => (member === undefined ? [] : [[name, member] as const])));
}

/** The schema with these members as they are in `parts`; all else keeps its place and its text. */
export function withMembers(document: Document, schema: At, parts: ReadonlyMap<string, At>): At {
  return rewritten(document, schema, 0, 'properties', (properties) => {
    const own = properties.value;
    if (!isObj(own)) return undefined;
    const plain = [...parts].filter(([name]) => Object.hasOwn(own, name));
    const value = { ...own, ...Object.fromEntries(plain.map(([name, part]) => [name, part.value])) };
    return { ...properties, value, places: new Map(plain) };
  });
}

/** The schema with this one for names that it does not list, where it has one. */
export function withOthers(document: Document, schema: At, others: object): At {
  return rewritten(document, schema, 0, 'additionalProperties', (own) =>
    isObj(own.value) ? { ...own, value: others } : undefined,
  );
}

/** The schema without these members, needed or not. */
export function withoutMembers(document: Document, schema: At, names: ReadonlySet<string>): At {
  const rest = rewritten(document, schema, 0, 'properties', (own) => {
    if (!isObj(own.value)) return undefined;
    return { ...own, value: Object.fromEntries(Object.entries(own.value).filter(([name]) => !names.has(name))) };
  });
  return rewritten(document, rest, 0, 'required', (own) => {
    if (!Array.isArray(own.value)) return undefined;
    const kept = own.value.flatMap((name, index) => (names.has(name) ? [] : [child(own, index) as At]));
    return { ...own, value: kept.map(({ value }) => value), places: new Map(kept.entries()) };
  });
}

/** With another value of one keyword, in it and in its conjuncts. */
function rewritten(
  document: Document,
  schema: At,
  depth: number,
  keyword: string,
  change: (own: At) => At | undefined,
): At {
  const at = document.resolve(schema);
  if (at === undefined || !isObj(at.value) || depth > MAX_DEPTH) return schema;
  const places = new Map(at.places);
  const [own, conjuncts] = [child(at, keyword), child(at, 'allOf')];
  const changed = own && change(own);
  if (changed !== undefined) places.set(keyword, changed);
  if (conjuncts !== undefined && Array.isArray(conjuncts.value)) {
    const parts = membersOf(conjuncts).map(({ member }) => rewritten(document, member, depth + 1, keyword, change));
    places.set('allOf', { ...conjuncts, value: parts.map(({ value }) => value), places: new Map(parts.entries()) });
  }
  const values = Object.fromEntries([...places].map(([name, { value }]) => [name, value]));
  return { ...at, value: { ...at.value, ...values }, places };
}

/** Another value at a place; its members are not those that were there, so their place is that of the whole. */
export function inPlaceOf({ file, parent, token }: At, value: unknown): At {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const places = members.map(
    ([key, member]) => [key, inPlaceOf({ file, parent, token, value: member }, member)] as const,
  );
  return { value, file, parent, token, places: new Map(places) };
}
