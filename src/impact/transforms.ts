/**
 * Transforms, run on what their sources may hold in both versions: does the target take what comes out? It is loaded only
 * where a manifest has transforms, and done before anything is judged, since JSONata answers later.
 */

import { valueKey } from '../diff/value-key.ts';
import type { Expression, FieldMapping } from '../manifest/manifest.ts';
import { type Run, runExpression } from '../manifest/run-expression.ts';
import { listed } from '../report/phrases.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import { eitherOf, type KeptBack, keptBack } from './condition.ts';
import { refusal } from './constant.ts';
import { type FlowVersions, runsExpressions, statesOf } from './flow.ts';
import type { MappingState } from './mapping.ts';
import { isNeeded, readingsFor } from './presence.ts';
import type { Problem } from './problem.ts';
import { letOn, sourcesTakenThen } from './sent.ts';
import { transformed } from './showing.ts';
import { takes } from './takes.ts';
import { causeOf, couldHold } from './transform-cause.ts';
import { type Input, inputsOf } from './transform-inputs.ts';
import { spelled } from './written.ts';

/** What the condition of a flow does to a row: values of its source, null and nothing too, by `valueKey`. */
export interface Conditions {
  /** With these the flow does not run. */
  readonly keptBack?: KeptBack;
  /** With these it did not run by its condition before, and does now. */
  readonly released?: KeptBack;
}

export interface TransformVerdict extends Conditions {
  readonly problems: readonly Problem[];
  /** Every value of the source was tried. */
  readonly complete: boolean;
  /** How many values were tried. */
  readonly tried: number;
  /** It was run without its source, too, where that may be missing. */
  readonly triesGaps: boolean;
  /** Why nothing is said of the values. */
  readonly unjudged?: string;
  /** What there is to say without the version before, where both are asked for. */
  readonly alone?: TransformVerdict;
}

export type TransformVerdicts = ReadonlyMap<FieldMapping, TransformVerdict>;

/** Problems of one kind that are told one by one. */
const MAX_TOLD = 5;

/** Runs every transform of a manifest: by its row, what came of it. `alone`: the version before does not count. */
export async function judgeTransforms(
  flows: readonly FlowVersions[],
  mode: 'compared' | 'alone' = 'compared',
): Promise<TransformVerdicts> {
  const verdicts = new Map<FieldMapping, TransformVerdict>();
  for (const flow of flows) {
    const { before: earlier = flow.after, after: current } = flow;
    if (![earlier, current].some(runsExpressions)) continue;
    for (const { before, after, isNew } of statesOf(flow).rows) {
      const then = isNew || mode === 'alone' ? undefined : before;
      const kept = await keptBack(current, after, then);
      const was = await keptBack(earlier, after, then);
      const released = was.map((ones, index) => new Set([...ones].filter((one) => !kept[index]?.has(one))));
      const conditions: Conditions = { keptBack: kept, released };
      if (after.field.transform?.reads !== undefined)
        verdicts.set(after.field, { ...(await judgeTransform(after, then, conditions)), ...conditions });
      else if ([...kept, ...was].some(({ size }) => size > 0)) verdicts.set(after.field, { ...UNTRIED, ...conditions });
    }
  }
  return verdicts;
}

const UNTRIED: TransformVerdict = { problems: [], complete: false, tried: 0, triesGaps: false };

async function judgeTransform(
  now: MappingState,
  then: MappingState | undefined,
  { keptBack: kept = [], released = [] }: Conditions,
): Promise<TransformVerdict> {
  const { transform } = now.field;
  const inputs = inputsOf(now, readingsFor(then), kept);
  const isAmong = (which: KeptBack, { values }: Input) =>
    [...values].some(([source, value]) => which[source]?.has(valueKey(value)));
  const wereTaken = sourcesTakenThen(now, then, eitherOf(kept, released));
  if (transform === undefined || now.target?.at?.found !== true) return UNTRIED;
  if (inputs.all.length === 0)
    return { ...UNTRIED, unjudged: 'no example of the source is known to run the transform on' };
  // A source that was not there before is no worse than none.
  const isFresh = then?.sources.some(({ at }) => at?.found !== true) ?? false;
  if (isFresh) return { ...UNTRIED, unjudged: 'the source was not there before' };
  const problems = new Map<string, Problem>();
  const counts = new Map<string, number>();
  const runs = new Map<string, Promise<Run>>();
  const run = (expression: Expression, value: unknown): Promise<Run> => {
    const key = `${expression.text}\n${valueKey(value)}`;
    const known = runs.get(key) ?? runExpression(expression.text, value);
    runs.set(key, known);
    return known;
  };
  const ofGaps = new Set<Problem>();
  let failedBefore = false;
  for (const input of inputs.all) {
    if (isAmong(kept, input)) continue;
    const result = await run(transform, input.value);
    if (result.kind === 'refused') {
      const because = `the transform was not run: ${result.message}`;
      return { ...UNTRIED, unjudged: because, ...(then === undefined && { problems: [notRun(because)] }) };
    }
    const failure = failureOf(now, input, result);
    if (failure === undefined) continue;
    const isLetOn = input.source >= wereTaken;
    const wasSent = !isLetOn && !isAmong(released, input);
    if (then !== undefined && wasSent && result.kind !== 'stopped' && (await failedThen(then, now, input, run))) {
      failedBefore ||= input.shown !== undefined;
      continue;
    }
    const weighted = then === undefined ? weighed(failure, now, input, inputs.complete) : failure;
    const { limit, ...cause } = causeOf(now, then, input, result);
    const reason = isLetOn && then !== undefined ? { aspect: letOn(now, then, wereTaken).aspect } : cause;
    const told: Problem = { ...weighted, ...reason };
    const like = [told.kind, told.aspect, told.verdict, limit].join(' ');
    const count = counts.get(like) ?? 0;
    // Of listed values each one is told; of examples, one shows it.
    // What the target listed may go one by one.
    const isListed = listsValues(now, input) || (told.aspect === 'values' && takesListed(then));
    const most = told.verdict === 'breaks' && (inputs.complete || isListed) ? MAX_TOLD : 1;
    if (count < most && !problems.has(told.key)) {
      problems.set(told.key, told);
      counts.set(like, count + 1);
    }
    if (input.shown === undefined) ofGaps.add(told);
    // One run without an end says it all.
    if (result.kind === 'stopped') break;
  }
  // Where examples failed before and nobody minded, the source sends less than its description says.
  const all = withoutLesser([...problems.values()]).map(
    (one): Problem => (failedBefore && !inputs.complete && !ofGaps.has(one) ? { ...one, verdict: 'warns' } : one),
  );
  return { problems: all, complete: inputs.complete, tried: inputs.all.length, triesGaps: inputs.hasGaps };
}

/** The source that is varied lists its values. */
function listsValues({ sources }: MappingState, { source }: Input): boolean {
  const at = sources[source]?.at;
  return at?.found === true && at.ways.every(({ shape }) => shape.enum !== undefined);
}

/** The target lists what it takes, on some way to it. */
function takesListed(state: MappingState | undefined): boolean {
  const at = state?.target?.at;
  return at?.found === true && at.ways.some(({ shape }) => shape.enum !== undefined);
}

/** Where a value that the description names fails, one that was made up and fails in the same way adds nothing. */
function withoutLesser(problems: readonly Problem[]): Problem[] {
  const broken = new Set(problems.filter(({ verdict }) => verdict === 'breaks').map(({ kind }) => kind));
  return problems.filter(({ kind, verdict }) => verdict === 'breaks' || !broken.has(kind));
}

/** Without a version before: an example that nobody but us made up shows what may go wrong, not what does. */
function weighed(failure: Problem, state: MappingState, { stated }: Input, complete: boolean): Problem {
  if (failure.kind === 'transform-stopped') return failure;
  const isOpen = failure.kind === 'value-refused' && takesListed(state) && !complete;
  if (stated && !isOpen) return failure;
  return { ...failure, verdict: failure.kind === 'value-refused' && !takesListed(state) ? 'notes' : 'warns' };
}

/** Why what comes out does not arrive; undefined when it does, or nobody can tell. */
function failureOf(state: MappingState, input: Input, run: Run): Problem | undefined {
  const { shown, value, values } = input;
  const { target, ends, field } = state;
  const at = target?.at;
  if (target === undefined || at?.found !== true) return undefined;
  const problem = { aspect: 'values', side: 'either', verdict: 'breaks' } as const;
  const isGap = shown === undefined;
  const without = missingWords(state, input);
  const from = isGap ? without : `for ${literal(shown ?? value ?? null)}`;
  switch (run.kind) {
    case 'stopped':
      return {
        ...problem,
        kind: 'transform-stopped',
        key: 'stopped',
        because: `the transform was stopped ${from}: ${run.message}`,
      };
    case 'throws':
      return {
        ...problem,
        kind: 'transform-fails',
        key: `throws ${valueKey(shown)}`,
        ...(!isGap && { witness: transformed(state, value, values, undefined) }),
        because: `the transform fails ${from}: ${thrown(run.message, shown)}`,
      };
    case 'nothing': {
      if (field.default !== undefined) return refusedDefault(state, from);
      if (!isNeeded(at, ends.isBuilt)) return undefined;
      const because = `the transform gives nothing ${from}, and the target requires ${code(target.ref.text)}`;
      return {
        ...problem,
        kind: 'source-may-be-missing',
        aspect: 'presence',
        key: `nothing ${valueKey(shown)}`,
        because,
      };
    }
    case 'value': {
      if (run.value === null && field.default !== undefined) return refusedDefault(state, from);
      if (!isRefused(state, run.value)) return undefined;
      const what = isGap ? without : `of ${literal(shown ?? value ?? null)}`;
      const because = `the transform makes ${literal(run.value)} ${what}, which the target does not take`;
      const witness = isGap ? {} : { witness: transformed(state, value, values, { value: run.value }) };
      return { ...problem, kind: 'value-refused', key: `made ${valueKey(shown)}`, ...witness, because };
    }
    default:
      return undefined;
  }
}

function isRefused({ target, ends }: MappingState, value: unknown): boolean {
  const at = target?.at;
  const spellings = spelled(at, value);
  return (
    at?.found === true &&
    at.ways.every(({ shape }) => spellings.every((one) => takes(ends.target.shapes, shape, one) === 'no'))
  );
}

/** What stands in where the transform gives nothing. */
function refusedDefault(state: MappingState, from: string): Problem | undefined {
  const value = state.field.default?.value;
  if (!isRefused(state, value)) return undefined;
  const because = `the target does not take ${literal(value)}, which is sent where the transform gives nothing ${from}`;
  return refusal(state, value, because);
}

/** Of a chain, nothing is left only where all of it is missing. */
function missingWords({ field, sources }: MappingState, { source, lacking = [source] }: Input): string {
  const missing = field.take === 'first' ? sources : lacking.flatMap((index) => sources[index] ?? []);
  const names = missing.map(({ ref }) => code(ref.text));
  return `where ${listed(names)} ${names.length === 1 ? 'is' : 'are'} missing`;
}

/** Worth knowing at its line: what comes of it nobody has seen. */
function notRun(because: string): Problem {
  return { kind: 'transform-stopped', aspect: 'values', side: 'either', key: 'not run', verdict: 'notes', because };
}

/** What JSONata says, with what it quotes as code; the value that is shown anyway is not said again. */
function thrown(message: string, shown: unknown): string {
  const own = `: ${JSON.stringify(shown)}`;
  const words = message.endsWith(own) ? message.slice(0, -own.length) : message;
  const lowered = `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  return lowered.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (quoted, inner: string) => (inner === '' ? quoted : code(inner)));
}

/** Whether the same came of the same before: the source could hold it, and it did not arrive. */
async function failedThen(
  then: MappingState,
  now: MappingState,
  input: Input,
  run: (expression: Expression, value: unknown) => Promise<Run>,
): Promise<boolean> {
  const { transform } = then.field;
  if (transform === undefined || !couldHold(then, now, input)) return false;
  if (then.sources.length !== now.sources.length) return false;
  const result = await run(transform, input.value);
  return failureOf(then, input, result) !== undefined;
}
