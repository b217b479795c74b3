/** What becomes of a witness once it is found: shrunk, brought near to what is harmless, confirmed by the judge. */
import type { Json } from '../spec/spec-version.ts';
import { type Budget, OutOfSteps, Unjudgeable } from './budget.ts';
import type { Governing } from './declared.ts';
import { includes } from './evaluate.ts';
import type { FormatReading } from './formats.ts';
import type { Formula, Literal } from './formula.ts';
import { isolate } from './isolate.ts';
import type { Judge } from './judge.ts';
import type { Care, Containment, Formats, Mode } from './options.ts';
import { no, type Outcome, yes } from './outcome.ts';
import type { Direction, SchemaIn } from './schema-in.ts';
import { shrink } from './shrink.ts';
import { weightOf } from './weight.ts';

/** How often another witness is looked for when the judge does not agree to one. */
const MAX_REFUSED = 2;
/** Of larger ones it takes too long to tell others apart. */
const MAX_REFUSED_WEIGHT = 10_000;
/**
 * Steps for making a value smaller: what the search finds is nearly always as small as it gets. Those of a witness that is brought near to
 * a harmless value, which takes more from it, and those of the harmless value.
 */
const SHRINKING = 4_000;
const SHRINKING_HARMLESS = 1_000;
/** Harmless values that are remembered. */
const MAX_HARMLESS = 100;

export interface Question {
  readonly a: SchemaIn;
  readonly b: SchemaIn;
  /** The schema alone: it says which names are declared. */
  readonly all: Formula;
  readonly A: Formula;
  readonly B: Formula;
  /** What a harmless value near a witness has to be. */
  readonly beside: Formula | undefined;
  readonly mode: Mode;
  /** Those that a witness is searched among: one with others may be refused for them alone. */
  readonly names: Governing | undefined;
  readonly direction: Direction | undefined;
  readonly formats: Formats;
  readonly steps: number;
  readonly care: Care;
  readonly candidate: Json | undefined;
  readonly size: number;
}

export interface Found {
  readonly outcome: Outcome;
  readonly formatsMattered: boolean;
}

/** What the search lends. */
interface Tools {
  readonly judge: Judge;
  readonly budget: Budget;
  /** Values of one JSON type. */
  readonly ofType: (type: 'array' | 'object', direction: Direction | undefined) => Formula;
  readonly solved: (literals: readonly Literal[], names: Governing | undefined, reading: FormatReading) => Found;
  readonly search: (question: Question, reading: FormatReading, refused: readonly Json[]) => Found;
  /** The names that a witness near a harmless value may have. */
  readonly namesOf: (question: Question) => Governing | undefined;
  readonly isOne: (
    literals: readonly Literal[],
    names: Governing | undefined,
    value: Json,
    reading: FormatReading,
  ) => boolean;
}

export interface Witnesses {
  readonly isWitness: (question: Question, value: Json, reading: FormatReading) => boolean;
  readonly readingsOf: (question: Question, value: Json) => readonly FormatReading[] | undefined;
  readonly planted: (question: Question, plant: (harmless: Json) => Json | undefined) => Containment | undefined;
  readonly confirmed: (question: Question, value: Json, readings: readonly FormatReading[]) => Containment;
}

export function createWitnesses(tools: Tools): Witnesses {
  const { judge, budget, ofType, solved, search, namesOf, isOne } = tools;

  const isWitness = (question: Question, value: Json, reading: FormatReading): boolean => {
    return isOne([yes(question.A), no(question.B)], namesOf(question), value, reading);
  };

  /** As small as it becomes within so many steps. */
  const shrunk = (value: Json, steps: number, isMeant: (smaller: Json) => boolean): Json => {
    let smallest = value;
    budget.restart(steps);
    try {
      shrink(value, (smaller) => {
        const isSmaller = isMeant(smaller);
        if (isSmaller) smallest = smaller;
        return isSmaller;
      });
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
    }
    return smallest;
  };

  /** What is asked about one schema is mostly asked in a row. */
  const harmless = new Map<string, Json | undefined>();

  /** A small value that both schemas allow, or at least the second one, and what else it is to be. */
  const harmlessIn = (
    question: Question,
    beside: readonly Formula[],
    readings: readonly FormatReading[],
  ): Json | undefined => {
    const { all, B } = question;
    const names = namesOf(question);
    const key = `${[all, B, ...beside].map(({ id }) => id).join(' ')} ${readings.join(' ')} ${names?.key ?? 'all'}`;
    if (harmless.has(key)) return harmless.get(key);
    const value = findHarmless(all, [B, ...beside], names, readings);
    if (harmless.size === MAX_HARMLESS) harmless.clear();
    harmless.set(key, value);
    return value;
  };

  const findHarmless = (
    all: Formula,
    others: readonly Formula[],
    names: Governing | undefined,
    readings: readonly FormatReading[],
  ): Json | undefined => {
    const taken = others.map((one) => yes(one));
    for (const literals of [[yes(all), ...taken], taken]) {
      const { outcome } = solved(literals, names, 'registry');
      const isHarmless = (value: Json) => readings.every((reading) => isOne(literals, names, value, reading));
      if (outcome.found === 'value' && isHarmless(outcome.value))
        return shrunk(outcome.value, SHRINKING_HARMLESS, isHarmless);
    }
    return undefined;
  };

  /** The witness as near as can be to a harmless value. */
  const isolated = (question: Question, witness: Json, readings: readonly FormatReading[]): Json => {
    const { beside, direction } = question;
    if (beside === undefined || typeof witness !== 'object' || witness === null) return witness;
    let best: Json = witness;
    try {
      budget.restart(question.steps / 2);
      const sort = ofType(Array.isArray(witness) ? 'array' : 'object', direction);
      const near = harmlessIn(question, [beside, sort], readings);
      if (near === undefined) return best;
      budget.restart(question.steps / 2);
      isolate(witness, near, (nearer) => {
        const isOneToo = readings.every((reading) => isWitness(question, nearer, reading));
        if (isOneToo) best = nearer;
        return isOneToo;
      });
    } catch (error) {
      if (!(error instanceof OutOfSteps || error instanceof Unjudgeable)) throw error;
    }
    return best;
  };

  /** In which readings a value is to be confirmed; undefined where our own evaluation does not take it for a witness. */
  const readingsOf = (question: Question, value: Json): readonly FormatReading[] | undefined => {
    const { formats } = question;
    if (!isWitness(question, value, 'assume')) return undefined;
    if (formats !== 'asserted' && isWitness(question, value, 'ignore')) return ['ignore', 'assume'];
    return formats === 'asserted' || formats === 'registry' ? ['assume'] : undefined;
  };

  const shown = (question: Question, witness: Json, readings: readonly FormatReading[]) => {
    const rests = !readings.includes('ignore') && !isWitness(question, witness, 'ignore');
    return { verdict: 'not-contained', witness, ...(rests && { restsOnFormat: rests }) } as const;
  };

  const isLong = ({ size }: Question, value: Json): boolean =>
    size !== Number.POSITIVE_INFINITY && JSON.stringify(value).length > size;

  const isJudged = ({ a, b, direction }: Question, value: Json, readings: readonly FormatReading[]): boolean => {
    const formats = readings.length > 1 ? 'both' : readings[0] === 'ignore' ? 'off' : 'on';
    return (
      judge(a, value, { formats, side: 'values', direction }) === true &&
      judge(b, value, { formats, side: 'judge', direction }) === false
    );
  };

  /** What is refused, put into a harmless value: as near to one as can be without a search. Undefined where that is no witness. */
  const planted = (question: Question, plant: (harmless: Json) => Json | undefined): Containment | undefined => {
    const { beside, formats, care, steps } = question;
    try {
      budget.restart(steps / 2);
      const near = beside && harmlessIn(question, [beside], formats === 'asserted' ? ['assume'] : ['ignore', 'assume']);
      const value = near === undefined ? undefined : plant(near);
      budget.restart(steps / 2);
      // whoever plants it answers for its names: seen from further up, an alternative that refuses it declares none of them
      const asked: Question = { ...question, mode: 'strict' };
      const readings = value === undefined ? undefined : readingsOf(asked, value);
      if (value === undefined || readings === undefined) return undefined;
      if (care === 'judged' && (isLong(asked, value) || !isJudged(asked, value, readings))) return undefined;
      return shown(asked, value, readings);
    } catch (error) {
      if (error instanceof OutOfSteps || error instanceof Unjudgeable) return undefined;
      throw error;
    } finally {
      budget.restart(steps);
    }
  };

  /** Shrinks a value that our own evaluation takes for a witness, and has the judge confirm it in the readings asked for. */
  const confirmed = (
    question: Question,
    value: Json,
    readings: readonly FormatReading[],
    refused: readonly Json[] = [],
  ): Containment => {
    budget.restart(question.steps / 2);
    const stillOne = (smaller: Json): boolean => readings.every((reading) => isWitness(question, smaller, reading));
    if (!stillOne(value)) return unproven('the value found is not a witness after all');
    if (question.care === 'found') return shown(question, value, readings);
    const limit = question.beside === undefined ? question.steps / 2 : SHRINKING;
    const witness = shrunk(value, limit, (one) => stillOne(one) && !includes(refused, one));
    const alone = isolated(question, witness, readings);
    if (question.care === 'shrunk') return shown(question, alone, readings);
    if (isLong(question, witness)) return { ...shown(question, witness, readings), isLong: true };
    if (alone !== witness && !isLong(question, alone) && isJudged(question, alone, readings))
      return shown(question, alone, readings);
    if (!isJudged(question, witness, readings)) {
      if (refused.length >= MAX_REFUSED || weightOf(witness) > MAX_REFUSED_WEIGHT)
        return unproven('the judge does not confirm the witness found');
      const { outcome } = search(question, readings.includes('ignore') ? 'ignore' : 'registry', [...refused, witness]);
      if (outcome.found !== 'value') return unproven('the judge does not confirm the witness found');
      return confirmed(question, outcome.value, readings, [...refused, witness]);
    }
    return shown(question, witness, readings);
  };

  return { isWitness, readingsOf, planted, confirmed };
}

export function unproven(reason: string): Containment {
  return { verdict: 'unproven', reason };
}
