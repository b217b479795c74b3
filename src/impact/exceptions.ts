/** The exception catalogue in two versions: what no entry catches, and entries that catch nothing. */

import { describing } from '../diff/cover.ts';
import { operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { ExceptionEntry, Manifest } from '../manifest/manifest.ts';
import type { Operation, Response } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { catcherOf, catchersFor, caughtBy, isError } from './catching.ts';
import { type Dangling, danglingField, danglingOperation } from './dangling.ts';
import { type Caught, readOutcomes, type Use, wholeTrails } from './handler-reads.ts';
import { type OperationVersions, operationsOf, type SystemSides } from './operation-versions.ts';
import { type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';

export interface ExceptionContext {
  readonly manifest: Manifest;
  readonly earlier: Manifest | undefined;
  readonly sides: ReadonlyMap<string, SystemSides>;
  /** Every operation that the manifest names, each once. */
  readonly uses: readonly Use[];
}

export interface ExceptionJudgement {
  readonly outcomes: readonly { readonly system: string; readonly outcome: Outcome }[];
  readonly dangling: readonly Dangling[];
}

export function judgeExceptions(context: ExceptionContext): ExceptionJudgement {
  const { manifest, sides } = context;
  const outcomes: { system: string; outcome: Outcome }[] = [];
  const dangling: Dangling[] = [];
  for (const { on } of manifest.exceptions) {
    const system = on.operation && sides.get(on.operation.system);
    if (on.operation === undefined || system === undefined) continue;
    const missing = danglingOperation(operationsOf(system, on.operation, on.operation), on.operation, system);
    if (missing !== undefined) dangling.push(missing);
  }
  for (const entry of manifest.exceptions) {
    const judged = judgeEntry(entry, context);
    outcomes.push(...judged.outcomes);
    dangling.push(...judged.dangling);
  }
  if (manifest.exceptions.length > 0) {
    for (const use of context.uses) outcomes.push(...uncaught(use, context));
  }
  return { outcomes, dangling };
}

/** Statuses that an operation may answer now, did not before, and nothing catches. */
function uncaught({ system, versions }: Use, { manifest, earlier, sides }: ExceptionContext) {
  const { before, after } = versions;
  const side = sides.get(system);
  if (before?.kind !== 'operation' || after === undefined || side === undefined) return [];
  const entries = catchersFor(manifest.exceptions, system, after, side.after);
  // What a range or `default` told of, and nothing caught, may be listed by itself now.
  const wasUncaught = ({ status }: Response) => {
    const told = describing(before.parts().responses, status);
    return told !== undefined && catcherOf(entries, told.status) === undefined;
  };
  const were = earlier === undefined ? undefined : catchersFor(earlier.exceptions, system, after, side.after);
  const children = operationPairOf(side.after.graph, after)?.children ?? [];
  return after
    .parts()
    .responses.filter(({ status }) => catcherOf(entries, status) === undefined)
    .filter(
      (response) =>
        (isError(response) && !wasUncaught(response)) ||
        (were !== undefined && isError(response) && catcherOf(were, response.status) !== undefined),
    )
    .map((response) => {
      const causes = new Set<Pair>();
      for (const { child } of children)
        if (child.kind === 'response' && child.after?.at === response.at) causes.add(child);
      return { system, outcome: uncaughtOutcome(manifest, system, after, [response], causes) };
    });
}

/** What findings about statuses that nothing catches are told under. */
export const UNCAUGHT = 'exceptions';

/** Responses that no entry catches, at the place where the manifest lists its exceptions. */
export function uncaughtOutcome(
  { exceptions }: Manifest,
  system: string,
  operation: Operation,
  responses: readonly Response[],
  causes: ReadonlySet<Pair>,
  verdict: Problem['verdict'] = 'breaks',
): Outcome {
  const names = responses.map(({ status }) => code(status));
  const statuses = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const subject: Subject = { id: UNCAUGHT, owners: [], levels: {} };
  const text = `${system} ${operation.method} ${operation.path}`;
  const key = responses.map(({ status }) => status).join(' ');
  const to = responses.length === 1 ? `${text} ${key}` : text;
  const because = `${code(text)} may answer ${statuses}, which no exception catches`;
  const problem: Problem = {
    kind: 'status-uncaught',
    aspect: 'notice',
    side: 'source',
    key,
    verdict,
    causes,
    because,
  };
  const mark = exceptions[0]?.mark ?? { line: 1, column: 1 };
  return outcomeOf({ subject, reliance: 'handles', from: '', to, mark }, 'source', causes, [problem]);
}

const caughtKnown = new WeakMap<ExceptionContext, ReadonlyMap<ExceptionEntry, readonly Caught[]>>();

export function caughtOver(entry: ExceptionEntry, context: ExceptionContext): readonly Caught[] {
  const known = caughtKnown.get(context) ?? caughtIn(context);
  caughtKnown.set(context, known);
  return known.get(entry) ?? [];
}

function caughtIn({ manifest, sides, uses }: ExceptionContext): ReadonlyMap<ExceptionEntry, readonly Caught[]> {
  const caught = new Map<ExceptionEntry, Caught[]>(manifest.exceptions.map((entry) => [entry, []]));
  for (const use of uses) {
    const side = sides.get(use.system);
    if (side === undefined) continue;
    const { before, after } = use.versions;
    const [operation, of] = after === undefined ? [before, side.before] : [after, side.after];
    if (operation === undefined) continue;
    const entries = catchersFor(manifest.exceptions, use.system, operation, of);
    for (const [entry, told] of caughtBy(entries, responsesOf(before), responsesOf(after)))
      caught.get(entry)?.push({ use, side, told });
  }
  return caught;
}

function responsesOf(operation: Operation | undefined): readonly Response[] {
  return operation?.kind === 'operation' ? operation.parts().responses : [];
}

function judgeEntry(entry: ExceptionEntry, context: ExceptionContext): ExceptionJudgement {
  const caught = caughtOver(entry, context);
  const subject: Subject = { id: entry.id, owners: entry.owners, levels: {} };
  const parts = { subject, reliance: 'handles', from: '', to: entry.on.text, mark: entry.mark } as const;
  const outcomes: { system: string; outcome: Outcome }[] = [];
  const dangling: Dangling[] = [];
  const lost = caught.filter(({ told }) => told.every(({ after }) => after === undefined));
  if (lost.length > 0 && lost.length === caught.length) {
    for (const { use, side, told } of lost) {
      const gone = told.flatMap(({ before }) => before ?? []);
      const causes = responsePairs(side, use.versions, gone);
      outcomes.push({ system: use.system, outcome: outcomeOf(parts, 'source', causes, [deadProblem(entry, causes)]) });
    }
  }
  for (const ref of entry.reads) {
    const judged = caught.map((one) => readOutcomes(subject, ref, entry, one));
    outcomes.push(...judged.flatMap((one) => one.outcomes));
    const told = judged.filter(({ names }) => names !== undefined);
    if (told.length > 0 && judged.every(({ found }) => !found) && told.length === judged.length) {
      dangling.push(danglingField(ref, { names: told.flatMap(({ names = [] }) => names) }, 'source'));
    }
  }
  if (entry.reads.length === 0 && entry.action === 'handle') {
    for (const one of caught) {
      for (const trail of wholeTrails(one))
        outcomes.push({ system: one.use.system, outcome: outcomeOf(parts, 'source', trail) });
    }
  }
  return { outcomes, dangling };
}

export function deadProblem({ on }: ExceptionEntry, causes: ReadonlySet<Pair>): Problem {
  return {
    kind: 'exception-dead',
    aspect: 'existence',
    side: 'source',
    key: 'dead',
    verdict: 'warns',
    causes,
    because: `${code(on.text)} catches nothing that a used operation may answer`,
  };
}

function responsePairs(
  side: SystemSides,
  { before, after }: OperationVersions,
  responses: readonly Response[],
): Set<Pair> {
  const found = new Set<Pair>();
  for (const operation of [before, after]) {
    const pair = operation && operationPairOf(side.after.graph, operation);
    if (pair === undefined) continue;
    if (after === undefined) found.add(pair);
    for (const { child } of pair.children) {
      if (child.kind === 'response' && responses.some(({ at }) => child.before?.at === at)) found.add(child);
    }
  }
  return found;
}
