/** The exception catalogue as things are now: what no entry catches, entries that catch nothing, handlers that find nothing. */

import type { ExceptionEntry } from '../manifest/manifest.ts';
import type { Share } from '../report/report.ts';
import { code } from '../spec/words.ts';
import { catcherOf, catchersFor, catches, isError } from './catching.ts';
import { lostProblem } from './check-workflow.ts';
import { nowhereBy } from './dangling.ts';
import { caughtOver, deadProblem, type ExceptionContext, uncaughtOutcome } from './exceptions.ts';
import { readAt, type Use } from './handler-reads.ts';
import { NO_PAIRS, type Outcome, outcomeOf, type Subject } from './outcome.ts';
import type { Problem } from './problem.ts';

export interface ExceptionCheck {
  readonly outcomes: readonly { readonly system: string; readonly outcome: Outcome }[];
  readonly statuses: Share;
}

export function checkExceptions(context: ExceptionContext): ExceptionCheck {
  const { manifest } = context;
  const outcomes: { system: string; outcome: Outcome }[] = [];
  const statuses = { decided: 0, total: 0 };
  for (const use of context.uses) {
    const open = openStatuses(use, context, statuses);
    if (open !== undefined) outcomes.push({ system: use.system, outcome: open });
  }
  for (const entry of manifest.exceptions) outcomes.push(...checkEntry(entry, context));
  return { outcomes, statuses };
}

/** Error statuses of an operation that nothing catches, told together. */
function openStatuses(
  { system, versions }: Use,
  { manifest, sides }: ExceptionContext,
  statuses: { decided: number; total: number },
): Outcome | undefined {
  const { after } = versions;
  const side = sides.get(system)?.after;
  if (after?.kind !== 'operation' || side === undefined) return undefined;
  const entries = catchersFor(manifest.exceptions, system, after, side);
  const errors = after.parts().responses.filter(isError);
  const open = errors.filter(({ status }) => catcherOf(entries, status) === undefined);
  statuses.total += errors.length;
  statuses.decided += errors.length - open.length;
  if (open.length === 0) return undefined;
  // Who keeps no catalogue has promised nothing.
  return uncaughtOutcome(manifest, system, after, open, NO_PAIRS, manifest.exceptions.length === 0 ? 'notes' : 'warns');
}

function checkEntry(entry: ExceptionEntry, context: ExceptionContext): { system: string; outcome: Outcome }[] {
  const { on, mark } = entry;
  const subject: Subject = { id: entry.id, owners: entry.owners, levels: {} };
  const caught = caughtOver(entry, context);
  const system = on.system ?? [...context.sides.keys()][0] ?? '';
  const parts = { subject, reliance: 'handles', from: '', to: on.text, mark } as const;
  const missing = lostOperation(entry, context);
  if (missing !== undefined) return [{ system, outcome: outcomeOf(parts, 'source', NO_PAIRS, [missing]) }];
  if (caught.length === 0) {
    const problem: Problem = {
      ...deadProblem(entry, NO_PAIRS),
      verdict: on.operation === undefined ? 'notes' : 'warns',
    };
    return [{ system, outcome: outcomeOf(parts, 'source', NO_PAIRS, [problem]) }];
  }
  return entry.reads.flatMap((ref) => {
    const looked = caught.flatMap((one) =>
      one.told
        .flatMap(({ after }) => after ?? [])
        // What a range or `default` says of a status that is not listed is less than what the handler knows.
        .filter(({ status }) => catches(on.status, status))
        .map((response) => ({ response, system: one.use.system, at: readAt(one, 'after', response, ref) })),
    );
    const lost = looked.filter(({ at }) => at?.found === false);
    const [first] = lost;
    if (first === undefined) return [];
    const everywhere = lost.length === looked.length;
    const names = lost.flatMap(({ at }) => (at?.found === false ? at.names : []));
    const where = everywhere ? 'the response has no' : `${code(first.response.status)} of an operation has no`;
    const step = first.at?.found === false ? first.at.step : undefined;
    const hint = nowhereBy(ref, { names, ...(step && { step }) });
    const problem: Problem = {
      kind: 'read-gone',
      aspect: 'existence',
      side: 'source',
      key: ref.text,
      verdict: everywhere ? 'breaks' : 'notes',
      because: `${where} ${code(ref.text)} for the handler to read${hint}`,
    };
    const of = { subject, reliance: 'reads', from: ref.text, to: '', mark: ref.mark } as const;
    return [{ system: first.system, outcome: outcomeOf(of, 'source', NO_PAIRS, [problem]) }];
  });
}

function lostOperation({ on }: ExceptionEntry, { sides }: ExceptionContext): Problem | undefined {
  if (on.operation === undefined) return undefined;
  const lost = lostProblem(on.operation, new Map([...sides].map(([system, { after }]) => [system, after])), 'source');
  return lost && { ...lost, key: on.text };
}
