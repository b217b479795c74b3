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

function membersOf(at: At | undefined): { readonly token: string | number; readonly member: At }[] {
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
export function withMembers(document: Document, schema: At, parts: ReadonlyMap<string, At>, depth = 0): At {
  const at = document.resolve(schema);
  if (at === undefined || !isObj(at.value) || depth > MAX_DEPTH) return schema;
  const places = new Map<string, At>();
  const [properties, conjuncts] = [child(at, 'properties'), child(at, 'allOf')];
  if (properties !== undefined && isObj(properties.value)) {
    const own = properties.value;
    const plain = [...parts].filter(([name]) => Object.hasOwn(own, name));
    const value = { ...own, ...Object.fromEntries(plain.map(([name, part]) => [name, part.value])) };
    places.set('properties', { ...properties, value, places: new Map(plain) });
  }
  if (conjuncts !== undefined && Array.isArray(conjuncts.value)) {
    const plain = membersOf(conjuncts).map(({ member }) => withMembers(document, member, parts, depth + 1));
    const value = plain.map((part) => part.value);
    places.set('allOf', { ...conjuncts, value, places: new Map(plain.map((part, index) => [index, part])) });
  }
  const changed = Object.fromEntries([...places].map(([keyword, { value }]) => [keyword, value]));
  return { ...at, value: { ...at.value, ...changed }, places };
}

/** The schema with this one for names that it does not list, where it has one. */
export function withOthers(document: Document, schema: At, others: object, depth = 0): At {
  const at = document.resolve(schema);
  if (at === undefined || !isObj(at.value) || depth > MAX_DEPTH) return schema;
  const [own, conjuncts] = [child(at, 'additionalProperties'), child(at, 'allOf')];
  const places = new Map(at.places);
  if (isObj(own?.value)) places.set('additionalProperties', { ...own, value: others });
  if (conjuncts !== undefined && Array.isArray(conjuncts.value)) {
    const plain = membersOf(conjuncts).map(({ member }) => withOthers(document, member, others, depth + 1));
    const value = plain.map((part) => part.value);
    places.set('allOf', { ...conjuncts, value, places: new Map(plain.map((part, index) => [index, part])) });
  }
  const changed = Object.fromEntries([...places].map(([keyword, { value }]) => [keyword, value]));
  return { ...at, value: { ...at.value, ...changed }, places };
}
