/** A proof shows its own finding: whatever else the payload holds, both versions take, where there is such a value. */
import { describe, expect, it } from 'vitest';
import { isolate } from '../../src/containment/isolate.ts';
import { guard } from '../../src/guard.ts';
import type { Finding } from '../../src/report/report.ts';
import { type Doc, diffOf, pathsOf, specOf } from '../support/spec.ts';
import { manifestOf } from './cases.ts';

const TEXT = { type: 'string' };

function apiOf(direction: string, schema: Doc): Doc {
  const content = { 'application/json': { schema } };
  const operation =
    direction === 'request'
      ? { requestBody: { required: true, content }, responses: {} }
      : { responses: { '200': { description: 'x', content } } };
  return { openapi: '3.1.0', info: { title: 'x', version: '1' }, ...pathsOf(operation) };
}

/** Method and path of the only operation. */
function operationOf({ paths }: Doc): readonly [string, string] {
  const [path, item] = Object.entries(paths as Doc)[0] ?? ['', {}];
  return [(Object.keys(item as Doc)[0] ?? '').toUpperCase(), path];
}

function objectOf(properties: Doc, required: readonly string[] = Object.keys(properties), more: Doc = {}): Doc {
  return { type: 'object', required, properties, ...more };
}

const ONE = objectOf({ kind: { const: 'a' }, v: TEXT, w: TEXT }, ['kind', 'v']);
const OTHER = objectOf({ kind: { const: 'b' }, v: TEXT });
const SHORT = { type: 'string', maxLength: 1 };

const DATE = { type: 'string', format: 'date' };
const SOME_DATE: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);

describe('the payload of each finding, with several changes at once', () => {
  it.each<readonly [string, string, Doc, Doc, Doc]>([
    [
      'new required members, of which the old version knows none',
      'request',
      objectOf({}),
      objectOf({ x: TEXT, y: { type: 'integer' } }),
      { x: { y: 0 }, y: { x: '' } },
    ],
    [
      'new required members, where the old version takes no others',
      'request',
      objectOf({ a: TEXT }, [], { additionalProperties: false }),
      objectOf({ a: TEXT, x: TEXT }, ['a', 'x'], { additionalProperties: false }),
      { a: {}, x: { a: '' } },
    ],
    [
      'members at several depths',
      'request',
      objectOf({ c: objectOf({ n: TEXT, k: { enum: ['a', 'b'] } }, ['n']), d: TEXT }, ['c']),
      objectOf({ c: objectOf({ n: { type: 'string', minLength: 2 }, k: { enum: ['a', 'b'] } }), d: TEXT }),
      { 'c.k': { c: { n: 'aa' }, d: '' }, 'c.n': { c: { n: '', k: 'a' }, d: '' }, d: { c: { n: 'aa', k: 'a' } } },
    ],
    [
      'listed values',
      'response',
      objectOf({ s: { enum: ['a', 'b'] }, t: { enum: ['q'] } }),
      objectOf({ s: { enum: ['p', 'a', 'b'] }, t: { enum: ['p', 'q'] } }),
      { s: { s: 'p', t: 'q' }, t: { s: 'a', t: 'p' } },
    ],
    [
      'values of a map',
      'request',
      { type: 'object', additionalProperties: objectOf({ a: TEXT, b: TEXT }, []) },
      { type: 'object', additionalProperties: objectOf({ a: TEXT, b: SHORT }, ['a']) },
      { '*.a': { key: {} }, '*.b': { key: { a: '', b: 'aa' } } },
    ],
    [
      'alternatives: each in its own',
      'request',
      { oneOf: [ONE, OTHER] },
      {
        oneOf: [objectOf({ kind: { const: 'a' }, v: TEXT, w: TEXT }), objectOf({ kind: { const: 'b' }, v: SHORT })],
      },
      { v: { kind: 'b', v: 'aa' }, w: { kind: 'a', v: '' } },
    ],
    [
      'the same in two alternatives',
      'request',
      objectOf({ p: { oneOf: [objectOf({ kind: { const: 'a' }, v: TEXT }), OTHER] } }),
      objectOf({
        p: {
          oneOf: [
            objectOf({ kind: { const: 'a' }, v: SHORT }),
            objectOf({ kind: { const: 'b' }, v: { maxLength: 2, type: 'string' } }),
          ],
        },
      }),
      { 'p.v': { p: { kind: 'a', v: 'aa' } }, 'p.v 2': { p: { kind: 'b', v: 'aaa' } } },
    ],
    [
      'members that go, below: each payload has what the new version does not know of the others',
      'response',
      objectOf({ p: objectOf({ a: TEXT, b: TEXT, c: TEXT }) }),
      objectOf({ p: objectOf({ a: TEXT }) }),
      { 'p.b': { p: { a: '', c: '' } }, 'p.c': { p: { a: '', b: '' } } },
    ],
    [
      'a format beside what is refused whatever formats mean',
      'request',
      objectOf({ n: { type: 'integer', format: 'int64' }, k: { enum: ['a', 'b'] } }, ['k']),
      objectOf({ n: { type: 'integer', format: 'int32' }, k: { enum: ['b'] } }, ['k']),
      { n: { n: 2_147_483_648, k: 'b' }, k: { k: 'a' } },
    ],
    [
      'a format beside a member that the old version does not know, and need not have',
      'request',
      objectOf({ n: { type: 'integer', format: 'int64' } }, []),
      objectOf({ n: { type: 'integer', format: 'int32' }, text: TEXT }, []),
      { n: { n: 2_147_483_648 } },
    ],
    [
      'new required members, where a format leaves few texts for what is beside them',
      'request',
      objectOf({ c: objectOf({ s: DATE, n: TEXT }, []) }),
      objectOf({ c: objectOf({ s: DATE, n: TEXT }) }),
      { 'c.n': { c: { s: SOME_DATE } }, 'c.s': { c: { n: '' } } },
    ],
  ])('%s', (_name, direction, before, after, payloads) => {
    const { findings } = diffOf(apiOf(direction, before), apiOf(direction, after));
    const errors = findings.filter(({ level }) => level === 'error');
    const shown = errors.map(({ path, proof: { kind, value } }) => [path, { kind, value }]);
    const wanted = Object.entries(payloads).map(([path, value]) => [path.split(' ')[0], { kind: 'witness', value }]);
    expect(shown).toHaveLength(wanted.length);
    expect(shown).toEqual(expect.arrayContaining(wanted));
    for (const { rule, proof } of errors)
      expect(proof.reason).toBe(rule === 'format-changed' ? 'it rests on `format`' : undefined);
  });
});

it('a payload has first what leads to the finding', () => {
  const version = (maxLength: number) => {
    const listed = objectOf({ b: TEXT, k: { type: 'string', maxLength } }, ['b']);
    return apiOf('request', objectOf({ a: TEXT, list: { type: 'array', items: listed } }, ['a']));
  };
  const { findings } = diffOf(version(2), version(1));
  expect(findings.map(({ proof }) => JSON.stringify(proof.value))).toEqual(['{"list":[{"k":"aa","b":""}],"a":""}']);
});

/** Of one flow, whose systems have each one version before and one after. */
function findingsOf(systems: Record<'crm' | 'erp', readonly [Doc, Doc]>, fields: readonly Doc[]): readonly Finding[] {
  const [method, path] = operationOf(apiOf('request', {}));
  const manifest = manifestOf({
    version: 1,
    integration: 'x',
    systems: { crm: { spec: 'crm.json' }, erp: { spec: 'erp.json' } },
    entities: { e: { flows: [{ id: 'f', from: `crm ${method} ${path}`, to: `erp ${method} ${path}`, fields }] } },
  });
  const versions = Object.entries(systems).map(([system, [before, after]]) => {
    const read = (doc: Doc) => specOf(doc, {}, `${system}.json`);
    return [system, { before: read(before), after: read(after) }] as const;
  });
  return guard({ systems: new Map(versions), manifest, today: '2026-06-15' }).findings;
}

describe('the payload of a constant', () => {
  it.each<readonly [Doc, unknown]>([
    [{ type: 'string', enum: ['USD'] }, 'EUR'],
    [{ type: 'string', minLength: 5 }, 'EUR'],
    [{ type: 'string', enum: ['a', 'b'], maxLength: 1 }, 'EUR'],
  ])('is what is sent: %j', (narrowed, value) => {
    const erp = (c: Doc) => apiOf('request', objectOf({ n: TEXT, c }));
    const crm = apiOf('response', objectOf({ n: TEXT }));
    const findings = findingsOf({ crm: [crm, crm], erp: [erp({ ...TEXT }), erp(narrowed)] }, [
      { from: 'n', to: 'n' },
      { to: 'c', value },
    ]);
    const shown = findings.filter(({ level }) => level === 'error').map(({ proof }) => proof);
    expect(shown).not.toEqual([]);
    for (const proof of shown) expect(proof).toEqual({ kind: 'witness', value: { n: '', c: value } });
  });
});

describe('isolate', () => {
  it('takes over what is harmless, within lists and members, and leaves the rest', () => {
    const harmless = { list: [{ a: 1, b: 1 }], more: 1 };
    const isWitness = (value: unknown) => JSON.stringify(value).includes('"a":0');
    expect(isolate({ list: [{ a: 0, b: 0 }], own: 0 }, harmless, isWitness)).toEqual({
      list: [{ a: 0, b: 1 }],
      own: 0,
      more: 1,
    });
  });

  it('has nothing to take over from another kind of value, and asks a bounded number of times', () => {
    expect(isolate({ a: 0 }, [1], () => true)).toEqual({ a: 0 });
    let asked = 0;
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}`, index]));
    isolate({}, wide, () => ++asked === 0);
    expect(asked).toBeLessThan(1000);
  });
});

it('shows the value of a warning at a mapping, and not beside one', () => {
  const crm = (n: Doc, m: Doc) => apiOf('response', objectOf({ n, m }));
  const erp = apiOf('request', objectOf({ n: TEXT }, []));
  const nullable = () => ({ type: ['string', 'null'] });
  const findings = findingsOf({ crm: [crm(TEXT, { ...TEXT }), crm(nullable(), nullable())], erp: [erp, erp] }, [
    { from: 'n', to: 'n' },
  ]);
  expect(findings.map(({ level, touch, proof: { kind, value } }) => ({ level, touch, kind, value }))).toEqual([
    { level: 'warning', touch: 'mapped', kind: 'witness', value: { n: null, m: '' } },
    { level: 'warning', touch: 'adjacent', kind: 'containment', value: undefined },
  ]);
});
