/** How many operations a finding is felt at, and which. */
import { expect, it } from 'vitest';
import { completeDocument, diffOf, guardSpecs, specOf } from '../support/spec.ts';

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

it('names an operation whose message is broken, not one where another alternative takes the value all the same', () => {
  const answer = (schema: object) => ({
    responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
  });
  const item = { $ref: '#/components/schemas/Item' };
  const version = (states: readonly string[]) => ({
    paths: {
      '/events': { get: answer({ type: 'object', required: ['of'], properties: { of: { anyOf: [item, {}] } } }) },
      '/items': { get: answer({ type: 'array', items: item }) },
      '/items/{id}': { get: { ...answer(item), parameters: [ID] } },
    },
    components: {
      schemas: { Item: { type: 'object', required: ['state'], properties: { state: { enum: states } } } },
    },
  });
  const document = (states: readonly string[]) => completeDocument(version(states), '3.1');
  const { findings } = diffOf(document(['a']), document(['a', 'b']));
  expect(findings).toMatchObject([
    { rule: 'enum-value-added', level: 'error', operation: 'GET /items', path: '[*].state' },
  ]);
  expect(findings[0]?.proof).toEqual({ kind: 'witness', value: [{ state: 'b' }] });
});
