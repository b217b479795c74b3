/** Is every value valid under one schema valid under another? The search itself, with the judge passed in. */
import type { Json } from '../spec/spec-version.ts';
import { createArena } from './arena.ts';
import { createBudget, OutOfSteps, Unjudgeable } from './budget.ts';
import { type Compiler, createCompiler, createNumbers } from './compile.ts';
import { createDeclarations, type Governing } from './declared.ts';
import type { Dialect } from './dialect.ts';
import { isEqual } from './equal.ts';
import { type Evaluation, evaluate, holds } from './evaluate.ts';
import type { FormatReading } from './formats.ts';
import type { Formula, Literal } from './formula.ts';
import type { Judge } from './judge.ts';
import type { Containment, ContainmentOptions, Mode, Session } from './options.ts';
import { no, yes } from './outcome.ts';
import { createPatterns } from './pattern/language.ts';
import { type Direction, type SchemaIn, standalone } from './schema-in.ts';
import { createSolver, type Solver } from './solve.ts';
import { createWitnesses, type Found, type Question, unproven } from './witness.ts';

export const DEFAULT_BUDGET = 50_000;
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
    const { limit, among, candidate, size = Number.POSITIVE_INFINITY, near, plant } = options;
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
      const answer = (plant && planted(question, plant)) ?? decide(question);
      if (beside === undefined || answer.verdict !== 'contained') return answer;
      budget.restart(steps);
      return decide({ ...question, names: namesOf(question) });
    } catch (error) {
      if (error instanceof OutOfSteps || error instanceof Unjudgeable) return unproven(error.message);
      throw error;
    }
  };

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

  const ofType = (type: 'array' | 'object', direction: Direction | undefined): Formula =>
    compilerFor(direction).compile(standalone({ type }, LATEST), 'values');

  const witnesses = createWitnesses({ judge, budget, ofType, solved, search, namesOf, isOne });
  const { isWitness, readingsOf, planted, confirmed } = witnesses;

  const decide = (question: Question): Containment => {
    const { candidate, formats } = question;
    const readings = candidate === undefined ? undefined : readingsOf(question, candidate);
    if (candidate !== undefined && readings !== undefined) return confirmed(question, candidate, readings);
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

/** Equal documents of one dialect accept the same values, whatever they mean. */
export function areEqualDocuments(a: unknown, b: unknown): boolean {
  return isEqual(a, b);
}

function isSame(a: SchemaIn, b: SchemaIn): boolean {
  return a.schema === b.schema && a.resolve === b.resolve && a.dialect === b.dialect && a.direction === b.direction;
}
