import { describe, expect, it } from 'vitest';
import { guard } from '../../src/guard.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { patched, patchesOf } from '../../src/report/patch.ts';
import { type Doc, specOf } from '../support/spec.ts';

const answer = {
  description: 'A',
  content: { 'application/json': { schema: { type: 'object', properties: { f: { type: 'string' } } } } },
};
const described = (paths: Doc, webhooks: Doc = {}): Doc => ({
  openapi: '3.1.0',
  info: { title: 'A', version: '1' },
  paths,
  webhooks,
});
const read = (operationId: string): Doc => ({ get: { operationId, responses: { '200': answer, '404': answer } } });
const told = { post: { operationId: 'won', requestBody: answer, responses: { '200': { description: 'OK' } } } };

const erp = described({ '/b': { post: { requestBody: answer, responses: { '201': { description: 'B' } } } } });
const crm = {
  before: described({ '/v1/a/{id}': read('a'), '/v1/a': read('all') }, { won: told }),
  after: described({ '/v2/a/{id}': read('a'), '/v1/a': read('all') }, { dealWon: told }),
};

const head = `version: 1
integration: x
systems: { crm: { spec: crm.json }, erp: { spec: erp.json } }
`;
const flow = (from: string) =>
  `entities: { e: { flows: [{ id: a, from: ${from}, to: erp POST /b, fields: [{ from: f, to: f }] }] } }\n`;

/** The manifest as the findings propose it, and what they say to do. */
function followed(rest: string) {
  const text = head + rest;
  const parsed = parseManifest(text, 'guard.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const systems = new Map([
    ['crm', { before: specOf(crm.before, {}, 'crm.json'), after: specOf(crm.after, {}, 'crm.json') }],
    ['erp', { before: specOf(erp, {}, 'erp.json'), after: specOf(erp, {}, 'erp.json') }],
  ]);
  const { findings } = guard({ systems, manifest: parsed.manifest });
  const result = patched(text, patchesOf(findings), (one) => parseManifest(one, 'guard.yaml').ok);
  return {
    text: result.text.slice(head.length),
    advice: findings.flatMap(({ suggestion }) => suggestion?.text ?? []),
  };
}

describe('what moved is called by its new name', () => {
  it.each([
    [flow('"crm GET /v1/a/{id}"'), flow('"crm GET /v2/a/{id}"')],
    [flow('"crm get  /v1/a/{key} 200"'), flow('"crm GET /v2/a/{id} 200"')],
    ['workflows: { w: { trigger: crm webhook won } }\n', 'workflows: { w: { trigger: crm webhook dealWon } }\n'],
    [
      `${flow('"crm GET /v1/a/{id}"')}exceptions: [{ id: n, on: 'crm GET /v1/a/{id} 404', action: log }]\n`,
      `${flow('"crm GET /v2/a/{id}"')}exceptions: [{ id: n, on: 'crm GET /v2/a/{id} 404', action: log }]\n`,
    ],
  ])('%s', (before, after) => {
    expect(followed(before).text).toBe(after);
  });

  it('says which, and not what else would do without the operation', () => {
    const all = `${flow('"crm GET /v1/a/{id}"')}exceptions: [{ id: n, on: crm * 404, action: log }]\n`;
    expect(followed(all).advice).toEqual(['Call it `GET /v2/a/{id}` in the manifest.']);
  });

  it('leaves alone what is known by its operationId, and what is another path', () => {
    expect(followed(flow('crm a')).advice).toEqual([]);
    expect(followed(flow('crm GET /v1/a')).text).toBe(flow('crm GET /v1/a'));
  });
});
