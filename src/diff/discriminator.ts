/** How the alternatives of a schema are told apart (Discriminator Object, OpenAPI 3.1, 4.8.25). */

import { refOf } from '../spec/document.ts';
import { nameIn } from '../spec/reference.ts';
import { type At, child, elements, isObj, type Obj } from '../spec/spec-version.ts';
import type { ShapeInput } from './draft.ts';
import { kindsOf } from './extensions.ts';
import { unwrapped } from './flatten.ts';
import type { Picked } from './pair.ts';
import type { Branch, Discriminator } from './shape.ts';

/** `value`: of the keyword, in the schema `at`. In 2.0 it is the bare name of the property. */
export function discriminatorOf(at: At, value: unknown, input: ShapeInput): Discriminator | undefined {
  const { propertyName, mapping, defaultMapping }: Obj = isObj(value) ? value : { propertyName: value };
  if (typeof propertyName !== 'string') return undefined;
  const tags = new Map<string, readonly string[]>();
  for (const [tag, ref] of Object.entries(isObj(mapping) ? mapping : {})) {
    if (typeof ref !== 'string') continue;
    const target = nameIn(ref);
    tags.set(target, [...(tags.get(target) ?? []), tag]);
  }
  let named: ReadonlyMap<string, At> | undefined;
  return {
    at: child(at, 'discriminator') ?? at,
    propertyName,
    tags,
    lists: (target) => {
      named ??= alternativesIn(at);
      return listsOwn(named.get(target), propertyName, input);
    },
    ...(typeof defaultMapping === 'string' && { otherwise: nameIn(defaultMapping) }),
    ...kindsIn(at, tags, input),
  };
}

/** What picks an alternative in both versions. */
export function pickedBy(
  was: Discriminator | undefined,
  old: Branch,
  is: Discriminator | undefined,
  now: Branch,
): Picked | undefined {
  if (was === undefined || is === undefined) return undefined;
  if (was.propertyName !== is.propertyName) return undefined;
  const known = tagsPicking(was, old);
  const values = tagsPicking(is, now).filter((tag) => known.includes(tag));
  return values.length === 0 ? undefined : { name: is.propertyName, values };
}

/** The values that pick an alternative: a schema without any of its own is picked by its name, unless that is mapped to another. */
export function tagsPicking({ tags }: Discriminator, { ref }: Branch): readonly string[] {
  if (ref === undefined) return [];
  const target = nameIn(ref);
  return tags.get(target) ?? ([...tags.values()].some((values) => values.includes(target)) ? [] : [target]);
}

/** Alternatives that refer to a schema, by its name. */
function alternativesIn(at: At): ReadonlyMap<string, At> {
  const named = new Map<string, At>();
  for (const alternative of [child(at, 'oneOf'), child(at, 'anyOf')].flatMap(elements)) {
    const ref = refOf(unwrapped(alternative));
    if (ref !== undefined) named.set(nameIn(ref), alternative);
  }
  return named;
}

function listsOwn(alternative: At | undefined, property: string, { branchShape }: ShapeInput): boolean {
  const member = alternative && branchShape(alternative)?.properties.get(property);
  return member?.schemas.some((schema) => branchShape(schema)?.enum !== undefined) === true;
}

/** A list of alternatives says which there are; one that extends the base is one kind of it. */
function kindsIn(at: At, tags: Discriminator['tags'], { document, visited }: ShapeInput) {
  if (child(at, 'oneOf') !== undefined || child(at, 'anyOf') !== undefined) return {};
  const { byTag, schemas } = kindsOf(document, at, tags);
  const isKind = [...visited.keys()].some((one) => one !== at.value && schemas.has(one));
  return isKind ? {} : { kinds: byTag };
}

/** Discriminator values by the name of the schema they map to. */
export function tagsOf(discriminator: Obj | undefined): ReadonlyMap<string, string> {
  const mapping = discriminator?.['mapping'];
  const tags = new Map<string, string>();
  if (!isObj(mapping)) return tags;
  for (const [tag, ref] of Object.entries(mapping)) {
    if (typeof ref !== 'string') continue;
    const name = nameIn(ref);
    if (!tags.has(name)) tags.set(name, tag);
  }
  return tags;
}
