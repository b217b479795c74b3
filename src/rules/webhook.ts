/** Rules on calls that the provider makes: webhooks and callbacks. */

import { expressionOf } from '../diff/identity.ts';
import type { OperationSide } from '../diff/pair.ts';
import { code } from '../spec/words.ts';
import { operationName } from './operation.ts';
import { NOTHING, rule } from './rule.ts';

const KIND_NAMES = { operation: 'operation', webhook: 'webhook', callback: 'callback' } as const;

/** The method is a part of it where others of the same name are there, or came or went with it. */
function identityOf(operation: OperationSide) {
  const { kind, method, isOneMethod } = operation;
  return { name: operationName(operation), kind, ...(isOneMethod && { method }) };
}

function nameOf({ name, kind, method }: ReturnType<typeof identityOf>): string {
  const whole = `${KIND_NAMES[kind]} ${code(withoutKind(name))}`;
  return method === undefined ? whole : `method ${code(method)} of ${whole}`;
}

export const webhookRules = {
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
    message: (data) => `${nameOf(data)} was removed`,
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
    message: (data) => `${nameOf(data)} was added`,
  }),
  'webhook-renamed': rule({
    on: 'operation',
    aspect: 'existence',
    when: 'kept',
    title: 'Webhook renamed',
    explain:
      'The webhook kept its operationId, or all that it says, under another name. Who subscribes by name must use the new one.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.after.kind !== 'webhook') return NOTHING;
      const [from, to] = [pair.before.path, pair.after.path];
      return from === to ? NOTHING : [{ data: { from, to } }];
    },
    effect: 'none',
    because: 'The name of a webhook is a key of the description (OpenAPI 3.1, 4.8.1), and in no message.',
    renames: true,
    weight: 'warning',
    message: ({ from, to }) => `webhook ${code(from)} was renamed to ${code(to)}`,
  }),
  'callback-expression-changed': rule({
    on: 'operation',
    aspect: 'existence',
    when: 'kept',
    title: 'Callback goes to another URL',
    explain:
      'The provider takes the URL that it calls from another part of the request: where the consumer says it, nobody looks.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.after.kind !== 'callback') return NOTHING;
      const [from, to] = [expressionOf(pair.before.path), expressionOf(pair.after.path)];
      return from === to ? NOTHING : [{ data: { callback: pair.after.callback ?? '', from, to } }];
    },
    effect: 'replaces',
    message: ({ callback, from, to }) =>
      `callback ${code(callback)} goes to ${code(to)} where it went to ${code(from)}`,
  }),
};

function withoutKind(name: string): string {
  return name.replace(/^\w+ /, '');
}
