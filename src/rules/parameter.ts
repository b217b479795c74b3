/** Rules on parameters: what a call may or must say beside its body, and how it is written. */

import { typeNames } from '../diff/types.ts';
import { mayHoldReserved, NO_WORD, textChange, wireChange } from '../diff/wire.ts';
import { code } from '../spec/words.ts';
import { announced, deprecationMessage } from './deprecation.ts';
import { NOTHING, rule } from './rule.ts';

export const parameterRules = {
  'parameter-removed': rule({
    on: 'parameter',
    aspect: 'existence',
    when: 'removed',
    title: 'Parameter removed',
    explain: 'Servers as a rule ignore a parameter they do not know; what it asked for no longer happens.',
    find: (pair) => {
      // Another template is another URL, which is told at the operation.
      if (pair.status !== 'removed' || pair.before.in === 'path') return NOTHING;
      return [{ data: { in: pair.before.in, name: pair.before.name, required: pair.before.required } }];
    },
    effect: ({ required }, direction) => (required && direction === 'response' ? 'widens' : 'none'),
    because:
      'OpenAPI does not say that undeclared parameters are refused; but a consumer relies on what a webhook promised to send.',
    policies: [
      {
        profile: 'strict',
        is: 'breaking',
        when: (_data, direction) => direction === 'request',
        because: 'Somebody may send it, and what it asked for no longer happens.',
      },
    ],
    weight: 'warning',
    message: ({ in: place, name }) => `${place} parameter ${code(name)} was removed`,
  }),
  'parameter-added': rule({
    on: 'parameter',
    aspect: 'presence',
    when: 'added',
    title: 'Parameter added',
    explain: 'A required parameter refuses every call that does not send it yet; an optional one changes nothing.',
    find: (pair) => {
      if (pair.status !== 'added' || pair.after.in === 'path') return NOTHING;
      return [{ data: { in: pair.after.in, name: pair.after.name, required: pair.after.required } }];
    },
    effect: ({ required }) => (required ? 'narrows' : 'none'),
    message: ({ in: place, name, required }) =>
      `${required ? 'required' : 'optional'} ${place} parameter ${code(name)} was added`,
  }),
  'parameter-required': rule({
    on: 'parameter',
    aspect: 'presence',
    when: 'kept',
    title: 'Parameter became required',
    explain: 'Calls that left the parameter out are now refused.',
    find: (pair) =>
      pair.status === 'kept' && !pair.before.required && pair.after.required
        ? [{ data: { in: pair.after.in, name: pair.after.name } }]
        : NOTHING,
    effect: 'narrows',
    message: ({ in: place, name }) => `${place} parameter ${code(name)} became required`,
  }),
  'parameter-optional': rule({
    on: 'parameter',
    aspect: 'presence',
    when: 'kept',
    title: 'Parameter became optional',
    explain: 'Calls may leave the parameter out now.',
    find: (pair) =>
      pair.status === 'kept' && pair.before.required && !pair.after.required
        ? [{ data: { in: pair.after.in, name: pair.after.name } }]
        : NOTHING,
    effect: 'widens',
    message: ({ in: place, name }) => `${place} parameter ${code(name)} became optional`,
  }),
  'parameter-moved': rule({
    on: 'parameter',
    aspect: 'existence',
    when: 'kept',
    title: 'Parameter moved',
    explain: 'The parameter is read from another part of the request: where it was sent, nobody looks.',
    find: (pair) =>
      pair.status === 'kept' && pair.before.in !== pair.after.in
        ? [{ data: { name: pair.after.name, from: pair.before.in, to: pair.after.in } }]
        : NOTHING,
    effect: 'replaces',
    message: ({ name, from, to }) => `parameter ${code(name)} moved from ${from} to ${to}`,
  }),
  'parameter-deprecated': rule({
    on: 'parameter',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Parameter deprecated',
    explain: 'The parameter still works. Its owner announces that it will go.',
    find: (pair) => {
      if (pair.status !== 'kept') return NOTHING;
      const { name } = pair.after;
      return announced(pair.before.deprecation, pair.after.deprecation).map(({ data, after }) => ({
        data: { name, ...data },
        after,
      }));
    },
    effect: 'none',
    message: ({ name, ...rest }) => deprecationMessage(`parameter ${code(name)}`, rest),
  }),
  'parameter-serialization-changed': rule({
    on: 'parameter',
    aspect: 'shape',
    when: 'kept',
    title: 'Parameter written in another way',
    explain:
      'Style, explode, collectionFormat or media type say how a value is written. The old spelling is read as something else now.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.in !== pair.after.in) return NOTHING;
      if (pair.before.content.length > 0 && pair.after.content.length > 0) return NOTHING;
      const change = wireChange(pair.before, pair.after);
      return change === undefined ? NOTHING : [{ data: { in: pair.after.in, name: pair.after.name, ...change } }];
    },
    effect: 'replaces',
    message: ({ in: place, name, from, to }) =>
      `${place} parameter ${code(name)} is written ${code(to)} where it was ${code(from)}`,
  }),
  'parameter-text-changed': rule({
    on: 'parameter',
    aspect: 'type',
    when: 'kept',
    title: 'Parameter takes any text, or no longer',
    explain: 'A style writes numbers and booleans as text, so a parameter that takes any text takes them too.',
    find: (pair) => {
      const change = pair.status === 'kept' ? textChange(pair.before, pair.after) : undefined;
      if (pair.status !== 'kept' || change === undefined) return NOTHING;
      const [from, to] = [typeNames(pair.before.shape.types), typeNames(pair.after.shape.types)];
      return [{ data: { in: pair.after.in, name: pair.after.name, from, to, wider: change === 'widens' } }];
    },
    effect: ({ wider }) => (wider ? 'widens' : 'narrows'),
    shows: () => NO_WORD,
    message: ({ in: place, name, from, to }) =>
      `${place} parameter ${code(name)} changed from ${from.join(' or ')} to ${to.join(' or ')}`,
  }),
  'parameter-reserved-changed': rule({
    on: 'parameter',
    aspect: 'shape',
    when: 'kept',
    title: 'allowReserved changed',
    explain: 'Whether characters such as `/` and `?` may be sent as they are in a value, or only percent-encoded.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.in !== pair.after.in) return NOTHING;
      if (pair.before.content.length > 0 || pair.after.content.length > 0) return NOTHING;
      const now = pair.after.serialization.allowReserved;
      if (pair.before.serialization.allowReserved === now) return NOTHING;
      if (!mayHoldReserved(pair.before) || !mayHoldReserved(pair.after)) return NOTHING;
      return [{ data: { in: pair.after.in, name: pair.after.name, allowed: now } }];
    },
    effect: ({ allowed }) => (allowed ? 'widens' : 'narrows'),
    message: ({ in: place, name, allowed }) =>
      `${place} parameter ${code(name)} ${allowed ? 'now' : 'no longer'} takes reserved characters as they are`,
  }),
  'parameter-empty-value-changed': rule({
    on: 'parameter',
    aspect: 'presence',
    when: 'kept',
    title: 'allowEmptyValue changed',
    explain: 'Whether the parameter may be sent without a value, `?name` or `?name=`, whatever its schema says.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.in !== pair.after.in) return NOTHING;
      const now = pair.after.serialization.allowEmptyValue;
      if (pair.before.serialization.allowEmptyValue === now) return NOTHING;
      return [{ data: { in: pair.after.in, name: pair.after.name, allowed: now } }];
    },
    effect: ({ allowed }) => (allowed ? 'widens' : 'narrows'),
    message: ({ in: place, name, allowed }) =>
      `${place} parameter ${code(name)} may ${allowed ? 'now' : 'no longer'} be sent without a value`,
  }),
};
