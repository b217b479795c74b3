/** Values that a row sends whatever comes: a constant, or the default for what is not there. */

import { sameJson } from '../diff/same.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import type { KeptBack } from './condition.ts';
import { refusesFor } from './fit.ts';
import type { MappingState } from './mapping.ts';
import { isNeeded } from './presence.ts';
import type { Problem } from './problem.ts';
import { fixedValues } from './sent.ts';
import { spelled } from './written.ts';

export interface KnownOfRow {
  /** What the condition of the flow keeps back now. */
  readonly keptBack: KeptBack;
  readonly wasKept: KeptBack;
  /** Of a transform: what it makes is known. */
  readonly isTried: boolean;
}

/** Those that the target refuses now, and that it took before or that nobody sent before. */
export function refusedConstants(
  now: MappingState,
  then: MappingState | undefined,
  { keptBack, wasKept, isTried }: KnownOfRow,
): Problem[] {
  return fixedValues(now, keptBack, isTried)
    .filter((value) => refuses(now, value))
    .flatMap((value) => {
      const wasTaken = then !== undefined && !refuses(then, value);
      // It may have been refused as long as nobody sent it.
      const wasSent = then === undefined || fixedValues(then, wasKept, isTried).some((one) => sameJson(one, value));
      if (then !== undefined && wasSent && !wasTaken) return [];
      const verb = wasTaken ? 'no longer takes' : 'does not take';
      const where = now.field.constant === undefined ? ' where there is nothing to read' : '';
      const sent = wasSent ? '' : `, which is sent from now on${where}`;
      const because = `the target ${verb} ${literal(value)} for ${code(now.target?.ref.text ?? '')}${sent}`;
      return [{ ...refusal(now, value, because), side: wasSent ? 'target' : 'either', value: { of: value } }];
    });
}

/** What is wrong with a value that is sent whatever comes. */
export function refusal({ target, ends }: MappingState, value: unknown, because: string): Problem {
  // Null may be left out where nobody asks for the member.
  const isSpared = value === null && target?.at !== undefined && !isNeeded(target.at, ends.isBuilt);
  return {
    kind: 'value-refused',
    aspect: 'values',
    side: 'either',
    key: `constant ${literal(value)}`,
    verdict: isSpared ? 'warns' : 'breaks',
    because,
  };
}

function refuses({ ends: { source, target: side }, target }: MappingState, value: unknown): boolean {
  const at = target?.at;
  const isRefused = refusesFor(source.covering);
  const spellings = spelled(at, value);
  return (
    at?.found === true &&
    at.ways.every(({ shape }) => spellings.every((one) => isRefused({ target: shape, targetShapes: side.shapes }, one)))
  );
}
