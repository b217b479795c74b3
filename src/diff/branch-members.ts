import type { Document } from '../spec/document.ts';
import { type At, child } from '../spec/spec-version.ts';
import { flatten } from './flatten.ts';
import { plainMembers } from './plain-key.ts';
import type { Member } from './shape.ts';

/** What a schema says of its members, in its conjuncts and in the alternatives of these. */
export function membersIn(document: Document, schema: At): readonly Member[] {
  const members: Member[] = [];
  const seen = new Set<unknown>();
  const waiting = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { at } of flatten(document, [next]).parts) {
      if (seen.has(at.value)) continue;
      seen.add(at.value);
      members.push(...plainMembers(at.value));
      waiting.push(...alternativesOf(at));
    }
  }
  return members;
}

function alternativesOf(at: At): readonly At[] {
  return ['oneOf', 'anyOf'].flatMap((keyword) => {
    const list = child(at, keyword);
    const count = Array.isArray(list?.value) ? list.value.length : 0;
    return Array.from({ length: count }, (_, index) => list && child(list, index)).filter((one) => one !== undefined);
  });
}
