/** Where a change of a shared schema is told: at the place of the mapping that it touches. */
import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { type Doc, diffOf, specOf } from '../support/spec.ts';
import { manifestOf } from './cases.ts';

function operation(): Doc {
  const schema = { $ref: '#/components/schemas/Problem' };
  const refused = ['400', '409', '422'].map((status) => [
    status,
    { description: 'no', content: { 'application/json': { schema: { ...schema } } } },
  ]);
  return { responses: { '201': { description: 'Created' }, ...Object.fromEntries(refused) } };
}

function erpOf(codes: readonly string[]): Doc {
  const code = { type: 'string', enum: codes };
  return {
    openapi: '3.1.0',
    info: { title: 'ERP', version: '1' },
    paths: { '/customers': { post: operation() }, '/orders': { post: operation() } },
    components: { schemas: { Problem: { type: 'object', required: ['code'], properties: { code } } } },
  };
}

function partsOf(exceptions: readonly Doc[]) {
  const systems = { crm: { spec: 'crm.json' }, erp: { spec: 'erp.json' } };
  const workflows = { all: { trigger: 'crm POST /orders', invokes: ['erp POST /customers', 'erp POST /orders'] } };
  const manifest = manifestOf({ version: 1, integration: 'x', systems, workflows, exceptions });
  const crm = specOf(erpOf(['a']));
  const { findings } = guard({
    systems: new Map([
      ['crm', { before: crm, after: crm }],
      ['erp', { before: specOf(erpOf(['a', 'b'])), after: specOf(erpOf(['a', 'b', 'c'])) }],
    ]),
    manifest,
    today: '2026-06-15',
  });
  return findings.map(({ operation, part, path }) => ({ operation, part, path }));
}

describe('a change of an error body that several statuses share', () => {
  it.each([
    ['erp POST /customers 409', 'POST /customers', 'response 409'],
    ['erp POST /orders 422', 'POST /orders', 'response 422'],
    ['erp POST /orders 4XX', 'POST /orders', 'response 400'],
  ])('is told at the status of the handler: %s', (on, operation, part) => {
    const handler = { id: 'there', on, action: 'handle', reads: ['code'] };
    expect(partsOf([handler])).toEqual([{ operation, part, path: 'code' }]);
    expect(partsOf([{ id: 'there', on, action: 'handle' }])).toEqual([{ operation, part, path: 'code' }]);
  });
});

describe('a change of a schema that requests and answers share', () => {
  function apiOf(note: Doc): Doc {
    const content = () => ({ 'application/json': { schema: { $ref: '#/components/schemas/Note' } } });
    const get = { responses: { '200': { description: 'One', content: content() } } };
    const post = { requestBody: { content: content() }, responses: {} };
    const paths = { '/notes': { get, post } };
    return { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths, components: { schemas: { Note: note } } };
  }
  const note = (text: Doc): Doc => ({ type: 'object', properties: { text: { type: 'string', ...text } } });
  const reachOf = (before: Doc, after: Doc) =>
    diffOf(apiOf(note(before)), apiOf(note(after))).findings.map(({ level, operations }) => [
      level,
      operations.examples,
    ]);

  it('breaks those whose requests it breaks', () => {
    expect(reachOf({}, { maxLength: 3 })).toEqual([['error', ['POST /notes']]]);
  });

  it('is told of all that it reaches where it breaks none', () => {
    expect(reachOf({}, { deprecated: true })).toEqual([[expect.any(String), ['GET /notes', 'POST /notes']]]);
  });
});

describe('a change of a schema that several members lead to', () => {
  const crmOf = (type: string): Doc => {
    const item = { $ref: '#/components/schemas/Item' };
    const list = { type: 'array', items: item };
    const schema = { type: 'object', properties: { credits: list, items: list, first: item } };
    const response = { description: 'One', content: { 'application/json': { schema } } };
    return {
      openapi: '3.1.0',
      info: { title: 'CRM', version: '1' },
      paths: { '/bill': { get: { responses: { '200': response } } } },
      components: { schemas: { Item: { type: 'object', properties: { n: { type } } } } },
    };
  };
  const schema = { type: 'object', properties: { n: { type: 'integer' } } };
  const post = { requestBody: { content: { 'application/json': { schema } } }, responses: {} };
  const erp = specOf({ openapi: '3.1.0', info: { title: 'ERP', version: '1' }, paths: { '/a': { post } } });

  it.each([
    ['items[0].n', 'items[*].n', { items: [{ n: 0.5 }] }],
    ['first.n', 'first.n', { first: { n: 0.5 } }],
    ['credits[*].n', 'credits[*].n', { credits: [{ n: 0.5 }] }],
  ])('is told where the mapping of %s reads it', (from, path, value) => {
    const flow = { id: 'f', from: 'crm GET /bill', to: 'erp POST /a', fields: [{ from, to: 'n' }] };
    const systems = { crm: { spec: 'crm.json' }, erp: { spec: 'erp.json' } };
    const { findings } = guard({
      systems: new Map([
        ['crm', { before: specOf(crmOf('integer')), after: specOf(crmOf('number')) }],
        ['erp', { before: erp, after: erp }],
      ]),
      manifest: manifestOf({ version: 1, integration: 'x', systems, entities: { e: { flows: [flow] } } }),
    });
    expect(findings).toMatchObject([{ path, proof: { kind: 'witness', value } }]);
  });
});

describe('a path that is gone with all its operations', () => {
  const body = { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: {} };
  const pathsOf = (paths: Doc): Doc => ({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths });
  const before = pathsOf({
    '/a': { get: { responses: {} }, put: body, patch: body },
    '/b': { get: { responses: {} } },
  });
  const after = pathsOf({ '/b': { get: { responses: {} } } });

  it.each([
    [['PUT'], ['PUT /a', 'GET /a', 'PATCH /a']],
    [
      ['PATCH', 'PUT'],
      ['PUT /a', 'PATCH /a', 'GET /a'],
    ],
  ])('is told at those that the manifest names: %s', (methods, examples) => {
    const manifest = manifestOf({
      version: 1,
      integration: 'x',
      systems: { erp: { spec: 'erp.json' } },
      workflows: { all: { invokes: methods.map((method) => `erp ${method} /a`) } },
    });
    const systems = new Map([['erp', { before: specOf(before), after: specOf(after) }]]);
    const [finding] = guard({ systems, manifest, today: '2026-06-15' }).findings;
    expect(finding?.operations).toEqual({ count: 3, examples });
    expect(finding?.operation).toBe(examples[0]);
  });
});

describe('a header of a part of a form', () => {
  it('is told with the field whose part has it', () => {
    const formOf = (required: boolean) => {
      const part = () => ({ headers: { 'X-Sum': { required, schema: { type: 'string' } } } });
      const schema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
      const content = { 'multipart/form-data': { schema, encoding: { a: part(), b: part() } } };
      const post = { requestBody: { content }, responses: {} };
      return { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/a': { post } } };
    };
    const told = diffOf(formOf(false), formOf(true)).findings.map(({ rule, part }) => `${rule} ${part}`);
    expect(told.sort()).toEqual([
      'header-required request body field a header X-Sum',
      'header-required request body field b header X-Sum',
    ]);
  });
});
