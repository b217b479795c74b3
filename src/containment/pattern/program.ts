/**
 * A pattern as a small program of tests on characters, parsed by regexpp and never run by the host's RegExp. Search semantics:
 * the pattern may match anywhere unless it says otherwise. What has no such program (backreferences, lookbehind for more than a
 * character) or is too large gives undefined: unproven, never guessed.
 */
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import {
  ALL,
  type CharacterSet,
  charactersWith,
  complementOf,
  DIGITS,
  hasCharacter,
  LINE_ENDS,
  MAX_CODE_POINT,
  SPACE,
  unionOf,
  WORD,
} from './character-set.ts';

export type Step =
  | { readonly op: 'char'; readonly set: CharacterSet; readonly next: number }
  | { readonly op: 'any-of'; readonly next: readonly number[] }
  /** What follows must (or must not) match from `start`; `$` is "no character follows". */
  | { readonly op: 'ahead'; readonly negate: boolean; readonly start: number; readonly next: number }
  /** The character before is (or is not) in the set; at the start there is none, so `^` is "no character before". */
  | { readonly op: 'behind'; readonly negate: boolean; readonly set: CharacterSet; readonly next: number }
  | { readonly op: 'match' };

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  readonly sets: readonly CharacterSet[];
}

const MAX_STEPS = 4000;
const MAX_SOURCE = 5000;
const MAX_DEPTH = 200;

class NoProgram extends Error {}

/** What takes one character. */
type Single = AST.Character | AST.CharacterClass | AST.CharacterSet;

interface Parsed {
  readonly alternatives: readonly AST.Alternative[];
  /** As code points; else, where only the lenient grammar of ECMA-262, Annex B accepts it, as UTF-16 units. */
  readonly isUnicode: boolean;
}

function parse(source: string): Parsed | undefined {
  const parser = new RegExpParser();
  for (const isUnicode of [true, false]) {
    try {
      const { alternatives } = parser.parsePattern(source, 0, source.length, { unicode: isUnicode });
      return isUnicode || !/[\ud800-\udfff]/.test(source) ? { alternatives, isUnicode } : undefined;
    } catch {
      // not in this grammar
    }
  }
  return undefined;
}

/** What matched before is memory, which no finite automaton has (`\\1` after an escaped backslash is refused in vain). */
const BACKREFERENCE = /\\[1-9]|\\k</;

export function compilePattern(source: string): Program | undefined {
  if (source.length > MAX_SOURCE || BACKREFERENCE.test(source)) return undefined;
  const parsed = parse(source);
  if (parsed === undefined) return undefined;
  const { alternatives, isUnicode } = parsed;
  const steps: Step[] = [];
  const sets = new Map<string, CharacterSet>();
  const push = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw new NoProgram();
    steps.push(step);
    return steps.length - 1;
  };
  const match = push({ op: 'match' });

  /** Equal sets are one. */
  const shared = (set: CharacterSet): CharacterSet => {
    const key = set.map(({ min, max }) => `${min}-${max}`).join();
    const first = sets.get(key) ?? set;
    sets.set(key, first);
    return first;
  };

  const charactersOf = (node: Single): CharacterSet =>
    isUnicode ? membersOf(node, MAX_CODE_POINT) : widened(membersOf(node, MAX_UNIT));

  const anyOf = (branches: readonly AST.Alternative[], next: number, depth: number): number => {
    const starts = branches.map((branch) => sequence(branch.elements, next, depth));
    return starts.length === 1 ? (starts[0] as number) : push({ op: 'any-of', next: starts });
  };

  const sequence = (elements: readonly AST.Element[], next: number, depth: number): number => {
    let here = next;
    for (let i = elements.length - 1; i >= 0; i--) here = element(elements[i] as AST.Element, here, depth);
    return here;
  };

  const element = (node: AST.Element, next: number, depth: number): number => {
    if (depth > MAX_DEPTH) throw new NoProgram();
    switch (node.type) {
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
        return push({ op: 'char', set: shared(charactersOf(node)), next });
      case 'Group':
        // (?i:…) and the like
        if (node.modifiers !== null) throw new NoProgram();
        return anyOf(node.alternatives, next, depth + 1);
      case 'CapturingGroup':
        return anyOf(node.alternatives, next, depth + 1);
      case 'Quantifier':
        return repeated(node, next, depth);
      case 'Assertion':
        return assertion(node, next, depth);
      default:
        throw new NoProgram();
    }
  };

  const repeated = ({ element: inner, min, max }: AST.Quantifier, next: number, depth: number): number => {
    const once = (after: number): number => element(inner, after, depth + 1);
    let here = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: number[] = [];
      here = push({ op: 'any-of', next: loop });
      loop.push(once(here), next);
    } else {
      for (let i = min; i < max; i++) here = push({ op: 'any-of', next: [once(here), next] });
    }
    for (let i = 0; i < min; i++) {
      const start = once(here);
      // What takes no step is nothing, however often.
      if (start === here) break;
      here = start;
    }
    return here;
  };

  const assertion = (node: AST.Assertion, next: number, depth: number): number => {
    const ahead = (negate: boolean, start: number): number => push({ op: 'ahead', negate, start, next });
    switch (node.kind) {
      case 'start':
        return push({ op: 'behind', negate: true, set: shared(ALL), next });
      case 'end':
        return ahead(true, push({ op: 'char', set: shared(ALL), next: match }));
      case 'lookahead':
        return ahead(node.negate, anyOf(node.alternatives, match, depth + 1));
      case 'lookbehind': {
        const set = shared(unionOf(node.alternatives.map(({ elements }) => charactersOf(onlyCharacter(elements)))));
        return push({ op: 'behind', negate: node.negate, set, next });
      }
      case 'word': {
        const set = shared(WORD);
        const side = (isWordBefore: boolean, isWordAfter: boolean): number =>
          push({
            op: 'behind',
            negate: !isWordBefore,
            set,
            next: ahead(!isWordAfter, push({ op: 'char', set, next: match })),
          });
        return push({ op: 'any-of', next: [side(false, !node.negate), side(true, node.negate)] });
      }
    }
  };

  try {
    const start = anyOf(alternatives, match, 0);
    return { steps, start, sets: [...sets.values()] };
  } catch (error) {
    if (error instanceof NoProgram) return undefined;
    throw error;
  }
}

/** Lookbehind is decided on the one character before; longer ones have no program. */
function onlyCharacter(elements: readonly AST.Element[]): Single {
  const node = elements.length === 1 ? elements[0] : undefined;
  switch (node?.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return node;
    default:
      throw new NoProgram();
  }
}

const MAX_UNIT = 0xffff;

/** Of characters up to and with the last. */
function membersOf(node: Single | AST.CharacterClassElement, last: number): CharacterSet {
  switch (node.type) {
    case 'Character':
      return [{ min: node.value, max: node.value }];
    case 'CharacterClassRange':
      return [{ min: node.min.value, max: node.max.value }];
    case 'CharacterClass': {
      const members = unionOf(node.elements.map((one) => membersOf(one, last)));
      return node.negate ? complementOf(members, last) : members;
    }
    case 'CharacterSet':
      return escapedSet(node, last);
    default:
      throw new NoProgram();
  }
}

const ESCAPES = { digit: DIGITS, word: WORD, space: SPACE } as const;

function escapedSet(node: AST.CharacterSet, last: number): CharacterSet {
  switch (node.kind) {
    case 'any':
      return complementOf(LINE_ENDS, last);
    case 'property':
      return charactersWith(node.raw);
    default:
      return node.negate ? complementOf(ESCAPES[node.kind], last) : ESCAPES[node.kind];
  }
}

/**
 * Patterns that only the lenient grammar accepts are read over UTF-16 units; we read their classes over code points: a
 * class that holds every surrogate (`.`, `[^a]`, `\W`) holds what lies beyond them too.
 */
function widened(set: CharacterSet): CharacterSet {
  const isWide = hasCharacter(set, 0xd800) && hasCharacter(set, 0xdfff);
  return isWide ? unionOf([set, [{ min: MAX_UNIT + 1, max: MAX_CODE_POINT }]]) : set;
}

/** The program that matches exactly these texts and nothing else. */
export function exactly(texts: readonly string[]): Program | undefined {
  const steps: Step[] = [{ op: 'match' }];
  const sets: CharacterSet[] = [ALL];
  const singles = new Map<number, CharacterSet>();
  const push = (step: Step): number => {
    steps.push(step);
    return steps.length - 1;
  };
  const end = push({ op: 'ahead', negate: true, start: push({ op: 'char', set: ALL, next: 0 }), next: 0 });
  const starts: number[] = [];
  for (const text of texts) {
    let next = end;
    for (const character of [...text].reverse()) {
      const code = character.codePointAt(0) as number;
      let set = singles.get(code);
      if (set === undefined) {
        set = [{ min: code, max: code }];
        singles.set(code, set);
        sets.push(set);
      }
      next = push({ op: 'char', set, next });
    }
    starts.push(next);
    if (steps.length > MAX_STEPS * 4) return undefined;
  }
  return {
    steps,
    start: push({ op: 'behind', negate: true, set: ALL, next: push({ op: 'any-of', next: starts }) }),
    sets,
  };
}
