import { describe, expect, it } from 'vitest';
import type { Operation } from '../../src/spec/api.ts';
import { type At, pointerOf } from '../../src/spec/spec-version.ts';
import { viewOf } from '../../src/spec/view.ts';
import { completeDocument, type Doc, diffOf, specOf } from '../support/spec.ts';

type Version = '2.0' | '3.0' | '3.1' | '3.2';
const OK = { 204: { description: 'ok' } };

function view(document: Doc, dialect: Version = '3.1') {
  return viewOf(specOf(completeDocument(document, dialect)));
}

function names(operations: readonly Operation[]): string[] {
  return operations.map(({ method, path, servers }) => `${method} ${servers.base}${path}`);
}

describe('OpenAPI 3', () => {
  it('knows the methods of a path, additional ones of 3.2, and those behind a reference', () => {
    const item = {
      get: { responses: OK },
      query: { responses: OK },
      additionalOperations: { COPY: { responses: OK } },
    };
    expect(names(view({ paths: { '/a': item, 'x-b': item } }, '3.2').operations)).toEqual([
      'GET /a',
      'QUERY /a',
      'COPY /a',
    ]);
    const split = {
      paths: { '/a': { $ref: '#/components/pathItems/A', put: { responses: OK } } },
      components: { pathItems: { A: item } },
    };
    expect(names(view(split).operations)).toEqual(['PUT /a', 'GET /a', 'QUERY /a', 'COPY /a']);
  });

  it.each<[string, unknown, string]>([
    ['an absolute URL', [{ url: 'https://e.com/v2/' }], '/v2'],
    ['a relative one', [{ url: '/v2' }], '/v2'],
    ['without a scheme', [{ url: '//e.com/v2' }], '/v2'],
    ['a variable', [{ url: 'https://{h}/{v}', variables: { v: { default: 'v3' }, h: { default: 'e.com' } } }], '/v3'],
    ['a variable nobody defines', [{ url: 'https://e.com/{v}' }], '/{v}'],
    ['a host alone', [{ url: 'https://e.com' }], ''],
    ['no servers', [], ''],
    ['no list', {}, ''],
  ])('takes the base path of %s', (_name, servers, base) => {
    expect(view({ servers, paths: { '/a': { get: { responses: OK } } } }).operations[0]?.servers.base).toBe(base);
  });

  it('prefers the servers of the operation to those of the path and the document', () => {
    const get = { servers: [{ url: '/op' }], responses: OK };
    const paths = {
      '/a': { servers: [{ url: '/item' }], get, put: { responses: OK } },
      '/b': { get: { responses: OK } },
    };
    expect(names(view({ servers: [{ url: '/doc' }], paths }).operations)).toEqual([
      'GET /op/a',
      'PUT /item/a',
      'GET /doc/b',
    ]);
  });

  it('merges parameters of the path item, which the operation may override', () => {
    const item = {
      parameters: [
        { name: 'a', in: 'query' },
        { name: 'X-B', in: 'header' },
      ],
      get: {
        parameters: [
          { name: 'x-b', in: 'header', required: true },
          { name: 'c', in: 'cookie' },
        ],
        responses: OK,
      },
    };
    const parameters = view({ paths: { '/a': item } }).operations[0]?.parts().parameters;
    expect(parameters?.map(({ name, required }) => [name, required])).toEqual([
      ['a', false],
      ['x-b', true],
      ['c', false],
    ]);
  });

  it('reads media types with a schema for each item of a stream', () => {
    const content = { 'application/jsonl': { itemSchema: { type: 'object' } } };
    const { responses } =
      view(
        { paths: { '/a': { get: { responses: { 200: { description: 'ok', content } } } } } },
        '3.2',
      ).operations[0]?.parts() ?? {};
    expect(pointerOf(responses?.[0]?.content[0]?.schema as At)).toBe(
      '/paths/~1a/get/responses/200/content/application~1jsonl/itemSchema',
    );
  });

  it('notes what it cannot read, and goes on', () => {
    const api = view({
      paths: {
        '/a': {
          get: {
            parameters: [
              { name: 'a' },
              { in: 'query' },
              { name: 'b', in: 'body' },
              { $ref: '#/gone' },
              { name: 'ok', in: 'query' },
            ],
            security: [{ nobody: ['x'] }, { key: null }],
            responses: 'none',
          },
        },
      },
      components: { securitySchemes: { key: { type: 'oauth2', flows: {} } } },
    });
    const parts = api.operations[0]?.parts();
    expect(parts?.parameters.map(({ name }) => name)).toEqual(['ok']);
    expect(parts?.responses).toEqual([]);
    expect(parts?.security.alternatives[0]?.schemes[0]).toMatchObject({
      name: 'nobody',
      identity: 'undefined nobody',
      scopes: ['x'],
    });
    expect(api.document.unjudged.map(({ message }) => message).sort()).toEqual([
      '`responses` should be an object or a list, and is passed over',
      ...Array<string>(3).fill('a parameter needs a `name` and an `in` of query, path, header or cookie'),
      'the reference `#/gone` leads nowhere',
      'the scopes of `key` should be a list of texts; what is none is passed over',
      'the security scheme `nobody` is not defined',
    ]);
  });

  it('notes paths without a slash in front, which are none', () => {
    const item = { get: { responses: { 200: { description: 'ok' } } } };
    const api = view({ paths: { '/a': item, b: item, 'x-c': item } });
    expect(api.operations.map(({ path }) => path)).toEqual(['/a']);
    expect(api.document.unjudged.map(({ message }) => message)).toEqual([
      'the path `b` should start with `/`, and is passed over',
    ]);
  });

  it('takes empty lists of PHP for empty objects', () => {
    const php = {
      paths: { '/a': { get: { parameters: [], responses: { 200: { description: 'ok', headers: [], content: [] } } } } },
      components: [],
    };
    const parts = view(php as Doc).operations[0]?.parts();
    expect([parts?.responses[0]?.content, parts?.responses[0]?.headers]).toEqual([[], []]);
    expect(
      diffOf(completeDocument(php as Doc, '3.1'), completeDocument({ ...php, components: {} }, '3.1')).findings,
    ).toEqual([]);
  });

  it.each<[string, Doc, string]>([
    ['basic of 2.0', { type: 'basic' }, 'http basic'],
    ['bearer in any letters', { type: 'http', scheme: 'Bearer' }, 'http bearer'],
    ['a key in a header, in any letters', { type: 'apiKey', in: 'header', name: 'X-Key' }, 'apiKey header x-key'],
    ['a key in the query', { type: 'apiKey', in: 'query', name: 'Key' }, 'apiKey query Key'],
    ['OpenID Connect', { type: 'openIdConnect', openIdConnectUrl: 'https://e.com' }, 'openIdConnect'],
    ['client certificates', { type: 'mutualTLS' }, 'mutualTLS'],
  ])('knows %s', (_name, scheme, identity) => {
    const document = {
      security: [{ s: [] }],
      paths: { '/a': { get: { responses: OK } } },
      components: { securitySchemes: { s: scheme } },
    };
    expect(view(document).operations[0]?.parts().security.alternatives[0]?.schemes[0]?.identity).toBe(identity);
  });

  it('finds webhooks and callbacks', () => {
    const call = { post: { responses: OK } };
    const api = view({
      webhooks: { paid: call },
      paths: { '/a': { post: { responses: OK, callbacks: { done: { '{$url}': call, 'x-n': call } } } } },
    });
    expect(api.webhooks.map(({ kind, path }) => [kind, path])).toEqual([['webhook', 'paid']]);
    expect(api.operations[0]?.parts().callbacks.map(({ callback, path }) => [callback, path])).toEqual([
      ['done', '{$url}'],
    ]);
  });
});

describe('Swagger 2.0', () => {
  const swagger = {
    basePath: '/v1/',
    consumes: ['application/json'],
    produces: ['application/json'],
    securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    security: [{ key: [] }],
    definitions: { Pet: { type: 'object', properties: { name: { type: 'string', 'x-nullable': true } } } },
    paths: {
      '/pets': {
        parameters: [{ in: 'query', name: 'limit', type: 'integer', minimum: 1, exclusiveMinimum: true }],
        post: {
          operationId: 'add',
          parameters: [{ in: 'body', name: 'pet', required: true, schema: { $ref: '#/definitions/Pet' } }],
          responses: {
            200: {
              description: 'ok',
              schema: { $ref: '#/definitions/Pet' },
              headers: { 'X-Total': { type: 'integer' } },
            },
          },
        },
        put: {
          consumes: ['multipart/form-data'],
          parameters: [
            { in: 'formData', name: 'file', type: 'file', required: true },
            { in: 'formData', name: 'note', type: 'string', maxLength: 5 },
          ],
          responses: OK,
        },
      },
    },
  };
  const openapi = {
    servers: [{ url: 'https://e.com/v1' }],
    security: [{ apiKey: [] }],
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'x-key' } },
      schemas: { Pet: { type: 'object', properties: { name: { type: 'string', nullable: true } } } },
    },
    paths: {
      '/pets': {
        parameters: [{ in: 'query', name: 'limit', schema: { type: 'integer', minimum: 1, exclusiveMinimum: true } }],
        post: {
          operationId: 'add',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
          responses: {
            200: {
              description: 'ok',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              headers: { 'X-Total': { schema: { type: 'integer' } } },
            },
          },
        },
        put: {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string', maxLength: 5 } },
                  required: ['file'],
                },
              },
            },
          },
          responses: OK,
        },
      },
    },
  };

  it('differs in nothing from its 3.0 equal, either way', () => {
    const [two, three] = [completeDocument(swagger, '2.0'), completeDocument(openapi, '3.0')];
    expect(diffOf(two, three).findings.map(({ message }) => message)).toEqual([]);
    expect(diffOf(three, two).findings.map(({ message }) => message)).toEqual([]);
    expect(diffOf(two, two).findings).toEqual([]);
  });

  it('leads from a form field to its parameter', () => {
    const changed = structuredClone(swagger);
    (changed.paths['/pets'].put.parameters[1] as Doc)['maxLength'] = 3;
    const [finding, ...rest] = diffOf(completeDocument(swagger, '2.0'), completeDocument(changed, '2.0')).findings;
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'max-length-changed',
      compatibility: 'breaking',
      path: 'note',
      part: 'request body',
    });
    expect(finding?.at?.pointer).toBe('/paths/~1pets/put/parameters/1/maxLength');
  });

  it('takes the media types of the operation, of the document, or the usual ones', () => {
    const post = { parameters: [{ in: 'formData', name: 'a', type: 'string' }], responses: OK };
    const get = { responses: { 200: { description: 'ok', schema: {} } } };
    const plain = view({ paths: { '/a': { post, get } } }, '2.0').operations.map((one) => one.parts());
    expect(plain[0]?.responses[0]?.content[0]?.name).toBe('application/json');
    expect(plain[1]?.requestBody?.content[0]?.name).toBe('application/x-www-form-urlencoded');
    const file = { parameters: [{ in: 'formData', name: 'a', type: 'file' }], responses: OK };
    expect(view({ paths: { '/a': { post: file } } }, '2.0').operations[0]?.parts().requestBody?.content[0]?.name).toBe(
      'multipart/form-data',
    );
  });

  it('takes any body where the body parameter has no schema, and notes odd parameters', () => {
    const post = {
      parameters: [
        { in: 'body', name: 'b' },
        { in: 'cookie', name: 'c' },
      ],
      responses: OK,
    };
    const api = view({ paths: { '/a': { post }, 'x-a': {}, '/b': { $ref: '#/gone' } } }, '2.0');
    expect(api.operations[0]?.parts().requestBody?.content[0]?.schema?.value).toEqual({});
    expect(api.document.unjudged).toHaveLength(2);
  });

  it('leaves out header parameters that shall be ignored (OpenAPI 3.1, 4.8.12)', () => {
    const parameters = ['Accept', 'content-type', 'AUTHORIZATION', 'X-Own'].map((name) => ({
      in: 'header',
      name,
      schema: {},
    }));
    const headers = { 'Content-Type': { schema: {} }, 'X-Count': { schema: {} } };
    const get = { parameters, responses: { 200: { description: 'ok', headers } } };
    const parts = view({ paths: { '/a': { get } } }).operations[0]?.parts();
    expect(parts?.parameters.map(({ name }) => name)).toEqual(['X-Own']);
    expect(parts?.responses[0]?.headers.map(({ name }) => name)).toEqual(['X-Count']);
  });
});

describe('values that are written as text', () => {
  const query = (schema: Doc): Doc =>
    completeDocument(
      {
        paths: {
          '/a': {
            get: { parameters: [{ name: 'q', in: 'query', schema }], responses: { 204: { description: 'ok' } } },
          },
        },
      },
      '3.1',
    );
  const text = { type: 'string', maxLength: 30 };

  it.each([
    [text, { type: 'integer' }, 'texts are whole numbers now'],
    [text, { type: 'number' }, 'texts are numbers now'],
    [{ type: 'integer' }, text, 'texts need no longer be whole numbers'],
    [{ ...text, pattern: '^a' }, { type: 'integer' }, 'pattern changed from `^a` to that of whole numbers'],
  ])('%j and %j: no pattern is told that neither has', (before, after, message) => {
    expect(diffOf(query(before), query(after)).findings.map((finding) => finding.message)).toContain(message);
  });
});
