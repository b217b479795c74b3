/** What is open at one place: one of several things holds. */
import type { Arena } from './arena.ts';
import type { Formula, Literal } from './formula.ts';
import { no, yes } from './outcome.ts';

export interface Choice {
  readonly options: readonly Option[];
  /** What a value is, of several kinds: each tells much. Of what it is not, each tells one thing. */
  readonly positive: boolean;
}

/** One way to satisfy a choice; `more` is only built when the option is taken. */
export interface Option {
  readonly literals: readonly Literal[];
  readonly more?: () => readonly Literal[];
}

/** From so many combinations on it is worth a look whether any of them can be right. */
const MANY = 64;

export function areMany(choices: readonly Choice[]): boolean {
  return choices.reduce((product, { options }) => product * options.length, 1) > MANY;
}

/** Which to make first: the one that tells most, then the one with the fewest options. */
export function firstOf(choices: readonly Choice[]): Choice | undefined {
  let first: Choice | undefined;
  for (const choice of choices) if (first === undefined || isBetter(choice, first)) first = choice;
  return first;
}

function isBetter(one: Choice, other: Choice): boolean {
  return one.positive === other.positive ? one.options.length < other.options.length : one.positive;
}

/** What the other side does not have, too, comes first: there is a witness, if there is one. */
export function byPromise(options: readonly Option[], isOpposed: (literal: Literal) => boolean): readonly Option[] {
  const opposed = options.filter(({ literals }) => literals.some(isOpposed));
  return opposed.length === 0 ? options : [...options.filter((option) => !opposed.includes(option)), ...opposed];
}

export function exactlyOne(kids: readonly Formula[]): Option[] {
  return kids.map((kid, index) => ({
    literals: [yes(kid)],
    more: () => kids.filter((_, other) => other !== index).map(no),
  }));
}

/** Not exactly one: none, or two of them, the first of which is named. */
export function noneOrMore(arena: Arena, kids: readonly Formula[]): Option[] {
  const none: Option = { literals: kids.map(no) };
  const more = kids.slice(0, -1).map((kid, index) => ({
    literals: [yes(kid)],
    more: () => [yes(arena.or(kids.slice(index + 1)))],
  }));
  return [none, ...more];
}
