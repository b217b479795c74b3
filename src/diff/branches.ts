/** The alternatives that a union lists, and which of them take objects. */

import { type Document, refOf } from '../spec/document.ts';
import { nameIn } from '../spec/reference.ts';
import { type At, elements, isObj, type Obj } from '../spec/spec-version.ts';
import { membersIn } from './branch-members.ts';
import { tagsOf } from './discriminator.ts';
import type { ShapeInput } from './draft.ts';
import { isNullOnly, unwrapped } from './flatten.ts';
import type { Branch, Union } from './shape.ts';
import { ANY, OBJECT, typeBits } from './types.ts';
import { contentKey } from './value-key.ts';

export function branchesOf(list: At, kind: Union['kind'], schema: Obj, input: ShapeInput): readonly Branch[] {
  const discriminator = isObj(schema['discriminator']) ? schema['discriminator'] : undefined;
  const tags = tagsOf(discriminator);
  const listed = elements(list);
  return (kind === 'anyOf' ? withoutRepeats(listed) : listed).map((at): Branch => {
    const bare = unwrapped(at);
    const ref = refOf(bare);
    const content = unwrapped(input.document.resolve(bare) ?? bare);
    const members = () => membersIn(at, input);
    if (ref === undefined) return { at, content, members };
    const name = nameIn(ref);
    const tag = tags.get(name) ?? (discriminator === undefined ? undefined : name);
    return tag === undefined ? { at, ref, content, members } : { at, ref, tag, content, members };
  });
}

/** What is listed twice under `anyOf` says no more than once. (Under `oneOf` it says that neither holds.) */
function withoutRepeats(listed: readonly At[]): readonly At[] {
  const seen = new Set<string>();
  return listed.filter(({ value }) => {
    const key = contentKey(value);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Each list of alternatives on the way to a schema (`tokens` lead there) has nothing else that takes an object: null, mostly. */
export function isOnlyObject(document: Document, target: At, tokens: readonly (string | number)[]): boolean {
  let here: At | undefined = target;
  let isFound = false;
  for (let index = tokens.length - 1; index > 0; index--) {
    const [keyword, place] = [tokens[index - 1], tokens[index]];
    const list: At | undefined = here?.parent;
    if ((keyword === 'anyOf' || keyword === 'oneOf') && typeof place === 'number') {
      if (objectsIn(document, list).some((other) => other !== place)) return false;
      isFound = true;
    }
    here = list;
  }
  return isFound;
}

/** By list: each of thousands of alternatives asks for the others. */
const objects = new WeakMap<object, readonly number[]>();

/** The places of the alternatives that take an object. */
function objectsIn(document: Document, list: At | undefined): readonly number[] {
  const all = list?.value;
  if (list === undefined || !Array.isArray(all)) return [];
  const known =
    objects.get(all) ?? elements(list).flatMap((one, place) => (takesObjects(document, one) ? [place] : []));
  objects.set(all, known);
  return known;
}

function takesObjects(document: Document, alternative: At): boolean {
  const value = document.resolve(unwrapped(alternative))?.value;
  const types = (isObj(value) ? typeBits(value['type']) : undefined) ?? ANY;
  return (types & OBJECT) !== 0 && !isNullOnly(document, alternative);
}
