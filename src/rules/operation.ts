/** Rules on paths, operations, webhooks and callbacks. */

import { sameUrl } from '../diff/identity.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

const KIND_NAMES = { operation: 'operation', webhook: 'webhook', callback: 'callback' } as const;

/** `GET /accounts/{id}`, `webhook dealWon`, `callback creditCheck {$request.body#/url}`. */
export function operationName(operation: Operation): string {
  switch (operation.kind) {
    case 'operation':
      return `${operation.method} ${operation.path}`;
    case 'webhook':
      return `webhook ${operation.path}`;
    case 'callback':
      return `callback ${operation.callback} ${operation.path}`;
  }
}

function identityOf(operation: Operation) {
  return { name: operationName(operation), kind: operation.kind };
}

export const operationRules = {
  'path-removed': rule({
    on: 'path',
    aspect: 'existence',
    when: 'removed',
    title: 'Path removed',
    explain: 'Every call to the path now fails.',
    find: (pair) =>
      pair.status === 'removed'
        ? [{ data: { path: pair.before.path, methods: pair.before.operations.map((one) => one.method) } }]
        : NOTHING,
    effect: 'narrows',
    message: ({ path, methods }) => `path ${code(path)} was removed (${methods.join(', ')})`,
  }),
  'path-added': rule({
    on: 'path',
    aspect: 'notice',
    when: 'added',
    title: 'Path added',
    explain: 'New calls are possible; nobody relies on them yet.',
    find: (pair) =>
      pair.status === 'added'
        ? [{ data: { path: pair.after.path, methods: pair.after.operations.map((one) => one.method) } }]
        : NOTHING,
    effect: 'widens',
    message: ({ path, methods }) => `path ${code(path)} was added (${methods.join(', ')})`,
  }),
  'operation-removed': rule({
    on: 'operation',
    aspect: 'existence',
    when: 'removed',
    title: 'Operation removed',
    explain: 'Every call to the operation now fails.',
    find: (pair) =>
      pair.status === 'removed' && pair.before.kind === 'operation' ? [{ data: identityOf(pair.before) }] : NOTHING,
    effect: 'narrows',
    message: ({ name }) => `operation ${code(name)} was removed`,
  }),
  'operation-added': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'added',
    title: 'Operation added',
    explain: 'A new call is possible; nobody relies on it yet.',
    find: (pair) =>
      pair.status === 'added' && pair.after.kind === 'operation' ? [{ data: identityOf(pair.after) }] : NOTHING,
    effect: 'widens',
    message: ({ name }) => `operation ${code(name)} was added`,
  }),
  'operation-moved': rule({
    on: 'operation',
    aspect: 'existence',
    when: 'kept',
    title: 'Operation moved',
    explain: 'The operation kept its operationId but answers at another path: calls to the old one fail.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.after.kind !== 'operation') return NOTHING;
      const moved = !sameUrl(pair.before, pair.after);
      return moved ? [{ data: { from: operationName(pair.before), to: operationName(pair.after) } }] : NOTHING;
    },
    effect: 'replaces',
    message: ({ from, to }) => `operation ${code(from)} moved to ${code(to)}`,
  }),
  'operation-id-changed': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'kept',
    title: 'operationId changed',
    explain: 'Calls go on as before; generated clients get another method name.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.operationId === pair.after.operationId) return NOTHING;
      return [{ data: { from: pair.before.operationId ?? null, to: pair.after.operationId ?? null } }];
    },
    effect: 'none',
    message: ({ from, to }) =>
      `operationId changed from ${from === null ? 'none' : code(from)} to ${to === null ? 'none' : code(to)}`,
  }),
  'operation-deprecated': rule({
    on: 'operation',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Operation deprecated',
    explain: 'The operation still works. Its owner announces that it will go.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.after.deprecation === undefined) return NOTHING;
      const { at, sunset = null } = pair.after.deprecation;
      const before = pair.before.deprecation;
      if (before !== undefined && (before.sunset ?? null) === sunset) return NOTHING;
      return [{ data: { sunset, was: before !== undefined }, after: at }];
    },
    effect: 'none',
    message: ({ sunset, was }) => deprecationMessage('the operation', sunset, was),
  }),
  'webhook-removed': rule({
    on: 'operation',
    aspect: 'existence',
    when: 'removed',
    title: 'Webhook or callback removed',
    explain: 'The provider no longer calls: what waits for it waits for ever.',
    find: (pair) =>
      pair.status === 'removed' && pair.before.kind !== 'operation' ? [{ data: identityOf(pair.before) }] : NOTHING,
    effect: 'replaces',
    because: 'Fewer messages fit any reader, but a consumer relies on being called.',
    message: ({ name, kind }) => `${KIND_NAMES[kind]} ${code(withoutKind(name))} was removed`,
  }),
  'webhook-added': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'added',
    title: 'Webhook or callback added',
    explain: 'The provider can make a new call. It reaches only those who subscribe to it.',
    find: (pair) =>
      pair.status === 'added' && pair.after.kind !== 'operation' ? [{ data: identityOf(pair.after) }] : NOTHING,
    effect: 'none',
    because: 'A call nobody has subscribed to reaches nobody.',
    message: ({ name, kind }) => `${KIND_NAMES[kind]} ${code(withoutKind(name))} was added`,
  }),
};

function withoutKind(name: string): string {
  return name.replace(/^\w+ /, '');
}

export function deprecationMessage(what: string, sunset: string | null, was: boolean): string {
  if (sunset === null)
    return was ? `${what} is still deprecated, and no longer says until when it works` : `${what} is now deprecated`;
  return was
    ? `${what} is deprecated and now ends on ${code(sunset)}`
    : `${what} is now deprecated and ends on ${code(sunset)}`;
}
