/** How long a part that is deprecated still works. The day of today comes in as data. */

import { code } from '../spec/words.ts';

const DAY = 86_400_000;

/** Whole days from one day (`2026-11-25`) to another; undefined for what is no date. */
export function daysUntil(sunset: string, today: string): number | undefined {
  // RFC 8594 has an HTTP date, most descriptions an RFC 3339 one; the day counts.
  const day = /^\d{4}-\d{2}-\d{2}/.exec(sunset)?.[0];
  const end = Date.parse(day ?? (/\bGMT$/.test(sunset) ? sunset : ''));
  if (Number.isNaN(end)) return undefined;
  return Math.floor(end / DAY) - Math.floor(Date.parse(today) / DAY);
}

export function countedDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

/** Of what ends on a day to come; `minDays`: so many days the integration needs to get away from it. */
export function standingUntil(
  sunset: string,
  days: number,
  minDays: number | undefined,
): { readonly verdict: 'breaks' | 'warns'; readonly because: string } {
  const left = `ends on ${code(sunset)}: ${countedDays(days)} left`;
  return minDays !== undefined && days < minDays
    ? { verdict: 'breaks', because: `${left}, and ${code('policy.sunset')} asks for ${minDays}` }
    : { verdict: 'warns', because: left };
}
