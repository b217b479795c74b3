/**
 * Schemas that extend another one by `allOf`. Where that one has a discriminator, each of them "may be used as an alternate schema" without
 * being listed (OpenAPI 3.0.3, 4.7.25; 3.1, 4.8.25): they are its kinds.
 */

import { type Document, refOf } from '../spec/document.ts';
import type { Pointer } from '../spec/json-pointer.ts';
import { type At, child, elements, isObj, pointerOf } from '../spec/spec-version.ts';

interface Component {
  readonly name: string;
  readonly at: At;
}

/** What may stand for a base schema. */
export interface Kinds {
  /** By the value of the discriminator that picks them; undefined for one that cannot be found. */
  readonly byTag: ReadonlyMap<string, At | undefined>;
  readonly schemas: ReadonlySet<unknown>;
}

/** Of a file. */
interface Index {
  /** Components by what they extend directly. */
  readonly extending: ReadonlyMap<unknown, readonly Component[]>;
  /** By the place of the base: each of its kinds, of which there may be thousands, asks for all of them. */
  readonly kinds: Map<Pointer, Kinds>;
}

const indexes = new WeakMap<Document, Map<unknown, Index>>();

/** The kinds of a schema with a discriminator. `tags` are its mapped values by the last part of what they are mapped to. */
export function kindsOf(document: Document, base: At, tags: ReadonlyMap<string, readonly string[]>): Kinds {
  const { kinds } = indexOf(document, rootOf(base));
  const place = pointerOf(base);
  const known = kinds.get(place) ?? findKinds(document, base, tags);
  kinds.set(place, known);
  return known;
}

function findKinds(document: Document, base: At, tags: ReadonlyMap<string, readonly string[]>): Kinds {
  const kinds = new Map<string, At | undefined>();
  for (const { name, at } of extensionsOf(document, base))
    for (const tag of tags.get(name) ?? [name]) kinds.set(tag, at);
  const components = componentsOf(rootOf(base));
  for (const [target, values] of tags)
    for (const tag of values) if (!kinds.has(tag)) kinds.set(tag, components && child(components, target));
  const schemas = new Set([...kinds.values()].filter((kind) => kind !== undefined).map(({ value }) => value));
  return { byTag: kinds, schemas };
}

/** All that extend a schema, and all that extend these. */
function extensionsOf(document: Document, base: At): readonly Component[] {
  const { extending } = indexOf(document, rootOf(base));
  const found = new Map<unknown, Component>();
  const queue = placesOf(base);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const component of extending.get(next) ?? []) {
      if (found.has(component.at.value)) continue;
      found.set(component.at.value, component);
      queue.push(component.at.value);
    }
  }
  return [...found.values()];
}

/** The schema, and those of which it is a conjunct: whoever extends these extends it. */
function placesOf(schema: At): unknown[] {
  const values: unknown[] = [schema.value];
  for (let here = schema; here.parent?.token === 'allOf' && here.parent.parent !== undefined; ) {
    here = here.parent.parent;
    values.push(here.value);
  }
  return values;
}

function indexOf(document: Document, root: At): Index {
  const known = indexes.get(document) ?? new Map<unknown, Index>();
  indexes.set(document, known);
  const index = known.get(root.value) ?? createIndex(document, root);
  known.set(root.value, index);
  return index;
}

function createIndex(document: Document, root: At): Index {
  const extending = new Map<unknown, Component[]>();
  const components = componentsOf(root);
  for (const name of isObj(components?.value) ? Object.keys(components.value) : []) {
    const at = components && child(components, name);
    if (at === undefined) continue;
    for (const base of basesOf(document, at)) {
      const list = extending.get(base);
      if (list === undefined) extending.set(base, [{ name, at }]);
      else list.push({ name, at });
    }
  }
  return { extending, kinds: new Map() };
}

/** What the references among the conjuncts of a schema lead to, however they are wrapped. */
function basesOf(document: Document, schema: At): ReadonlySet<unknown> {
  const bases = new Set<unknown>();
  const seen = new Set<unknown>();
  const queue = elements(child(schema, 'allOf'));
  for (let here = queue.pop(); here !== undefined; here = queue.pop()) {
    if (seen.has(here.value)) continue;
    seen.add(here.value);
    const ref = refOf(here);
    const target = ref === undefined ? undefined : document.peek(here, ref);
    if (target === undefined) queue.push(...elements(child(here, 'allOf')));
    else if (refOf(target) === undefined) bases.add(target.value);
    else queue.push(target);
  }
  return bases;
}

function rootOf(at: At): At {
  let root = at;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

/** `components.schemas`, in Swagger 2.0 `definitions`. */
function componentsOf(root: At): At | undefined {
  const components = child(root, 'components');
  return components === undefined ? child(root, 'definitions') : child(components, 'schemas');
}
