/** What is wrong with one field mapping now that was not wrong before, end to end. */

import type { Shape } from '../diff/shape.ts';
import { BOOLEAN, NULL, NUMBER, STRING } from '../diff/types.ts';
import type { FieldMapping, FieldRef } from '../manifest/manifest.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import { lacking, nulls, sourcesGone, targetGone } from './absence.ts';
import { accepts } from './accept.ts';
import { misfits, newWork, type Version, type Work } from './fit.ts';
import { listMisfits } from './lists.ts';
import type { Located, Message, Side } from './message.ts';
import { locateField } from './message.ts';
import { type IsBuilt, isNeeded } from './presence.ts';
import type { Problem } from './problem.ts';
import { rowsThatDied, tableMisfits } from './table.ts';
import type { TransformVerdict } from './transforms.ts';

/** A flow's two ends in one version. */
export interface Ends {
  readonly source: Side;
  readonly target: Side;
  /** Undefined when the operation is not there. */
  readonly reads?: Message;
  readonly writes?: Message;
  readonly isBuilt: IsBuilt;
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
    const at = ends.reads && present(locateField(ends.source, ends.reads, ref), 'writeOnly');
    return at === undefined ? { ref } : { ref, at };
  });
  const { to } = field;
  if (to === undefined) return { field, ends, sources };
  const at = ends.writes && present(locateField(ends.target, ends.writes, to), 'readOnly');
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
  const lists = then === undefined ? [] : listMisfits(now, then);
  return { ...values, problems: [...asked, ...values.problems, ...lists] };
}

function judgeValues(
  now: MappingState,
  then: MappingState | undefined,
  shown: TransformVerdict | undefined,
): MappingVerdict {
  const { field, ends, target } = now;
  if (!target?.at?.found) return { problems: [] };
  const fixed = [field.constant, field.default].filter((one) => one !== undefined);
  const problems = fixed.flatMap(({ value }) => refusedConstant(now, then, value));
  if (field.constant !== undefined) return { problems };
  if (field.transform !== undefined) return transformed(shown, problems);
  if (field.lookup !== undefined) return { problems, unjudged: 'the value is found by key' };
  if (now.sources.length > 1 && field.take === 'all') return { problems, unjudged: 'several sources are put together' };
  const { covering } = ends.source;
  const work = newWork(covering);
  for (const [index, version] of versionsOf(now)) {
    const before = then && (versionsOf(then).find(([other]) => other === index) ?? versionsOf(then)[0])?.[1];
    problems.push(
      ...(field.values === undefined
        ? before === undefined
          ? certainMisfits(work, version)
          : misfits(work, version, before)
        : tableMisfits(
            { field, version, covering, needed: needs(now), keptBack: shown?.keptBack },
            then?.field.values && before
              ? { field: then.field, version: before, covering, needed: needs(then) }
              : undefined,
          )),
    );
  }
  if (field.values !== undefined && then?.field.values !== undefined)
    problems.push(...rowsThatDied(field, sourcesOf(now), sourcesOf(then)));
  const once = problems.filter(
    (one, index) => problems.findIndex((other) => other.key === one.key && other.kind === one.kind) === index,
  );
  const unjudged = work.exhausted
    ? 'the schemas are too large to compare in full'
    : work.unproven && `whether every value fits was not proven: ${work.unproven}`;
  return { problems: once, ...(unjudged !== undefined && { unjudged }) };

  function refusedConstant(state: MappingState, before: MappingState | undefined, value: unknown): Problem[] {
    if (!refuses(state, value) || (before !== undefined && refuses(before, value))) return [];
    // Null may be left out where nobody asks for the member.
    const isSpared = value === null && target?.at !== undefined && !isNeeded(target.at, ends.isBuilt);
    return [
      {
        kind: 'value-refused',
        aspect: 'values',
        side: 'target',
        key: `constant ${literal(value)}`,
        verdict: isSpared ? 'warns' : 'breaks',
        value: { of: value },
        because: `the target ${then === undefined ? 'does not take' : 'no longer takes'} ${literal(value)} for ${code(target?.ref.text ?? '')}`,
      },
    ];
  }

  function refuses(state: MappingState, value: unknown): boolean {
    const at = state.target?.at;
    return at?.found === true && at.ways.every(({ shape }) => accepts(ends.target.shapes, shape, value) === 'no');
  }
}

function transformed(verdict: TransformVerdict | undefined, problems: readonly Problem[]): MappingVerdict {
  if (verdict === undefined) return { problems, unjudged: 'a transform changes the value' };
  const all = [...problems, ...verdict.problems];
  if (verdict.complete) return { problems: all };
  const unjudged = verdict.unjudged ?? `a transform changes the value, and was tried on ${verdict.tried} examples only`;
  return { problems: all, unjudged };
}

function needs({ target, ends, field }: MappingState): boolean {
  return target?.at !== undefined && field.default === undefined && isNeeded(target.at, ends.isBuilt);
}

/** A mapping that is new is held to what is certain, not to every limit that its source does not state. */
function certainMisfits(work: Work, version: Version): Problem[] {
  const disjoint = (version.source.types & version.target.types & ~NULL) === 0;
  return misfits(work, version, undefined).filter(
    ({ kind, value }) => value !== undefined || (kind === 'type-refused' && disjoint),
  );
}

/** What stands in a URL or a header is text: a number or a boolean is written as one (OpenAPI 3.1, Parameter Object). */
function isWritten(source: Shape, target: Shape): boolean {
  return (
    (source.types & ~(NUMBER | BOOLEAN | NULL)) === 0 && (target.types & source.types & ~NULL) === 0 && isText(target)
  );
}

function isText({ types, enum: listed, format, patterns }: Shape): boolean {
  return (types & STRING) !== 0 && listed === undefined && format === undefined && patterns.length === 0;
}

function sourcesOf(state: MappingState): Version[] {
  return versionsOf(state).map(([, version]) => version);
}

/** Each way of each source against the target's first way that takes its types. */
export function versionsOf(state: MappingState): (readonly [string, Version])[] {
  const { ends, sources, target } = state;
  if (!target?.at?.found) return [];
  const targets = target.at.ways;
  return sources.flatMap(({ at }, sourceIndex) =>
    at?.found
      ? at.ways.flatMap((way, wayIndex): (readonly [string, Version])[] => {
          const fitting = targets.find(({ shape }) => (shape.types & way.shape.types) !== 0) ?? targets[0];
          if (fitting === undefined || (target.at?.found && target.at.parameter && isWritten(way.shape, fitting.shape)))
            return [];
          const version: Version = {
            source: way.shape,
            target: fitting.shape,
            sourceShapes: ends.source.shapes,
            targetShapes: ends.target.shapes,
          };
          return [[`${sourceIndex}.${wayIndex}`, version]];
        })
      : [],
  );
}
