/** The alternatives that a union lists. */

import { refOf } from '../spec/document.ts';
import { nameIn } from '../spec/reference.ts';
import { type At, elements, isObj, type Obj } from '../spec/spec-version.ts';
import { membersIn } from './branch-members.ts';
import { tagsOf } from './discriminator.ts';
import type { ShapeInput } from './draft.ts';
import { unwrapped } from './flatten.ts';
import type { Branch, Union } from './shape.ts';
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
