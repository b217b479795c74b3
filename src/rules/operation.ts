/** Rules on paths, operations, webhooks and callbacks. */

import { sameUrl } from '../diff/address.ts';
import { type Operation, STABILITIES } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { announced, deprecationMessage } from './deprecation.ts';
import { NOTHING, rule } from './rule.ts';

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

/** Its owner announced when it would end, and that day has come (`today`: a date, as `2026-01-31`). */
function hasEnded({ deprecation }: Operation, today: string | undefined): boolean {
  const sunset = /^\d{4}-\d{2}-\d{2}/.exec(deprecation?.sunset ?? '')?.[0];
  return sunset !== undefined && today !== undefined && sunset <= today;
}

const ENDED = 'What its owner has announced, with the day, and that day has passed, is no surprise.';

function ended(is: boolean): string {
  return is ? ' after its sunset' : '';
}

export const operationRules = {
  'path-removed': rule({
    on: 'path',
    aspect: 'existence',
    when: 'removed',
    title: 'Path removed',
    explain: 'Every call to the path now fails.',
    find: (pair, { today }) => {
      if (pair.status !== 'removed') return NOTHING;
      const { path, operations } = pair.before;
      const methods = operations.map((one) => one.method);
      return [{ data: { path, methods, ended: operations.every((one) => hasEnded(one, today)) } }];
    },
    effect: (data) => (data.ended ? 'none' : 'narrows'),
    because: ENDED,
    message: (data) => `path ${code(data.path)} was removed${ended(data.ended)} (${data.methods.join(', ')})`,
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
    find: (pair, { today }) => {
      if (pair.status !== 'removed' || pair.before.kind !== 'operation') return NOTHING;
      return [{ data: { name: operationName(pair.before), ended: hasEnded(pair.before, today) } }];
    },
    effect: (data) => (data.ended ? 'none' : 'narrows'),
    because: ENDED,
    message: (data) => `operation ${code(data.name)} was removed${ended(data.ended)}`,
  }),
  'operation-added': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'added',
    title: 'Operation added',
    explain: 'A new call is possible; nobody relies on it yet.',
    find: (pair) =>
      pair.status === 'added' && pair.after.kind === 'operation'
        ? [{ data: { name: operationName(pair.after) } }]
        : NOTHING,
    effect: 'widens',
    message: ({ name }) => `operation ${code(name)} was added`,
  }),
  'operation-moved': rule({
    on: 'operation',
    aspect: 'existence',
    when: 'kept',
    title: 'Operation moved',
    explain:
      'The operation kept its operationId, or all of its path but the version, and answers at another path: calls to the old one fail.',
    find: (pair, { today }) => {
      if (pair.status !== 'kept' || pair.after.kind !== 'operation' || sameUrl(pair.before, pair.after)) return NOTHING;
      const [from, to] = [operationName(pair.before), operationName(pair.after)];
      return [{ data: { from, to, ended: hasEnded(pair.before, today) } }];
    },
    effect: (data) => (data.ended ? 'none' : 'replaces'),
    because: ENDED,
    renames: true,
    message: (data) => `operation ${code(data.from)} moved to ${code(data.to)}${ended(data.ended)}`,
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
    find: (pair) => (pair.status === 'kept' ? announced(pair.before.deprecation, pair.after.deprecation) : NOTHING),
    effect: 'none',
    message: (data) => deprecationMessage('the operation', data),
  }),
  'operation-stability-changed': rule({
    on: 'operation',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Stability level changed',
    explain:
      'What its owner promises of the operation (`x-stability-level`: draft, alpha, beta, stable) is more or less than before. Calls go on.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.stability === pair.after.stability) return NOTHING;
      const [from, to] = [pair.before.stability ?? null, pair.after.stability ?? null];
      return [{ data: { from, to, lower: rankOf(to) < rankOf(from) } }];
    },
    effect: 'none',
    weight: ({ lower }) => (lower ? 'warning' : 'info'),
    message: ({ from, to }) =>
      `stability changed from ${from === null ? 'none' : code(from)} to ${to === null ? 'none' : code(to)}`,
  }),
};

/** Of an operation that says nothing of it, as much is expected as of a stable one. */
function rankOf(level: (typeof STABILITIES)[number] | null): number {
  return STABILITIES.indexOf(level ?? 'stable');
}
