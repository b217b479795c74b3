/** A workflow as things are now: names that lead nowhere, and side effects that nobody has decided about. */

import type { Manifest, OperationRef, Workflow } from '../manifest/manifest.ts';
import { code } from '../spec/words.ts';
import { danglingOperation, meantBy } from './dangling.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';
import { NO_PAIRS, type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';
import { suppressorOutcomes } from './suppression.ts';
import { effectProblem, undeclaredEffects } from './workflow.ts';

export function checkWorkflow(
  workflow: Workflow,
  manifest: Manifest,
  sides: ReadonlyMap<string, Side>,
): { readonly system: string; readonly outcome: Outcome }[] {
  const subject: Subject = { id: workflow.name, owners: [], levels: {} };
  const found: { system: string; outcome: Outcome }[] = [];
  const add = (system: string, parts: Parameters<typeof outcomeOf>[0], problems: readonly Problem[]) =>
    found.push({ system, outcome: outcomeOf(parts, 'target', NO_PAIRS, problems) });
  const { trigger } = workflow;
  if (trigger !== undefined) {
    const lost = lostProblem(trigger, sides, 'source');
    if (lost !== undefined)
      add(trigger.system, { subject, reliance: 'trigger', from: trigger.text, to: '', mark: trigger.mark }, [lost]);
  }
  for (const ref of workflow.invokes) {
    const parts = { subject, reliance: 'invokes', from: '', to: ref.text, mark: ref.mark } as const;
    const lost = lostProblem(ref, sides, 'target');
    if (lost !== undefined) add(ref.system, parts, [lost]);
    const side = sides.get(ref.system);
    const operation = side && findOperation(side.api, ref);
    if (side === undefined || operation === undefined) continue;
    for (const effect of undeclaredEffects(manifest, ref.system, operation, side)) {
      const to = `${ref.text} callback ${effect.callback ?? ''}`;
      add(ref.system, { ...parts, to }, [{ ...effectProblem(effect, NO_PAIRS), verdict: 'warns' }]);
    }
  }
  for (const { effect, by } of workflow.suppresses) {
    const side = sides.get(effect.system);
    const lost = lostProblem(effect, sides, 'target');
    const parts = { subject, reliance: 'suppressed', from: '', to: effect.text, mark: effect.mark } as const;
    if (lost !== undefined) add(effect.system, parts, [{ ...lost, verdict: 'warns' }]);
    if (side === undefined || lost !== undefined || by === undefined) continue;
    const judged = suppressorOutcomes({
      subject,
      workflow,
      effect,
      by,
      sides: { before: side, after: side },
      manifest,
    });
    const { dangling } = judged;
    if (dangling === undefined) continue;
    const hint = meantBy(dangling);
    const because = `there is no input ${code(by.text)} to hold ${code(effect.text)} back by${hint}`;
    const problem: Problem = {
      kind: 'suppressor-gone',
      aspect: 'existence',
      side: 'target',
      key: by.text,
      verdict: 'breaks',
      because,
    };
    add(effect.system, { subject, reliance: 'suppresses', from: by.text, to: effect.text, mark: by.mark }, [problem]);
  }
  return found;
}

/** An operation that the manifest names and the description does not have. */
export function lostProblem(
  ref: OperationRef,
  sides: ReadonlyMap<string, Side>,
  side: 'source' | 'target',
): Problem | undefined {
  const system = sides.get(ref.system);
  if (system === undefined) return undefined;
  const found = findOperation(system.api, ref);
  const dangling = danglingOperation({ before: found, after: found }, ref, { after: system });
  if (dangling === undefined) return undefined;
  return {
    kind: `${side}-operation-gone`,
    aspect: 'existence',
    side,
    key: ref.text,
    verdict: 'breaks',
    because: `${dangling.message}${meantBy(dangling)}`,
  };
}
