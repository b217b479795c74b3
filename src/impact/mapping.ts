/** What is wrong with one field mapping now that was not wrong before, end to end. */

import { NULL } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import type { FieldMapping, FieldRef } from '../manifest/manifest.ts';
import { counted } from '../report/phrases.ts';
import { lacking, nulls, sourcesGone, targetGone } from './absence.ts';
import { accepts } from './accept.ts';
import { eitherOf, type KeptBack } from './condition.ts';
import { refusedConstants } from './constant.ts';
import { describedAt } from './field.ts';
import { misfits, newWork, type Sending, type Version, type Work } from './fit.ts';
import { listMisfits } from './lists.ts';
import type { Located, Message, Side } from './message.ts';
import { locateField } from './message.ts';
import type { Fixed } from './picked.ts';
import { takingOf } from './places.ts';
import { type IsBuilt, isNeeded } from './presence.ts';
import type { Problem } from './problem.ts';
import { isCopy, type LetOn, letOn, sourcesTaken, sourcesTakenThen } from './sent.ts';
import { rowsThatDied, type TableState, tableMisfits } from './table.ts';
import { takes } from './takes.ts';
import type { TransformVerdict } from './transforms.ts';
import { asWritten, isWritten, spellingsOf } from './written.ts';

/** A flow's two ends in one version. */
export interface Ends {
  readonly source: Side;
  readonly target: Side;
  /** Undefined when the operation is not there. */
  readonly reads?: Message;
  readonly writes?: Message;
  readonly isBuilt: IsBuilt;
  /** What the flow always sends. */
  readonly fixed: readonly Fixed[];
  /** What its condition says of what it reads. */
  readonly settled: readonly Fixed[];
}

/** One mapping in one version. */
export interface MappingState {
  readonly field: FieldMapping;
  readonly ends: Ends;
  readonly sources: readonly { readonly ref: FieldRef; readonly at?: Located }[];
  readonly target?: { readonly ref: FieldRef; readonly at?: Located };
}

export function stateOf(field: FieldMapping, ends: Ends): MappingState {
  const sources = (field.reads ?? field.from).map((ref) => {
    const at = ends.reads && present(locateField(ends.source, ends.reads, ref, ends.settled), 'writeOnly');
    return at === undefined ? { ref } : { ref, at };
  });
  const { to } = field;
  if (to === undefined) return { field, ends, sources };
  const at = ends.writes && present(locateField(ends.target, ends.writes, to, ends.fixed), 'readOnly');
  return { field, ends, sources, target: at === undefined ? { ref: to } : { ref: to, at } };
}

/** A write-only member is in no response, a read-only one in no request. */
export function present(located: Located, mark: 'readOnly' | 'writeOnly'): Located {
  if (!located.found) return located;
  const ways = located.ways.filter(
    (way) => ![...way.passed.map(({ to }) => to), way.shape].some((shape) => shape[mark]),
  );
  if (ways.length > 0 || located.ways.length === 0) return { ...located, ways };
  return { found: false, why: mark === 'readOnly' ? 'read-only' : 'write-only', ways: located.ways, names: [] };
}

export interface MappingVerdict {
  readonly problems: readonly Problem[];
  /** Why values were not compared. */
  readonly unjudged?: string;
}

/** `shown`: what running its transform has shown. */
export function judgeMapping(
  now: MappingState,
  then: MappingState | undefined,
  shown?: TransformVerdict,
): MappingVerdict {
  if (now.field.unchecked !== undefined || now.field.ignore !== undefined) return { problems: [] };
  const gone = [...sourcesGone(now, then), ...targetGone(now, then)];
  if (now.target === undefined || gone.some(({ verdict }) => verdict === 'breaks')) return { problems: gone };
  const asked = gone.length > 0 ? gone : [...lacking(now, then, shown), ...nulls(now, then, shown)];
  const values = judgeValues(now, then, shown);
  const work = newWork(now.ends.source.covering);
  const lists = then === undefined ? [] : listMisfits(now, then, work);
  const unjudged = values.unjudged ?? doubtOf(work);
  return { problems: [...asked, ...values.problems, ...lists], ...(unjudged !== undefined && { unjudged }) };
}

function judgeValues(
  now: MappingState,
  then: MappingState | undefined,
  shown: TransformVerdict | undefined,
): MappingVerdict {
  const { field, sources, target } = now;
  if (!target?.at?.found) return { problems: [] };
  const { keptBack = [], released = [], tried = 0 } = shown ?? {};
  const wasKept = eitherOf(keptBack, released);
  const problems = refusedConstants(now, then, { keptBack, wasKept, isTried: tried > 0 });
  if (field.constant !== undefined) return { problems };
  if (field.transform !== undefined) return transformed(shown, problems);
  if (field.lookup !== undefined) return { problems, unjudged: 'the value is found by key' };
  if (sources.length > 1 && field.take === 'all') return { problems, unjudged: 'several sources are put together' };
  const { problems: refused, ...rest } = sentMisfits(now, then, { keptBack, released, wasKept });
  const all = [...problems, ...refused];
  const once = all.filter(
    (one, index) => all.findIndex((other) => other.key === one.key && other.kind === one.kind) === index,
  );
  return { problems: once, ...rest };
}

interface Held {
  readonly keptBack: KeptBack;
  readonly wasKept: KeptBack;
  /** What the condition of the flow no longer keeps back. */
  readonly released: KeptBack;
}

/** Of what is copied, or goes through a value table. */
function sentMisfits(
  now: MappingState,
  then: MappingState | undefined,
  { keptBack, wasKept, released }: Held,
): MappingVerdict {
  const { field, ends, sources, target } = now;
  const isTable = field.values !== undefined;
  const work = newWork(ends.source.covering);
  const isComparable = then !== undefined && (isTable || isCopy(then));
  const olds = isComparable ? versionsOf(then, false, wasKept) : [];
  const wereTaken = sourcesTakenThen(now, isComparable ? then : undefined, wasKept);
  const isText = !isTable && [target, ...sources].some((end) => isWritten(end?.at));
  const problems: Problem[] = [];
  for (const sent of versionsOf(now, !isComparable, keptBack)) {
    const { source, version } = sent;
    const [kept = NO_KEYS, freed = NO_KEYS] = [keptBack[source], released[source]];
    const found = freshIn(olds, sent, work, (before, asked) => {
      if (isTable) {
        const old = then?.field.values && before && tableState(then, before);
        return tableMisfits({ ...tableState(now, version), keptBack: kept }, old && { ...old, keptBack: freed });
      }
      const copied = before === undefined ? certainMisfits(asked, version) : misfits(asked, version, before);
      // What was kept back before is told as if nothing had been before.
      const anew = freed.size === 0 ? [] : misfits(asked, version, undefined);
      return [...copied.filter((one) => !isAmong(kept, one)), ...anew.filter((one) => isAmong(freed, one))];
    });
    const fresh = isText ? found.filter(({ value }) => !olds.some((old) => failedAsWord(old.version, value))) : found;
    const told = version.isByExample ? fresh.slice(0, 1).map(asExample) : fresh;
    const reason = then && source >= wereTaken ? letOn(now, then, wereTaken) : undefined;
    problems.push(...(reason === undefined ? told : told.map((one) => since(one, reason))));
  }
  if (isTable && then?.field.values !== undefined)
    problems.push(...rowsThatDied(field, describedSources(now), describedSources(then)));
  const unjudged = doubtOf(work);
  return { problems, ...(unjudged !== undefined && { unjudged }) };
}

const NO_KEYS: ReadonlySet<string> = new Set();

function isAmong(keys: ReadonlySet<string>, { value }: Problem): boolean {
  return value !== undefined && keys.has(valueKey(value.of));
}

function doubtOf({ exhausted, unproven }: Work): string | undefined {
  if (exhausted) return 'the schemas are too large to compare in full';
  return unproven && `whether every value fits was not proven: ${unproven}`;
}

function transformed(verdict: TransformVerdict | undefined, problems: readonly Problem[]): MappingVerdict {
  if (verdict === undefined) return { problems, unjudged: 'a transform changes the value' };
  const isTold = ({ kind, key }: Problem) => problems.some((one) => one.kind === kind && one.key === key);
  const all = [...problems, ...verdict.problems.filter((one) => !isTold(one))];
  if (verdict.complete) return { problems: all };
  const unjudged =
    verdict.unjudged ?? `a transform changes the value, and was tried on ${counted(verdict.tried, 'example')} only`;
  return { problems: all, unjudged };
}

function needs({ target, ends }: MappingState): boolean {
  return target?.at !== undefined && isNeeded(target.at, ends.isBuilt);
}

/** An item of a list or a value of a map: what is not sent of these is left out. */
function isOfMany({ target }: MappingState): boolean {
  const last = target?.ref.place === 'body' ? target.ref.steps.at(-1)?.kind : undefined;
  return last === 'items' || last === 'values';
}

function tableState(state: MappingState, version: Version): TableState {
  const { field, ends, target } = state;
  return {
    field,
    version,
    covering: ends.source.covering,
    needed: needs(state) && !isOfMany(state),
    written: isWritten(target?.at),
  };
}

/** What fails now and failed by no way that the source could come before: first by its own, since alternatives may change places. */
function freshIn(
  olds: readonly Sent[],
  { source, way, place }: Sent,
  work: Work,
  problemsAgainst: (before: Version | undefined, work: Work) => readonly Problem[],
): readonly Problem[] {
  const alike = olds.filter((old) => old.source === source && old.way === way);
  const own = alike.find((old) => old.place === place) ?? alike[0] ?? olds[0];
  let found = problemsAgainst(own?.version, work);
  for (const old of olds) {
    if (found.length === 0) break;
    if (old === own || old.source !== source || old.place !== own?.place) continue;
    // What was asked before is not told again.
    const again = newWork(work.covering);
    const keys = new Set(problemsAgainst(old.version, again).map(({ kind, key }) => `${kind} ${key}`));
    if (again.exhausted || again.unproven !== undefined) continue;
    found = found.filter(({ kind, key }) => keys.has(`${kind} ${key}`));
  }
  return found;
}

/** The number or the text that is written alike could be sent before, and was refused. */
function failedAsWord({ source, sourceShapes, target, targetShapes }: Version, value: Problem['value']): boolean {
  const words = value === undefined ? [] : spellingsOf(value.of);
  return words.some((one) => takes(sourceShapes, source, one) !== 'no' && accepts(targetShapes, target, one) === 'no');
}

/** It comes of what lets the chain go on to its source. */
function since(problem: Problem, { aspect, words }: LetOn): Problem {
  return { ...problem, aspect, because: `${problem.because}, and ${words} now` };
}

/** A value that nobody listed stands for others. */
function asExample({ value: _, ...rest }: Problem): Problem {
  return { ...rest, aspect: 'shape' };
}

/** A mapping that is new is held to what is certain, not to every limit that its source does not state. */
function certainMisfits(work: Work, version: Version): Problem[] {
  const disjoint = (version.source.types & version.target.types & ~NULL) === 0;
  return misfits(work, version, undefined).filter(
    ({ kind, value }) => value !== undefined || (kind === 'type-refused' && disjoint),
  );
}

/** Whatever the condition of the flow keeps back. */
function describedSources({ sources, ends: { source } }: MappingState): Sending[] {
  const ways = sources.flatMap(({ at }) => (at?.found === true ? at.ways : []));
  return ways.map((way) => ({ source: describedAt(way), sourceShapes: source.shapes }));
}

/** What a row carries, by the places of its source and of the way to that. */
interface Sent {
  readonly source: number;
  readonly way: number;
  /** Of the target, where items or values have their own. */
  readonly place: string;
  readonly version: Version;
}

/** Each way of each source against the target's first way at each place that takes its types. `stated`: see `asWritten`. */
export function versionsOf(state: MappingState, stated = true, keptBack: KeptBack = []): Sent[] {
  const { ends, sources, target, field } = state;
  if (!target?.at?.found) return [];
  const targets = target.at.ways;
  const isTextAt = (source: Located) => field.values === undefined && (isWritten(target.at) || isWritten(source));
  return sources.slice(0, sourcesTaken(state, keptBack)).flatMap(({ at }, sourceIndex): Sent[] => {
    if (at?.found !== true) return [];
    const takingFrom = takingOf(at.ways, targets);
    return at.ways.flatMap((way, wayIndex) =>
      takingFrom(way).flatMap(({ place, ways }): Sent[] => {
        const fitting = ways.find(({ shape }) => (shape.types & way.shape.types) !== 0) ?? ways[0];
        if (fitting === undefined) return [];
        const version: Version = {
          source: way.shape,
          target: fitting.shape,
          sourceShapes: ends.source.shapes,
          targetShapes: ends.target.shapes,
        };
        const sent = isTextAt(at) ? asWritten(version, ends.source.covering, stated) : version;
        return [{ source: sourceIndex, way: wayIndex, place, version: sent }];
      }),
    );
  });
}
