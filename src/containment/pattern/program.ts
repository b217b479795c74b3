/**
 * A pattern as a small program of code-point tests (parsed by refa, never run by the host's RegExp). Search semantics:
 * the pattern may match anywhere unless it says otherwise. What has no such program (backreferences, word boundaries,
 * lookbehind) or is too large gives undefined: unproven, never guessed.
 */
import type { CharSet, JS } from 'refa';
import { refa } from './refa.ts';

export type Step =
  | { readonly op: 'char'; readonly set: CharSet; readonly next: number }
  | { readonly op: 'any-of'; readonly next: readonly number[] }
  /** What follows must (or must not) match from `start`; `$` is "no character follows". */
  | { readonly op: 'ahead'; readonly negate: boolean; readonly start: number; readonly next: number }
  /** The character before is (or is not) in the set; at the start there is none, so `^` is "no character before". */
  | { readonly op: 'behind'; readonly negate: boolean; readonly set: CharSet; readonly next: number }
  | { readonly op: 'match' };

export interface Program {
  readonly steps: readonly Step[];
  readonly start: number;
  readonly sets: readonly CharSet[];
}

type Alternatives = ReturnType<JS.Parser['parse']>['expression']['alternatives'];
type Element = Alternatives[number]['elements'][number];

const MAX_STEPS = 4000;
const MAX_SOURCE = 5000;

class NoProgram extends Error {}

function parse(source: string): Alternatives | undefined {
  for (const flags of ['u', '']) {
    try {
      const parser = refa().JS.Parser.fromLiteral({ source, flags });
      if (flags === '' && /[\ud800-\udfff]/.test(source)) return undefined;
      return parser.parse({ backreferences: 'throw', assertions: 'parse', maxNodes: MAX_STEPS }).expression
        .alternatives;
    } catch {
      if (flags === '') return undefined;
    }
  }
  return undefined;
}

/** What matched before is memory, which no finite automaton has (`\\1` after an escaped backslash is refused in vain). */
const BACKREFERENCE = /\\[1-9]|\\k</;

const MAX_CODE_POINT = 0x10ffff;

export function compilePattern(source: string): Program | undefined {
  if (source.length > MAX_SOURCE || BACKREFERENCE.test(source)) return undefined;
  const alternatives = parse(source);
  if (alternatives === undefined) return undefined;
  const steps: Step[] = [];
  const sets = new Set<CharSet>();
  const push = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw new NoProgram();
    steps.push(step);
    return steps.length - 1;
  };
  const match = push({ op: 'match' });

  const charSet = (set: CharSet): CharSet => {
    const wide = set.maximum === MAX_CODE_POINT ? set : widened(set);
    for (const known of sets) if (known.equals(wide)) return known;
    sets.add(wide);
    return wide;
  };

  const anyOf = (branches: Alternatives, next: number, depth: number): number => {
    const starts = branches.map((branch) => sequence(branch.elements, next, depth));
    return starts.length === 1 ? (starts[0] as number) : push({ op: 'any-of', next: starts });
  };

  const sequence = (elements: readonly Element[], next: number, depth: number): number => {
    let here = next;
    for (let i = elements.length - 1; i >= 0; i--) here = element(elements[i] as Element, here, depth);
    return here;
  };

  const element = (node: Element, next: number, depth: number): number => {
    if (depth > 200) throw new NoProgram();
    switch (node.type) {
      case 'CharacterClass':
        return push({ op: 'char', set: charSet(node.characters), next });
      case 'Alternation':
        return anyOf(node.alternatives, next, depth + 1);
      case 'Quantifier': {
        let here = next;
        if (node.max === Number.POSITIVE_INFINITY) {
          const loop: number[] = [];
          here = push({ op: 'any-of', next: loop });
          loop.push(anyOf(node.alternatives, here, depth + 1), next);
        } else {
          for (let i = node.min; i < node.max; i++) {
            here = push({ op: 'any-of', next: [anyOf(node.alternatives, here, depth + 1), next] });
          }
        }
        for (let i = 0; i < node.min; i++) here = anyOf(node.alternatives, here, depth + 1);
        return here;
      }
      case 'Assertion': {
        if (node.kind === 'ahead') {
          return push({ op: 'ahead', negate: node.negate, start: anyOf(node.alternatives, match, depth + 1), next });
        }
        return push({ op: 'behind', negate: node.negate, set: charSet(singleCharacter(node.alternatives)), next });
      }
      default:
        throw new NoProgram();
    }
  };

  try {
    const start = anyOf(alternatives, match, 0);
    return { steps, start, sets: [...sets] };
  } catch (error) {
    if (error instanceof NoProgram) return undefined;
    throw error;
  }
}

/** Lookbehind is decided on the one character before; longer ones have no program. */
function singleCharacter(alternatives: Alternatives): CharSet {
  let all: CharSet | undefined;
  for (const { elements } of alternatives) {
    const node = elements.length === 1 ? elements[0] : undefined;
    if (node?.type !== 'CharacterClass') throw new NoProgram();
    all = all === undefined ? node.characters : all.union(node.characters);
  }
  if (all === undefined) throw new NoProgram();
  return all;
}

/**
 * Patterns that only the lenient grammar accepts are read over UTF-16 units; we read their classes over code points: a
 * class that holds every surrogate (`.`, `[^a]`, `\W`) holds what lies beyond them too.
 */
function widened(set: CharSet): CharSet {
  const ranges = set.ranges.map(({ min, max }) => ({ min, max }));
  if (set.has(0xd800) && set.has(0xdfff)) ranges.push({ min: 0x10000, max: MAX_CODE_POINT });
  return refa().CharSet.empty(MAX_CODE_POINT).union(ranges);
}

/** The program that matches exactly these texts and nothing else. */
export function exactly(texts: readonly string[]): Program | undefined {
  const steps: Step[] = [{ op: 'match' }];
  const { CharSet } = refa();
  const any = CharSet.all(MAX_CODE_POINT);
  const sets: CharSet[] = [any];
  const singles = new Map<number, CharSet>();
  const push = (step: Step): number => {
    steps.push(step);
    return steps.length - 1;
  };
  const end = push({ op: 'ahead', negate: true, start: push({ op: 'char', set: any, next: 0 }), next: 0 });
  const starts: number[] = [];
  for (const text of texts) {
    let next = end;
    for (const character of [...text].reverse()) {
      const code = character.codePointAt(0) as number;
      let set = singles.get(code);
      if (set === undefined) {
        set = CharSet.fromCharacter(MAX_CODE_POINT, code);
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
    start: push({ op: 'behind', negate: true, set: any, next: push({ op: 'any-of', next: starts }) }),
    sets,
  };
}
