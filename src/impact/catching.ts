/** Which entry of the exception catalogue catches which response of an operation. */

import { describing } from '../diff/cover.ts';
import type { ExceptionEntry } from '../manifest/manifest.ts';
import type { Operation, Response } from '../spec/api.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';

/** Entries that are about an operation, the most telling first: 409, 4XX, default, `*`; then a named operation, a system, all. */
export function entriesFor(
  entries: readonly ExceptionEntry[],
  system: string,
  operation: Operation,
  side: Side,
): ExceptionEntry[] {
  return entries
    .filter(({ on }) => {
      if (on.system !== undefined && on.system !== system) return false;
      return on.operation === undefined || findOperation(side.api, on.operation) === operation;
    })
    .sort((a, b) => rankOf(b) - rankOf(a));
}

function rankOf({ on }: ExceptionEntry): number {
  const place = on.operation !== undefined ? 2 : on.system !== undefined ? 1 : 0;
  return statusRank(on.status) * 3 + place;
}

/** 409 tells more than 4XX, and that more than `default`. */
export function statusRank(status: string): number {
  if (/^\d{3}$/.test(status)) return 3;
  if (/^\dXX$/.test(status)) return 2;
  return status === 'default' ? 1 : 0;
}

/** Whether a response tells of something other than success: `404`, `4XX`, `302`, `default`. */
export function isError({ status }: Pick<Response, 'status'>): boolean {
  return !/^[12]/.test(status);
}

/**
 * Whether a handler for one status gets every response of another. `default` as a handler takes what no other entry
 * does, as it does among responses (OpenAPI 3.1, Responses Object); the range `4XX` takes 400 to 499.
 */
export function catches(handler: string, status: string): boolean {
  const wanted = status.toUpperCase();
  if (handler === '*' || handler === wanted) return true;
  if (handler === 'default') return isError({ status: wanted });
  return /^\dXX$/.test(handler) && wanted.startsWith(handler.charAt(0)) && wanted !== 'DEFAULT';
}

/** The entry whose handler a response ends in; `default` may be shared by those for 4XX and 5XX. */
export function catcherOf(entries: readonly ExceptionEntry[], status: string): ExceptionEntry | undefined {
  const wanted = status.toUpperCase();
  const found = entries.find(
    ({ on }) => (wanted === 'DEFAULT' && on.status === 'default') || catches(on.status, wanted),
  );
  if (found !== undefined || wanted !== 'DEFAULT') return found;
  const client = entries.find(({ on }) => on.status === '4XX');
  return client !== undefined && entries.some(({ on }) => on.status === '5XX') ? client : undefined;
}

/** What a handler gets of some statuses in one version, beside what it gets of them in the other. */
export interface Told {
  readonly before: Response | undefined;
  readonly after: Response | undefined;
}

/**
 * The responses that an entry's handler gets, given all entries for an operation; each pair once. What is said of a status that is not
 * listed is what its range says, or `default`.
 */
export function caughtBy(
  entry: ExceptionEntry,
  entries: readonly ExceptionEntry[],
  before: readonly Response[],
  after: readonly Response[],
): Told[] {
  const named = [...before, ...after, ...entries.map(({ on }) => on)].map(({ status }) => status.toUpperCase());
  const told = new Map<string, Told>();
  // A range stands for those of its statuses that nobody names.
  for (const status of new Set([...named.filter((one) => /^\d/.test(one)), ...RANGES])) {
    if (catcherOf(entries, status) !== entry || !isAbout(entry.on.status, { status })) continue;
    const [old, now] = [describing(before, status), describing(after, status)];
    if (old !== undefined || now !== undefined) told.set(`${old?.status} ${now?.status}`, { before: old, after: now });
  }
  return [...told.values()];
}

const RANGES = ['1XX', '2XX', '3XX', '4XX', '5XX'];

/** `*` means every status, but its handler is for errors: a success is read by a flow. */
function isAbout(status: string, response: Pick<Response, 'status'>): boolean {
  return /^\d/.test(status) || isError(response);
}
