/**
 * Names that the manifest has for operations, and that these no longer have: calls go on as before, but the next comparison starts from the
 * new version, in which the manifest then names nothing.
 */

import type { Manifest } from '../manifest/manifest.ts';
import { code } from '../spec/words.ts';
import { operationsIn } from './moved.ts';
import { operationsOf, type SystemSides } from './operation-versions.ts';
import { findOperation } from './operations.ts';
import { NO_PAIRS, type Outcome, outcomeOf } from './outcome.ts';

/** One for each name, at the first place that has it. An operation that is gone, or answers elsewhere, is told by what it breaks. */
export function staleNames(
  manifest: Manifest,
  sides: ReadonlyMap<string, SystemSides>,
): { readonly system: string; readonly outcome: Outcome }[] {
  const byName = Map.groupBy(operationsIn(manifest), ({ ref: { system, target, callback } }) =>
    JSON.stringify([system, target, callback]),
  );
  return [...byName.values()].flatMap((namings) => {
    const [first] = namings;
    const side = first && sides.get(first.ref.system);
    if (first === undefined || side === undefined) return [];
    const { ref, subject } = first;
    const { after } = operationsOf(side, ref, ref);
    if (after === undefined || findOperation(side.after.api, ref) !== undefined) return [];
    const because = `no operation of the new version is called ${code(ref.text)}`;
    const renamed = { refs: namings.map((one) => one.ref), after };
    const parts = { subject, from: '', to: '', mark: ref.mark };
    const problem = {
      kind: 'operation-renamed',
      aspect: 'notice',
      side: 'source',
      key: ref.text,
      verdict: 'warns',
      because,
      renamed,
      causes: NO_PAIRS,
    } as const;
    return [{ system: ref.system, outcome: outcomeOf(parts, 'source', NO_PAIRS, [problem]) }];
  });
}
