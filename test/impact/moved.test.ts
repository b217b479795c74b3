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
function followed(rest: string, { before, after } = crm) {
  const text = head + rest;
  const parsed = parseManifest(text, 'guard.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const systems = new Map([
    ['crm', { before: specOf(before, {}, 'crm.json'), after: specOf(after, {}, 'crm.json') }],
    ['erp', { before: specOf(erp, {}, 'erp.json'), after: specOf(erp, {}, 'erp.json') }],
  ]);
  const { findings } = guard({ systems, manifest: parsed.manifest });
  const result = patched(text, patchesOf(findings), (one) => parseManifest(one, 'guard.yaml').ok);
  return {
    text: result.text.slice(head.length),
    advice: findings.flatMap(({ suggestion }) => suggestion?.text ?? []),
    told: findings.flatMap(({ level, rule, mappings }) => mappings.map(({ flow }) => `${level} ${rule} ${flow}`)),
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

/** Calls go on; but the next comparison starts from the new version, and a manifest that names what it does not have is refused. */
describe('a name that an operation no longer has', () => {
  const served = (url: string, paths: Doc): Doc => ({ ...described(paths), servers: [{ url }] });
  const subscribed = (name: string): Doc => {
    const callbacks = {
      [name]: {
        '{$request.body#/url}': { post: { requestBody: answer, responses: { '200': { description: 'OK' } } } },
      },
    };
    return described({ '/s': { post: { responses: { '201': { description: 'S' } }, callbacks } } });
  };
  const idChanged = { before: described({ '/a': read('getA') }), after: described({ '/a': read('fetchA') }) };
  const { operationId: _, ...unnamed } = read('getA')['get'] as Doc;
  const idDropped = { before: idChanged.before, after: described({ '/a': { get: unnamed } }) };
  const prefixMoved = {
    before: served('https://a.example/v1', { '/a': read('a') }),
    after: served('https://a.example', { '/v1/a': read('a') }),
  };
  const callbackRenamed = { before: subscribed('won'), after: subscribed('dealWon') };

  it.each([
    ['an operationId', idChanged, flow('crm getA'), flow('crm fetchA')],
    ['an operationId with a status', idChanged, flow('"crm getA 200"'), flow('"crm fetchA 200"')],
    ['an operationId that goes', idDropped, flow('crm getA'), flow('crm GET /a')],
    ['a path of which a part was in the server', prefixMoved, flow('crm GET /a'), flow('crm GET /v1/a')],
    ['a callback', callbackRenamed, flow('crm POST /s callback won'), flow('crm POST /s callback dealWon')],
    [
      'in several places',
      idChanged,
      `${flow('crm getA')}exceptions: [{ id: n, on: crm getA 404, action: log }]\n`,
      `${flow('crm fetchA')}exceptions: [{ id: n, on: crm fetchA 404, action: log }]\n`,
    ],
  ])('%s', (_name, versions, before, after) => {
    const found = followed(before, versions);
    expect(found.text).toBe(after);
    expect(found.told).toContain('warning operation-renamed a');
    expect(found.told.filter((one) => one.includes('operation-renamed'))).toHaveLength(1);
    expect(followed(after, versions).told).not.toContain('warning operation-renamed a');
  });

  it('is nothing where both versions have it, and where the operation is gone', () => {
    expect(followed(flow('crm GET /a'), idChanged).told.join()).not.toContain('operation-renamed');
    const gone = { before: idChanged.before, after: described({ '/b': read('b') }) };
    expect(followed(flow('crm getA'), gone).told.join()).not.toContain('operation-renamed');
  });
});
