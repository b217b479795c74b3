/** Rules on bodies, responses and media types. */

import { isSuccess } from '../diff/cover.ts';
import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

export const messageRules = {
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
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.required || !pair.after.required) return NOTHING;
      return pair.after.implied ? NOTHING : [{ data: {} }]; // the field that is required is told by itself
    },
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
