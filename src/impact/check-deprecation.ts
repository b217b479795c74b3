/** Deprecated parts that the integration uses, and the days they have left. The day of today comes in as data. */

import type { FieldRef } from '../manifest/manifest.ts';
import { operationName } from '../rules/operation.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import type { Located } from './message.ts';
import type { Problem } from './problem.ts';

const DAY = 86_400_000;

/** Whole days from one day (`2026-11-25`) to another; undefined for what is no date. */
function daysUntil(sunset: string, today: string): number | undefined {
  // RFC 8594 has an HTTP date, most descriptions an RFC 3339 one; the day counts.
  const day = /^\d{4}-\d{2}-\d{2}/.exec(sunset)?.[0];
  const end = Date.parse(day ?? (/\bGMT$/.test(sunset) ? sunset : ''));
  if (Number.isNaN(end)) return undefined;
  return Math.floor(end / DAY) - Math.floor(Date.parse(today) / DAY);
}

export function deprecatedOperation(operation: Operation, today: string): Problem[] {
  const { deprecation } = operation;
  return deprecation === undefined ? [] : [problemOf(operationName(operation), deprecation.sunset, today)];
}

/** The field itself, or what it lies in. */
export function deprecatedField(ref: FieldRef, at: Located | undefined, today: string): Problem[] {
  if (at?.found !== true) return [];
  const marks = [
    at.parameter?.deprecation,
    ...at.ways.flatMap((way) => [...way.passed.map(({ to }) => to.deprecated), way.shape.deprecated]),
  ].filter((mark) => mark !== undefined);
  const [first] = marks;
  if (first === undefined) return [];
  return [problemOf(ref.text, marks.find(({ sunset }) => sunset !== undefined)?.sunset, today)];
}

function problemOf(name: string, sunset: string | undefined, today: string): Problem {
  const problem = { kind: 'deprecated', aspect: 'deprecation', side: 'either', key: name } as const;
  const days = sunset === undefined ? undefined : daysUntil(sunset, today);
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
  return {
    ...problem,
    verdict: 'warns',
    because: `${code(name)} is deprecated and ends on ${code(sunset)}: ${countedDays(days)} left`,
  };
}

function countedDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
