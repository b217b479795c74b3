/** One API, written in Swagger 2.0 and in OpenAPI 3.0 and 3.1 as their specifications define each field, differs in nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Doc, diffOf } from '../support/spec.ts';

type Version = '2.0' | '3.0' | '3.1';

/** What a schema says, apart from any dialect. */
interface Model {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'named';
  readonly nullable: boolean;
  readonly notes: Doc;
  /** With a bound that is exclusive. */
  readonly above?: number;
  readonly items?: Model;
  readonly members?: readonly (readonly [name: string, model: Model, required: boolean])[];
  readonly closed?: boolean;
}

const NAMES = ['Item', 'Owner'];

function schemaIn(version: Version, { kind, nullable, notes, above, items, members, closed }: Model): Doc {
  if (kind === 'named')
    return { $ref: `#/${version === '2.0' ? 'definitions' : 'components/schemas'}/${String(notes['name'])}` };
  const format = notes['format'];
  const bytes = version === '3.1' && format === 'byte';
  const { format: _format, ...plain } = notes;
  const exclusive = version === '3.1' ? { exclusiveMinimum: above } : { minimum: above, exclusiveMinimum: true };
  const values = notes['enum'];
  return {
    type: version === '3.1' && nullable ? [kind, 'null'] : kind,
    ...(bytes ? { ...plain, contentEncoding: 'base64' } : notes),
    ...(Array.isArray(values) && nullable && { enum: [...values, null] }),
    ...(nullable && version === '2.0' && { 'x-nullable': true }),
    ...(nullable && version === '3.0' && { nullable: true }),
    ...(above !== undefined && exclusive),
    ...(items && { items: schemaIn(version, items) }),
    ...(members && {
      properties: Object.fromEntries(members.map(([name, model]) => [name, schemaIn(version, model)])),
      required: members.filter(([, , required]) => required).map(([name]) => name),
    }),
    ...(closed && { additionalProperties: false }),
  };
}

interface ParameterModel {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path' | 'formData';
  readonly required: boolean;
  readonly model: Model;
  readonly collection: 'csv' | 'ssv' | 'pipes' | 'multi';
}

const STYLES = {
  csv: { style: 'form', explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
} as const;

function parameterIn(version: Version, parameter: ParameterModel): Doc {
  const { name, in: place, required, model, collection } = parameter;
  const list = model.kind === 'array';
  const schema = schemaIn(version, model);
  if (version === '2.0') return { name, in: place, required, ...schema, ...(list && { collectionFormat: collection }) };
  return { name, in: place, required, schema, ...(list && place === 'query' && STYLES[collection]) };
}

interface Api {
  readonly host: string | undefined;
  readonly parameters: readonly ParameterModel[];
  /** The parameters stand at the path item. */
  readonly above: boolean;
  readonly body: Model | undefined;
  readonly bodyRequired: boolean;
  readonly fields: readonly ParameterModel[];
  readonly file: boolean;
  readonly types: readonly string[];
  readonly typesAbove: boolean;
  readonly answer: Model | undefined;
  readonly header: Model | undefined;
  readonly named: readonly Model[];
  readonly security: 'none' | 'basic' | 'apiKey' | 'accessCode' | 'application';
  readonly deprecated: boolean;
}

const FLOWS = { accessCode: 'authorizationCode', application: 'clientCredentials' } as const;
const URLS = { authorizationUrl: 'https://a.example/auth', tokenUrl: 'https://a.example/token' };

function schemeIn(version: Version, kind: Exclude<Api['security'], 'none'>): Doc {
  if (kind === 'apiKey') return { type: 'apiKey', in: 'header', name: 'X-Key' };
  if (kind === 'basic') return version === '2.0' ? { type: 'basic' } : { type: 'http', scheme: 'basic' };
  const urls = kind === 'accessCode' ? URLS : { tokenUrl: URLS.tokenUrl };
  const flow = { ...urls, scopes: { read: 'Read' } };
  return version === '2.0'
    ? { type: 'oauth2', flow: kind, ...flow }
    : { type: 'oauth2', flows: { [FLOWS[kind]]: flow } };
}

function rendered(version: Version, api: Api): Doc {
  return version === '2.0' ? in20(api) : in3(version, api);
}

function in20(api: Api): Doc {
  const form = api.fields.length > 0 || api.file;
  const parameters = api.parameters.map((one) => parameterIn('2.0', one));
  const own = [
    ...api.fields.map((one) => parameterIn('2.0', one)),
    ...(api.file ? [{ name: 'upload', in: 'formData', type: 'file', required: true }] : []),
    ...(api.body && !form
      ? [{ name: 'body', in: 'body', required: api.bodyRequired, schema: schemaIn('2.0', api.body) }]
      : []),
  ];
  const consumes = [api.file ? 'multipart/form-data' : form ? 'application/x-www-form-urlencoded' : 'application/json'];
  const types = { consumes, produces: api.types };
  const named = api.named.map((model, index) => [NAMES[index] ?? '', schemaIn('2.0', model)] as const);
  const answer = {
    description: 'ok',
    ...(api.answer && { schema: schemaIn('2.0', api.answer) }),
    ...(api.header && { headers: { 'X-Count': schemaIn('2.0', api.header) } }),
  };
  const operation = {
    parameters: api.above ? own : [...parameters, ...own],
    responses: { 200: answer },
    ...(!api.typesAbove && types),
    ...(api.deprecated && { deprecated: true }),
    ...secured(api),
  };
  return {
    swagger: '2.0',
    info: { title: 'a', version: '1' },
    ...(api.host !== undefined && { host: api.host, schemes: ['https'] }),
    basePath: '/v1',
    ...(api.typesAbove && types),
    ...(api.security !== 'none' && { securityDefinitions: { s: schemeIn('2.0', api.security) } }),
    definitions: Object.fromEntries(named),
    paths: { '/things/{id}': { ...(api.above && { parameters }), post: operation } },
  };
}

function secured({ security }: Api): Doc {
  const scopes = security === 'accessCode' || security === 'application' ? ['read'] : [];
  return security === 'none' ? {} : { security: [{ s: scopes }] };
}

function in3(version: '3.0' | '3.1', api: Api): Doc {
  const parameters = api.parameters.map((one) => parameterIn(version, one));
  const named = api.named.map((model, index) => [NAMES[index] ?? '', schemaIn(version, model)] as const);
  const content = (schema: Doc) => Object.fromEntries(api.types.map((type) => [type, { schema }]));
  const answer = {
    description: 'ok',
    ...(api.answer && { content: content(schemaIn(version, api.answer)) }),
    ...(api.header && { headers: { 'X-Count': { schema: schemaIn(version, api.header) } } }),
  };
  const body = bodyIn3(version, api);
  const operation = {
    ...(!api.above && { parameters }),
    ...(body && { requestBody: body }),
    responses: { 200: answer },
    ...(api.deprecated && { deprecated: true }),
    ...secured(api),
  };
  return {
    openapi: `${version}.0`,
    info: { title: 'a', version: '1' },
    servers: [{ url: api.host === undefined ? '/v1' : `https://${api.host}/v1` }],
    components: {
      schemas: Object.fromEntries(named),
      ...(api.security !== 'none' && { securitySchemes: { s: schemeIn(version, api.security) } }),
    },
    paths: { '/things/{id}': { ...(api.above && { parameters }), post: operation } },
  };
}

function bodyIn3(version: '3.0' | '3.1', { body, bodyRequired, fields, file }: Api): Doc | undefined {
  if (fields.length === 0 && !file) {
    return body && { required: bodyRequired, content: { 'application/json': { schema: schemaIn(version, body) } } };
  }
  const upload = version === '3.0' ? { type: 'string', format: 'binary' } : {};
  const needed = fields.filter(({ required }) => required).map(({ name }) => name);
  const schema = {
    type: 'object',
    properties: {
      ...Object.fromEntries(fields.map(({ name, model }) => [name, schemaIn(version, model)])),
      ...(file && { upload }),
    },
    required: file ? [...needed, 'upload'] : needed,
  };
  const lists = fields.filter(({ model }) => model.kind === 'array');
  const encoding = Object.fromEntries(lists.map(({ name, collection }) => [name, STYLES[collection]]));
  const type = file ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  return { required: schema.required.length > 0, content: { [type]: { schema, ...(!file && { encoding }) } } };
}

const bare = { nullable: fc.constant(false) };
const scalar: fc.Arbitrary<Model> = fc.oneof(
  fc.record({
    ...bare,
    kind: fc.constant('string' as const),
    notes: fc.constantFrom<Doc>(
      {},
      { enum: ['a', 'b'] },
      { maxLength: 5, minLength: 1 },
      { pattern: '^a' },
      { format: 'date' },
      { format: 'byte' },
      { default: 'a' },
    ),
  }),
  fc.record({
    ...bare,
    kind: fc.constant('integer' as const),
    notes: fc.constantFrom<Doc>({}, { format: 'int64' }, { maximum: 9 }, { multipleOf: 2 }),
  }),
  fc.record({
    ...bare,
    kind: fc.constant('number' as const),
    notes: fc.constantFrom<Doc>({}, { format: 'double' }),
    above: fc.constantFrom(0, 3),
  }),
  fc.record({ ...bare, kind: fc.constant('boolean' as const), notes: fc.constant<Doc>({}) }),
);
const list = (items: fc.Arbitrary<Model>): fc.Arbitrary<Model> =>
  fc.record({
    ...bare,
    kind: fc.constant('array' as const),
    notes: fc.constantFrom<Doc>({}, { maxItems: 3 }, { uniqueItems: true }),
    items,
  });
const { schema } = fc.letrec<{ schema: Model; object: Model }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(scalar, fc.boolean()).map(([model, nullable]) => ({ ...model, nullable })),
    fc.constantFrom(...NAMES).map((name): Model => ({ kind: 'named', nullable: false, notes: { name } })),
    list(tie('schema')),
    tie('object'),
  ),
  object: fc.record({
    kind: fc.constant('object' as const),
    nullable: fc.boolean(),
    notes: fc.constantFrom<Doc>({}, { maxProperties: 4 }, { description: 'a' }),
    members: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), tie('schema'), fc.boolean()), {
      maxLength: 3,
      selector: ([name]) => name,
    }),
    closed: fc.boolean(),
  }),
}));
const parameter = (
  place: 'query' | 'header' | 'formData',
  collections: ParameterModel['collection'][],
): fc.Arbitrary<ParameterModel> =>
  fc.record({
    name: fc.constantFrom('p', 'q', 'r').map((name) => `${place}-${name}`),
    in: fc.constant(place),
    required: fc.boolean(),
    model: fc.oneof(scalar, list(scalar)),
    collection: fc.constantFrom(...collections),
  });
const several = (one: fc.Arbitrary<ParameterModel>) =>
  fc.uniqueArray(one, { maxLength: 2, selector: ({ name }) => name });
const api: fc.Arbitrary<Api> = fc.record({
  host: fc.constantFrom(undefined, 'api.example.com'),
  parameters: fc
    .tuple(scalar, several(parameter('query', ['csv', 'ssv', 'pipes', 'multi'])), several(parameter('header', ['csv'])))
    .map(([model, query, header]): ParameterModel[] => [
      { name: 'id', in: 'path', required: true, model, collection: 'csv' },
      ...query,
      ...header,
    ]),
  above: fc.boolean(),
  body: fc.option(schema, { nil: undefined }),
  bodyRequired: fc.boolean(),
  fields: fc.oneof(fc.constant([]), several(parameter('formData', ['csv', 'multi']))),
  file: fc.constantFrom(false, false, true),
  types: fc.constantFrom(['application/json'], ['application/json', 'application/xml']),
  typesAbove: fc.boolean(),
  answer: fc.option(schema, { nil: undefined }),
  header: fc.option(scalar, { nil: undefined }),
  named: fc.tuple(schema, schema),
  security: fc.constantFrom('none', 'basic', 'apiKey', 'accessCode', 'application'),
  deprecated: fc.boolean(),
});
/** Lists of a multipart body are parts of their own in 3.x, whatever the style; 2.0 joins them. */
const spellable = api.filter(({ file, fields }) => !file || fields.every(({ model }) => model.kind !== 'array'));

describe('one API in the words of several versions', () => {
  it.each([
    ['2.0', '3.0'],
    ['2.0', '3.1'],
    ['3.0', '3.1'],
  ] as const)('%s and %s differ in nothing', (first, second) => {
    fc.assert(
      fc.property(spellable, (model) => {
        const [a, b] = [rendered(first, model), rendered(second, model)];
        const told = [diffOf(a, b), diffOf(b, a)].flatMap(({ findings }) =>
          findings.map(({ rule, part, path, message }) => `${rule} ${part} ${path}: ${message}`),
        );
        expect(told).toEqual([]);
      }),
      { numRuns: 150, seed: 20_261_126 },
    );
  });
});
