/**
 * Paths that servers stand for: `/orders` at the servers `/v1` and `/v2` is two URLs, which the other version may write out
 * as two paths. Where it writes out all of them, each is compared with its like.
 */

import type { Operation } from '../spec/api.ts';
import { addressesOf, anonymous } from './address.ts';

/** The operations of one version, those apart of which the other one writes out each URL. */
export function withServed(own: readonly Operation[], other: readonly Operation[]): readonly Operation[] {
  if (!own.some(isManifold)) return own;
  const theirs = Map.groupBy(
    other.filter((one) => !isManifold(one)),
    (one) => `${one.method} ${addressesOf(one)[0]}`,
  );
  const isWritten = (operation: Operation): boolean =>
    addressesOf(operation).every((address) => theirs.has(`${operation.method} ${address}`));
  // where one method is written out, the path is: others may be missing there
  const written = new Set(own.filter((one) => isManifold(one) && isWritten(one)).map(({ path }) => path));
  return own.flatMap((operation) => {
    if (!isManifold(operation) || !written.has(operation.path)) return [operation];
    return addressesOf(operation).map((address) => servedAt(operation, address));
  });
}

/** Its servers have different paths. */
function isManifold({ kind, servers: { urls } }: Operation): boolean {
  return kind === 'operation' && urls.some(({ path }) => path !== urls[0]?.path);
}

function servedAt(operation: Operation, address: string): Operation {
  const { servers, path } = operation;
  const urls = servers.urls.filter((url) => anonymous(url.path + path) === address);
  const base = urls[0]?.path ?? '';
  return { ...operation, servers: { ...servers, urls, base, template: base } };
}
