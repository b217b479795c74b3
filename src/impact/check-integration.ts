/** A manifest against the systems as they are now: everything that is wrong without a change, and how much is decided. */

import type {
  ExceptionEntry,
  FieldMapping,
  Flow,
  Manifest,
  Mark,
  OperationRef,
  Workflow,
} from '../manifest/manifest.ts';
import type { Coverage } from '../report/report.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { deprecatedField, deprecatedOperation, type Terms } from './check-deprecation.ts';
import { checkExceptions } from './check-exceptions.ts';
import { checkFlow, plus } from './check-flow.ts';
import { checkLookups } from './check-lookup.ts';
import { checkWorkflow } from './check-workflow.ts';
import { textOf } from './flow.ts';
import type { Use } from './handler-reads.ts';
import type { EndSystems } from './impact.ts';
import { lookupsOf, use } from './integration.ts';
import type { MappingState } from './mapping.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';
import { NO_PAIRS, type Outcome, outcomeOf } from './outcome.ts';
import type { Problem } from './problem.ts';
import { reversed } from './reverse.ts';
import type { TransformVerdicts } from './transforms.ts';

export interface CheckContext {
  readonly manifest: Manifest;
  readonly sides: ReadonlyMap<string, Side>;
  /** `2026-11-25`. */
  readonly today: string;
  readonly transforms?: TransformVerdicts | undefined;
}

export interface IntegrationCheck {
  readonly outcomes: readonly Outcome[];
  readonly systems: ReadonlyMap<Outcome, EndSystems>;
  readonly coverage: Coverage;
  /** Rows whose values could not be compared, or not in full, and why. */
  readonly unjudged: ReadonlyMap<FieldMapping, string>;
}

export function checkIntegration(context: CheckContext): IntegrationCheck {
  const { manifest, sides, today } = context;
  const terms: Terms = { today, minDays: manifest.policy.sunset?.minDays };
  const systems = new Map<Outcome, EndSystems>();
  const add = (outcome: Outcome, source: string, target = source) => systems.set(outcome, { source, target });
  let inputs = { decided: 0, total: 0 };
  let values = { decided: 0, total: 0 };
  const unjudged = new Map<FieldMapping, string>();
  for (const flow of manifest.flows) {
    const [source, target] = [sides.get(flow.from.system), sides.get(flow.to.system)];
    if (source === undefined || target === undefined) continue;
    const checked = checkFlow(flow, source, target, context.transforms);
    for (const outcome of checked.outcomes) add(outcome, flow.from.system, flow.to.system);
    for (const { system, outcome } of checkLookups(flow, sides)) add(outcome, system);
    for (const outcome of deprecatedIn(flow, checked.rows, terms)) add(outcome, flow.from.system, flow.to.system);
    inputs = plus(inputs, checked.inputs);
    values = plus(values, checked.values);
    for (const [field, why] of checked.unjudged) unjudged.set(field, why);
    if (flow.direction === 'forward') continue;
    for (const outcome of checkWayBack(flow, source, target)) add(outcome, flow.to.system, flow.from.system);
  }
  for (const workflow of manifest.workflows) {
    for (const { system, outcome } of checkWorkflow(workflow, manifest, sides)) add(outcome, system);
  }
  const both = new Map([...sides].map(([system, side]) => [system, { before: side, after: side }]));
  const uses = usesOf(manifest, sides);
  const exceptions = checkExceptions({ manifest, earlier: undefined, sides: both, uses });
  for (const { system, outcome } of exceptions.outcomes) add(outcome, system);
  for (const { system, operation, ref } of namedOperations(manifest, sides)) {
    const problems = deprecatedOperation(operation, terms);
    const parts = {
      subject: { id: manifest.integration, owners: [], levels: {} },
      reliance: 'invokes',
      from: '',
      to: ref.text,
    } as const;
    if (problems.length > 0) add(outcomeOf({ ...parts, mark: ref.mark }, 'target', NO_PAIRS, problems), system);
  }
  for (const outcome of ownerless(manifest)) add(outcome, [...manifest.systems.keys()][0] ?? '');
  const unchecked = manifest.flows
    .flatMap(({ fields }) => fields)
    .filter((field) => field.unchecked !== undefined).length;
  return {
    outcomes: [...systems.keys()],
    systems,
    coverage: { inputs, statuses: exceptions.statuses, values, unchecked },
    unjudged,
  };
}

/** A flow that goes both ways: its rows turned round, and those that cannot be. */
function checkWayBack(flow: Flow, source: Side, target: Side): Outcome[] {
  const { flow: back, oneWay, because } = reversed(flow, source.api, target.api);
  const noted = oneWay.map((row): Outcome => {
    const problem: Problem = {
      kind: 'row-one-way',
      aspect: 'notice',
      side: 'either',
      key: 'one way',
      verdict: 'warns',
      because: `the row does not go back: ${row.because}`,
    };
    const { field } = row;
    const parts = { subject: flow, field, from: textOf(field), to: field.to?.text ?? '', mark: field.mark };
    return outcomeOf(parts, 'source', NO_PAIRS, row.expected ? [] : [problem]);
  });
  if (back === undefined) {
    const text = `the flow goes both ways, and ${because ?? 'has no way back'}: name its operations under ${code('back')}`;
    const problem: Problem = {
      kind: 'row-one-way',
      aspect: 'notice',
      side: 'either',
      key: 'no way back',
      verdict: 'warns',
      because: text,
    };
    return [...noted, outcomeOf({ subject: flow, from: '', to: '', mark: flow.mark }, 'source', NO_PAIRS, [problem])];
  }
  // Which record is written on the way back the integration knows from the way there.
  const { outcomes } = checkFlow(back, target, source);
  return [...noted, ...outcomes.filter(({ to, from }) => from !== '' || !to.startsWith('$request.path.'))];
}

/** Deprecated fields and parameters of a flow; its operations are told once for the whole manifest. */
function deprecatedIn(flow: Flow, rows: readonly MappingState[], terms: Terms): Outcome[] {
  return rows.flatMap(({ field, sources, target: to }) => {
    if (field.ignore !== undefined || field.unchecked !== undefined) return [];
    const problems = [
      ...sources.flatMap(({ ref, at }) => deprecatedField(ref, at, 'source', terms)),
      ...(to === undefined ? [] : deprecatedField(to.ref, to.at, 'target', terms)),
    ];
    if (problems.length === 0) return [];
    const from = sources.map(({ ref }) => ref.text).join(', ') || '(constant)';
    return [
      outcomeOf({ subject: flow, field, from, to: to?.ref.text ?? '', mark: field.mark }, 'source', NO_PAIRS, problems),
    ];
  });
}

interface NamedOperation {
  readonly system: string;
  readonly operation: Operation;
  readonly ref: OperationRef;
}

/** Every operation that the manifest names and the descriptions have, each once, at its first mention. */
function namedOperations({ flows, workflows, exceptions }: Manifest, sides: CheckContext['sides']): NamedOperation[] {
  const refs = [
    ...flows.flatMap((flow) => [flow.from, flow.to, ...lookupsOf(flow).map(({ operation }) => operation)]),
    ...workflows.flatMap(({ trigger, invokes }) => [...(trigger === undefined ? [] : [trigger]), ...invokes]),
    ...exceptions.flatMap(({ on }) => on.operation ?? []),
  ];
  const found = new Map<Operation, NamedOperation>();
  for (const ref of refs) {
    const side = sides.get(ref.system);
    const operation = side && findOperation(side.api, ref);
    if (operation !== undefined && !found.has(operation)) found.set(operation, { system: ref.system, operation, ref });
  }
  return [...found.values()];
}

function usesOf(manifest: Manifest, sides: CheckContext['sides']): Use[] {
  const uses: Use[] = [];
  for (const { system, operation } of namedOperations(manifest, sides))
    use(uses, system, { before: operation, after: operation });
  return uses;
}

/** Flows and exceptions for which nobody answers; where nobody answers for anything, that is one thing to say. */
function ownerless(manifest: Manifest): Outcome[] {
  if (manifest.owners.length > 0) return [];
  const ownersOf = (system: string) => manifest.systems.get(system)?.owners ?? [];
  const flows = manifest.flows.filter(
    ({ owners, from, to }) => owners.length + ownersOf(from.system).length + ownersOf(to.system).length === 0,
  );
  const exceptions = manifest.exceptions.filter(
    ({ owners, on, to }) =>
      owners.length === 0 && to === undefined && (on.system === undefined || ownersOf(on.system).length === 0),
  );
  const all = flows.length === manifest.flows.length && exceptions.length === manifest.exceptions.length;
  if (all && flows.length + exceptions.length > 1)
    return [nobody({ id: manifest.integration, mark: { line: 1, column: 1 } }, 'the integration')];
  return [
    ...flows.map((flow) => nobody(flow, `the flow ${code(flow.id)}`)),
    ...exceptions.map((entry) => nobody(entry, `the exception ${code(entry.id)}`)),
  ];
}

function nobody(
  { id, mark }: Pick<Flow | ExceptionEntry | Workflow, 'mark'> & { readonly id: string; readonly mark: Mark },
  what: string,
): Outcome {
  const problem: Problem = {
    kind: 'owner-missing',
    aspect: 'notice',
    side: 'either',
    key: 'owner',
    verdict: 'warns',
    because: `nobody is named who answers for ${what}`,
  };
  return outcomeOf({ subject: { id, owners: [], levels: {} }, from: '', to: '', mark }, 'source', NO_PAIRS, [problem]);
}
