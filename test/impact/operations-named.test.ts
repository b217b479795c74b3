/** How many operations a finding is felt at, and which. */
import { expect, it } from 'vitest';
import { completeDocument, guardSpecs, specOf } from '../support/spec.ts';

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
