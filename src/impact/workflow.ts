/** Workflows in two versions: what starts them, what they call, and which side effects they hold back. */

import { type Graph, operationPairOf } from '../diff/graph.ts';
import type { Pair } from '../diff/pair.ts';
import type { FieldRef, Manifest, OperationRef, Workflow } from '../manifest/manifest.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { type Dangling, danglingOperation, withoutCallback } from './dangling.ts';
import { type Located, locateField, messageOf, type Side } from './message.ts';
import { type OperationVersions, operationsOf, type SystemSides } from './operation-versions.ts';
import { findOperation } from './operations.ts';
import { type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';
import { suppressorOutcomes } from './suppression.ts';
import { fieldTrail, messageTrail, operationTrail } from './trail.ts';
import { newlyUnfed, unfedInputs } from './unfed.ts';

/** What a workflow is judged with: the rest of the manifest says what else is known of its operations. */
export interface WorkflowContext {
  readonly manifest: Manifest;
  readonly earlier: Manifest | undefined;
  readonly sides: ReadonlyMap<string, SystemSides>;
}

export interface WorkflowJudgement {
  /** Each with the system whose changes it feels. */
  readonly outcomes: readonly { readonly system: string; readonly outcome: Outcome }[];
  readonly dangling: readonly Dangling[];
  readonly uses: readonly { readonly system: string; readonly versions: OperationVersions }[];
}

export function judgeWorkflow(workflow: Workflow, context: WorkflowContext): WorkflowJudgement {
  const outcomes: { system: string; outcome: Outcome }[] = [];
  const dangling: Dangling[] = [];
  const uses: { system: string; versions: OperationVersions }[] = [];
  const subject: Subject = { id: workflow.name, owners: [], levels: {} };
  const named = (ref: OperationRef, judge: (versions: OperationVersions, sides: SystemSides) => Outcome[]) => {
    const sides = context.sides.get(ref.system);
    if (sides === undefined) return;
    const versions = operationsOf(sides, ref, ref);
    const missing = danglingOperation(versions, ref, sides);
    if (missing !== undefined) {
      dangling.push(missing);
      return;
    }
    uses.push({ system: ref.system, versions });
    outcomes.push(...judge(versions, sides).map((outcome) => ({ system: ref.system, outcome })));
  };
  if (workflow.trigger !== undefined) {
    const { trigger } = workflow;
    named(trigger, (versions, sides) => [triggerOutcome(subject, trigger, versions, sides, context)]);
  }
  for (const ref of workflow.invokes) {
    named(ref, (versions, sides) => [
      calledOutcome(subject, ref, versions, sides, isInFlow(context, ref.system, versions) ? undefined : []),
      ...effectOutcomes(subject, ref, versions, sides, context),
    ]);
  }
  for (const { effect, by } of workflow.suppresses) {
    const sides = context.sides.get(effect.system);
    if (sides === undefined) continue;
    const versions = operationsOf(sides, effect, effect);
    const missing = danglingOperation(versions, effect, sides);
    if (missing !== undefined) {
      dangling.push(missing);
      continue;
    }
    const trail = operationTrail(sides.after.graph, versions);
    const parts = { subject, reliance: 'suppressed', from: '', to: effect.text, mark: effect.mark } as const;
    outcomes.push({ system: effect.system, outcome: outcomeOf(parts, 'target', trail) });
    if (by === undefined) continue;
    const judged = suppressorOutcomes({ subject, workflow, effect, by, sides, manifest: context.manifest });
    outcomes.push(...judged.outcomes.map((outcome) => ({ system: effect.system, outcome })));
    if (judged.dangling !== undefined) dangling.push(judged.dangling);
  }
  return { outcomes, dangling, uses };
}

function goneProblem(side: 'source' | 'target', ref: OperationRef, because: string): Problem {
  return { kind: `${side}-operation-gone`, aspect: 'existence', side, key: ref.text, verdict: 'breaks', because };
}

/**
 * An operation that is called: it has to be there, to let the integration in, and to ask for nothing new. `fed`: what the call is known
 * to send; undefined where a flow reads or writes the operation, whose rows tell.
 */
export function calledOutcome(
  subject: Subject,
  ref: OperationRef,
  versions: OperationVersions,
  sides: SystemSides,
  fed: readonly FieldRef[] | undefined,
): Outcome {
  const trail = operationTrail(sides.after.graph, versions);
  const parts = { subject, reliance: 'invokes', from: '', to: ref.text, mark: ref.mark } as const;
  if (versions.after === undefined) {
    return outcomeOf(parts, 'target', trail, [goneProblem('target', ref, 'an operation that is called is gone')]);
  }
  const problems = fed === undefined ? [] : newInputs(ref, versions, sides, 'target', trail, fed);
  return outcomeOf(parts, 'target', trail, problems);
}

/** What starts the work: the provider calls, or the integration polls. */
function triggerOutcome(
  subject: Subject,
  ref: OperationRef,
  versions: OperationVersions,
  sides: SystemSides,
  context: WorkflowContext,
): Outcome {
  const { graph } = sides.after;
  const parts = { subject, reliance: 'trigger', from: ref.text, to: '', mark: ref.mark } as const;
  if (versions.after === undefined) {
    const trail = operationTrail(graph, versions);
    return outcomeOf(parts, 'source', trail, [goneProblem('source', ref, 'what starts the workflow is gone')]);
  }
  const before = versions.before && messageOf(sides.before, versions.before, ref, 'reads');
  const after = messageOf(sides.after, versions.after, ref, 'reads', before);
  const trail = messageTrail(graph, { before, after });
  const mapped = isInFlow(context, ref.system, versions);
  const problems = mapped ? [] : newInputs(ref, versions, sides, 'source', trail);
  if (before?.body !== undefined && after.body === undefined) {
    problems.push({
      kind: 'trigger-payload-gone',
      aspect: 'existence',
      side: 'source',
      key: 'payload',
      verdict: 'breaks',
      because: 'the payload that starts the workflow is gone',
    });
  }
  // Without a flow that says which part of the payload counts, all of it does.
  if (!mapped) {
    const whole = (message: typeof before): Located | undefined =>
      message?.body && {
        found: true,
        ways: [{ start: message.body, passed: [], shape: message.body, free: false }],
      };
    for (const pair of fieldTrail(graph, { before: whole(before), after: whole(after) }, { message: trail }))
      trail.add(pair);
  }
  return outcomeOf(parts, 'source', trail, problems);
}

/** Inputs that a call needs now and did not before. */
function newInputs(
  ref: OperationRef,
  { before, after }: OperationVersions,
  sides: SystemSides,
  side: 'source' | 'target',
  trail: Set<Pair>,
  fed: readonly FieldRef[] = [],
): Problem[] {
  if (before === undefined || after === undefined || after.kind !== 'operation') return [];
  const asked = (of: Side, operation: Operation) => unfedInputs(of, messageOf(of, operation, ref, 'writes'), fed);
  const children = operationPairOf(sides.after.graph, after)?.children ?? [];
  return newlyUnfed(asked(sides.before, before), asked(sides.after, after)).map(
    ({ key, to, parameter, steps }): Problem => {
      const message = messageOf(sides.after, after, ref, 'writes');
      const causes = new Set<Pair>();
      for (const { child } of children) {
        if (parameter !== undefined && child.kind === 'parameter' && child.after?.at === parameter.at)
          causes.add(child);
        if (steps !== undefined && child.kind === 'requestBody') causes.add(child);
      }
      if (steps !== undefined && steps.length > 0) {
        const field: FieldRef = { place: 'body', text: to, mark: ref.mark, steps };
        const located = { before: undefined, after: locateField(sides.after, message, field) };
        for (const pair of fieldTrail(sides.after.graph, located)) causes.add(pair);
      }
      for (const pair of causes) trail.add(pair);
      const because = `the call now needs ${code(to)}, and nothing feeds it`;
      return {
        kind: 'target-unfed',
        aspect: 'presence',
        side,
        key: `unfed ${key}`,
        verdict: 'breaks',
        causes,
        because,
      };
    },
  );
}

/** Callbacks that came to an operation the workflow calls: side effects that nobody has decided about. */
function effectOutcomes(
  subject: Subject,
  ref: OperationRef,
  { before, after }: OperationVersions,
  sides: SystemSides,
  { manifest, earlier }: WorkflowContext,
): Outcome[] {
  if (before === undefined || after === undefined) return [];
  const known = new Set(before.parts().callbacks.map(({ callback }) => callback));
  const isDeclared = (of: Manifest | undefined, name: string) => isDeclaredIn(of, ref.system, after, name, sides.after);
  return undeclaredEffects(manifest, ref.system, after, sides.after)
    .filter(({ callback = '' }) => {
      const was = known.has(callback) ? callback : nameBefore(sides.after.graph, after, callback);
      return was === undefined || (isDeclared(earlier, was) && !isDeclared(manifest, was));
    })
    .map((effect) => {
      const pair = operationPairOf(sides.after.graph, effect);
      const causes = new Set(pair === undefined ? [] : [pair]);
      const to = `${ref.text} callback ${effect.callback ?? ''}`;
      const parts = { subject, reliance: 'invokes', from: '', to, mark: ref.mark } as const;
      return outcomeOf(parts, 'target', causes, [effectProblem(effect, causes)]);
    });
}

/** What a callback was called before; its name is in no message. */
function nameBefore(graph: Graph, owner: Operation, name: string): string | undefined {
  for (const effect of owner.parts().callbacks) {
    const pair = effect.callback === name ? operationPairOf(graph, effect) : undefined;
    if (pair?.kind === 'operation' && pair.before?.callback !== undefined) return pair.before.callback;
  }
  return undefined;
}

export function effectProblem({ callback = '' }: Operation, causes: ReadonlySet<Pair>): Problem {
  return {
    kind: 'effect-undeclared',
    aspect: 'notice',
    side: 'target',
    key: `effect ${callback}`,
    verdict: 'breaks',
    causes,
    because: `the call has the side effect ${code(callback)}, which the manifest neither uses nor suppresses`,
  };
}

/** Callbacks of an operation that no workflow and no flow of the manifest names; each name once. */
export function undeclaredEffects(manifest: Manifest, system: string, operation: Operation, side: Side): Operation[] {
  const callbacks = operation.kind === 'operation' ? operation.parts().callbacks : [];
  return callbacks.filter(
    ({ callback = '' }, index) =>
      callbacks.findIndex((one) => one.callback === callback) === index &&
      !isDeclaredIn(manifest, system, operation, callback, side),
  );
}

function isDeclaredIn(
  manifest: Manifest | undefined,
  system: string,
  owner: Operation,
  name: string,
  side: Side,
): boolean {
  if (manifest === undefined) return false;
  const refs = [
    ...manifest.workflows.flatMap(({ trigger, invokes, suppresses }) => [
      ...(trigger === undefined ? [] : [trigger]),
      ...invokes,
      ...suppresses.map((one) => one.effect),
    ]),
    ...manifest.flows.map(({ from }) => from),
  ];
  return refs.some(
    (ref) => ref.system === system && ref.callback === name && findOperation(side.api, withoutCallback(ref)) === owner,
  );
}

function isInFlow({ manifest, sides }: WorkflowContext, system: string, versions: OperationVersions): boolean {
  const side = sides.get(system);
  if (side === undefined) return false;
  return manifest.flows
    .flatMap(({ from, to }) => [from, to])
    .some((ref) => {
      if (ref.system !== system) return false;
      const found = operationsOf(side, ref, ref);
      return found.after === versions.after && found.before === versions.before;
    });
}
