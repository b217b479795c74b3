/** Is every value valid under one schema valid under another? The search itself, with the judge passed in. */
import type { Json } from '../spec/spec-version.ts';
import { createArena } from './arena.ts';
import { createBudget, OutOfSteps, Unjudgeable } from './budget.ts';
import { type Compiler, createCompiler, createNumbers } from './compile.ts';
import { createDeclarations, type Governing } from './declared.ts';
import type { Dialect } from './dialect.ts';
import { isEqual } from './equal.ts';
import { type Evaluation, evaluate, holds, includes } from './evaluate.ts';
import type { FormatReading } from './formats.ts';
import type { Formula, Literal } from './formula.ts';
import { isolate } from './isolate.ts';
import type { Judge } from './judge.ts';
import type { Care, Containment, ContainmentOptions, Formats, Mode, Session } from './options.ts';
import { no, type Outcome, yes } from './outcome.ts';
import { createPatterns } from './pattern/language.ts';
import { type Direction, type SchemaIn, standalone } from './schema-in.ts';
import { shrink } from './shrink.ts';
import { createSolver, type Solver } from './solve.ts';
import { weightOf } from './weight.ts';

export const DEFAULT_BUDGET = 50_000;
/** How often another witness is looked for when the judge does not agree to one. */
const MAX_REFUSED = 2;
/** Of larger ones it takes too long to tell others apart. */
const MAX_REFUSED_WEIGHT = 10_000;
const LATEST: Dialect = 'draft2020-12';
const CONTAINED: Containment = { verdict: 'contained' };

export function createSession(judge: Judge): Session {
  const arena = createArena();
  const patterns = createPatterns();
  const budget = createBudget(DEFAULT_BUDGET);
  const declarations = createDeclarations(patterns, budget);
  const numberOf = createNumbers();
  const compilers = new Map<Direction | undefined, Compiler>();
  const solvers = new Map<FormatReading, Solver>();

  const compilerFor = (direction: Direction | undefined): Compiler => {
    const compiler = compilers.get(direction) ?? createCompiler({ arena, direction, budget, numberOf });
    compilers.set(direction, compiler);
    return compiler;
  };
  const solverFor = (formats: FormatReading): Solver => {
    const solver = solvers.get(formats) ?? createSolver({ arena, patterns, budget, declarations, formats });
    solvers.set(formats, solver);
    return solver;
  };

  const contains = (a: SchemaIn, b: SchemaIn, options: ContainmentOptions = {}): Containment => {
    if (isSame(a, b)) return CONTAINED;
    const { mode = 'declared', direction, formats = 'both', budget: steps = DEFAULT_BUDGET, care = 'judged' } = options;
    const { limit, among, candidate, size = Number.POSITIVE_INFINITY, near } = options;
    budget.restart(steps);
    try {
      const compiler = compilerFor(direction);
      const all = compiler.compile(a, 'values');
      const asked = [limit && standalone(limit, LATEST), among].filter((one) => one !== undefined);
      const A = arena.and([all, ...asked.map((one) => compiler.compile(one, 'values'))]);
      const B = compiler.compile(b, 'judge');
      if (A === B) return CONTAINED;
      const beside = near && compiler.compile(standalone(near, LATEST), 'values');
      const names = declaredBy(mode, all);
      const question = { a, b, all, A, B, beside, mode, names, direction, formats, steps, care, candidate, size };
      const answer = decide(question);
      if (beside === undefined || answer.verdict !== 'contained') return answer;
      budget.restart(steps);
      return decide({ ...question, names: namesOf(question) });
    } catch (error) {
      if (error instanceof OutOfSteps || error instanceof Unjudgeable) return unproven(error.message);
      throw error;
    }
  };

  interface Question {
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

  interface Found {
    readonly outcome: Outcome;
    readonly formatsMattered: boolean;
  }

  const solved = (literals: readonly Literal[], names: Governing | undefined, reading: FormatReading): Found => {
    const solver = solverFor(reading);
    const outcome = solver.solve(literals, names);
    return { outcome, formatsMattered: solver.formatsMattered() };
  };

  const search = ({ A, B, names }: Question, reading: FormatReading, refused: readonly Json[] = []): Found => {
    const others = refused.length === 0 ? [] : [no(arena.oneOfValues(refused))];
    return solved([yes(A), no(B), ...others], names, reading);
  };

  /** The names that count, undefined: all of them. */
  const declaredBy = (mode: Mode, ...schemas: readonly Formula[]): Governing | undefined =>
    mode === 'strict' ? undefined : declarations.of(schemas, mode === 'open');

  /** What is near a value of both may have names that either declares. */
  const namesOf = ({ all, B, beside, mode }: Question): Governing | undefined =>
    declaredBy(mode, ...(beside === undefined ? [all] : [all, B]));

  const isOne = (
    literals: readonly Literal[],
    names: Governing | undefined,
    value: Json,
    reading: FormatReading,
  ): boolean => {
    const how: Evaluation = { patterns, budget, formats: reading };
    if (holds(literals, value, how) !== true) return false;
    const judge = (formula: Formula, part: Json) => evaluate(formula, part, how);
    return names === undefined || declarations.onlyDeclared(value, names, judge);
  };

  const isWitness = (question: Question, value: Json, reading: FormatReading): boolean => {
    return isOne([yes(question.A), no(question.B)], namesOf(question), value, reading);
  };

  /** The witness as near as can be to a value that both schemas allow, or at least the second one. */
  const isolated = (question: Question, witness: Json, readings: readonly FormatReading[]): Json => {
    const { all, B, beside, direction } = question;
    if (beside === undefined || typeof witness !== 'object' || witness === null) return witness;
    const names = namesOf(question);
    let best: Json = witness;
    try {
      budget.restart(question.steps / 2);
      const sort = standalone({ type: Array.isArray(witness) ? 'array' : 'object' }, LATEST);
      const taken = [B, beside, compilerFor(direction).compile(sort, 'values')].map((one) => yes(one));
      for (const literals of [[yes(all), ...taken], taken]) {
        const { outcome } = solved(literals, names, readings[0] === 'ignore' ? 'ignore' : 'registry');
        const isHarmless = (value: Json) => readings.every((reading) => isOne(literals, names, value, reading));
        if (outcome.found !== 'value' || !isHarmless(outcome.value)) continue;
        isolate(witness, shrink(outcome.value, isHarmless), (nearer) => {
          const isOneToo = readings.every((reading) => isWitness(question, nearer, reading));
          if (isOneToo) best = nearer;
          return isOneToo;
        });
        break;
      }
    } catch (error) {
      if (!(error instanceof OutOfSteps || error instanceof Unjudgeable)) throw error;
    }
    return best;
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
    const restsOnFormat = !readings.includes('ignore');
    const shown = (witness: Json) => {
      const rests = restsOnFormat && !isWitness(question, witness, 'ignore');
      return { verdict: 'not-contained', witness, ...(rests && { restsOnFormat: rests }) } as const;
    };
    if (question.care === 'found') return shown(value);
    let witness = value;
    try {
      witness = shrink(value, (smaller) => {
        const fits = stillOne(smaller) && !includes(refused, smaller);
        if (fits) witness = smaller;
        return fits;
      });
    } catch (error) {
      if (!(error instanceof OutOfSteps)) throw error;
    }
    const alone = isolated(question, witness, readings);
    if (question.care === 'shrunk') return shown(alone);
    const { a, b, direction, size } = question;
    const isLong = (value: Json) => size !== Number.POSITIVE_INFINITY && JSON.stringify(value).length > size;
    if (isLong(witness)) return { ...shown(witness), isLong: true };
    const formats = readings.length > 1 ? 'both' : readings[0] === 'ignore' ? 'off' : 'on';
    const isJudged = (value: Json): boolean =>
      judge(a, value, { formats, side: 'values', direction }) === true &&
      judge(b, value, { formats, side: 'judge', direction }) === false;
    if (alone !== witness && !isLong(alone) && isJudged(alone)) return shown(alone);
    if (!isJudged(witness)) {
      if (refused.length >= MAX_REFUSED || weightOf(witness) > MAX_REFUSED_WEIGHT)
        return unproven('the judge does not confirm the witness found');
      const { outcome } = search(question, restsOnFormat ? 'registry' : 'ignore', [...refused, witness]);
      if (outcome.found !== 'value') return unproven('the judge does not confirm the witness found');
      return confirmed(question, outcome.value, readings, [...refused, witness]);
    }
    return shown(witness);
  };

  const decide = (question: Question): Containment => {
    const { candidate, formats } = question;
    if (candidate !== undefined && isWitness(question, candidate, 'assume')) {
      if (formats === 'asserted') return confirmed(question, candidate, ['assume']);
      if (isWitness(question, candidate, 'ignore')) return confirmed(question, candidate, ['ignore', 'assume']);
      if (formats === 'registry') return confirmed(question, candidate, ['assume']);
    }
    if (formats === 'asserted') {
      const { outcome } = search(question, 'registry');
      if (outcome.found === 'value') return confirmed(question, outcome.value, ['assume']);
      return outcome.found === 'none' ? CONTAINED : unproven(outcome.reason);
    }
    const plain = search(question, 'ignore');
    if (plain.outcome.found === 'unsure') return unproven(plain.outcome.reason);
    const value = plain.outcome.found === 'value' ? plain.outcome.value : undefined;
    if (formats === 'ignore') {
      return value === undefined ? CONTAINED : confirmed(question, value, ['ignore']);
    }
    if (value === undefined && !plain.formatsMattered) return CONTAINED;
    if (value !== undefined && isWitness(question, value, 'assume')) {
      return confirmed(question, value, ['ignore', 'assume']);
    }
    budget.restart(question.steps / 2);
    const asserted = search(question, 'registry').outcome;
    if (asserted.found === 'unsure') return unproven(`rests on format: ${asserted.reason}`);
    if (asserted.found === 'none') {
      if (value === undefined) return CONTAINED;
      return formats === 'registry' ? { verdict: 'contained', restsOnFormat: true } : RESTS;
    }
    if (isWitness(question, asserted.value, 'ignore')) return confirmed(question, asserted.value, ['ignore', 'assume']);
    return formats === 'registry' ? confirmed(question, asserted.value, ['assume']) : RESTS;
  };

  return { contains, spent: budget.usedInAll };
}

const RESTS: Containment = { verdict: 'unproven', reason: 'rests on format' };

function unproven(reason: string): Containment {
  return { verdict: 'unproven', reason };
}

/** Equal documents of one dialect accept the same values, whatever they mean. */
export function areEqualDocuments(a: unknown, b: unknown): boolean {
  return isEqual(a, b);
}

function isSame(a: SchemaIn, b: SchemaIn): boolean {
  return a.schema === b.schema && a.resolve === b.resolve && a.dialect === b.dialect && a.direction === b.direction;
}
