/** Inputs that hold side effects back: where they lie, and whether they still do. */

import { sameField } from '../manifest/field-ref.ts';
import type { FieldRef, Manifest, OperationRef, Workflow } from '../manifest/manifest.ts';
import { literal } from '../rules/literal.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { isBarred } from './barred.ts';
import { type Dangling, danglingField, withoutCallback } from './dangling.ts';
import { refusesFor } from './fit.ts';
import { present } from './mapping.ts';
import { type Located, locateField, type Message, messageOf, type Side } from './message.ts';
import { operationsOf, type SystemSides } from './operation-versions.ts';
import { type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';
import { fieldTrail, messageTrail, operationTrail } from './trail.ts';
import { spelled } from './written.ts';

export interface Suppression {
  readonly subject: Subject;
  readonly workflow: Workflow;
  readonly effect: OperationRef;
  readonly by: FieldRef;
  readonly sides: SystemSides;
  readonly manifest: Manifest;
}

/** The input that holds an effect back: of the operation whose callback it is, else of those that the workflow calls. */
export function suppressorOutcomes(suppression: Suppression): { outcomes: Outcome[]; dangling?: Dangling } {
  const { subject, workflow, effect, by, sides, manifest } = suppression;
  const owners =
    effect.callback === undefined
      ? workflow.invokes.filter(({ system }) => system === effect.system)
      : [withoutCallback(effect)];
  const located = owners.map((ref) => {
    const versions = operationsOf(sides, ref, ref);
    const old = versions.before && messageOf(sides.before, versions.before, ref, 'writes');
    const now = versions.after && messageOf(sides.after, versions.after, ref, 'writes', old);
    const messages = { before: old, after: now };
    return {
      messages,
      versions,
      before: old && inputAt(sides.before, old, by),
      after: now && inputAt(sides.after, now, by),
    };
  });
  const known = located.filter(({ before, after }) => before?.found || after?.found);
  if (known.length === 0) {
    const names = located.flatMap(({ after }) => (after?.found === false ? after.names : []));
    return { outcomes: [], dangling: danglingField(by, { names }, 'target') };
  }
  const parts = { subject, reliance: 'suppresses', from: by.text, to: effect.text, mark: by.mark } as const;
  const outcomes = known.map(({ messages, versions, before, after }) => {
    const { graph } = sides.after;
    const trail = by.place === 'body' ? messageTrail(graph, messages) : operationTrail(graph, versions);
    for (const pair of fieldTrail(graph, { before, after })) trail.add(pair);
    const sent = sentTo(manifest, effect.system, versions.after, sides.after, by);
    const problems = suppressorProblems({ before, after, by, effect, sent, sides });
    return outcomeOf({ ...parts, ...(sent !== undefined && { sent }) }, 'target', trail, problems);
  });
  return { outcomes };
}

function inputAt(side: Side, message: Message, by: FieldRef): Located {
  return present(locateField(side, message, by), 'readOnly');
}

/** The constant that a flow sends in this input; undefined when none is known. */
function sentTo(
  manifest: Manifest,
  system: string,
  operation: Operation | undefined,
  side: Side,
  by: FieldRef,
): { readonly value: unknown } | undefined {
  for (const flow of manifest.flows) {
    if (flow.to.system !== system || operation === undefined) continue;
    if (operationsOf({ before: side, after: side }, flow.to, flow.to).after !== operation) continue;
    const row = flow.fields.find(({ to, constant }) => to !== undefined && constant !== undefined && sameField(to, by));
    if (row?.constant !== undefined) return row.constant;
  }
  return undefined;
}

function suppressorProblems(state: {
  readonly before: Located | undefined;
  readonly after: Located | undefined;
  readonly by: FieldRef;
  readonly effect: OperationRef;
  readonly sent: { readonly value: unknown } | undefined;
  readonly sides: SystemSides;
}): Problem[] {
  const { before, after, by, effect, sent, sides } = state;
  const problem = { side: 'target', verdict: 'breaks', key: by.text } as const;
  if (before?.found && !after?.found) {
    const because = `${code(by.text)}, which holds ${code(effect.text)} back, is gone: the effect happens beside what the integration does`;
    return [{ ...problem, kind: 'suppressor-gone', aspect: 'existence', because }];
  }
  if (!after?.found) return [];
  if (sent === undefined) {
    if (before === undefined || !isBarred(sides, before, after)) return [];
    const because = `${code(by.text)}, which holds ${code(effect.text)} back, takes nothing any more that it took`;
    return [{ ...problem, kind: 'suppressor-refused', aspect: 'values', because }];
  }
  const refused = (at: Located | undefined, side: Side) =>
    at?.found === true &&
    at.ways.every(({ shape }) =>
      spelled(at, sent.value).every((one) =>
        refusesFor(side.covering)({ target: shape, targetShapes: side.shapes }, one),
      ),
    );
  if (!refused(after, sides.after) || refused(before, sides.before)) return [];
  const because = `${code(by.text)} no longer takes ${literal(sent.value)}, which holds ${code(effect.text)} back`;
  return [{ ...problem, kind: 'suppressor-refused', aspect: 'values', value: { of: sent.value }, because }];
}
