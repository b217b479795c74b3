/** How many operations a finding is felt at, and which. */
import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { completeDocument, type Doc, diffOf, guardSpecs, specOf } from '../support/spec.ts';
import { manifestOf } from './cases.ts';

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const NONE = { responses: { 204: { description: 'ok' } } };

function foundIn(paths: object, without: object) {
  const spec = (own: object) => specOf(completeDocument({ paths: own }, '3.1'));
  return guardSpecs(spec(paths), spec(without)).findings;
}

it('counts all operations of a path that is gone', () => {
  const [finding] = foundIn({ '/a': { get: NONE, post: NONE }, '/b': { get: NONE } }, { '/b': { get: NONE } });
  expect(finding?.rule).toBe('path-removed');
  expect(finding?.operations).toEqual({ count: 2, examples: ['GET /a', 'POST /a'] });
});

describe('a change that not all messages feel, for another alternative takes the value all the same', () => {
  const answer = (schema: object) => ({
    responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
  });
  const item = { $ref: '#/components/schemas/Item' };
  const version = (states: readonly string[]): Doc =>
    structuredClone(
      completeDocument(
        {
          paths: {
            '/events': {
              get: answer({ type: 'object', required: ['of'], properties: { id: {}, of: { anyOf: [item, {}] } } }),
            },
            '/items': { get: answer({ type: 'array', items: item }) },
            '/items/{id}': { get: { ...answer(item), parameters: [ID] } },
          },
          components: {
            schemas: { Item: { type: 'object', required: ['state'], properties: { state: { enum: states } } } },
          },
        },
        '3.1',
      ),
    );

  it('is told of an operation whose message it breaks', () => {
    const { findings } = diffOf(version(['a']), version(['a', 'b']));
    expect(findings).toMatchObject([
      { rule: 'enum-value-added', level: 'error', operation: 'GET /items', path: '[*].state' },
    ]);
    expect(findings[0]?.proof).toEqual({ kind: 'witness', value: [{ state: 'b' }] });
  });

  it('is told of the operation that a flow reads, beside which it is', () => {
    const manifest = manifestOf({
      version: 1,
      integration: 'x',
      systems: { crm: { spec: 'crm.json' }, erp: { spec: 'erp.json' } },
      entities: {
        e: { flows: [{ id: 'f', from: 'crm GET /events', to: 'erp POST /a', fields: [{ from: 'id', to: 'id' }] }] },
      },
    });
    const body = { content: { 'application/json': { schema: { type: 'object', properties: { id: {} } } } } };
    const erp = specOf(
      completeDocument({ paths: { '/a': { post: { requestBody: body, ...NONE } } } }, '3.1'),
      {},
      'erp.json',
    );
    const crm = (states: readonly string[]) => specOf(version(states), {}, 'crm.json');
    const systems = new Map([
      ['crm', { before: crm(['a']), after: crm(['a', 'b']) }],
      ['erp', { before: erp, after: erp }],
    ]);
    const { findings } = guard({ systems, manifest, today: '2026-06-15' });
    expect(findings).toMatchObject([{ rule: 'enum-value-added', touch: 'adjacent', operation: 'GET /events' }]);
  });
});
