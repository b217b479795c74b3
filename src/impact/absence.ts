/** What a mapping has nothing to read from or to write to any more, and what may be missing or null. */

import { sameJson } from '../diff/same.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import { accepts } from './accept.ts';
import { eitherOf, isLet, type KeptBack } from './condition.ts';
import type { Version } from './fit.ts';
import type { MappingState } from './mapping.ts';
import type { Fixed } from './picked.ts';
import {
  allowsNull,
  isByItem,
  isNeeded,
  mayBeMissing,
  mayLack,
  READINGS,
  type Reading,
  readingsFor,
} from './presence.ts';
import type { Problem } from './problem.ts';
import { listed } from './showing.ts';
import type { Conditions, TransformVerdict } from './transforms.ts';

export function sourcesGone(now: MappingState, then: MappingState | undefined): Problem[] {
  const gone = now.sources.filter(({ at }, index) => {
    const before = then?.sources[index] ?? then?.sources.find(({ ref }) => ref.text === now.sources[index]?.ref.text);
    return !at?.found && before?.at?.found === true;
  });
  const fallback = now.field.take === 'first' && now.sources.some(({ at }) => at?.found);
  return gone.map(({ ref, at }): Problem => {
    const name = code(ref.text);
    const problem = {
      aspect: 'existence',
      side: 'source',
      key: ref.text,
      verdict: fallback ? 'warns' : 'breaks',
    } as const;
    if (at === undefined)
      return { ...problem, kind: 'source-operation-gone', because: `the operation that ${name} is read from is gone` };
    if (at.found || at.why === 'field')
      return { ...problem, kind: 'source-gone', because: `${name} is no longer there to read` };
    if (at.why === 'write-only')
      return { ...problem, kind: 'source-gone', because: `${name} is write-only now: responses leave it out` };
    if (at.why === 'read-only') return { ...problem, kind: 'source-gone', because: `${name} is read-only now` };
    return {
      ...problem,
      kind: 'source-response-gone',
      because: `the ${at.why === 'response' ? 'response' : 'body'} that ${name} is read from is gone`,
    };
  });
}

export function targetGone(now: MappingState, then: MappingState | undefined): Problem[] {
  if (now.target === undefined || now.target.at?.found || !then?.target?.at?.found) return [];
  const { ref, at } = now.target;
  const name = code(ref.text);
  const problem = { aspect: 'existence', side: 'target', key: ref.text, verdict: 'breaks' } as const;
  if (at === undefined)
    return [{ ...problem, kind: 'target-operation-gone', because: `the operation that ${name} is written to is gone` }];
  if (at.found || at.why === 'field')
    return [{ ...problem, kind: 'target-gone', because: `the target has no ${name} any more` }];
  if (at.why === 'read-only')
    return [{ ...problem, kind: 'target-not-writable', because: `${name} is read-only now: requests cannot set it` }];
  return [{ ...problem, kind: 'target-body-gone', because: `the body that ${name} is written to is gone` }];
}

/** Whether the integration has nothing to send where the target needs something. `isFilled`: see `Question`. */
function lacks(state: MappingState, reading: Reading, isFilled: boolean, keptBack: KeptBack): boolean {
  const { field, ends, sources, target } = state;
  if (target?.at === undefined || field.constant !== undefined || sources.length === 0) return false;
  const { at } = target;
  const hasDefault = field.default !== undefined;
  // Of a list that is missing it stands in for no item.
  if (hasDefault && !sources.some(({ at: source }) => source !== undefined && isByItem(source, at))) return false;
  const { isBuilt } = ends;
  const isChain = field.take === 'first' && sources.length > 1;
  const gaps = sources.map(({ at: source }, index) => {
    if (source === undefined || !source.found) return !hasDefault;
    const isGiven = isFilled || hasDefault;
    const kept = keptBack[index];
    const absent =
      isLet(kept, undefined) && mayLack(ends.source.shapes, source, at, { isBuilt, reading, isFilled: isGiven });
    // A chain falls through on null as it does on nothing.
    const isNull = isChain && !isGiven && isLet(kept, null) && allowsNull(ends.source.shapes, source);
    return absent || (isNull && isNeeded(at, isBuilt));
  });
  return field.take === 'first' ? gaps.every(Boolean) : gaps.some(Boolean);
}

/** By one reading or the other: what may always have been missing by the letter hides nothing that is meant. */
function lacksNewly(
  now: MappingState,
  then: MappingState | undefined,
  isFilled: boolean,
  { keptBack = [], released = [] }: Conditions,
): boolean {
  const wasKept = eitherOf(keptBack, released);
  return readingsFor(then).some(
    (reading) =>
      lacks(now, reading, isFilled, keptBack) && !(then !== undefined && lacks(then, reading, isFilled, wasKept)),
  );
}

export function lacking(
  now: MappingState,
  then: MappingState | undefined,
  shown: TransformVerdict | undefined,
): Problem[] {
  const isTried = shown?.triesGaps ?? false;
  if (!lacksNewly(now, then, isTried, shown ?? {})) return [];
  const names = now.sources.map(({ ref }) => code(ref.text)).join(' and ');
  const rest = now.field.default === undefined ? 'there is no default' : 'its default stands in for single items only';
  const isSingle = now.sources.length === 1 && now.field.reads === undefined;
  const computed =
    !isTried &&
    ((now.field.transform !== undefined && (shown === undefined || !isSingle)) ||
      (now.sources.length > 1 && now.field.take === 'all'));
  return [
    {
      kind: 'source-may-be-missing',
      aspect: 'presence',
      side: 'either',
      key: 'missing',
      verdict: computed ? 'warns' : 'breaks',
      because: `${names} may be missing, the target requires ${code(now.target?.ref.text ?? '')}, and ${rest}`,
    },
  ];
}

/** A field that a flow decides by, and that may be missing or null from now on: what becomes of it then is up to the flow. */
export function undecided(now: MappingState, then: MappingState): Problem[] {
  return now.sources.flatMap(({ ref, at }, index): Problem[] => {
    const old = then.sources[index]?.at;
    if (at?.found !== true || old?.found !== true) return [];
    const [is, was] = [now.ends.source.shapes, then.ends.source.shapes];
    const problem = { side: 'source', verdict: 'warns' } as const;
    const isNew = READINGS.some((reading) => mayBeMissing(is, at, reading) && !mayBeMissing(was, old, reading));
    const missing = `${code(ref.text)} may be missing, and the flow decides by it`;
    const none = `${code(ref.text)} may be null, and the flow decides by it`;
    return [
      ...(isNew
        ? [{ ...problem, kind: 'source-may-be-missing', aspect: 'presence', key: 'missing', because: missing } as const]
        : []),
      ...(allowsNull(is, at) && !allowsNull(was, old)
        ? [{ ...problem, kind: 'source-may-be-null', aspect: 'null', key: 'null', because: none } as const]
        : []),
    ];
  });
}

/** A field that never holds what the flow runs with: nothing is sent. */
export function unmetProblems(
  { sources }: MappingState,
  unmet: readonly Fixed[],
  verdict: Problem['verdict'],
): Problem[] {
  return sources.flatMap(({ ref, at }): Problem[] => {
    if (ref.place !== 'body' || at?.found !== true) return [];
    const asked = unmet.find(({ steps }) => sameJson(steps, ref.steps));
    if (asked === undefined) return [];
    const { values, isNone } = asked;
    const what = `${isNone ? 'not ' : ''}${values.map(literal).join(' or ')}`;
    return [
      {
        kind: 'condition-unmet',
        aspect: 'values',
        side: 'source',
        key: 'unmet',
        verdict,
        because: `the flow runs only where ${code(ref.text)} is ${what}, which the source never sends`,
        ...(values.length === 1 && !isNone && { value: { of: values[0] } }),
      },
    ];
  });
}

/** Whether null may arrive where the target does not take it. */
function sendsNull({ field, ends, sources, target }: MappingState, keptBack: KeptBack): boolean {
  if (!target?.at?.found || field.default !== undefined || field.constant !== undefined || sources.length === 0)
    return false;
  if (field.take === 'first' && sources.length > 1) return false;
  if (field.values?.rows.some((row) => row.from === null)) return false;
  if (allowsNull(ends.target.shapes, target.at)) return false;
  return sources.some(
    ({ at }, index) => at !== undefined && isLet(keptBack[index], null) && allowsNull(ends.source.shapes, at),
  );
}

export function nulls(
  now: MappingState,
  then: MappingState | undefined,
  shown: TransformVerdict | undefined,
): Problem[] {
  const target = now.target;
  const required = target?.at !== undefined && isNeeded(target.at, now.ends.isBuilt);
  // Where there was nothing to read before, null is no worse; where it could be left out before and cannot now, it is.
  const wasSpared = then?.target?.at !== undefined && !isNeeded(then.target.at, then.ends.isBuilt);
  const { keptBack = [], released = [], tried = 0 } = shown ?? {};
  const asBefore =
    then !== undefined &&
    ((sendsNull(then, eitherOf(keptBack, released)) && !(required && wasSpared)) ||
      then.sources.some(({ at }) => !at?.found));
  // Null is among the values that a transform is run on.
  if (!sendsNull(now, keptBack) || asBefore || tried > 0) return [];
  if (target?.at === undefined) return [];
  const name = now.sources.map(({ ref }) => code(ref.text)).join(' and ');
  const computed = now.field.transform !== undefined || now.sources.length > 1;
  const rest = required ? ', which the target requires' : ': it breaks where the integration does not leave it out';
  return [
    {
      kind: 'source-may-be-null',
      aspect: 'null',
      side: 'either',
      key: 'null',
      verdict: required && !computed ? 'breaks' : 'warns',
      because: `${name} may be null, and the target takes no null for ${code(target.ref.text)}${rest}`,
      ...(!computed && shownNull(now)),
    },
  ];
}

/** Null itself, where it is the field that may be null and not what it lies in. */
function shownNull({ ends, sources, target }: MappingState): Pick<Problem, 'witness'> {
  const source = sources[0]?.at?.found === true ? sources[0].at.ways.map(({ shape }) => shape) : [];
  const nullable = source.find((shape) => accepts(ends.source.shapes, shape, null) !== 'no');
  const taker = target?.at?.found === true ? target.at.ways[0]?.shape : undefined;
  if (nullable === undefined || taker === undefined) return {};
  const { shapes: sourceShapes, covering } = ends.source;
  const version: Version = { source: nullable, sourceShapes, target: taker, targetShapes: ends.target.shapes };
  return { witness: listed(covering, version, null) };
}
