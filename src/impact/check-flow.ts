/** What is wrong with a flow as things are now: names, types, values, inputs that nothing feeds. */

import { NULL } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import type { FieldMapping, FieldRef, Flow } from '../manifest/manifest.ts';
import type { Share } from '../report/report.ts';
import { code } from '../spec/words.ts';
import { unmetProblems } from './absence.ts';
import { bodyBarred } from './built.ts';
import { pairProblems } from './check-pair.ts';
import { lostProblem } from './check-workflow.ts';
import { nowhereBy } from './dangling.ts';
import { describedAt } from './field.ts';
import { readingOf, statesOf, textOf } from './flow.ts';
import { listProblems } from './lists.ts';
import { judgeMapping, type MappingState, type MappingVerdict, stateOf } from './mapping.ts';
import type { Located, Side } from './message.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { fixedIn } from './picked.ts';
import type { Problem } from './problem.ts';
import { deadRow, listedIn } from './table.ts';
import type { TransformVerdicts } from './transforms.ts';
import { unfedInputs } from './unfed.ts';

export interface FlowCheck {
  readonly outcomes: readonly Outcome[];
  /** The rows where the operations are there. */
  readonly rows: readonly MappingState[];
  readonly inputs: Share;
  readonly values: Share;
  /** Rows whose values could not be compared, or not in full, and why. */
  readonly unjudged: ReadonlyMap<FieldMapping, string>;
}

/** `side`s are the systems as they are now. */
export function checkFlow(flow: Flow, source: Side, target: Side, transforms?: TransformVerdicts): FlowCheck {
  const here = { source: { before: source, after: source }, target: { before: target, after: target } };
  const { after: ends, rows, unmet } = statesOf({ before: flow, after: flow, ...here });
  const outcomes: Outcome[] = [];
  const lost: Outcome[] = [];
  for (const [ref, role, side, message] of [
    [flow.from, 'source', source, ends.reads],
    [flow.to, 'target', target, ends.writes],
  ] as const) {
    const problem = message === undefined && lostProblem(ref, new Map([[ref.system, side]]), role);
    if (problem) lost.push(outcomeOf({ subject: flow, from: '', to: '', mark: ref.mark }, role, new Set(), [problem]));
  }
  if (lost.length > 0) return { outcomes: lost, rows: [], inputs: NONE, values: NONE, unjudged: new Map() };
  const told = new Set<string>();
  let values = NONE;
  let required = 0;
  const unjudged = new Map<FieldMapping, string>();
  for (const { after: state } of rows) {
    const { field } = state;
    const checked = checkRow(state, transforms);
    if (checked.unjudged !== undefined) unjudged.set(field, checked.unjudged);
    const found = checked.problems.filter((problem) => {
      // A message that is not there is told once, not for each of its fields; and what is wrong with a list, too.
      const whole = problem.kind === 'source-response-gone' || problem.kind === 'target-body-gone';
      if (!whole && !checked.lists.includes(problem)) return true;
      const what = whole ? problem.kind : problem.because;
      const isNew = !told.has(what);
      told.add(what);
      return isNew;
    });
    if (isRequired(state.target?.at)) required++;
    values = plus(values, decidedValues(state, found));
    outcomes.push(
      outcomeOf(
        { subject: flow, field, from: textOf(field), to: field.to?.text ?? '', mark: field.mark },
        'source',
        new Set(),
        found,
      ),
    );
  }
  for (const ref of flow.reads) {
    const field = readingOf(ref);
    const state = stateOf(field, ends);
    const problems = [...lostFields(state), ...unmetProblems(state, unmet, 'warns')];
    outcomes.push(
      outcomeOf({ subject: flow, field, from: ref.text, to: '', mark: ref.mark }, 'source', new Set(), problems),
    );
  }
  const fed = flow.fields.flatMap(({ to }) => to ?? []);
  const unfed = ends.writes === undefined ? [] : unfedInputs(target, ends.writes, fed, fixedIn(flow));
  for (const { to, key } of unfed) {
    const because = `the target requires ${code(to)}, and no row of the flow feeds it`;
    const problem: Problem = {
      kind: 'target-unfed',
      aspect: 'presence',
      side: 'target',
      key: `unfed ${key}`,
      verdict: 'breaks',
      because,
    };
    outcomes.push(outcomeOf({ subject: flow, from: '', to, mark: flow.mark }, 'target', new Set(), [problem]));
  }
  const states = rows.map(({ after }) => after);
  const fails = outcomes.some(({ problems }) => problems.some(({ verdict }) => verdict === 'breaks'));
  const barred = fails ? undefined : bodyBarred(states, ends);
  if (barred !== undefined)
    outcomes.push(outcomeOf({ subject: flow, from: '', to: '$', mark: flow.mark }, 'target', new Set(), [barred]));
  return {
    outcomes,
    rows: states,
    inputs: { decided: required, total: required + unfed.length },
    values,
    unjudged,
  };
}

const NONE: Share = { decided: 0, total: 0 };

export function plus(a: Share, b: Share): Share {
  return { decided: a.decided + b.decided, total: a.total + b.total };
}

function isRequired(at: Located | undefined): boolean {
  if (at?.found !== true) return false;
  return (
    at.parameter?.required ??
    at.ways.every(({ passed }) => passed.length > 0 && passed.every(({ required }) => required))
  );
}

/** Fields that are not where the row says. */
function lostFields({ sources, target }: MappingState): Problem[] {
  return [
    ...sources.flatMap(({ ref, at }) => (at === undefined || at.found ? [] : [lostField(ref, at, 'source')])),
    ...(target?.at === undefined || target.at.found ? [] : [lostField(target.ref, target.at, 'target')]),
  ];
}

function lostField(ref: FieldRef, at: Located & { readonly found: false }, side: 'source' | 'target'): Problem {
  const { text } = ref;
  const problem = { aspect: 'existence', side, key: text, verdict: 'breaks' } as const;
  switch (at.why) {
    case 'field': {
      const hint = nowhereBy(ref, at);
      return { ...problem, kind: `${side}-gone`, because: `the ${side} has no field ${code(text)}${hint}` };
    }
    case 'read-only':
      return { ...problem, kind: 'target-not-writable', because: `${code(text)} is read-only: requests cannot set it` };
    case 'write-only':
      return { ...problem, kind: 'source-gone', because: `${code(text)} is write-only: responses leave it out` };
    default: {
      const because = side === 'source' ? 'the source answers nothing that could be read' : 'the target takes no body';
      return { ...problem, kind: side === 'source' ? 'source-response-gone' : 'target-body-gone', because };
    }
  }
}

interface CheckedRow extends MappingVerdict {
  /** Those of the problems that are about a list as a whole. */
  readonly lists: readonly Problem[];
}

function checkRow(state: MappingState, transforms: TransformVerdicts | undefined): CheckedRow {
  const { field } = state;
  if (field.unchecked !== undefined) return { problems: [], lists: [] };
  const lost = lostFields(state);
  if (lost.length > 0 || field.ignore !== undefined) return { problems: lost, lists: [] };
  const judged = judgeMapping(state, undefined, transforms?.get(field));
  // An item by its index is not there in a shorter list; whether that list may be empty is up to the integration.
  const indexed = state.sources.some(
    ({ ref }) => ref.place === 'body' && ref.steps.some(({ kind }) => kind === 'index'),
  );
  const problems = judged.problems.map(
    (one): Problem =>
      indexed && one.kind === 'source-may-be-missing' && one.key === 'missing' ? { ...one, verdict: 'warns' } : one,
  );
  const known = new Set(problems.map(({ kind }) => kind));
  const pairs = pairProblems(state).filter(({ kind }) => !known.has(kind));
  const lists = listProblems(state);
  return { ...judged, problems: [...problems, ...pairs, ...deadRows(state), ...lists], lists };
}

/** Rows of the value table for what the source never sends. */
function deadRows({ field, sources }: MappingState): Problem[] {
  const [source, ...others] = sources;
  if (field.values === undefined || source?.at?.found !== true || others.length > 0) return [];
  // What the condition keeps back does come, if not here: such rows say what nobody asks.
  const shapes = source.at.ways.map(describedAt);
  const lists = shapes.map(listedIn);
  if (lists.some((list) => list === undefined)) return [];
  const sent = new Set(lists.flatMap((list = []) => list.map(String)));
  if (shapes.some((shape) => (shape.types & NULL) !== 0)) sent.add('null');
  return field.values.rows.filter(({ from }) => !sent.has(String(from))).map(({ from }) => deadRow(from));
}

/** Values that the source lists, and those of them that arrive or are kept back on purpose. */
function decidedValues({ field, sources }: MappingState, problems: readonly Problem[]): Share {
  const [source, ...others] = sources;
  if (source?.at?.found !== true || others.length > 0) return NONE;
  const listed = new Map(
    source.at.ways.flatMap(({ shape }) => [...(shape.enum?.values ?? [])].filter(([, { value }]) => value !== null)),
  );
  if (listed.size === 0) return NONE;
  if (field.ignore !== undefined) return { decided: listed.size, total: listed.size };
  const open = problems.flatMap(({ kind, value, origin = value }) =>
    kind !== 'row-dead' && origin !== undefined && listed.has(valueKey(origin.of)) ? [valueKey(origin.of)] : [],
  );
  return { decided: listed.size - new Set(open).size, total: listed.size };
}
