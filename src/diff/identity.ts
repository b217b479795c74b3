/** What makes two things the same thing in two versions. Each ladder is tried from the top. */

import type { Header, MediaType, Operation } from '../spec/api.ts';
import { parameterKey } from '../spec/object.ts';
import { nameIn } from '../spec/reference.ts';
import { addressesOf, anonymous, versionless } from './address.ts';
import type { KeyOf, Rung } from './align.ts';
import type { ParameterSide } from './pair.ts';
import { plainKey } from './plain-key.ts';
import type { Branch } from './shape.ts';
import { valueKey } from './value-key.ts';
import { isSpread } from './wire.ts';

/**
 * The URL first (a prefix may have moved between the server and the path), then the path alone (the servers may have
 * moved), then the operationId and the URL without its version: an operation that keeps these has moved, it is not
 * another one.
 */
export const operationIdentity: readonly KeyOf<Operation>[] = [
  ({ method, servers, path }) => `${method} ${servers.base}${path}`,
  callKey,
  ({ method, servers, path }) => `${method} ${anonymous((servers.urls[0]?.path ?? '') + path)}`,
  ({ method, servers, path }) => `${method} ${anonymous(servers.template + path)}`,
  (operation) => `${operation.method} ${addressesOf(operation).join(' ')}`,
  ({ method, path }) => `${method} ${anonymous(path)}`,
  ({ method, operationId }) => operationId && `${method} ${operationId}`,
  (operation) => {
    const key = versionless(operation);
    return key && `${operation.method} ${key}`;
  },
];

/** The call, whatever the parameters of its template are called. */
export function callKey({ method, servers, path }: Operation): string {
  return `${method} ${anonymous(servers.base + path)}`;
}

/** The name, then the operationId, then all that it says: a webhook's name is in no message. */
export const webhookIdentity: readonly KeyOf<Operation>[] = [
  ({ method, path }) => `${method} ${path}`,
  ({ method, operationId }) => operationId && `${method} ${operationId}`,
  ({ method, at }) => `${method} ${valueKey(at.value)}`,
];

/** Where the callback goes, then its name, which is in no message. */
export const callbackIdentity: readonly KeyOf<Operation>[] = [
  ({ method, callback, path }) => `${method} ${callback} ${expressionOf(path)}`,
  ({ method, path }) => `${method} ${expressionOf(path)}`,
  ({ method, callback }) => `${method} ${callback}`,
  ({ method, operationId }) => operationId && `${method} ${operationId}`,
];

/** An expression that is all of the URL may stand in braces or not (OpenAPI 3.1, 4.8.18.3). */
export function expressionOf(path: string): string {
  return path.startsWith('$') ? `{${path}}` : path;
}

/**
 * Path parameters are known by their position in the template, the others by place and name. What is written without
 * its name (a whole query string, an exploded object) is known by its place alone. What is left has moved.
 */
export function parameterIdentity(path: (parameter: ParameterSide) => string): readonly KeyOf<ParameterSide>[] {
  return [
    (parameter) => {
      if (parameter.in !== 'path') return parameterKey(parameter);
      const names = [...path(parameter).matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]);
      const position = names.indexOf(parameter.name);
      return position < 0 ? parameterKey(parameter) : `path ${position - names.length}`;
    },
    (parameter) => (parameter.in === 'querystring' || isSpread(parameter) ? parameter.in : undefined),
    (parameter) => (parameter.in === 'path' ? undefined : parameter.name),
  ];
}

export const headerIdentity: readonly KeyOf<Header>[] = [(header) => header.name.toLowerCase()];

/** `; name=value` or `; name="quoted value"` (RFC 9110, 5.6.4 and 5.6.6). */
const MEDIA_TYPE_PARAMETER = /;\s*([^\s;="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/** Type and subtype are case-insensitive, and `charset` says nothing about JSON (RFC 9110, 8.3.1; RFC 8259, 11). */
export const mediaTypeIdentity: readonly KeyOf<MediaType>[] = [
  ({ name }) => {
    const text = name.toLowerCase();
    const parameters = [...text.matchAll(MEDIA_TYPE_PARAMETER)]
      .map(([, key, quoted, plain]) => `${key}=${quoted?.replace(/\\(.)/g, '$1') ?? plain}`)
      .filter((one) => !one.startsWith('charset='));
    return [(text.split(';')[0] as string).trim(), ...parameters.sort()].join(';');
  },
];

/**
 * A branch is known by its reference, discriminator value, text, what the text says, its members with the values that they list, the
 * values by which members tell it from others, its members, and, written in place, its position. Members that no other one has tell
 * the same as what the text says, and are read sooner.
 */
export const branchIdentity: readonly Rung<Branch>[] = [
  ({ ref }) => ref && nameIn(ref),
  (branch) => branch.tag,
  ({ content }) => JSON.stringify(content.value),
  { alone: membersOf },
  ({ content }) => plainKey(content.value),
  membersOf,
  constantsOf,
  memberNames,
  (branch, index) => (branch.ref === undefined ? String(index) : undefined),
];

/** All members, and the values of those that list them. */
function membersOf(branch: Branch): string | undefined {
  const listed = branch.members().flatMap(({ name, values }) => (values ? [valueKey([name, values])] : []));
  return listed.length === 0 ? undefined : `${memberNames(branch)}\n${distinct(listed)}`;
}

/** Members that have one value each. */
function constantsOf({ members }: Branch): string | undefined {
  const constants = members().filter(({ values }) => values?.length === 1);
  return distinct(constants.map(({ name, values }) => valueKey([name, values]))) || undefined;
}

function memberNames({ members }: Branch): string | undefined {
  return distinct(members().map(({ name }) => name)) || undefined;
}

function distinct(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join('\n');
}
