/** Rules on where operations answer. */

import { sameUrl, serversBeside } from '../diff/address.ts';
import type { Kept, Pair } from '../diff/pair.ts';
import { type ServerUrl, serverText } from '../spec/servers.ts';
import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

interface Gone {
  readonly lost: readonly ServerUrl[];
  readonly won: readonly ServerUrl[];
}

const goneKnown = new WeakMap<Pair, Gone>();

/** URLs of one side that the other does not have: each rule asks. */
function gone(pair: Pair<'operation'>): Gone {
  const found = goneKnown.get(pair) ?? goneIn(pair);
  goneKnown.set(pair, found);
  return found;
}

/** None where the operation has moved, which is told as such. */
function goneIn(pair: Pair<'operation'>): Gone {
  if (pair.status !== 'kept' || pair.after.kind !== 'operation' || sameServers(pair)) return { lost: [], won: [] };
  if (!sameUrl(pair.before, pair.after)) return { lost: [], won: [] };
  return { lost: serversBeside(pair.before, pair.after), won: serversBeside(pair.after, pair.before) };
}

function sameServers({ before, after }: Kept<'operation'>): boolean {
  return before.path === after.path && before.servers.urls === after.servers.urls;
}

const BECAUSE = 'Where an API is found is configuration: the same contract is served from many places.';

const POLICIES = [
  { profile: 'strict', is: 'breaking', because: 'To the letter calls to the old address are no longer answered.' },
] as const;

export const serverRules = {
  'server-changed': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'kept',
    title: 'Server changed',
    explain: 'The operation answers at another address: calls to the old one may fail.',
    find: (pair) => {
      const { lost, won } = gone(pair);
      const [old, now] = [lost[0], won[0]];
      if (old === undefined || now === undefined || lost.length + won.length > 2) return NOTHING;
      return [{ data: { from: serverText(old), to: serverText(now) }, before: old.at, after: now.at }];
    },
    effect: 'none',
    because: BECAUSE,
    policies: POLICIES,
    weight: 'warning',
    message: ({ from, to }) => `server ${code(from)} changed to ${code(to)}`,
  }),
  'server-removed': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'kept',
    title: 'Server removed',
    explain: 'The operation no longer answers at this address, or for this value of a variable of the server.',
    find: (pair) => {
      const { lost, won } = gone(pair);
      if (pair.status !== 'kept' || (lost.length === 1 && won.length === 1)) return NOTHING;
      const { at } = pair.after.servers;
      return lost.map((url) => ({ data: { url: serverText(url) }, before: url.at, after: at }));
    },
    effect: 'none',
    because: BECAUSE,
    policies: POLICIES,
    weight: 'warning',
    message: ({ url }) => `server ${code(url)} was removed`,
  }),
  'server-added': rule({
    on: 'operation',
    aspect: 'notice',
    when: 'kept',
    title: 'Server added',
    explain: 'The operation answers at one more address.',
    find: (pair) => {
      const { lost, won } = gone(pair);
      if (pair.status !== 'kept' || (lost.length === 1 && won.length === 1)) return NOTHING;
      const { at } = pair.before.servers;
      return won.map((url) => ({ data: { url: serverText(url) }, before: at, after: url.at }));
    },
    effect: 'none',
    because: BECAUSE,
    message: ({ url }) => `server ${code(url)} was added`,
  }),
};
