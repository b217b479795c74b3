/**
 * A deterministic automaton that is never built: its states are Boolean formulas over program steps, derived one
 * character class at a time (Brzozowski's derivatives over an alternating automaton). Intersection, complement and
 * lookahead are formulas like any other, so "in this pattern but not in that one" is one state.
 */
import type { Budget } from '../budget.ts';
import { type CharacterSet, hasCharacter, MAX_CODE_POINT } from './character-set.ts';
import type { Program } from './program.ts';

export interface State {
  readonly id: number;
  readonly op: 'yes' | 'no' | 'char' | 'and' | 'or' | 'not';
  readonly kids: readonly State[];
  readonly program: number;
  readonly step: number;
}

export interface CharacterClass {
  /** A character of the class, as plain as it has one; never a surrogate unless it has nothing else. */
  readonly sample: number;
}

export interface Automaton {
  readonly classes: readonly CharacterClass[];
  readonly classOf: (codePoint: number) => number;
  readonly initial: (program: number) => State;
  readonly and: (states: readonly State[]) => State;
  readonly not: (state: State) => State;
  readonly derive: (state: State, characterClass: number) => State;
  /** Whether the text may end here. */
  readonly accepts: (state: State) => boolean;
  /** How many states have been met so far. */
  readonly size: () => number;
}

const START = -1;

export function createAutomaton(programs: readonly Program[], budget: Budget): Automaton {
  const alphabet = partition(programs, budget);
  const byKey = new Map<string, State>();
  const make = (op: State['op'], kids: readonly State[], program = 0, step = 0): State => {
    const key = op === 'char' ? `c${program}.${step}` : `${op}${kids.map((kid) => kid.id).join(',')}`;
    let state = byKey.get(key);
    if (state === undefined) {
      budget.spend(1 + kids.length);
      state = { id: byKey.size, op, kids, program, step };
      byKey.set(key, state);
    }
    return state;
  };
  const YES = make('yes', []);
  const NO = make('no', []);

  const combine = (op: 'and' | 'or', states: readonly State[]): State => {
    const [neutral, absorbing] = op === 'and' ? [YES, NO] : [NO, YES];
    const kids = new Map<number, State>();
    for (const state of states) {
      if (state === absorbing) return absorbing;
      if (state === neutral) continue;
      for (const kid of state.op === op ? state.kids : [state]) kids.set(kid.id, kid);
    }
    for (const kid of kids.values()) {
      if (kid.op === 'not' && kids.has((kid.kids[0] as State).id)) return absorbing;
    }
    if (kids.size === 0) return neutral;
    const list = [...kids.values()];
    return list.length === 1
      ? (list[0] as State)
      : make(
          op,
          list.sort((x, y) => x.id - y.id),
        );
  };
  const not = (state: State): State => {
    if (state === YES) return NO;
    if (state === NO) return YES;
    return state.op === 'not' ? (state.kids[0] as State) : make('not', [state]);
  };

  /** The formula of a step after reading `before` (a class, or START). Loops without a character add nothing. */
  const open = (program: number, step: number, before: number, path: Set<number>): State => {
    budget.spend();
    const { steps } = programs[program] as Program;
    const here = steps[step];
    if (here === undefined || path.has(step)) return NO;
    switch (here.op) {
      case 'match':
        return YES;
      case 'char':
        return make('char', [], program, step);
      case 'behind': {
        const holds = before !== START && alphabet.has(here.set, before);
        return holds === here.negate ? NO : open(program, here.next, before, path);
      }
      case 'ahead': {
        const seen = open(program, here.start, before, new Set());
        return combine('and', [here.negate ? not(seen) : seen, open(program, here.next, before, path)]);
      }
      case 'any-of': {
        path.add(step);
        const branches = here.next.map((next) => open(program, next, before, path));
        path.delete(step);
        return combine('or', branches);
      }
    }
  };

  const opened = new Map<string, State>();
  const openMemo = (program: number, step: number, before: number): State => {
    const key = `${program}.${step}.${before}`;
    let state = opened.get(key);
    if (state === undefined) {
      state = open(program, step, before, new Set());
      opened.set(key, state);
    }
    return state;
  };

  /** The pattern may start anywhere: a state also waits for a later start, which `SEARCH` steps stand for. */
  const search = programs.map((_, index) => make('char', [], index, SEARCH));
  const initial = (program: number): State =>
    combine('or', [openMemo(program, programs[program]?.start ?? 0, START), search[program] as State]);

  const derived = new Map<number, State>();
  const derive = (state: State, characterClass: number): State => {
    if (state === YES || state === NO) return state;
    const key = state.id * alphabet.classes.length + characterClass;
    const known = derived.get(key);
    if (known !== undefined) return known;
    budget.spend();
    let next: State;
    if (state.op === 'char') {
      const { steps, start } = programs[state.program] as Program;
      const step = steps[state.step];
      if (state.step === SEARCH) next = combine('or', [openMemo(state.program, start, characterClass), state]);
      else if (step?.op === 'char' && alphabet.has(step.set, characterClass)) {
        next = openMemo(state.program, step.next, characterClass);
      } else next = NO;
    } else if (state.op === 'not') next = not(derive(state.kids[0] as State, characterClass));
    else {
      const kids = state.kids.map((kid) => derive(kid, characterClass));
      next = combine(state.op as 'and' | 'or', kids);
    }
    derived.set(key, next);
    return next;
  };

  const accepts = (state: State): boolean => {
    switch (state.op) {
      case 'yes':
        return true;
      case 'and':
        return state.kids.every(accepts);
      case 'or':
        return state.kids.some(accepts);
      case 'not':
        return !accepts(state.kids[0] as State);
      default:
        return false;
    }
  };

  return {
    classes: alphabet.classes,
    classOf: alphabet.classOf,
    initial,
    and: (states) => combine('and', states),
    not,
    derive,
    accepts,
    size: () => byKey.size,
  };
}

/** The step that stands for "the pattern has not started yet". */
const SEARCH = -1;

interface Alphabet {
  readonly classes: readonly CharacterClass[];
  readonly classOf: (codePoint: number) => number;
  readonly has: (set: CharacterSet, characterClass: number) => boolean;
}

/** Characters that no set tells apart form one class. */
function partition(programs: readonly Program[], budget: Budget): Alphabet {
  const sets = new Set(programs.flatMap((program) => program.sets));
  const cuts = new Set([0]);
  for (const set of sets) {
    for (const { min, max } of set) {
      budget.spend();
      cuts.add(min);
      if (max < MAX_CODE_POINT) cuts.add(max + 1);
    }
  }
  const starts = [...cuts].sort((x, y) => x - y);
  const signatures: string[] = starts.map(() => '');
  let number = 0;
  for (const set of sets) {
    let at = 0;
    for (const { min, max } of set) {
      budget.spend();
      while (at < starts.length && (starts[at] as number) < min) at++;
      for (; at < starts.length && (starts[at] as number) <= max; at++) signatures[at] += `${number} `;
    }
    number++;
  }
  const classBySignature = new Map<string, number>();
  const classes: CharacterClass[] = [];
  const classAt = starts.map((min, index) => {
    const signature = signatures[index] as string;
    const sample = plainest(min, (starts[index + 1] ?? MAX_CODE_POINT + 1) - 1);
    let found = classBySignature.get(signature);
    if (found === undefined) {
      found = classes.length;
      classBySignature.set(signature, found);
      classes.push({ sample });
    } else if (rank(sample) < rank((classes[found] as CharacterClass).sample)) classes[found] = { sample };
    return found;
  });
  const members = new Map<CharacterSet, boolean[]>();
  for (const set of sets) {
    members.set(
      set,
      classes.map(({ sample }) => hasCharacter(set, sample)),
    );
  }
  const classOf = (codePoint: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= codePoint) low = middle;
      else high = middle - 1;
    }
    return classAt[low] as number;
  };
  return { classes, classOf, has: (set, characterClass) => members.get(set)?.[characterClass] ?? false };
}

const PLAIN: readonly (readonly [number, number])[] = [
  [0x61, 0x7a],
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x2d, 0x2e],
  [0x5f, 0x5f],
  [0x20, 0x7e],
  [0xa0, 0xd7ff],
  [0xe000, 0xfffd],
  [0x10000, MAX_CODE_POINT],
  [0, MAX_CODE_POINT],
];

function plainest(min: number, max: number): number {
  for (const [from, to] of PLAIN) {
    if (min <= to && from <= max) return Math.max(min, from);
  }
  return min;
}

function rank(codePoint: number): number {
  return PLAIN.findIndex(([from, to]) => codePoint >= from && codePoint <= to);
}
