/** Deprecated parts that the integration uses, and the days they have left. The day of today comes in as data. */

import type { FieldRef } from '../manifest/manifest.ts';
import { operationName } from '../rules/operation.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import type { Located } from './message.ts';
import type { Problem } from './problem.ts';
import { countedDays, daysUntil, standingUntil } from './sunset.ts';

/** The day of today, and how many days the integration needs (`policy.sunset`). */
export interface Terms {
  readonly today: string;
  readonly minDays?: number | undefined;
}

export function deprecatedOperation(operation: Operation, terms: Terms): Problem[] {
  const { deprecation } = operation;
  return deprecation === undefined ? [] : [problemOf(operationName(operation), 'either', deprecation.sunset, terms)];
}

/** The field itself, or what it lies in. */
export function deprecatedField(
  ref: FieldRef,
  at: Located | undefined,
  side: 'source' | 'target',
  terms: Terms,
): Problem[] {
  if (at?.found !== true) return [];
  const marks = [
    at.parameter?.deprecation,
    ...at.ways.flatMap((way) => [...way.passed.map(({ to }) => to.deprecated), way.shape.deprecated]),
  ].filter((mark) => mark !== undefined);
  const [first] = marks;
  if (first === undefined) return [];
  return [problemOf(ref.text, side, marks.find(({ sunset }) => sunset !== undefined)?.sunset, terms)];
}

function problemOf(name: string, side: Problem['side'], sunset: string | undefined, terms: Terms): Problem {
  const problem = { kind: 'deprecated', aspect: 'deprecation', side, key: name } as const;
  const days = sunset === undefined ? undefined : daysUntil(sunset, terms.today);
  if (sunset === undefined || days === undefined) {
    const until = sunset === undefined ? 'without saying until when it works' : `until ${code(sunset)}`;
    return { ...problem, verdict: 'notes', because: `${code(name)} is deprecated, ${until}` };
  }
  if (days < 0)
    return {
      ...problem,
      verdict: 'breaks',
      because: `${code(name)} was to end on ${code(sunset)}, ${countedDays(-days)} ago`,
    };
  const { verdict, because } = standingUntil(sunset, days, terms.minDays);
  return { ...problem, verdict, because: `${code(name)} is deprecated and ${because}` };
}
