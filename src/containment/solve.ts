/**
 * Is there a value that satisfies all these literals? A tableau, one JSON sort at a time: choices are narrowed by what
 * is known already, then tried; what is left is a conjunction of atoms for the sort's own finder. Finite values only, so
 * a question met again below itself may be answered "none": a smallest value never contains an answer to its own question.
 */
import type { Json } from '../spec/spec-version.ts';
import type { Arena } from './arena.ts';
import { findArray } from './array.ts';
import type { Budget } from './budget.ts';
import { openCase } from './cases.ts';
import { atomsOf, barredValues, listedValues, withoutEnums } from './chain.ts';
import { areMany, byPromise, type Choice, firstOf } from './choice.ts';
import type { Declarations, Governing } from './declared.ts';
import { type Evaluation, evaluate, holds, type Truth } from './evaluate.ts';
import type { FormatReading } from './formats.ts';
import { ARR, BOOL, type Formula, type Literal, NULL, OBJ, SORTS, STR, sortOf } from './formula.ts';
import { createLayer, createLayers, type Layer } from './layer.ts';
import type { ObjectContext } from './members.ts';
import { createMemo, questionKey } from './memo.ts';
import { createNarrowing, type Place } from './narrow.ts';
import { findNumber } from './number.ts';
import { findObject } from './object.ts';
import { found, NOTHING, no, type Outcome, unsure, yes } from './outcome.ts';
import type { Patterns } from './pattern/language.ts';
import { createProbe, createTopics, type Probe } from './probe.ts';
import { createSame } from './same.ts';
import { createSorts } from './sorts.ts';
import { findText } from './string.ts';
import { constantFormula } from './structure.ts';
import { MAX_WEIGHT, weightOf } from './weight.ts';

export interface Solver {
  readonly solve: (literals: readonly Literal[], governing: Governing | undefined) => Outcome;
  /** Whether a format had a say in what was answered since the last call of this. */
  readonly formatsMattered: () => boolean;
}

export interface SolverParts {
  readonly arena: Arena;
  readonly patterns: Patterns;
  readonly budget: Budget;
  readonly declarations: Declarations;
  readonly formats: FormatReading;
}

const MAX_DEPTH = 60;
/** Of the steps left, what one of several alternatives may use, a look whether any can be right, and a try of one of the few that are new. */
const SHARE = 0.7;
const LOOK = 0.2;
const TRY = 0.05;
const FEW = 3;

export function createSolver({ arena, patterns, budget, declarations, formats }: SolverParts): Solver {
  const memo = createMemo();
  const spend = (): void => budget.spend();
  const kinds = createSorts(spend);
  const layers = createLayers({
    arena,
    sorts: kinds,
    same: createSame(spend),
    budget,
    formats,
    onFormat: memo.touchFormat,
  });
  const how: Evaluation = { patterns, budget, formats, onFormat: memo.touchFormat };
  const judge = (formula: Formula, value: Json): Truth => evaluate(formula, value, how);
  const topicsOf = createTopics();
  const { narrow, take, likelyIn } = createNarrowing(layers, declarations, (...at) => probeFor(...at));
  let depth = 0;

  const solve = (literals: readonly Literal[], governing: Governing | undefined): Outcome => {
    budget.spend();
    if (literals.length === 0 && governing === undefined) return found(null);
    const key = keyOf(literals, governing);
    const known = memo.lookUp(key);
    if (known !== undefined) return known;
    if (depth >= MAX_DEPTH) return unsure('nested too deeply');
    memo.enter(key);
    depth++;
    try {
      const answer = conjunction(literals, governing);
      const tooLarge = answer.found === 'value' && weightOf(answer.value) > MAX_WEIGHT;
      const outcome = tooLarge ? unsure('only very large values fit') : answer;
      memo.leave(key, outcome);
      return outcome;
    } catch (error) {
      memo.leave(key, unsure('interrupted'));
      throw error;
    } finally {
      depth--;
    }
  };

  const keyOf = (literals: readonly Literal[], governing: Governing | undefined): string =>
    questionKey(literals, governing?.key, kinds.unfold);

  const conjunction = (literals: readonly Literal[], governing: Governing | undefined): Outcome => {
    const root = createLayer();
    // what a value is comes before what it is not: of equal choices the first is made first
    for (const sign of [true, false])
      for (const literal of literals) if (literal.sign === sign && !layers.add(root, literal)) return NOTHING;
    const listed = root.enums.find(({ sign }) => sign)?.formula;
    if (listed?.kind === 'enum') return among(listed.values, literals, root, governing);
    let doubt: Outcome = NOTHING;
    const sorts = SORTS.filter((sort) => (root.mask & sort) !== 0);
    for (const [index, sort] of sorts.entries()) {
      const share = index === sorts.length - 1 ? 1 : SHARE;
      const layer = createLayer(root);
      layer.mask = sort;
      const choices = root.choices;
      const place: Place = { literals, sort, governing };
      const values = sort === NULL ? [null] : sort === BOOL ? [true, false] : undefined;
      const outcome =
        values === undefined
          ? (budget.within(share, () => branch(layer, choices, place)) ?? unsure('out of steps'))
          : among(values, literals, root, governing);
      if (outcome.found === 'value') return outcome;
      if (outcome.found === 'unsure') doubt = outcome;
    }
    // such a value counts whatever its members are called, and need not come of any name that is declared
    const whole = governing === undefined ? NOTHING : among(governing.listed, literals, root, governing);
    return whole.found === 'none' ? doubt : whole;
  };

  /** Finitely many values to choose from: each is judged. */
  const among = (
    values: readonly Json[],
    literals: readonly Literal[],
    layer: Layer,
    governing: Governing | undefined,
  ): Outcome => {
    let doubt: Outcome = NOTHING;
    for (const value of values) {
      if ((sortOf(value) & layer.mask) === 0) continue;
      const truth = holds(literals, value, how);
      if (truth === false) continue;
      if (governing !== undefined && !declarations.onlyDeclared(value, governing, judge)) continue;
      if (truth === true) return found(value);
      doubt = unsure(layer.opaque ?? 'something about a listed value cannot be judged');
    }
    return doubt;
  };

  const branch = (layer: Layer, given: readonly Choice[], place: Place): Outcome => {
    const settled = narrow(layer, given, place, false);
    if (settled === undefined) return NOTHING;
    const early = promising(layer, settled, place);
    if (early !== undefined) return early;
    const open = settled.length < 2 ? settled : narrow(layer, settled, place, true);
    if (open === undefined) return NOTHING;
    const listed = listedValues(layer);
    if (listed !== undefined) return among(listed, place.literals, layer, place.governing);
    const choice = firstOf(open);
    if (choice === undefined) return leaf(layer, place);
    if (areMany(open) && isBarren(layer, place)) return NOTHING;
    const rest = open.filter((one) => one !== choice);
    let doubt: Outcome = NOTHING;
    const options = byPromise(choice.options, (literal) => layers.isOpposed(layer, literal));
    for (const [index, option] of options.entries()) {
      const next = createLayer(layer);
      if (!take(next, option)) continue;
      const share = index === options.length - 1 ? 1 : SHARE;
      const outcome = budget.within(share, () => branch(next, rest, place)) ?? unsure('out of steps');
      if (outcome.found === 'value') return outcome;
      if (outcome.found === 'unsure') doubt = outcome;
    }
    return doubt;
  };

  /** Whether the atoms alone leave no value: else that would be found out for each combination of choices. */
  const isBarren = (layer: Layer, place: Place): boolean => {
    const likely = { ...place, governing: likelyIn(layer, place) };
    return budget.within(LOOK, () => finder(atomsOf(layer, place.sort), layer, likely))?.found === 'none';
  };

  /** A value of an alternative that the other side does not have, where it has most: found before a closer look at all of them. */
  const promising = (layer: Layer, open: readonly Choice[], place: Place): Outcome | undefined => {
    const choice = firstOf(open);
    if (choice?.positive !== true || open.length < 2) return undefined;
    const fresh = choice.options.filter(({ literals }) => !literals.some((one) => layers.isOpposed(layer, one)));
    if (fresh.length === choice.options.length || fresh.length > FEW) return undefined;
    const rest = open.filter((one) => one !== choice);
    for (const option of fresh) {
      const next = createLayer(layer);
      const outcome = take(next, option) ? budget.within(TRY, () => branch(next, rest, place)) : undefined;
      if (outcome?.found === 'value') return outcome;
    }
    return undefined;
  };

  const probeFor = (layer: Layer, place: Place, likely: Governing | undefined): Probe => {
    // what an enum lists counts as a whole, whatever its members are
    const governing = place.governing?.listed.length === 0 ? likely : undefined;
    const context = objectContext(governing);
    const contradict = (literals: readonly Literal[]): boolean => {
      // a question that is open already must not be answered by itself at the same place
      if (memo.isOpen(keyOf(literals, place.governing))) return false;
      return solve(literals, place.governing).found === 'none';
    };
    const within = { ...place, governing };
    const find = (atoms: readonly Literal[]): Outcome => finder(atoms, layer, within);
    return createProbe({ ...within, budget, layer, context, finder: find, unfold: kinds.unfold, topicsOf, contradict });
  };

  const leaf = (layer: Layer, place: Place): Outcome => {
    const outcome = declaring(layer, place);
    if (outcome.found !== 'value' || layer.opaque === undefined) return outcome;
    // whatever it says, the value may do: an alternative that cannot be judged does not matter where another holds
    return holds(place.literals, outcome.value, how) === true ? outcome : unsure(layer.opaque);
  };

  /** Whether an alternative applies decides what is declared: where a value shows that it matters, it is decided first. */
  const declaring = (layer: Layer, place: Place): Outcome => {
    const { governing, sort } = place;
    const atoms = atomsOf(layer, sort);
    if (governing === undefined) return finder(atoms, layer, place);
    const known = (formula: Formula): Truth => layers.status(layer, yes(formula), sort);
    const likely = declarations.narrowed(governing, known);
    const outcome = finder(atoms, layer, { ...place, governing: likely });
    if (outcome.found !== 'value' || declarations.onlyDeclared(outcome.value, likely, judge)) return outcome;
    const choice = openCase(outcome.value, likely, { arena, declarations, judge, known });
    if (choice === undefined) return unsure('which names are declared depends on what cannot be judged');
    return branch(layer, [choice], place);
  };

  const objectContext = (governing: Governing | undefined): ObjectContext => ({
    arena,
    budget,
    declarations,
    governing,
    ask: solve,
    evaluate: judge,
    matches: (source, name) => patterns.matches(source, name, budget),
  });

  const finder = (atoms: readonly Literal[], layer: Layer, place: Place): Outcome => {
    const { sort, governing } = place;
    const barred = barredValues(layer).filter((value) => sortOf(value) === sort);
    budget.spend(1 + atoms.length);
    if (sort === STR) return findText(atoms, barred as string[], patterns, budget);
    if (sort !== ARR && sort !== OBJ) return findNumber(atoms, barred, sort, budget);
    if (barred.length > 0) return notAmong(barred, layer, place);
    const context = objectContext(governing);
    return sort === ARR ? findArray(atoms, context) : findObject(atoms, context);
  };

  /** An array or object unlike these: each is spelled out as a formula, and one of its parts must fail. */
  const notAmong = (barred: readonly Json[], layer: Layer, place: Place): Outcome => {
    const next = createLayer(withoutEnums(layer));
    for (const value of barred) {
      if (!layers.add(next, no(constantFormula(arena, value)))) return NOTHING;
    }
    return branch(next, [], place);
  };

  return { solve, formatsMattered: memo.formatsMattered };
}
