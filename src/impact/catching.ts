/** Which entry of the exception catalogue catches which response of an operation. */

import { describing } from '../diff/cover.ts';
import type { ExceptionEntry } from '../manifest/manifest.ts';
import type { Api, Operation, Response } from '../spec/api.ts';
import type { Side } from './message.ts';
import { findOperation } from './operations.ts';

/** By status, the entry that tells most of it: of a named operation, then of a system, then of all. */
export type Catchers = ReadonlyMap<string, ExceptionEntry>;

type Entries = readonly ExceptionEntry[];

/** Thousands of entries may be about as many operations: each is looked up once. */
const named = new WeakMap<Entries, WeakMap<Api, ReadonlyMap<Operation | undefined, Entries>>>();
const unnamed = new WeakMap<Entries, Map<string, Catchers>>();

/** What is caught of an operation. */
export function catchersFor(entries: Entries, system: string, operation: Operation, side: Side): Catchers {
  const own = namedIn(entries, side.api).get(operation) ?? [];
  return new Map([...unnamedIn(entries, system), ...byStatus(own.filter(({ on }) => on.system === system))]);
}

function namedIn(entries: Entries, api: Api): ReadonlyMap<Operation | undefined, Entries> {
  const known = named.get(entries) ?? new WeakMap<Api, ReadonlyMap<Operation | undefined, Entries>>();
  named.set(entries, known);
  const found = known.get(api) ?? Map.groupBy(entries, ({ on }) => on.operation && findOperation(api, on.operation));
  known.set(api, found);
  return found;
}

function unnamedIn(entries: Entries, system: string): Catchers {
  const known = unnamed.get(entries) ?? new Map<string, Catchers>();
  unnamed.set(entries, known);
  const found = known.get(system) ?? readUnnamed(entries, system);
  known.set(system, found);
  return found;
}

function readUnnamed(entries: Entries, system: string): Catchers {
  const general = entries.filter(({ on }) => on.operation === undefined);
  return new Map([
    ...byStatus(general.filter(({ on }) => on.system === undefined)),
    ...byStatus(general.filter(({ on }) => on.system === system)),
  ]);
}

/** The first one for each status. */
function byStatus(entries: Entries): [string, ExceptionEntry][] {
  return entries.toReversed().map((entry) => [entry.on.status, entry]);
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

/** The entry whose handler a response ends in: 409, 4XX, default, `*`; `default` may be shared by those for 4XX and 5XX. */
export function catcherOf(entries: Catchers, status: string): ExceptionEntry | undefined {
  const wanted = status.toUpperCase();
  const rest = (isError({ status: wanted }) ? entries.get('default') : undefined) ?? entries.get('*');
  if (wanted !== 'DEFAULT') return entries.get(wanted) ?? entries.get(`${wanted.charAt(0)}XX`) ?? rest;
  return rest ?? (entries.has('5XX') ? entries.get('4XX') : undefined);
}

/** What a handler gets of some statuses in one version, beside what it gets of them in the other. */
export interface Told {
  readonly before: Response | undefined;
  readonly after: Response | undefined;
}

/**
 * The responses that the handler of each entry gets, given all entries for an operation; each pair once. What is said of a status that is
 * not listed is what its range says, or `default`.
 */
export function caughtBy(
  entries: Catchers,
  before: readonly Response[],
  after: readonly Response[],
): ReadonlyMap<ExceptionEntry, Told[]> {
  const listed = [...[...before, ...after].map(({ status }) => status), ...entries.keys()];
  const told = new Map<ExceptionEntry, Map<string, Told>>();
  // A range stands for those of its statuses that nobody names.
  for (const status of new Set([
    ...listed.map((one) => one.toUpperCase()).filter((one) => /^\d/.test(one)),
    ...RANGES,
  ])) {
    const entry = catcherOf(entries, status);
    if (entry === undefined || !isAbout(entry.on.status, { status })) continue;
    const [old, now] = [describing(before, status), describing(after, status)];
    if (old === undefined && now === undefined) continue;
    const own = told.get(entry) ?? new Map<string, Told>();
    told.set(entry, own.set(`${old?.status} ${now?.status}`, { before: old, after: now }));
  }
  return new Map([...told].map(([entry, own]) => [entry, [...own.values()]]));
}

const RANGES = ['1XX', '2XX', '3XX', '4XX', '5XX'];

/** `*` means every status, but its handler is for errors: a success is read by a flow. */
function isAbout(status: string, response: Pick<Response, 'status'>): boolean {
  return /^\d/.test(status) || isError(response);
}
