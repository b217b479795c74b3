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
  return own.flatMap((operation) => {
    const addresses = isManifold(operation) ? addressesOf(operation) : [];
    const isWritten = addresses.every((address) => theirs.has(`${operation.method} ${address}`));
    return addresses.length > 1 && isWritten ? addresses.map((address) => servedAt(operation, address)) : [operation];
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
