/** Declared mode: a value bears a name that only an alternative it does not satisfy declares. What has to be decided first? */
import type { Json } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import type { Choice } from './choice.ts';
import type { Declarations, Governing } from './declared.ts';
import type { Truth } from './evaluate.ts';
import type { Formula } from './formula.ts';
import { no, yes } from './outcome.ts';

export interface CaseContext {
  readonly arena: Arena;
  readonly declarations: Declarations;
  readonly judge: (formula: Formula, value: Json) => Truth;
  /** What the search has settled about the place. */
  readonly known: (formula: Formula) => Truth;
}

/**
 * Every value of the place takes one of the options: it does without the name, or satisfies an alternative that declares
 * it. `governing`: what may declare names, as far as is known. Undefined where all is settled.
 */
export function openCase(value: Json, governing: Governing, context: CaseContext): Choice | undefined {
  const { arena, declarations, judge, known } = context;
  const isOpen = (formula: Formula) => known(formula) === undefined;
  const either = (formula: Formula | undefined): Choice | undefined =>
    formula && { options: [{ literals: [no(formula)] }, { literals: [yes(formula)] }], positive: false };
  const test = governing.tests.find(isOpen);
  if (test !== undefined) return either(test);
  const alternatives = governing.alternatives.filter(isOpen);
  const exact = declarations.narrowed(governing, (formula) => judge(formula, value));
  const name = namesOf(value).find((one) => declarations.declares(exact, one) !== true);
  const declaring =
    name === undefined
      ? []
      : alternatives.filter((formula) => declarations.declares(declarations.of([formula]), name) !== false);
  if (name === undefined || declaring.length === 0)
    return either(alternatives.find((formula) => judge(formula, value) === false) ?? alternatives[0]);
  const without = { literals: [no(arena.atom('required', name, { name }))] };
  return { options: [without, ...declaring.map((formula) => ({ literals: [yes(formula)] }))], positive: false };
}

function namesOf(value: Json): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
