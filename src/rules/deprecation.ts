/** What the rules on deprecated operations, parameters, headers, fields and security schemes share. */

import type { Deprecation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { NOTHING } from './rule.ts';

interface Announced {
  /** The day it ends, as the description writes it; null where it says none. */
  readonly sunset: string | null;
  /** It was deprecated before: only the day is new. */
  readonly was: boolean;
}

/** A deprecation that is new, or whose day is. */
export function announced(before: Deprecation | undefined, after: Deprecation | undefined) {
  if (after === undefined) return NOTHING;
  const sunset = after.sunset ?? null;
  const was = before !== undefined;
  if (was && (before.sunset ?? null) === sunset) return NOTHING;
  return [{ data: { sunset, was } satisfies Announced, after: after.at }];
}

export function deprecationMessage(what: string, { sunset, was }: Announced): string {
  if (sunset === null)
    return was ? `${what} is still deprecated, and no longer says until when it works` : `${what} is now deprecated`;
  return was
    ? `${what} is deprecated and now ends on ${code(sunset)}`
    : `${what} is now deprecated and ends on ${code(sunset)}`;
}
