/** Rules on the parts of a message: parameters, bodies, responses, headers and media types. */

import { isSuccess } from '../diff/cover.ts';
import { mayHoldReserved, wireChange } from '../diff/wire.ts';
import { code } from '../spec/words.ts';
import { deprecationMessage } from './operation.ts';
import { NOTHING, rule } from './rule.ts';

export const messageRules = {
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
      if (pair.status !== 'kept' || pair.after.deprecation === undefined) return NOTHING;
      const { at, sunset = null } = pair.after.deprecation;
      const before = pair.before.deprecation;
      if (before !== undefined && (before.sunset ?? null) === sunset) return NOTHING;
      return [{ data: { name: pair.after.name, sunset, was: before !== undefined }, after: at }];
    },
    effect: 'none',
    message: ({ name, sunset, was }) => deprecationMessage(`parameter ${code(name)}`, sunset, was),
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
  'request-body-added': rule({
    on: 'requestBody',
    aspect: 'presence',
    when: 'added',
    title: 'Request body added',
    explain: 'A required body refuses every call that does not send one yet.',
    find: (pair) => (pair.status === 'added' ? [{ data: { required: pair.after.required } }] : NOTHING),
    effect: ({ required }) => (required ? 'narrows' : 'none'),
    message: ({ required }) => `${required ? 'a required' : 'an optional'} request body was added`,
  }),
  'request-body-removed': rule({
    on: 'requestBody',
    aspect: 'existence',
    when: 'removed',
    title: 'Request body removed',
    explain: 'The operation no longer describes a body: what was sent is no longer read.',
    find: (pair) => (pair.status === 'removed' ? [{ data: {} }] : NOTHING),
    effect: 'replaces',
    because: 'No body fits any reader, but a consumer relies on what a webhook tells.',
    message: () => 'the request body was removed',
  }),
  'request-body-required': rule({
    on: 'requestBody',
    aspect: 'presence',
    when: 'kept',
    title: 'Request body became required',
    explain: 'Calls without a body are now refused.',
    find: (pair) => (pair.status === 'kept' && !pair.before.required && pair.after.required ? [{ data: {} }] : NOTHING),
    effect: 'narrows',
    message: () => 'the request body became required',
  }),
  'request-body-optional': rule({
    on: 'requestBody',
    aspect: 'presence',
    when: 'kept',
    title: 'Request body became optional',
    explain: 'Calls may leave the body out now.',
    find: (pair) => (pair.status === 'kept' && pair.before.required && !pair.after.required ? [{ data: {} }] : NOTHING),
    effect: 'widens',
    message: () => 'the request body became optional',
  }),
  'response-removed': rule({
    on: 'response',
    aspect: 'existence',
    when: 'removed',
    title: 'Response removed',
    explain: 'Consumers read their result from the success response; an error response that is gone hurts nobody.',
    find: (pair) => (pair.status === 'removed' ? [{ data: { status: pair.before.status } }] : NOTHING),
    effect: ({ status }) => (isSuccess(status) ? 'replaces' : 'narrows'),
    because: 'Fewer messages fit any reader, but a consumer relies on its success response.',
    message: ({ status }) => `response ${code(status)} was removed`,
  }),
  'response-added': rule({
    on: 'response',
    aspect: 'notice',
    when: 'added',
    title: 'Response added',
    explain: 'The operation documents a status that consumers may not know how to handle.',
    find: (pair) => (pair.status === 'added' ? [{ data: { status: pair.after.status } }] : NOTHING),
    effect: 'none',
    because: 'Documentation is not expected to list every status code (OpenAPI 3.1, Responses Object).',
    message: ({ status }) => `response ${code(status)} was added`,
  }),
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
    message: ({ name, required }) => `${required ? 'required' : 'optional'} response header ${code(name)} was removed`,
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
    message: ({ name, required }) => `${required ? 'required' : 'optional'} response header ${code(name)} was added`,
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
    message: ({ name, from, to }) => `response header ${code(name)} is written ${code(to)} where it was ${code(from)}`,
  }),
  'header-deprecated': rule({
    on: 'header',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Response header deprecated',
    explain: 'The header still comes. Its owner announces that it will go.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.after.deprecation === undefined) return NOTHING;
      const { at, sunset = null } = pair.after.deprecation;
      const before = pair.before.deprecation;
      if (before !== undefined && (before.sunset ?? null) === sunset) return NOTHING;
      return [{ data: { name: pair.after.name, sunset, was: before !== undefined }, after: at }];
    },
    effect: 'none',
    message: ({ name, sunset, was }) => deprecationMessage(`response header ${code(name)}`, sunset, was),
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
    message: ({ name }) => `response header ${code(name)} became optional`,
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
    message: ({ name }) => `response header ${code(name)} became required`,
  }),
  'media-type-removed': rule({
    on: 'mediaType',
    aspect: 'existence',
    when: 'removed',
    title: 'Media type removed',
    explain: 'Bodies in this format are no longer accepted, or no longer to be had.',
    find: (pair) =>
      pair.status === 'removed' ? [{ data: { name: pair.before.name, negotiated: pair.before.negotiated } }] : NOTHING,
    effect: 'narrows',
    because: 'The media type of a response is negotiated by the one who asks (RFC 9110, 12.5.1).',
    chosenByReader: ({ negotiated }) => negotiated,
    message: ({ name }) => `media type ${code(name)} was removed`,
  }),
  'media-type-added': rule({
    on: 'mediaType',
    aspect: 'notice',
    when: 'added',
    title: 'Media type added',
    explain: 'Bodies may have one more format; who does not ask for it does not get it.',
    find: (pair) =>
      pair.status === 'added' ? [{ data: { name: pair.after.name, negotiated: pair.after.negotiated } }] : NOTHING,
    effect: 'widens',
    because: 'The media type of a response is negotiated by the one who asks (RFC 9110, 12.5.1).',
    chosenByReader: ({ negotiated }) => negotiated,
    message: ({ name }) => `media type ${code(name)} was added`,
  }),
};
