/**
 * A closer look at one literal, worth its price when several choices are open: does what is known already imply it, or
 * rule it out? Wrong guesses cost nothing but steps, for only proofs count.
 */
import type { Budget } from './budget.ts';
import { atomsOf, chainOf } from './chain.ts';
import type { Governing } from './declared.ts';
import { type Formula, type Literal, OBJ, sortsOfAtom } from './formula.ts';
import type { Layer } from './layer.ts';
import { literalsFor, membersOf, type ObjectContext } from './members.ts';
import { no, type Outcome, yes } from './outcome.ts';

export type Probe = (literal: Literal) => boolean | undefined;

export interface ProbeParts {
  readonly budget: Budget;
  readonly layer: Layer;
  readonly sort: number;
  readonly governing: Governing | undefined;
  readonly context: ObjectContext;
  /** A value of the sort from these atoms, regardless of everything else. */
  readonly finder: (atoms: readonly Literal[]) => Outcome;
  readonly unfold: (formula: Formula) => Formula;
  readonly topicsOf: (formula: Formula) => Topics;
  /** Whether these literals contradict each other at this very place. */
  readonly contradict: (literals: readonly Literal[]) => boolean;
}

export function createProbe(parts: ProbeParts): Probe {
  const atoms = parts.sort === OBJ ? objectProbe(parts) : atomProbe(parts);
  const compounds = compoundProbe(parts);
  return ({ formula, sign }) => {
    const literal = { formula: parts.unfold(formula), sign };
    return literal.formula.kind === 'and' ? compounds(literal) : atoms(literal);
  };
}

/** The share of the steps left that one look may use. */
const SHARE = 0.05;

function atomProbe({ budget, layer, sort, finder }: ProbeParts): Probe {
  const known = atomsOf(layer, sort);
  const refuted = (literal: Literal): boolean => {
    if ((sortsOfAtom(literal.formula) & sort) === 0) return false;
    return budget.within(SHARE, () => finder([...known, literal]))?.found === 'none';
  };
  return (literal) => (refuted(literal) ? false : refuted({ ...literal, sign: !literal.sign }) ? true : undefined);
}

function objectProbe({ layer, sort, governing, context }: ProbeParts): Probe {
  const members = membersOf(atomsOf(layer, sort), context);
  const { ask, declarations } = context;
  return ({ formula, sign }) => {
    if (formula.kind !== 'required' && formula.kind !== 'absent' && formula.kind !== 'prop') return undefined;
    const there = members.required.has(formula.name);
    const literals = literalsFor(members, formula.name, context);
    if (formula.kind !== 'prop') {
      if (!there && literals !== 'forbidden') return undefined;
      return (there === (formula.kind === 'required')) === sign;
    }
    if (literals === 'forbidden') return sign;
    if (literals === undefined) return undefined;
    const below = governing === undefined ? undefined : declarations.member(governing, formula.name);
    const kid = formula.kids[0] as Formula;
    const never = (literal: Literal): boolean => ask([...literals, literal], below).found === 'none';
    if (never(no(kid))) return sign;
    return there && never(yes(kid)) ? !sign : undefined;
  };
}

/** How much two conjunctions must have in common (Dice) to be compared: versions of one schema, not neighbours. */
const ALIKE = 0.7;

/** So many are compared in the time of one step. */
const COMPARED = 50;

function compoundProbe({ budget, layer, sort, contradict, topicsOf }: ProbeParts): Probe {
  const known = new Map<Topics, Literal>();
  for (const { compounds } of chainOf(layer)) {
    for (const literal of compounds) {
      const topics = topicsOf(literal.formula);
      // of those alike the last one, in its place
      known.delete(topics);
      known.set(topics, literal);
    }
  }
  const closest = new Map<Topics, Literal | undefined>();
  let atoms: readonly Literal[] | undefined;
  /** What is known besides of that of which only one of the two speaks. */
  const besides = (mine: Topics, near: Topics): readonly Literal[] => {
    atoms ??= atomsOf(layer, sort);
    return atoms.filter(({ formula }) => {
      const topic = topicOf(formula);
      return mine.has(topic) !== near.has(topic);
    });
  };
  return (literal) => {
    const topics = topicsOf(literal.formula);
    if (!closest.has(topics)) {
      budget.spend(Math.ceil(known.size / COMPARED));
      closest.set(topics, closestTo(topics, known));
    }
    const near = closest.get(topics);
    if (near === undefined) return undefined;
    const more = besides(topics, topicsOf(near.formula));
    const clash = (mine: Literal): boolean => budget.within(SHARE, () => contradict([mine, near, ...more])) === true;
    if (clash(literal)) return false;
    return clash({ ...literal, sign: !literal.sign }) ? true : undefined;
  };
}

function closestTo(topics: Topics, known: ReadonlyMap<Topics, Literal>): Literal | undefined {
  let closest: Literal | undefined;
  let best = ALIKE;
  for (const [other, literal] of known) {
    const both = topics.size + other.size;
    // not even if all of the smaller one were shared
    if (2 * Math.min(topics.size, other.size) < best * both) continue;
    let shared = 0;
    for (const topic of topics) if (other.has(topic)) shared++;
    const likeness = (2 * shared) / both;
    if (likeness < best) continue;
    [closest, best] = [literal, likeness];
  }
  return closest;
}

/** What the parts of a conjunction speak about. */
export type Topics = ReadonlySet<string>;

/** One and the same set for all conjunctions that speak about the same. */
export function createTopics(): (formula: Formula) => Topics {
  const byFormula = new Map<number, Topics>();
  const byText = new Map<string, Topics>();
  return (formula) => {
    let topics = byFormula.get(formula.id);
    if (topics === undefined) {
      const names = formula.kids.map(topicOf);
      const text = JSON.stringify(names.sort());
      topics = byText.get(text) ?? new Set(names);
      byText.set(text, topics);
      byFormula.set(formula.id, topics);
    }
    return topics;
  };
}

function topicOf(formula: Formula): string {
  return formula.kind === 'prop' || formula.kind === 'required' ? `${formula.kind} ${formula.name}` : formula.kind;
}
