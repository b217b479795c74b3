/** The manifest's shape: the one source of truth for its parser, its JSON Schema and the reference in `docs/manifest.md`. */

import { HOST, hostMeant } from '../spec/load-policy.ts';
import { list, record } from './collection-shape.ts';
import { entity } from './entity-schema.ts';
import { anyName, declaredName, exceptionPattern, id } from './name-shape.ts';
import { object, optional, required } from './object-shape.ts';
import {
  fieldList,
  fieldShape,
  LEVELS,
  levels,
  OWNERS_EXAMPLE,
  operationShape,
  owners,
  tableShape,
} from './part-shape.ts';
import { type Definitions, type JsonSchema, named, type Of } from './shape.ts';
import { pattern, text, word } from './text-shape.ts';
import { count, exactly } from './value-shape.ts';

const system = named(
  'system',
  object({
    expects: 'a system',
    title: 'System',
    description: 'One of the systems that the integration connects.',
    keys: {
      spec: required(text('the path or URL of an OpenAPI description'), {
        description: 'The OpenAPI description, the last accepted version: a path relative to this file, or a URL.',
        examples: ['specs/crm.yaml'],
      }),
      upstream: optional(text('a path or URL'), {
        description: 'Where new versions come from, if not from this repository.',
        examples: ['https://developer.crm.example/openapi.yaml'],
      }),
      overlay: optional(text('the path or URL of an overlay'), {
        description:
          'An OpenAPI Overlay that closes what the description leaves open. It is not applied yet, and every report says so.',
        examples: ['overlays/crm.yaml'],
      }),
      owners: optional(owners, { description: 'Who answers for this system.', examples: [['@acme/sales-systems']] }),
    },
  }),
);

const suppression = named(
  'suppression',
  object({
    expects: 'a suppressed effect',
    title: 'Suppressed effect',
    description: 'A side effect that the integration holds back.',
    keys: {
      effect: required(operationShape, {
        description: 'What would happen otherwise.',
        examples: ['erp POST /orders callback creditCheck'],
      }),
      by: optional(fieldShape, {
        description: 'The input that holds it back: if it goes away, the effect fires twice.',
        examples: ['$request.query.skipCreditCheck'],
      }),
    },
  }),
);

const workflow = named(
  'workflow',
  object({
    expects: 'a workflow',
    title: 'Workflow',
    description: 'The workflow trace: what starts the work, what it calls, and which side effects it holds back.',
    keys: {
      trigger: optional(operationShape, {
        description: 'A webhook, a callback, or an operation that is polled.',
        examples: ['crm webhook dealWon'],
      }),
      invokes: optional(list(operationShape, { expects: 'a list of operations' }), {
        description: 'The operations that are called, in order.',
        examples: [['erp POST /customers', 'erp POST /orders']],
      }),
      suppresses: optional(list(suppression, { expects: 'a list of suppressed effects' }), {
        description: 'The side effects that are held back.',
        examples: [[{ effect: 'erp POST /orders callback creditCheck', by: '$request.query.skipCreditCheck' }]],
      }),
      consistency: optional(text(), {
        description: 'How the two sides are kept, or brought back, in step.',
        examples: ['Nightly reconciliation by externalId.'],
      }),
    },
    rules: [
      {
        kind: 'some',
        oneOf: ['trigger', 'invokes', 'suppresses'],
        because: 'a workflow without any operation guards nothing',
      },
    ],
  }),
);

const exception = named(
  'exception',
  object({
    expects: 'an exception',
    title: 'Exception',
    description: 'What the integration does about an error of an operation.',
    keys: {
      id: required(id('exception id'), { description: 'Stable and unique.', examples: ['duplicate-customer'] }),
      on: required(exceptionPattern, {
        description: 'The operation, or `*`, and the status: 409, 4XX, default, or `*`.',
        examples: ['erp POST /customers 409', 'erp * 5XX', '* * 429'],
      }),
      action: required(word('handle', 'escalate', 'log'), { description: 'What is done.', examples: ['handle'] }),
      reads: optional(fieldList, {
        description: 'The fields of the error response that the handler reads.',
        examples: [['error.code', '$response.header.Retry-After']],
      }),
      to: optional(text('whom it is escalated to'), {
        description: 'To whom it is escalated.',
        examples: ['#erp-oncall'],
      }),
      how: optional(text('how it is handled'), {
        description: 'How it is handled.',
        examples: ['Patch the existing one.'],
      }),
      owners: optional(owners, { description: 'Who answers for this handler.', examples: OWNERS_EXAMPLE }),
    },
  }),
);

const host = pattern({
  expects: 'a host (`name` or `name:port`, no address and no pattern)',
  source: HOST,
  suggest: hostMeant,
});

const policy = named(
  'policy',
  object({
    expects: 'a policy',
    title: 'Policy',
    description: 'What findings mean here.',
    keys: {
      levels: optional(levels, {
        description: 'Per rule: the level of its findings, or off.',
        examples: [{ 'format-changed': 'warning' }],
      }),
      adjacent: optional(word(...LEVELS), {
        description: 'The level of breaking changes in a used operation, on a part that no mapping touches.',
        default: 'warning',
        examples: ['error'],
      }),
      unmapped: optional(word(...LEVELS), {
        description: 'The level of breaking changes elsewhere.',
        default: 'info',
        examples: ['warning'],
      }),
      'fail-on': optional(word(...LEVELS, 'never'), {
        description: 'The lowest level that fails a run, where the command or the action is not told.',
        default: 'error',
        examples: ['warning'],
      }),
      'allow-hosts': optional(list(host, { expects: 'a list of hosts' }), {
        description: 'Hosts that references of the descriptions may lead to, besides the one a description came from.',
        examples: [['schemas.acme.example']],
      }),
      sunset: optional(
        object({
          expects: 'a policy on what is deprecated',
          title: 'Sunset policy',
          description: 'How long what is used and deprecated has to work yet.',
          keys: {
            minDays: required(count('a number of days'), {
              description:
                'Days that the integration needs to get away from a deprecated part. With fewer left (`x-sunset`) it is an error, else a warning.',
              examples: [90],
            }),
          },
        }),
        { description: 'What a deprecation means here.', examples: [{ minDays: 90 }] },
      ),
    },
  }),
);

export const manifestShape = object({
  expects: 'a manifest',
  title: 'Mapping manifest of contract-guard',
  description:
    'What a team agreed about an integration: the semantic inventory, the workflow trace and the exception catalogue.',
  keys: {
    $schema: optional(text(), {
      description: 'For editors of JSON files.',
      examples: ['./node_modules/contract-guard/schema/manifest.json'],
    }),
    version: required(exactly(1, 'this version of contract-guard reads `version: 1`'), {
      description: "Version of the manifest's format.",
      examples: [1],
    }),
    integration: required(id(), {
      description: 'Name of the integration: reports and comments carry it.',
      examples: ['crm-to-erp'],
    }),
    owners: optional(owners, { description: 'Who answers for the integration.', examples: OWNERS_EXAMPLE }),
    systems: required(record(declaredName('system'), system, { expects: 'a map of systems', min: 1 }), {
      description: 'The systems, by the name that operations start with.',
      examples: [{ crm: { spec: 'specs/crm.yaml' }, erp: { spec: 'specs/erp/openapi.json' } }],
    }),
    values: optional(record(declaredName('value table'), tableShape, { expects: 'a map of value tables' }), {
      description: 'Value tables that several fields use by name.',
      examples: [{ countries: { DE: 'DEU', FR: 'FRA' } }],
    }),
    entities: optional(record(anyName, entity, { expects: 'a map of entities' }), {
      description: 'The semantic inventory.',
    }),
    workflows: optional(record(anyName, workflow, { expects: 'a map of workflows' }), {
      description: 'The workflow trace.',
    }),
    exceptions: optional(list(exception, { expects: 'a list of exceptions' }), {
      description: 'The exception catalogue.',
    }),
    policy: optional(policy, { description: 'What findings mean here.' }),
  },
});

export type RawManifest = Of<typeof manifestShape>;
/** The manifest's JSON Schema (2020-12). */
export function manifestSchema(): JsonSchema {
  const definitions: Definitions = new Map();
  const { title, description, ...rest } = manifestShape.schema(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    description,
    ...rest,
    $defs: Object.fromEntries(definitions),
  };
}
