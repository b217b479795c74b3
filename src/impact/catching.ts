/** Which entry of the exception catalogue catches which response of an operation. */

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

function statusRank(status: string): number {
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

/** The responses of an operation that an entry's handler gets, given all entries for that operation. */
export function caughtBy(entry: ExceptionEntry, entries: readonly ExceptionEntry[], operation: Operation): Response[] {
  const { responses } = operation.parts();
  const { status } = entry.on;
  const own = responses.filter(
    (response) => catcherOf(entries, response.status) === entry && isAbout(status, response),
  );
  if (own.length > 0) return own;
  // A status that is not listed is told by the range it lies in, else by `default`.
  const range = /^\d{3}$/.test(status)
    ? responses.find((one) => one.status.toUpperCase() === `${status.charAt(0)}XX`)
    : undefined;
  const listed = responses.some((one) => one.status === status);
  const rest = range ?? (/^\d/.test(status) ? responses.find((one) => one.status === 'default') : undefined);
  return listed || rest === undefined ? [] : [rest];
}

/** `*` means every status, but its handler is for errors: a success is read by a flow. */
function isAbout(status: string, response: Response): boolean {
  return /^\d/.test(status) || isError(response);
}
