/** What the handlers of exceptions read of the responses that they get, in two versions. */

import { operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { ExceptionEntry, FieldRef, OperationRef } from '../manifest/manifest.ts';
import type { Aspect } from '../rules/rule.ts';
import type { MediaType, Response } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { catches, statusRank, type Told } from './catching.ts';
import { present } from './mapping.ts';
import { inMediaType, type Located, locateField, messageOf } from './message.ts';
import type { OperationVersions, SystemSides } from './operation-versions.ts';
import { payloadOf, payloadsOf, sameMediaType } from './operations.ts';
import { NO_PAIRS, type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';
import { newFinds } from './read-finds.ts';
import { readWords } from './reliance.ts';
import { fieldTrail, pairsWithin } from './trail.ts';

/** An operation that the integration calls, in both versions. */
export interface Use {
  readonly system: string;
  readonly versions: OperationVersions;
}

/** One entry at one operation: the responses that its handler gets, then and now. */
export interface Caught {
  readonly use: Use;
  readonly side: SystemSides;
  readonly told: readonly Told[];
}

/** What the handler gets now, beside what it got. */
interface Gets {
  readonly before: Response | undefined;
  readonly after: Response;
}

function paired({ told }: Caught): Gets[] {
  const gets = told.flatMap(({ before, after }): Gets[] => (after === undefined ? [] : [{ before, after }]));
  // What tells of a status that was listed before came with that, and is not new by itself.
  return gets.filter(
    (one) => one.before !== undefined || !gets.some((other) => other.before !== undefined && other.after === one.after),
  );
}

export interface ReadJudgement {
  readonly outcomes: readonly { readonly system: string; readonly outcome: Outcome }[];
  /** The field is there in one of the responses, in one of the versions. */
  readonly found: boolean;
  /** What is there instead; undefined where a response does not say what is in it. */
  readonly names: readonly string[] | undefined;
}

export function readOutcomes(subject: Subject, ref: FieldRef, entry: ExceptionEntry, caught: Caught): ReadJudgement {
  const parts = { subject, reliance: 'reads', from: ref.text, to: '', mark: ref.mark } as const;
  const outcomes: { system: string; outcome: Outcome }[] = [];
  for (const gets of paired(caught)) {
    const { before, after } = gets;
    const carriers = carriersOf(caught, ref, gets);
    const old = before && readAt(caught, 'before', before, ref, carriers.before);
    const now = readAt(caught, 'after', after, ref, carriers.after);
    // An error that one version lists, and the other describes in less detail, is not another one.
    if (now === undefined && before !== undefined && before.status !== after.status) continue;
    if (old?.found === false && now?.found === false) continue;
    const trail = responseTrail(caught, before, after, isRead(carriers));
    // A response that reads the same is no pair, and what is like it elsewhere is no business of this handler.
    if (trail.size > 0) {
      const field = fieldTrail(caught.side.after.graph, { before: old, after: now }, { message: trail });
      for (const pair of field) trail.add(pair);
    }
    const there = isOtherKind(ref, before, after) ? undefined : now;
    const { problems, read } = readProblems(ref, gets, old, there, caught);
    outcomes.push({
      system: caught.use.system,
      outcome: outcomeOf({ ...parts, ...(read && { read }) }, 'source', trail, problems),
    });
  }
  return { outcomes, ...lookedFor(ref, entry, caught) };
}

/** What a range or `default` says of a status that is not listed is less than what the handler knows. */
function lookedFor(ref: FieldRef, { on }: ExceptionEntry, caught: Caught): Omit<ReadJudgement, 'outcomes'> {
  const looked = (which: 'before' | 'after') => {
    const responses = new Set(caught.told.flatMap((told) => told[which] ?? []));
    return [...responses].map((response) => ({
      isListed: catches(on.status, response.status),
      at: readAt(caught, which, response, ref),
    }));
  };
  const nows = looked('after');
  const all = [...looked('before'), ...nows];
  const listed = all.filter(({ isListed }) => isListed);
  const found = (listed.length > 0 ? listed : all).some(({ at }) => at?.found ?? true);
  const lacks = nows.filter(({ isListed }) => isListed).flatMap(({ at }) => (at?.found === false ? [at] : []));
  const isSilent = (nows.length > 0 && lacks.length === 0) || lacks.some(({ why }) => why !== 'field');
  return { found, names: isSilent ? undefined : lacks.flatMap(({ names }) => names) };
}

/** A response that came under a handler has to have what the handler reads, as one that was there all along. */
function readProblems(
  ref: FieldRef,
  { before, after }: Gets,
  old: Located | undefined,
  now: Located | undefined,
  caught: Caught,
): { problems: Problem[]; read?: Outcome['read'] } {
  const { status } = before !== undefined && statusRank(before.status) > statusRank(after.status) ? before : after;
  if (now?.found === true) return foundProblems(ref, status, old, now, caught);
  // A new response that does not say what is in it is no worse than the silence before.
  if (now === undefined && old?.found !== true) return { problems: [] };
  const isUntold = before === undefined || (old === undefined && statusRank(before.status) < statusRank(after.status));
  const isNew = caught.use.versions.before !== undefined && isUntold;
  if (!isNew && old?.found !== true) return { problems: [] };
  const gone = isNew
    ? `${code(after.status)} is new under the handler, and has no ${code(ref.text)} to read`
    : `the handler reads ${code(ref.text)}, which ${code(status)} no longer has`;
  const causes = isNew ? responseAdded(caught, after) : NO_PAIRS;
  const problem = problemOf(ref, status, 'existence', gone);
  return { problems: [{ ...problem, ...(causes.size > 0 && { causes }) }] };
}

/** What the handler may find now and could not find before, where that is known; else the changes on the trail tell. */
function foundProblems(
  ref: FieldRef,
  status: string,
  old: Located | undefined,
  now: Located & { readonly found: true },
  { side }: Caught,
): { problems: Problem[]; read?: Outcome['read'] } {
  // Nothing is known that it could be worse than.
  if (old?.found !== true) return { problems: [], read: { pairs: NO_PAIRS, isPlain: true } };
  const finds = newFinds(ref, { side: side.before, at: old }, { side: side.after, at: now });
  if (finds === undefined) return { problems: [] };
  const pairs = pairsWithin(side.after.graph, { before: old, after: now });
  const problems = finds.fresh.map((find) => {
    const aspect = find === 'missing' ? 'presence' : find === 'null' ? 'null' : 'type';
    return problemOf(ref, status, aspect, readWords(aspect, ref.text));
  });
  if (pairs === undefined && !finds.isPlain) return { problems };
  return { problems, read: { pairs: pairs ?? NO_PAIRS, isPlain: finds.isPlain } };
}

function problemOf({ text }: FieldRef, status: string, aspect: Aspect, because: string): Problem {
  const key = aspect === 'existence' ? `${text} ${status}` : `${text} ${status} ${aspect}`;
  return { kind: 'read-gone', aspect, side: 'source', key, verdict: 'breaks', because };
}

/** The response, or a body where none was told of. */
function responseAdded({ side, use }: Caught, { at }: Response): Set<Pair> {
  const { after } = use.versions;
  const children = (after && operationPairOf(side.after.graph, after)?.children) ?? [];
  const own = children.map(({ child }) => child).filter((child) => child.kind === 'response' && child.after?.at === at);
  const bodies = own.flatMap((child) => child.children.map((edge) => edge.child));
  return new Set([...own, ...bodies.filter(({ kind, status }) => kind === 'mediaType' && status === 'added')]);
}

/** Where a handler finds a field, in `carrier` or whatever has it; undefined where the response does not say what is in it. */
export function readAt(
  caught: Caught,
  which: 'before' | 'after',
  response: Response,
  ref: FieldRef,
  carrier = carrierOf(caught, which, response, ref),
): Located | undefined {
  const operation = caught.use.versions[which];
  if (operation === undefined) return undefined;
  const side = caught.side[which];
  const message = messageOf(side, operation, statusRef(caught.use, response, ref), 'reads');
  if (ref.place === 'body' && message.body === undefined) return undefined;
  return present(
    locateField(side, carrier === undefined ? message : inMediaType(side, message, carrier), ref),
    'writeOnly',
  );
}

/** Of several kinds of JSON the one that has the field, else the first. */
function carrierOf(
  caught: Caught,
  which: 'before' | 'after',
  response: Response,
  ref: FieldRef,
): MediaType | undefined {
  if (ref.place !== 'body') return undefined;
  const all = payloadsOf(response.content);
  const has = (one: MediaType) => readAt(caught, which, response, ref, one)?.found === true;
  return all.length > 1 ? (all.find(has) ?? all[0]) : all[0];
}

interface Carriers {
  readonly before: MediaType | undefined;
  readonly after: MediaType | undefined;
}

/** Which media types carry what a handler reads: who reads it in one kind of JSON reads it there as long as that comes. */
function carriersOf(caught: Caught, ref: FieldRef, { before, after }: Gets): Carriers {
  const was = before && carrierOf(caught, 'before', before, ref);
  const isFound =
    before !== undefined && was !== undefined && readAt(caught, 'before', before, ref, was)?.found === true;
  const same = isFound ? payloadsOf(after.content).find((one) => sameMediaType(one, was)) : undefined;
  return { before: was, after: same ?? carrierOf(caught, 'after', after, ref) };
}

/** The operation itself is known: only the status is read from the reference. */
function statusRef({ system }: Use, { status }: Response, { mark }: FieldRef): OperationRef {
  return { text: status, mark, system, target: { kind: 'operationId', operationId: '' }, status };
}

/** None for a header. */
function isRead(carriers: Carriers): (content: Pair) => boolean {
  const read = [carriers.before?.at, carriers.after?.at];
  return (content) => [content.before?.at, content.after?.at].some((at) => at !== undefined && read.includes(at));
}

/** Who reads JSON finds nothing in another kind of body. */
function isOtherKind(ref: FieldRef, before: Response | undefined, after: Response): boolean {
  const read = payloadOf(before?.content ?? []);
  return ref.place === 'body' && read !== undefined && payloadOf(after.content, read) === undefined;
}

/** The response itself, and what carries its body: who may call the operation is no business of its handlers. */
function responseTrail(
  { use, side }: Caught,
  before: Response | undefined,
  after: Response,
  isCarried: (content: Pair) => boolean = () => true,
): Set<Pair> {
  const trail = new Set<Pair>();
  for (const operation of [use.versions.before, use.versions.after]) {
    for (const { child } of (operation && operationPairOf(side.after.graph, operation)?.children) ?? []) {
      // A catch-all is paired with each status that it told of: those of other handlers are not on this one's trail.
      if (child.kind !== 'response' || child.after?.at !== after.at) continue;
      if (before !== undefined && child.before?.at !== before.at) continue;
      trail.add(child);
      for (const { child: part } of child.children) if (part.kind === 'mediaType' && isCarried(part)) trail.add(part);
    }
  }
  return trail;
}

/** The body of a response as one field. */
const WHOLE: FieldRef = { text: '$', mark: { line: 1, column: 1 }, place: 'body', steps: [] };

/** What a handler stands on that says of no field that it reads it: each response with its body. */
export function wholeTrails(caught: Caught): Set<Pair>[] {
  return paired(caught).map(({ before, after }) => {
    const trail = responseTrail(caught, before, after);
    const body = {
      before: before && readAt(caught, 'before', before, WHOLE),
      after: readAt(caught, 'after', after, WHOLE),
    };
    for (const pair of fieldTrail(caught.side.after.graph, body, { message: trail })) trail.add(pair);
    return trail;
  });
}
