/** One flow in two versions: its mappings' problems, and the trails that changes can hit them on. */

import { operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import { startsWith } from '../manifest/field-path.ts';
import type { FieldMapping, FieldRef, Flow, OperationRef, PathStep } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { undecided, unmetProblems } from './absence.ts';
import { bodyRefused } from './built.ts';
import { type Dangling, danglingFields, danglingOperation } from './dangling.ts';
import { followPath } from './field.ts';
import { type Ends, judgeMapping, type MappingState, stateOf } from './mapping.ts';
import { locateField, type Message, messageOf, type Role, type Side } from './message.ts';
import { type OperationVersions, operationsOf, type SystemSides } from './operation-versions.ts';
import type { Outcome } from './outcome.ts';
import { type Fixed, fixedIn, mayBe, settledIn } from './picked.ts';
import type { Problem } from './problem.ts';
import { copiesParts } from './sent.ts';
import { fieldTrail, messageTrail } from './trail.ts';
import type { TransformVerdicts } from './transforms.ts';
import { newlyUnfed, type Unfed, unfedInputs } from './unfed.ts';

export interface FlowVersions {
  readonly before: Flow | undefined;
  readonly after: Flow;
  readonly source: SystemSides;
  readonly target: SystemSides;
}

export interface FlowJudgement {
  readonly outcomes: readonly Outcome[];
  readonly dangling: readonly Dangling[];
  readonly operations: { readonly source: OperationVersions; readonly target: OperationVersions };
}

/** A flow in both versions, before anything is said of it. */
export interface FlowStates {
  readonly operations: FlowJudgement['operations'];
  readonly before: Ends;
  readonly after: Ends;
  readonly rows: readonly {
    readonly before: MappingState;
    readonly after: MappingState;
    /** The row is not in the flow as it was. */
    readonly isNew: boolean;
  }[];
  /** What its condition asks for and never gets now. */
  readonly unmet: readonly Fixed[];
  readonly wasMet: boolean;
}

export function statesOf(versions: FlowVersions): FlowStates {
  const { after: flow } = versions;
  const before = versions.before ?? flow;
  const source = operationsOf(versions.source, before.from, flow.from);
  const target = operationsOf(versions.target, before.to, flow.to);
  const old = endsOf(
    before,
    { source: versions.source.before, target: versions.target.before },
    { source: source.before, target: target.before },
  );
  const fresh = endsOf(
    flow,
    { source: versions.source.after, target: versions.target.after },
    { source: source.after, target: target.after },
    old,
  );
  // Where the condition is never met, whatever may come instead is held against whatever came.
  const [wasMet, unmet] = [unmetIn(old).length === 0, unmetIn(fresh)];
  const isRun = wasMet && unmet.length === 0;
  const [then, now] = isRun ? [old, fresh] : [old, fresh].map((one) => ({ ...one, settled: [] }));
  const rows = flow.fields.map((field) => {
    const counterpart = versions.before === undefined ? undefined : counterpartOf(field, flow, versions.before);
    return {
      before: stateOf(counterpart ?? field, then),
      after: stateOf(field, now),
      isNew: counterpart === undefined && versions.before !== undefined,
    };
  });
  return { operations: { source, target }, before: then, after: now, rows, unmet, wasMet };
}

export function judgeFlow(versions: FlowVersions, transforms?: TransformVerdicts): FlowJudgement {
  const { after: flow } = versions;
  const { operations, before: then, after: now, rows, ...states } = statesOf(versions);
  const unmet = states.wasMet ? states.unmet : [];
  const dangling = [
    danglingOperation(operations.source, flow.from, versions.source),
    danglingOperation(operations.target, flow.to, versions.target),
  ];
  const messages = {
    source: messageTrail(versions.source.after.graph, { before: then.reads, after: now.reads }),
    target: messageTrail(versions.target.after.graph, { before: then.writes, after: now.writes }),
  };
  const outcomes: Outcome[] = [];
  for (const { after: state, before: old, isNew } of rows) {
    const { field } = state;
    dangling.push(...danglingFields(state, old));
    const { problems, unjudged } = judgeMapping(state, isNew ? undefined : old, transforms?.get(field));
    outcomes.push({
      subject: flow,
      field,
      from: textOf(field),
      to: field.to?.text ?? '',
      mark: field.mark,
      problems,
      ...(unjudged !== undefined && { unjudged }),
      trail: trailOf(versions, old, state, messages),
    });
  }
  outcomes.push(...readOutcomes(versions, { before: then, after: now, unmet }, messages, dangling));
  outcomes.push(...unfedOutcomes(versions, versions.before ?? flow, then, now, messages));
  outcomes.push(...builtOutcomes(outcomes, versions, { before: then, after: now, rows }, messages));
  return {
    outcomes,
    dangling: dangling.filter((one) => one !== undefined),
    operations,
  };
}

/** Whether a flow has expressions that say something of its values. */
export function runsExpressions({ fields, when }: Flow): boolean {
  return when?.reads !== undefined || fields.some(({ transform }) => transform?.reads !== undefined);
}

export function textOf({ from, reads = [] }: FieldMapping): string {
  const named = from.length === 0 ? reads : from;
  return named.length === 0 ? '(constant)' : named.map(({ text }) => text).join(', ');
}

function endsOf(
  flow: Flow,
  sides: { source: Side; target: Side },
  operations: { source: Operation | undefined; target: Operation | undefined },
  other?: Ends,
): Ends {
  const message = (
    side: Side,
    operation: Operation | undefined,
    ref: OperationRef,
    role: Role,
    like?: Message,
  ): Message | undefined => operation && messageOf(side, operation, ref, role, like);
  const reads = message(sides.source, operations.source, flow.from, 'reads', other?.reads);
  const writes = message(sides.target, operations.target, flow.to, 'writes', other?.writes);
  const built = (steps: readonly PathStep[]) => isBuilt(flow, steps);
  const known = { isBuilt: built, fixed: fixedIn(flow), settled: settledIn(flow) };
  return { ...sides, ...(reads && { reads }), ...(writes && { writes }), ...known };
}

/** What the condition of the flow asks for and never comes: with none of it, the flow may run. */
function unmetIn({ source: { shapes }, reads, settled }: Ends): readonly Fixed[] {
  const body = reads?.body;
  if (body === undefined) return [];
  return settled.filter((one) => {
    const field = followPath(shapes, body, one.steps, { fixed: settled });
    return !field.found || !field.ways.some(({ shape }) => mayBe(shapes, shape, one));
  });
}

/** Some row with a target at or below this object makes the integration build it. */
function isBuilt(flow: Flow, steps: readonly PathStep[]): boolean {
  const rows = flow.fields.filter(({ to }) => to?.place === 'body' && startsWith(to.steps, steps));
  return rows.length > 1;
}

/** A row is known by what it feeds, else by what it reads: that is then what feeds something else now, or nothing in both. */
function counterpartOf(field: FieldMapping, flow: Flow, before: Flow): FieldMapping | undefined {
  const feeds = ({ fields }: Flow, { to }: FieldMapping) => fields.find((one) => one.to?.text === to?.text);
  const own = field.to && feeds(before, field);
  if (own !== undefined) return own;
  const alike = before.fields.filter((one) => textOf(one) === textOf(field));
  return alike.find((one) => (field.to === undefined ? one.to === undefined : one.to && !feeds(flow, one)));
}

type Messages = Outcome['trail'];

function trailOf(versions: FlowVersions, then: MappingState, now: MappingState, messages: Messages): Messages {
  const source = new Set(messages.source);
  const target = new Set(messages.target);
  const { graph: sourceGraph } = versions.source.after;
  const hasParts = copiesParts(then) || copiesParts(now);
  for (let index = 0; index < Math.max(now.sources.length, then.sources.length); index++) {
    const located = { before: then.sources[index]?.at, after: now.sources[index]?.at };
    addAll(source, fieldTrail(sourceGraph, located, { message: messages.source, hasParts }));
  }
  const located = { before: then.target?.at, after: now.target?.at };
  addAll(target, fieldTrail(versions.target.after.graph, located, { message: messages.target, hasParts }));
  return { source, target };
}

function addAll<T>(into: Set<T>, from: Iterable<T>): void {
  for (const one of from) into.add(one);
}

/** A row for a field that is read to decide something. */
export function readingOf(ref: FieldRef): FieldMapping {
  return { mark: ref.mark, from: [ref], take: 'all', unmapped: { mode: 'fail' } };
}

/** Fields that are read to decide something: each is a use. */
function readOutcomes(
  versions: FlowVersions,
  { before, after, unmet }: Pick<FlowStates, 'before' | 'after' | 'unmet'>,
  messages: Messages,
  dangling: (Dangling | undefined)[],
): Outcome[] {
  const flow = versions.after;
  return flow.reads.map((ref) => {
    const field = readingOf(ref);
    const state = stateOf(field, after);
    const old = stateOf(field, before);
    dangling.push(...danglingFields(state, old));
    const problems = [
      ...judgeMapping(state, old).problems,
      ...undecided(state, old),
      ...unmetProblems(state, unmet, 'breaks'),
    ];
    return {
      subject: flow,
      field,
      from: ref.text,
      to: '',
      mark: ref.mark,
      problems,
      unjudged: 'the flow decides by it',
      trail: trailOf(versions, old, state, messages),
    };
  });
}

/** Asked where no part of what the flow writes fails by itself. */
function builtOutcomes(
  others: readonly Outcome[],
  { after: flow, target }: FlowVersions,
  { before, after, rows }: Pick<FlowStates, 'before' | 'after' | 'rows'>,
  messages: Messages,
): Outcome[] {
  const fails = others.some(({ problems }) =>
    problems.some(({ verdict, side }) => verdict === 'breaks' && side !== 'source'),
  );
  const states = rows.map((row) => row.after);
  const problem = fails ? undefined : bodyRefused(states, before, after, target.after.graph);
  if (problem === undefined) return [];
  const trail = { ...messages, target: new Set([...messages.target, ...(problem.causes ?? [])]) };
  return [{ subject: flow, from: '', to: '$', mark: flow.mark, problems: [problem], trail }];
}

function unfedOutcomes(versions: FlowVersions, before: Flow, then: Ends, now: Ends, messages: Messages): Outcome[] {
  const { after: flow } = versions;
  const fedBy = (which: Flow) => which.fields.flatMap(({ to }) => to ?? []);
  const outcomes: Outcome[] = [];
  for (const role of ['source', 'target'] as const) {
    const [old, fresh] = role === 'source' ? [then.reads, now.reads] : [then.writes, now.writes];
    if (old === undefined || fresh?.operation.kind !== 'operation') continue;
    // What a flow reads it asks for without a body of its own.
    const asked = (side: Side, message: Message, own: Flow) =>
      role === 'target' ? unfedInputs(side, message, fedBy(own), fixedIn(own)) : unfedInputs(side, message, []);
    const [were, are] = [asked(versions[role].before, old, before), asked(versions[role].after, fresh, flow)];
    for (const input of newlyUnfed(were, are)) {
      outcomes.push({
        subject: flow,
        from: '',
        to: input.to,
        mark: flow.mark,
        problems: [unfedProblem(input, role)],
        trail: { ...messages, [role]: new Set([...messages[role], ...inputTrail(versions[role], old, fresh, input)]) },
      });
    }
  }
  return outcomes;
}

function unfedProblem({ to, key }: Unfed, role: 'source' | 'target'): Problem {
  const because =
    role === 'target'
      ? `the target requires ${code(to)}, and no row of the flow feeds it`
      : `the call now needs ${code(to)}, and nothing feeds it`;
  return { kind: 'target-unfed', aspect: 'presence', side: role, key: `unfed ${key}`, verdict: 'breaks', because };
}

function inputTrail(sides: FlowVersions['target'], before: Message, after: Message, input: Unfed): Set<Pair> {
  const { graph } = sides.after;
  const trail = new Set<Pair>();
  const pair = operationPairOf(graph, after.operation);
  for (const { child } of pair?.children ?? []) {
    if (input.parameter !== undefined && child.kind === 'parameter' && child.after?.at === input.parameter.at)
      trail.add(child);
    if (input.steps !== undefined && child.kind === 'requestBody') trail.add(child);
  }
  if (input.steps === undefined || input.steps.length === 0) return trail;
  const ref: FieldRef = { place: 'body', text: input.to, mark: { line: 0, column: 0 }, steps: input.steps };
  addAll(
    trail,
    fieldTrail(graph, { before: locateField(sides.before, before, ref), after: locateField(sides.after, after, ref) }),
  );
  return trail;
}
