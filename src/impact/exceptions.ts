/** The exception catalogue in two versions: what no entry catches, entries that catch nothing, and what handlers read. */

import { operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { ExceptionEntry, FieldRef, Manifest, OperationRef } from '../manifest/manifest.ts';
import type { Operation, Response } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { catcherOf, catches, caughtBy, entriesFor, isError } from './catching.ts';
import { type Dangling, danglingField, danglingOperation } from './dangling.ts';
import { present } from './mapping.ts';
import { type Located, locateField, messageOf, type Side } from './message.ts';
import { type OperationVersions, operationsOf, type SystemSides } from './operation-versions.ts';
import { NO_PAIRS, type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';
import { fieldTrail } from './trail.ts';

/** An operation that the integration calls, in both versions. */
export interface Use {
  readonly system: string;
  readonly versions: OperationVersions;
}

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
  const known = new Set(before.parts().responses.map(({ status }) => status.toUpperCase()));
  const entries = entriesFor(manifest.exceptions, system, after, side.after);
  const were = earlier === undefined ? [] : entriesFor(earlier.exceptions, system, after, side.after);
  const children = operationPairOf(side.after.graph, after)?.children ?? [];
  return after
    .parts()
    .responses.filter(({ status }) => catcherOf(entries, status) === undefined)
    .filter(
      (response) =>
        (isError(response) && !known.has(response.status.toUpperCase())) ||
        (isError(response) && catcherOf(were, response.status) !== undefined),
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

/** One entry at one operation: the responses that its handler gets, then and now. */
interface Caught {
  readonly use: Use;
  readonly side: SystemSides;
  readonly before: readonly Response[];
  readonly after: readonly Response[];
}

export function caughtOver(entry: ExceptionEntry, { manifest, sides, uses }: ExceptionContext): Caught[] {
  return uses.flatMap((use) => {
    const side = sides.get(use.system);
    if (side === undefined) return [];
    const at = (operation: Operation | undefined, of: Side): readonly Response[] => {
      if (operation?.kind !== 'operation') return [];
      const entries = entriesFor(manifest.exceptions, use.system, operation, of);
      return entries.includes(entry) ? caughtBy(entry, entries, operation) : [];
    };
    const before = at(use.versions.before, side.before);
    const after = at(use.versions.after, side.after);
    return before.length + after.length === 0 ? [] : [{ use, side, before, after }];
  });
}

function judgeEntry(entry: ExceptionEntry, context: ExceptionContext): ExceptionJudgement {
  const caught = caughtOver(entry, context);
  const subject: Subject = { id: entry.id, owners: entry.owners, levels: {} };
  const parts = { subject, reliance: 'handles', from: '', to: entry.on.text, mark: entry.mark } as const;
  const outcomes: { system: string; outcome: Outcome }[] = [];
  const dangling: Dangling[] = [];
  const lost = caught.filter(({ before, after }) => before.length > 0 && after.length === 0);
  if (lost.length > 0 && lost.length === caught.length) {
    for (const { use, side, before } of lost) {
      const causes = responsePairs(side, use.versions, before);
      outcomes.push({ system: use.system, outcome: outcomeOf(parts, 'source', causes, [deadProblem(entry, causes)]) });
    }
  }
  for (const ref of entry.reads) {
    const judged = caught.map((one) => readOutcomes(subject, ref, entry, one));
    outcomes.push(...judged.flatMap((one) => one.outcomes));
    const told = judged.filter(({ names }) => names !== undefined);
    if (told.length > 0 && judged.every(({ found }) => !found) && told.length === judged.length) {
      dangling.push(
        danglingField(
          ref,
          told.flatMap(({ names = [] }) => names),
          'source',
        ),
      );
    }
  }
  if (entry.reads.length === 0 && entry.action === 'handle') {
    for (const one of caught) {
      for (const { before, after } of paired(one)) {
        const trail = responseTrail(one, before, after);
        const body = {
          before: before && readAt(one, 'before', before, WHOLE),
          after: readAt(one, 'after', after, WHOLE),
        };
        for (const pair of fieldTrail(one.side.after.graph, body)) trail.add(pair);
        outcomes.push({ system: one.use.system, outcome: outcomeOf(parts, 'source', trail) });
      }
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

/** What the handler got, beside what it gets: by status, else what took its place. */
function paired({ before, after }: Caught): { readonly before: Response | undefined; readonly after: Response }[] {
  return after.map((now) => ({ before: before.find(({ status }) => status === now.status), after: now }));
}

interface ReadJudgement {
  readonly outcomes: readonly { readonly system: string; readonly outcome: Outcome }[];
  /** The field is there in one of the responses, in one of the versions. */
  readonly found: boolean;
  /** What is there instead; undefined where a response does not say what is in it. */
  readonly names: readonly string[] | undefined;
}

function readOutcomes(subject: Subject, ref: FieldRef, { on }: ExceptionEntry, caught: Caught): ReadJudgement {
  const parts = { subject, reliance: 'reads', from: ref.text, to: '', mark: ref.mark } as const;
  const outcomes: { system: string; outcome: Outcome }[] = [];
  let found = caught.before.some((response) => readAt(caught, 'before', response, ref)?.found ?? true);
  let names: string[] | undefined = [];
  for (const { before, after } of paired(caught)) {
    const trail = responseTrail(caught, before, after);
    const old = before && readAt(caught, 'before', before, ref);
    const now = readAt(caught, 'after', after, ref);
    if (now === undefined || now.found) found = true;
    // What a range or `default` says of a status that is not listed is less than what the handler knows.
    else if (now.why !== 'field' || !catches(on.status, after.status)) names = undefined;
    else names?.push(...now.names);
    for (const pair of fieldTrail(caught.side.after.graph, { before: old, after: now })) trail.add(pair);
    outcomes.push({
      system: caught.use.system,
      outcome: outcomeOf(parts, 'source', trail, readProblems(ref, after, old, now, caught)),
    });
  }
  return { outcomes, found, names };
}

/** A response that came under a handler has to have what the handler reads, as one that was there all along. */
function readProblems(
  ref: FieldRef,
  response: Response,
  old: Located | undefined,
  now: Located | undefined,
  caught: Caught,
): Problem[] {
  // A new response that does not say what is in it is no worse than the silence before.
  if (now?.found === true || (now === undefined && old?.found !== true)) return [];
  const isNew =
    caught.use.versions.before !== undefined && !caught.before.some(({ status }) => status === response.status);
  if (!isNew && old?.found !== true) return [];
  const gone = isNew
    ? `${code(response.status)} is new under the handler, and has no ${code(ref.text)} to read`
    : `the handler reads ${code(ref.text)}, which ${code(response.status)} no longer has`;
  const causes = isNew ? responseAdded(caught, response) : NO_PAIRS;
  return [
    {
      kind: 'read-gone',
      aspect: 'existence',
      side: 'source',
      key: `${ref.text} ${response.status}`,
      verdict: 'breaks',
      ...(causes.size > 0 && { causes }),
      because: gone,
    },
  ];
}

function responseAdded({ side, use }: Caught, { at }: Response): Set<Pair> {
  const { after } = use.versions;
  const children = (after && operationPairOf(side.after.graph, after)?.children) ?? [];
  return new Set(children.flatMap(({ child }) => (child.kind === 'response' && child.after?.at === at ? [child] : [])));
}

/** Where a handler finds a field; undefined where the response does not say what is in it. */
export function readAt(
  caught: Caught,
  which: 'before' | 'after',
  response: Response,
  ref: FieldRef,
): Located | undefined {
  const operation = caught.use.versions[which];
  if (operation === undefined) return undefined;
  const side = caught.side[which];
  const message = messageOf(side, operation, statusRef(caught.use, response, ref), 'reads');
  if (ref.place === 'body' && message.body === undefined) return undefined;
  return present(locateField(side, message, ref), 'writeOnly');
}

/** The operation itself is known: only the status is read from the reference. */
function statusRef({ system }: Use, { status }: Response, { mark }: FieldRef): OperationRef {
  return { text: status, mark, system, target: { kind: 'operationId', operationId: '' }, status };
}

/** The response itself, and what carries its body: who may call the operation is no business of its handlers. */
function responseTrail({ use, side }: Caught, before: Response | undefined, after: Response): Set<Pair> {
  const trail = new Set<Pair>();
  for (const operation of [use.versions.before, use.versions.after]) {
    for (const { child } of (operation && operationPairOf(side.after.graph, operation)?.children) ?? []) {
      if (child.kind !== 'response' || (child.before?.at !== before?.at && child.after?.at !== after.at)) continue;
      trail.add(child);
      for (const { child: part } of child.children) if (part.kind === 'mediaType') trail.add(part);
    }
  }
  return trail;
}

/** The body of a response as one field. */
const WHOLE: FieldRef = { text: '$', mark: { line: 1, column: 1 }, place: 'body', steps: [] };
