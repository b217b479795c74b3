/** Rules on the members of objects and the branches of unions. */

import { labelOf } from '../diff/branch-label.ts';
import type { BranchSide, Pair, PropertySide } from '../diff/pair.ts';
import { NULL, typeNames } from '../diff/types.ts';
import type { Obj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';
import { typed } from './schema-pair.ts';

/** In which messages a member must be present: a `readOnly` one in no request, a `writeOnly` one in no response. */
interface Needed {
  readonly request: boolean;
  readonly response: boolean;
}

function needed({ required, shape }: PropertySide): Needed {
  return { request: required && !shape.readOnly, response: required && !shape.writeOnly };
}

/** What the object without the name says of names it does not declare; whether a pattern takes a name needs a proof. */
function ownerOf(owner: Pair['before']): { readonly closed: boolean; readonly patterned: boolean } {
  if (owner === undefined || !('additional' in owner)) return { closed: false, patterned: false };
  return { closed: owner.additional === 'closed', patterned: owner.patternProperties.size > 0 };
}

/** Objects with the member, and objects without it. */
const having = (name: string) => ({ type: 'object', not: { properties: { [name]: false } } });
const lacking = (name: string) => ({ type: 'object', properties: { [name]: false } });

/** Holds of all values of the alternative, and of few others. */
function likeBranch({ shape, needs }: BranchSide): Obj {
  const values = shape.enum && [...shape.enum.values.values()].map(({ value }) => value);
  const listed = values && { enum: (shape.types & NULL) === 0 ? values : [...values, null] };
  return { ...typed(typeNames(shape.types)), required: needs, ...listed };
}

export const propertyRules = {
  'property-removed': rule({
    on: 'property',
    aspect: 'existence',
    when: 'removed',
    title: 'Property removed',
    explain:
      'A consumer that was promised the property finds nothing. A request that still sends it is refused where the object takes no undeclared names.',
    find: (pair) => {
      if (pair.status !== 'removed') return NOTHING;
      const { name, shape } = pair.before;
      const { closed, patterned } = ownerOf(pair.parents[0]?.parent.after);
      const promised = needed(pair.before).response;
      return [{ data: { name, promised, refused: closed && !shape.readOnly, patterned } }];
    },
    effect: ({ promised, refused, patterned }, direction) => {
      if (direction === 'response' && promised) return 'widens';
      if (patterned) return 'unknown';
      return direction === 'request' && refused ? 'narrows' : 'none';
    },
    because:
      'A member that might have been absent may still be absent; an open object takes names it does not declare.',
    shows: ({ name, promised }, _pair, direction) =>
      direction === 'response' && promised ? lacking(name) : having(name),
    policies: [
      {
        profile: 'strict',
        is: 'breaking',
        when: (_data, direction) => direction === 'response',
        because: 'Somebody may read an optional member.',
      },
    ],
    weight: 'warning',
    message: ({ name, promised }) => `${promised ? 'required ' : ''}property ${code(name)} was removed`,
  }),
  'property-added': rule({
    on: 'property',
    aspect: 'presence',
    when: 'added',
    title: 'Property added',
    explain:
      'A required property refuses every request that does not send it yet. In a response it breaks only readers who were told that no other name would come.',
    find: (pair) => {
      if (pair.status !== 'added') return NOTHING;
      const { closed, patterned } = ownerOf(pair.parents[0]?.parent.before);
      const { name, shape } = pair.after;
      const unforeseen = closed && !shape.writeOnly;
      return [{ data: { name, asked: needed(pair.after).request, unforeseen, patterned } }];
    },
    effect: ({ asked, unforeseen, patterned }, direction) => {
      if (direction === 'request' && asked) return 'narrows';
      if (patterned) return 'unknown';
      return direction === 'response' && unforeseen ? 'widens' : 'none';
    },
    because: 'Undeclared names do not count as used (mode `declared`).',
    shows: ({ name, asked }, _pair, direction) => (direction === 'request' && asked ? lacking(name) : having(name)),
    message: ({ name, asked }) => `${asked ? 'required' : 'optional'} property ${code(name)} was added`,
  }),
  'property-required': rule({
    on: 'property',
    aspect: 'presence',
    when: 'kept',
    title: 'Property became required',
    explain: 'Requests that left the property out are now refused.',
    find: (pair) => {
      if (pair.status !== 'kept') return NOTHING;
      const [before, after] = [needed(pair.before), needed(pair.after)];
      const request = !before.request && after.request;
      const response = !before.response && after.response;
      if (!request && !response) return NOTHING;
      return [{ data: { name: pair.after.name, request, response }, after: pair.after.requiredAt ?? pair.after.at }];
    },
    effect: (data, direction) => (data[direction] ? 'narrows' : 'none'),
    shows: ({ name }) => lacking(name),
    message: ({ name }) => `property ${code(name)} became required`,
  }),
  'property-optional': rule({
    on: 'property',
    aspect: 'presence',
    when: 'kept',
    title: 'Property became optional',
    explain: 'A consumer that was promised the property may find nothing.',
    find: (pair) => {
      if (pair.status !== 'kept') return NOTHING;
      const [before, after] = [needed(pair.before), needed(pair.after)];
      const request = before.request && !after.request;
      const response = before.response && !after.response;
      if (!request && !response) return NOTHING;
      return [{ data: { name: pair.after.name, request, response }, before: pair.before.requiredAt ?? pair.before.at }];
    },
    effect: (data, direction) => (data[direction] ? 'widens' : 'none'),
    shows: ({ name }) => lacking(name),
    message: ({ name }) => `property ${code(name)} became optional`,
  }),
  'property-read-only': rule({
    on: 'property',
    aspect: 'existence',
    when: 'kept',
    title: 'Property became read-only',
    explain: 'What requests say of the property is no longer taken over.',
    find: (pair) =>
      pair.status === 'kept' && !pair.before.shape.readOnly && pair.after.shape.readOnly
        ? [{ data: { name: pair.after.name, required: pair.before.required } }]
        : NOTHING,
    effect: ({ required }, direction) => (required && direction === 'request' ? 'narrows' : 'none'),
    because:
      'A read-only member does not count in requests. But where each request had to have it, requests have what should not be sent now, and may be rejected (JSON Schema 2020-12, validation 9.4).',
    beyondValues: true,
    weight: (_data, direction) => (direction === 'request' ? 'warning' : 'info'),
    message: ({ name }) => `property ${code(name)} became read-only`,
  }),
  'property-write-only': rule({
    on: 'property',
    aspect: 'existence',
    when: 'kept',
    title: 'Property became write-only',
    explain: 'Responses no longer carry the property.',
    find: (pair) =>
      pair.status === 'kept' && !pair.before.shape.writeOnly && pair.after.shape.writeOnly
        ? [{ data: { name: pair.after.name, promised: pair.before.required } }]
        : NOTHING,
    // A promised one is told by `property-optional`, which sees that responses no longer need it.
    effect: 'none',
    beyondValues: true,
    weight: (_data, direction) => (direction === 'response' ? 'warning' : 'info'),
    message: ({ name }) => `property ${code(name)} became write-only`,
  }),
  'union-branch-added': rule({
    on: 'branch',
    aspect: 'values',
    when: 'added',
    title: 'Alternative added to a union',
    explain: 'Values of a kind that readers do not know may come.',
    find: (pair) => (pair.status === 'added' ? [{ data: { branch: labelOf(pair.after) } }] : NOTHING),
    effect: 'widens',
    mayPick: true,
    shows: (_data, { after }) => (after === undefined ? true : likeBranch(after)),
    message: ({ branch }) => `alternative ${code(branch)} was added`,
  }),
  'union-branch-removed': rule({
    on: 'branch',
    aspect: 'existence',
    when: 'removed',
    title: 'Alternative removed from a union',
    explain: 'Values of this kind are no longer accepted.',
    find: (pair) => (pair.status === 'removed' ? [{ data: { branch: labelOf(pair.before) } }] : NOTHING),
    effect: 'narrows',
    shows: (_data, { before }) => (before === undefined ? true : likeBranch(before)),
    message: ({ branch }) => `alternative ${code(branch)} was removed`,
  }),
};
