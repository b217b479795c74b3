/** Rules on links of responses: what they tell is for people and clients that follow them. */

import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

const BECAUSE = 'A link is a hint how operations go together (OpenAPI 3.1, 4.8.20); no message changes by it.';

export const linkRules = {
  'link-removed': rule({
    on: 'response',
    aspect: 'notice',
    when: 'kept',
    title: 'Link removed',
    explain: 'The response no longer says how to go on from it. The operation it led to is judged by itself.',
    find: ({ before, after }) => {
      if (before === undefined || after === undefined || before.links === after.links) return NOTHING;
      return before.links
        .filter(({ name }) => !after.links.some((one) => one.name === name))
        .map(({ name, at }) => ({ data: { name }, before: at }));
    },
    effect: 'none',
    because: BECAUSE,
    message: ({ name }) => `link ${code(name)} was removed`,
  }),
  'link-added': rule({
    on: 'response',
    aspect: 'notice',
    when: 'kept',
    title: 'Link added',
    explain: 'The response says how to go on from it.',
    find: ({ before, after }) => {
      if (before === undefined || after === undefined || before.links === after.links) return NOTHING;
      return after.links
        .filter(({ name }) => !before.links.some((one) => one.name === name))
        .map(({ name, at }) => ({ data: { name }, after: at }));
    },
    effect: 'none',
    because: BECAUSE,
    message: ({ name }) => `link ${code(name)} was added`,
  }),
  'link-changed': rule({
    on: 'response',
    aspect: 'notice',
    when: 'kept',
    title: 'Link changed',
    explain:
      'Who follows the link by its name calls another operation, or sends another value; a link that says more of the same way is the same.',
    find: ({ after }) =>
      (after?.linkChanges ?? []).map((change) => ({
        data: { name: change.after.name, elsewhere: change.isElsewhere },
        before: change.before.at,
        after: change.after.at,
      })),
    effect: ({ elsewhere }) => (elsewhere ? 'replaces' : 'none'),
    because:
      'A link is a known way from a response to another operation (OpenAPI 3.1, 4.8.20). No message is refused, but who relies on it goes astray.',
    message: ({ name, elsewhere }) =>
      elsewhere ? `link ${code(name)} leads elsewhere, or with another value` : `link ${code(name)} was changed`,
  }),
};
