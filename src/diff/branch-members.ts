import { type At, child, elements, isObj } from '../spec/spec-version.ts';
import type { ShapeInput } from './draft.ts';
import { flatten } from './flatten.ts';
import type { Member } from './shape.ts';

type Input = Pick<ShapeInput, 'document' | 'branchShape'>;

/** What a schema says of its members, in its conjuncts and in the alternatives of these. */
export function membersIn(schema: At, input: Input): readonly Member[] {
  const members: Member[] = [];
  const seen = new Set<unknown>();
  const waiting = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { at } of flatten(input.document, [next]).parts) {
      if (seen.has(at.value)) continue;
      seen.add(at.value);
      members.push(...declaredBy(at, input));
      waiting.push(...['oneOf', 'anyOf'].flatMap((keyword) => elements(child(at, keyword))));
    }
  }
  return members;
}

function declaredBy(at: At, { branchShape }: Input): Member[] {
  const list = child(at, 'properties');
  const names = isObj(list?.value) ? Object.keys(list.value) : [];
  return names.map((name) => {
    const member = list && child(list, name);
    const listed = member && branchShape(member)?.enum;
    return listed === undefined ? { name } : { name, values: [...listed.values.keys()].sort() };
  });
}
