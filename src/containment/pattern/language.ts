/** Questions about patterns: does a text match, and is there a text that matches these, not those, within lengths? */
import type { Budget } from '../budget.ts';
import { compilePattern, type Program } from './program.ts';
import { type Automaton, createAutomaton, type State } from './states.ts';

export interface Patterns {
  /** undefined: this module cannot read the pattern. */
  readonly program: (source: string) => Program | undefined;
  readonly matches: (source: string, text: string, budget: Budget) => boolean | undefined;
}

/** Steps that reading a pattern takes, and characters of a text that are passed in the time of one. */
const READING = 50;
const PASSED = 20;
const MAX_KEPT_PROGRAMS = 2000;
const MAX_KEPT_STATES = 20_000;

export function createPatterns(): Patterns {
  const programs = new Map<string, Program | undefined>();
  const automata = new Map<Program, Automaton>();
  const program = (source: string): Program | undefined => {
    if (!programs.has(source)) {
      if (programs.size > MAX_KEPT_PROGRAMS) {
        programs.clear();
        automata.clear();
      }
      programs.set(source, compilePattern(source));
    }
    return programs.get(source);
  };
  let payer: Budget | undefined;
  const lent: Budget = {
    spend: (steps) => payer?.spend(steps),
    used: () => payer?.used() ?? 0,
    usedInAll: () => payer?.usedInAll() ?? 0,
    restart: () => undefined,
    within: (_, work) => work(),
  };
  return {
    program,
    matches: (source, text, budget) => {
      budget.spend(1 + Math.ceil(text.length / PASSED) + (programs.has(source) ? 0 : READING));
      const found = program(source);
      if (found === undefined) return undefined;
      payer = budget;
      let automaton = automata.get(found);
      if (automaton === undefined || automaton.size() > MAX_KEPT_STATES) {
        automaton = createAutomaton([found], lent);
        automata.set(found, automaton);
      }
      return automaton.accepts(run(automaton, automaton.initial(0), text));
    },
  };
}

function run(automaton: Automaton, from: State, text: string): State {
  let state = from;
  for (const character of text) {
    if (state.op === 'yes' || state.op === 'no') return state;
    state = automaton.derive(state, automaton.classOf(character.codePointAt(0) as number));
  }
  return state;
}

export interface StringQuestion {
  readonly match: readonly Program[];
  readonly avoid: readonly Program[];
  readonly minLength: number;
  readonly maxLength: number;
}

interface Path {
  readonly state: State;
  readonly before: Path | undefined;
  readonly character: number;
}

/**
 * The texts asked for, shortest first, one for each way through the automaton; ends when the language is exhausted up to
 * `maxLength` or every state has been seen. Lengths are code points. A consumer that stops early pays only for what it took.
 */
export function* texts(question: StringQuestion, budget: Budget): Generator<string, void> {
  const { match, avoid, minLength, maxLength } = question;
  const automaton = createAutomaton([...match, ...avoid], budget);
  const start = automaton.and([
    ...match.map((_, index) => automaton.initial(index)),
    ...avoid.map((_, index) => automaton.not(automaton.initial(match.length + index))),
  ]);
  let layer: Path[] = start.op === 'no' ? [] : [{ state: start, before: undefined, character: 0 }];
  const settled = new Set<number>();
  for (let length = 0; length <= maxLength && layer.length > 0; length++) {
    if (length >= minLength) {
      layer = layer.filter(({ state }) => !settled.has(state.id) && settled.add(state.id));
      for (const path of layer) {
        if (automaton.accepts(path.state)) yield spelled(path);
      }
    }
    const next = new Map<number, Path>();
    for (const before of layer) {
      for (let index = 0; index < automaton.classes.length; index++) {
        budget.spend();
        const state = automaton.derive(before.state, index);
        if (state.op === 'no' || next.has(state.id)) continue;
        next.set(state.id, { state, before, character: automaton.classes[index]?.sample ?? 0 });
      }
    }
    layer = [...next.values()];
  }
}

function spelled(end: Path): string {
  const characters: string[] = [];
  for (let path = end; path.before !== undefined; path = path.before)
    characters.push(String.fromCodePoint(path.character));
  return characters.reverse().join('');
}
