/** Rules on the headers of responses. */

import { typeNames } from '../diff/types.ts';
import { NO_WORD, textChange, wireChange } from '../diff/wire.ts';
import { code } from '../spec/words.ts';
import { announced, deprecationMessage } from './deprecation.ts';
import { NOTHING, rule } from './rule.ts';

export const headerRules = {
  'header-removed': rule({
    on: 'header',
    aspect: 'existence',
    when: 'removed',
    title: 'Response header removed',
    explain: 'A consumer that reads a promised header finds nothing.',
    find: (pair) =>
      pair.status === 'removed' ? [{ data: { name: pair.before.name, required: pair.before.required } }] : NOTHING,
    effect: ({ required }) => (required ? 'widens' : 'none'),
    because: 'A header that might have been missing may still be missing.',
    message: ({ name, required }) => `${required ? 'required' : 'optional'} header ${code(name)} was removed`,
  }),
  'header-added': rule({
    on: 'header',
    aspect: 'notice',
    when: 'added',
    title: 'Response header added',
    explain: 'Consumers ignore headers they do not know.',
    find: (pair) =>
      pair.status === 'added' ? [{ data: { name: pair.after.name, required: pair.after.required } }] : NOTHING,
    effect: ({ required }) => (required ? 'narrows' : 'none'),
    because:
      'Unknown header fields are to be ignored (RFC 9110, 5.1); but who answers a callback must send what is required.',
    message: ({ name, required }) => `${required ? 'required' : 'optional'} header ${code(name)} was added`,
  }),
  'header-serialization-changed': rule({
    on: 'header',
    aspect: 'shape',
    when: 'kept',
    title: 'Response header written in another way',
    explain:
      'Style, explode, collectionFormat or media type say how a value is written. Who reads the old spelling reads something else now.',
    find: (pair) => {
      if (pair.status !== 'kept') return NOTHING;
      if (pair.before.content.length > 0 && pair.after.content.length > 0) return NOTHING;
      const change = wireChange(pair.before, pair.after);
      return change === undefined ? NOTHING : [{ data: { name: pair.after.name, ...change } }];
    },
    effect: 'replaces',
    message: ({ name, from, to }) => `header ${code(name)} is written ${code(to)} where it was ${code(from)}`,
  }),
  'header-text-changed': rule({
    on: 'header',
    aspect: 'type',
    when: 'kept',
    title: 'Response header takes any text, or no longer',
    explain: 'Headers are text: a number or a boolean is one of the texts that a header of any text may have.',
    find: (pair) => {
      const change = pair.status === 'kept' ? textChange(pair.before, pair.after) : undefined;
      if (pair.status !== 'kept' || change === undefined) return NOTHING;
      const [from, to] = [typeNames(pair.before.shape.types), typeNames(pair.after.shape.types)];
      return [{ data: { name: pair.after.name, from, to, wider: change === 'widens' } }];
    },
    effect: ({ wider }) => (wider ? 'widens' : 'narrows'),
    shows: () => NO_WORD,
    message: ({ name, from, to }) => `header ${code(name)} changed from ${from.join(' or ')} to ${to.join(' or ')}`,
  }),
  'header-deprecated': rule({
    on: 'header',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Response header deprecated',
    explain: 'The header still comes. Its owner announces that it will go.',
    find: (pair) => {
      if (pair.status !== 'kept') return NOTHING;
      const { name } = pair.after;
      return announced(pair.before.deprecation, pair.after.deprecation).map(({ data, after }) => ({
        data: { name, ...data },
        after,
      }));
    },
    effect: 'none',
    message: ({ name, ...rest }) => deprecationMessage(`header ${code(name)}`, rest),
  }),
  'header-optional': rule({
    on: 'header',
    aspect: 'presence',
    when: 'kept',
    title: 'Response header became optional',
    explain: 'A consumer that reads the header may find nothing.',
    find: (pair) =>
      pair.status === 'kept' && pair.before.required && !pair.after.required
        ? [{ data: { name: pair.after.name } }]
        : NOTHING,
    effect: 'widens',
    message: ({ name }) => `header ${code(name)} became optional`,
  }),
  'header-required': rule({
    on: 'header',
    aspect: 'presence',
    when: 'kept',
    title: 'Response header became required',
    explain: 'The header is now promised.',
    find: (pair) =>
      pair.status === 'kept' && !pair.before.required && pair.after.required
        ? [{ data: { name: pair.after.name } }]
        : NOTHING,
    effect: 'narrows',
    message: ({ name }) => `header ${code(name)} became required`,
  }),
};
