/** The semantic inventory's shape: entities, their flows, and the rows of these. */

import { either, list, record } from './collection-shape.ts';
import { id, usedName } from './name-shape.ts';
import { object, optional, required } from './object-shape.ts';
import {
  fieldList,
  fieldShape,
  levels,
  lookupShape,
  OWNERS_EXAMPLE,
  operationShape,
  owners,
  tableShape,
} from './part-shape.ts';
import { named, type Of } from './shape.ts';
import { expression, text, word } from './text-shape.ts';
import { anyValue, scalar } from './value-shape.ts';

const unmapped = either({
  text: word('fail', 'pass', 'ignore'),
  map: object({
    expects: 'a map with `default`',
    title: 'Default for unmapped values',
    description: 'Every value without a row becomes this one.',
    keys: { default: required(scalar, { description: 'The value to send.', examples: ['ACTIVE'] }) },
  }),
});

// Written apart: inside `optional(…)`, TypeScript would infer the alternatives from there.
const sources = either({ text: fieldShape, list: list(fieldShape, { expects: 'a list of field paths', min: 1 }) });
const tableOrName = either({ text: usedName('value table'), map: tableShape });

const mapping = named(
  'fieldMapping',
  object({
    expects: 'a field mapping',
    title: 'Field mapping',
    description: 'One row: what one field of the target is fed with, or why a field of the source is not sent.',
    keys: {
      from: optional(sources, {
        description: 'The source field, or several. Field path (RFC 9535) in the body, or a runtime expression.',
        examples: [
          'address.countryCode',
          'contacts[*].email',
          "custom_fields[?@.name == 'PO'].value",
          '$response.header.ETag',
        ],
      }),
      to: optional(fieldShape, {
        description: 'The target field.',
        examples: ['country', 'contacts[*].address', '$request.header.Idempotency-Key'],
      }),
      take: optional(word('all', 'first'), {
        description:
          'With several sources: `all` of them make the value, or the `first` that has one does (a fallback chain).',
        default: 'all',
        examples: ['first'],
      }),
      values: optional(tableOrName, {
        description:
          'The complete table of values: source value to target value. null: deliberately not sent. Or the name of a table under the top-level `values`.',
        examples: [{ won: 'ACTIVE', churned: 'BLOCKED', lead: null }, 'countries'],
      }),
      unmapped: optional(unmapped, {
        description:
          'What the integration does with a value that has no row: it fails, passes the value on, ignores the field, or sends a default.',
        default: 'fail',
        examples: ['pass', { default: 'ACTIVE' }],
      }),
      transform: optional(expression, {
        description: 'JSONata over the source value(s), or over the whole source without `from`; its result is sent.',
        examples: ['$uppercase($)', '$sum(lines.(price * quantity))'],
      }),
      lookup: optional(lookupShape, {
        description: 'The source value is a key: what is found under it is sent.',
        examples: [{ erp: 'GET /contacts', by: { '$request.query.where': 'ContactNumber' } }],
      }),
      default: optional(anyValue, { description: 'Sent when the source is missing or null.', examples: ['EUR'] }),
      value: optional(anyValue, { description: 'A constant: always sent.', examples: ['EUR'] }),
      ignore: optional(text('a reason'), {
        description: 'Why the source field is not sent: a decision, so that nobody asks again.',
        examples: ['erp has no notes'],
      }),
      unchecked: optional(text('a reason'), {
        description:
          'Why this field is in no description (free-form metadata, custom fields of a tenant). It is counted, never checked.',
        examples: ['metadata keys are ours'],
      }),
    },
    rules: [
      { kind: 'some', oneOf: ['to', 'ignore'], because: 'a field that is only read stands in the `reads` of the flow' },
      {
        kind: 'needs',
        key: 'to',
        oneOf: ['from', 'value', 'transform', 'ignore'],
        because: 'nothing feeds this target: name its source, or a constant with `value`',
      },
      { kind: 'needs', key: 'ignore', oneOf: ['from'], because: 'name the source field that is not sent' },
      {
        kind: 'excludes',
        key: 'ignore',
        others: ['to', 'take', 'values', 'unmapped', 'transform', 'lookup', 'default', 'value'],
        because: 'a field that is ignored is not sent',
      },
      {
        kind: 'excludes',
        key: 'value',
        others: ['from', 'take', 'values', 'unmapped', 'transform', 'lookup', 'default'],
        because: 'a constant has no source; `default` is for a source that is missing',
      },
      {
        kind: 'needs',
        key: 'unmapped',
        oneOf: ['values'],
        because: '`unmapped` is about values without a row in a table',
      },
      { kind: 'needs', key: 'values', oneOf: ['from'], because: 'the rows are values of a source field' },
      { kind: 'needs', key: 'take', oneOf: ['from'], because: '`take` chooses between source fields' },
      { kind: 'needs', key: 'lookup', oneOf: ['from'], because: 'the source field is the key that is searched for' },
      {
        kind: 'needs',
        key: 'default',
        oneOf: ['from', 'transform', 'value'],
        because: 'a target that always gets the same value is written with `value`',
      },
      {
        kind: 'excludes',
        key: 'values',
        others: ['transform'],
        because: 'a value is changed by a table or by an expression, not by both',
      },
    ],
  }),
);

const wayBack = object({
  expects: 'the operations of the way back',
  title: 'Way back',
  description: 'The operations by which the fields of a flow go back.',
  keys: {
    from: required(operationShape, { description: 'What is read.', examples: ['erp GET /customers/{id}'] }),
    to: required(operationShape, { description: 'What is written.', examples: ['crm PATCH /accounts/{accountId}'] }),
  },
});

const flow = named(
  'flow',
  object({
    expects: 'a flow',
    title: 'Flow',
    description: 'Data that goes from an operation of one system to an operation of another one.',
    keys: {
      id: required(id('flow id'), {
        description: 'Stable and unique: reports and acknowledgements name it.',
        examples: ['customer-create'],
      }),
      from: required(operationShape, {
        description: "The source: an operation's success response, or the payload of a webhook or callback.",
        examples: ['crm GET /accounts/{accountId}', 'crm webhook dealWon', 'erp POST /orders callback shipped'],
      }),
      to: required(operationShape, {
        description: "The target: an operation's request.",
        examples: ['erp POST /customers', 'erp createCustomer'],
      }),
      fields: optional(list(mapping, { expects: 'a list of field mappings' }), {
        description: 'What goes where.',
        examples: [[{ from: 'name', to: 'legalName' }]],
      }),
      reads: optional(fieldList, {
        description: 'Source fields that are read and copied nowhere: conditions, filters, paging.',
        examples: [['paid', 'status']],
      }),
      when: optional(expression, {
        description: 'JSONata: when the flow runs. Each field in it is a use.',
        examples: ["status = 'paid'"],
      }),
      lookup: optional(lookupShape, {
        description: 'A record that is found by key before anything is written.',
        examples: [{ erp: 'GET /contacts', by: { '$request.query.where': 'ContactNumber' } }],
      }),
      direction: optional(word('forward', 'both'), {
        description: '`both`: the same fields also go back, from the target to the source.',
        default: 'forward',
        examples: ['both'],
      }),
      back: optional(wayBack, {
        description:
          'With `direction: both`: the operations of the way back. By default what reads and writes at the same URLs (GET; PATCH, PUT or POST).',
        examples: [{ from: 'erp GET /customers/{id}', to: 'crm PATCH /accounts/{accountId}' }],
      }),
      relation: optional(word('exact', 'close', 'broad', 'narrow'), {
        description: 'How the two meanings relate, in the words of SSSOM.',
        examples: ['close'],
      }),
      owners: optional(owners, {
        description: 'Who answers for this flow, besides the owners of its systems.',
        examples: OWNERS_EXAMPLE,
      }),
      levels: optional(levels, {
        description: 'What findings of a rule mean in this flow.',
        examples: [{ 'format-changed': 'info' }],
      }),
    },
    rules: [
      {
        kind: 'some',
        oneOf: ['fields', 'reads', 'when', 'lookup'],
        because: 'a flow without any field guards nothing',
      },
      { kind: 'needs', key: 'back', oneOf: ['direction'], because: 'only a flow with `direction: both` goes back' },
    ],
  }),
);

export const entity = named(
  'entity',
  object({
    expects: 'an entity',
    title: 'Entity',
    description: 'One thing that both systems know, and the flows that carry it.',
    keys: {
      definitions: optional(
        record(usedName('system'), text('a definition'), { expects: 'a map from systems to definitions' }),
        {
          description: 'What each system means by it.',
          examples: [{ crm: 'Every account, prospects included.', erp: 'A billing entity.' }],
        },
      ),
      decisions: optional(list(text('a decision'), { expects: 'a list of decisions' }), {
        description: 'What the team agreed.',
        examples: [['Prospects are not sent until they are won.']],
      }),
      flows: optional(list(flow, { expects: 'a list of flows' }), { description: 'Where its data goes.' }),
    },
  }),
);

export type RawFlow = Of<typeof flow>;
export type RawMapping = Of<typeof mapping>;
