/** From the operations a manifest names to those of a description. */

import { anonymous } from '../diff/address.ts';
import { mediaTypeIdentity } from '../diff/identity.ts';
import type { OperationRef } from '../manifest/manifest.ts';
import type { Api, MediaType, Operation, Response } from '../spec/api.ts';

/** The operation of a description that a manifest means, or undefined when there is none. */
export function findOperation(api: Api, ref: OperationRef): Operation | undefined {
  const found = findTarget(api, ref);
  if (ref.callback === undefined) return found;
  return found?.parts().callbacks.find((callback) => callback.callback === ref.callback);
}

function findTarget(api: Api, { target }: OperationRef): Operation | undefined {
  switch (target.kind) {
    case 'operationId':
      return api.operations.find((operation) => operation.operationId === target.operationId);
    case 'webhook':
      return api.webhooks.find((webhook) => webhook.path === target.name);
    case 'path': {
      const method = target.method.toUpperCase();
      const exact = exactlyAt(api).get(`${method} ${target.path}`);
      if (exact !== undefined) return exact;
      const candidates = api.operations.filter((operation) => operation.method === method);
      const wanted = anonymous(target.path);
      return (
        candidates.find((operation) => anonymous(operation.path) === wanted) ??
        // A prefix may stand in the server's URL in one version and in the path in another.
        candidates.find((operation) => anonymous(operation.servers.base + operation.path) === wanted) ??
        candidates.find(
          ({ servers, path }) => servers.base !== '' && anonymous(path) === anonymous(servers.base) + wanted,
        )
      );
    }
  }
}

const indexes = new WeakMap<Api, ReadonlyMap<string, Operation>>();

/** Operations by method and path as they are written; a manifest of many flows asks for hundreds. */
function exactlyAt(api: Api): ReadonlyMap<string, Operation> {
  const known = indexes.get(api);
  if (known !== undefined) return known;
  const index = new Map<string, Operation>();
  for (const operation of api.operations) {
    const key = `${operation.method} ${operation.path}`;
    if (!index.has(key)) index.set(key, operation);
  }
  indexes.set(api, index);
  return index;
}

/** What a reference that leads nowhere may have meant: operations of the same method, as a manifest writes them. */
export function likeOperations({ operations }: Api, { target }: OperationRef): string[] {
  const method = target.kind === 'path' ? target.method.toUpperCase() : undefined;
  const alike = operations.filter((operation) => method === undefined || operation.method === method);
  return (alike.length > 0 ? alike : operations).map((one) => `${one.method} ${one.path}`);
}

/** The response a consumer reads: the one named, else the first success with a body, else the first success, else `default`. */
export function responseOf(operation: Operation, status: string | undefined): Response | undefined {
  const { responses } = operation.parts();
  if (status !== undefined) {
    const wanted = status.toUpperCase();
    return responses.find((response) => response.status.toUpperCase() === wanted);
  }
  const successes = responses.filter((response) => response.status.startsWith('2'));
  return (
    successes.find((response) => response.content.length > 0) ??
    successes[0] ??
    responses.find((response) => response.status === 'default')
  );
}

/**
 * The media type that fields are read from or written to: JSON where there is one, else the first. With `like`, the
 * media type of another version, only one of the same kind: an integration that speaks JSON does not speak XML.
 */
export function payloadOf(content: readonly MediaType[], like?: MediaType): MediaType | undefined {
  const json = content.find(({ name }) => isJson(name));
  if (like === undefined) return json ?? content[0];
  return isJson(like.name) ? json : content.find((one) => sameMediaType(one, like));
}

/** Every media type that one who reads `payloadOf` may be answered in: a server may write errors as another kind of JSON. */
export function payloadsOf(content: readonly MediaType[]): readonly MediaType[] {
  const all = content.filter(({ name }) => isJson(name));
  return all.length > 0 ? all : content.slice(0, 1);
}

export function sameMediaType(a: MediaType, b: MediaType): boolean {
  return mediaTypeIdentity.some((keyOf) => keyOf(a, 0) === keyOf(b, 0));
}

/** `application/json`, everything that ends in `+json` (RFC 6839, section 3.1), and ranges that hold them. */
function isJson(mediaType: string): boolean {
  const essence = (mediaType.split(';')[0] as string).trim().toLowerCase();
  return /^(?:application|text)\/json$|\+json$|^\*\/\*$|^application\/\*$/.test(essence);
}
