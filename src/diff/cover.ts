/** Which entry of the other version speaks of the same messages: statuses and media types have ranges and catch-alls. */

import type { MediaType, Response } from '../spec/api.ts';
import { mediaTypeIdentity } from './identity.ts';

/** One entry may have several counterparts: what `default` said may be said by `404` and `default` now. */
export interface Coverage<T> {
  readonly kept: readonly (readonly [before: T, after: T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** Pairs without repetition, in the order of the new side where it has one. */
function pairsOf<T>(before: readonly T[], after: readonly T[], inAfter: Finder<T>, inBefore: Finder<T>): [T, T][] {
  const pairs: [T, T][] = [];
  const known = new Map<T, Set<T>>();
  const add = (old: T, now: T) => {
    const counterparts = known.get(old) ?? new Set();
    known.set(old, counterparts);
    if (counterparts.has(now)) return;
    counterparts.add(now);
    pairs.push([old, now]);
  };
  for (const now of after) {
    const old = inBefore(now);
    if (old !== undefined) add(old, now);
  }
  for (const old of before) {
    const now = inAfter(old);
    if (now !== undefined) add(old, now);
  }
  return pairs;
}

type Finder<T> = (one: T) => T | undefined;

/**
 * A status is described by its own entry, else by its range, else by `default` (OpenAPI 3.1, 4.8.16). Where successes
 * are listed, `default` speaks of what goes wrong, and not of one success more.
 */
export function coverResponses(before: readonly Response[], after: readonly Response[]): Coverage<Response> {
  const kept = pairsOf(
    before,
    after,
    (old) => describing(after, old.status),
    (now) => describing(before, now.status),
  );
  return {
    kept,
    removed: before.filter((old) => !kept.some(([one]) => one === old)),
    added: after.filter((now) => !kept.some(([, one]) => one === now)),
  };
}

/** The entry that describes a status: its own, its range, or `default`. */
export function describing(responses: readonly Response[], status: string): Response | undefined {
  const named = (wanted: string) => responses.find((one) => one.status === wanted);
  const own = named(status) ?? (/^\d/.test(status) ? named(`${status[0]}XX`) : undefined);
  if (own !== undefined) return own;
  const listsSuccess = isSuccess(status) && responses.some((one) => isSuccess(one.status));
  return listsSuccess ? undefined : named('default');
}

/** As far as OpenAPI says: `200`, `2XX`. */
export function isSuccess(status: string): boolean {
  return status.startsWith('2');
}

/**
 * The most specific key describes a body (OpenAPI 3.1, 4.8.17). `negotiated`: the reader asks for a media type. Then each one
 * that is named is a promise, and a range is none: somebody else picks from it.
 */
export function coverContent(
  before: readonly MediaType[],
  after: readonly MediaType[],
  negotiated: boolean,
): Coverage<MediaType> {
  if ([...before, ...after].some(({ assumed }) => assumed)) return assumedCoverage(before, after);
  const [olds, nows] = [byKey(before), byKey(after)];
  const kept = pairsOf(
    before,
    after,
    (old) => mostSpecific(nows, old),
    (now) => mostSpecific(olds, now),
  );
  const isGone = (old: MediaType) => {
    if (!negotiated) return mostSpecific(nows, old) === undefined;
    return !kept.some(([one, now]) => one === old && (isRange(old) || isServedBy(old, now)));
  };
  return {
    kept,
    removed: before.filter(isGone),
    added: after.filter((now) => mostSpecific(olds, now) === undefined),
  };
}

/** Swagger 2.0 that lists no media types leaves open which there are. */
function assumedCoverage(before: readonly MediaType[], after: readonly MediaType[]): Coverage<MediaType> {
  const kept = before.flatMap((old) => after.map((now) => [old, now] as const));
  return {
    kept: kept.filter(([old, now]) => old.assumed || now.assumed || keyOf(old) === keyOf(now)),
    removed: after.length === 0 ? before : [],
    added: before.length === 0 ? after : [],
  };
}

function keyOf(mediaType: MediaType): string {
  return mediaTypeIdentity.map((key) => key(mediaType, 0)).join();
}

/** Who asks for a type is content with any parameters of it (RFC 9110, 12.5.1); who asks for some wants those. */
function isServedBy(asked: MediaType, now: MediaType): boolean {
  const [wanted, key] = [keyOf(asked), keyOf(now)];
  return wanted === key || wanted === key.split(';')[0];
}

function isRange(mediaType: MediaType): boolean {
  return /^[^;]*\*/.test(mediaType.name);
}

/** The first of each key. */
function byKey(content: readonly MediaType[]): ReadonlyMap<string, MediaType> {
  return new Map(content.map((one) => [keyOf(one), one] as const).reverse());
}

function mostSpecific(content: ReadonlyMap<string, MediaType>, one: MediaType): MediaType | undefined {
  const key = keyOf(one);
  const type = key.split(';')[0] as string;
  for (const wanted of [key, type, `${type.split('/')[0]}/*`, '*/*', '*']) {
    const found = content.get(wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
