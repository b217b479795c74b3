/**
 * Members that tell alternatives apart, as a discriminator does: `type`, required, one of these texts here and one of those there. What
 * they imply shows at a glance; by asking about the member, unions of dozens of alternatives take thousands of questions.
 */
import { type Formula, OBJ } from './formula.ts';
import type { Sorts } from './sorts.ts';

/** Longer lists are compared by asking. */
const MAX_TEXTS = 64;

/** The texts that a member may have; undefined for everything that is more than a short list of texts. */
export function textsOf(formula: Formula): readonly string[] | undefined {
  if (formula.kind !== 'enum' || formula.values.length > MAX_TEXTS) return undefined;
  return formula.values.every((value) => typeof value === 'string') ? (formula.values as readonly string[]) : undefined;
}

/** What a list says of another: all of it is in there, nothing of it is, or it depends. */
export function within(texts: readonly string[], others: readonly string[]): boolean | undefined {
  const shared = texts.filter((text) => others.includes(text)).length;
  return shared === texts.length ? true : shared === 0 ? false : undefined;
}

/** Conjuncts within conjuncts that are looked through. */
const MAX_DEPTH = 4;

type Tags = ReadonlyMap<string, readonly string[]>;
const NO_TAGS: Tags = new Map();

/** Whether no value satisfies two alternatives, since each requires a member with a text of its own. */
export function createExclusive(sorts: Sorts, spend: () => void): (oneOf: Formula) => boolean {
  const decided = new Map<number, boolean>();
  const tagsById = new Map<number, Tags>();

  /** By name: the members that a value must be an object with, and what they are. */
  const tagsOf = (formula: Formula): Tags => {
    const known = tagsById.get(formula.id);
    if (known !== undefined) return known;
    const required = new Set<string>();
    const listed = new Map<string, readonly string[]>();
    let isObject = false;
    const read = (given: Formula, depth: number): void => {
      spend();
      const part = sorts.unfold(given);
      if (part.kind === 'and' && depth < MAX_DEPTH) for (const kid of part.kids) read(kid, depth + 1);
      if (part.kind === 'type') isObject ||= part.mask === OBJ;
      if (part.kind === 'required') required.add(part.name);
      if (part.kind !== 'prop') return;
      const texts = textsOf(sorts.unfold(part.kids[0] as Formula));
      if (texts !== undefined) listed.set(part.name, texts);
    };
    read(formula, 0);
    const tags = isObject ? new Map([...listed].filter(([name]) => required.has(name))) : NO_TAGS;
    tagsById.set(formula.id, tags);
    return tags;
  };

  const areApart = (kids: readonly Formula[]): boolean => {
    const [first, ...rest] = kids;
    if (first === undefined) return true;
    for (const name of tagsOf(first).keys()) {
      const lists = [first, ...rest].map((kid) => tagsOf(kid).get(name));
      if (lists.includes(undefined)) continue;
      const texts = lists.flatMap((list) => list ?? []);
      if (new Set(texts).size === texts.length) return true;
    }
    return false;
  };

  return ({ id, kids }) => {
    const known = decided.get(id) ?? areApart(kids);
    decided.set(id, known);
    return known;
  };
}
