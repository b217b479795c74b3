/** Look-ups as things are now: operations, parameters and members that are not there. */

import type { Flow } from '../manifest/manifest.ts';
import { code } from '../spec/words.ts';
import { lostProblem } from './check-workflow.ts';
import { danglingField, meantBy } from './dangling.ts';
import { lookupsOf } from './integration.ts';
import { lostKeys } from './lookup.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';
import { NO_PAIRS, type Outcome, outcomeOf } from './outcome.ts';

export function checkLookups(
  flow: Flow,
  sides: ReadonlyMap<string, Side>,
): { readonly system: string; readonly outcome: Outcome }[] {
  return lookupsOf(flow).flatMap((lookup) => {
    const { operation: ref } = lookup;
    const { system } = ref;
    const side = sides.get(system);
    if (side === undefined) return [];
    const lost = lostProblem(ref, sides, 'source');
    if (lost !== undefined) {
      const parts = { subject: flow, from: ref.text, to: '', mark: ref.mark };
      return [{ system, outcome: outcomeOf(parts, 'source', NO_PAIRS, [lost]) }];
    }
    const operation = findOperation(side.api, ref);
    if (operation === undefined) return [];
    return lostKeys(lookup, operation, side).map(({ ref: key, side: role, at }) => {
      const meant = meantBy(danglingField(key, at, role));
      const what = role === 'target' ? 'takes no' : 'answers with no';
      const because = `the look-up ${code(ref.text)} ${what} ${code(key.text)}${meant}`;
      const [from, to] = role === 'target' ? ['', key.text] : [key.text, ''];
      return {
        system,
        outcome: outcomeOf({ subject: flow, from, to, mark: key.mark }, role, NO_PAIRS, [
          { kind: `${role}-gone`, aspect: 'existence', side: role, key: key.text, verdict: 'breaks', because },
        ]),
      };
    });
  });
}
