/**
 * Paths that servers stand for: `/orders` at the servers `/v1` and `/v2` is two URLs, which the other version may write out
 * as two paths, or as `/{version}/orders` with a parameter that lists both. Where it has all of them, each is compared with its like.
 */

import type { Operation } from '../spec/api.ts';
import { addressesOf, anonymous } from './address.ts';
import { isListed } from './listed-paths.ts';
import type { Shapes } from './shapes.ts';

/** A description may have any number of paths and servers. */
const MAX_COMPARED = 100_000;

/** The operations of one version, those apart of which the other one, with its shapes, writes out or lists each URL. */
export function withServed(
  own: readonly Operation[],
  other: readonly Operation[],
  shapes: Shapes,
): readonly Operation[] {
  if (!own.some(isManifold)) return own;
  const single = other.filter((one) => !isManifold(one));
  const theirs = new Set(single.map((one) => `${one.method} ${addressesOf(one)[0]}`));
  const templates = Map.groupBy(
    single.filter(({ path }) => path.includes('{')),
    ({ method }) => method,
  );
  let compared = 0;
  const isTemplated = ({ method }: Operation, address: string): boolean => {
    const segments = address.split('/');
    const likely = templates.get(method) ?? [];
    compared += likely.length;
    return compared <= MAX_COMPARED && likely.some((template) => isListed(template, segments, shapes));
  };
  const isWritten = (operation: Operation): boolean =>
    addressesOf(operation).every(
      (address) => theirs.has(`${operation.method} ${address}`) || isTemplated(operation, address),
    );
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
