import { describe, expect, it } from 'vitest';
import { anonymous, sameUrl } from '../../src/diff/address.ts';
import { align } from '../../src/diff/align.ts';
import {
  branchIdentity,
  headerIdentity,
  mediaTypeIdentity,
  operationIdentity,
  parameterIdentity,
} from '../../src/diff/identity.ts';
import type { ParameterSide } from '../../src/diff/pair.ts';
import type { Branch } from '../../src/diff/shape.ts';
import type { Header, MediaType, Operation, Parameter } from '../../src/spec/api.ts';
import { serializationOf } from '../../src/spec/serialization.ts';
import { serversOf } from '../../src/spec/servers.ts';
import type { At } from '../../src/spec/spec-version.ts';
import { shapeOf } from '../support/shape.ts';
import { fileOf } from '../support/spec.ts';

const place = (value: unknown): At => ({ value, file: fileOf('a.json', {}), parent: undefined, token: '' });

describe('align', () => {
  const byName = (one: { name: string }) => one.name;
  const byFirst = (one: { name: string }) => one.name[0];

  it('pairs by the first key that knows both, and keeps the order of the new side', () => {
    const [apple, berry, cherry] = ['apple', 'berry', 'cherry'].map((name) => ({ name }));
    const [cherry2, avocado, fig] = ['cherry', 'avocado', 'fig'].map((name) => ({ name }));
    const before = [apple, berry, cherry].filter((one) => one !== undefined);
    const after = [cherry2, avocado, fig].filter((one) => one !== undefined);
    expect(align(before, after, [byName, byFirst])).toEqual({
      kept: [
        [cherry, cherry2],
        [apple, avocado],
      ],
      removed: [berry],
      added: [fig],
    });
  });

  it('pairs things that share a key in their order, and leaves the rest', () => {
    const before = [
      { name: 'a', n: 1 },
      { name: 'a', n: 2 },
    ];
    const after = [{ name: 'a', n: 3 }];
    const { kept, removed, added } = align(before, after, [byName]);
    expect(kept).toEqual([[before[0], after[0]]]);
    expect(removed).toEqual([before[1]]);
    expect(added).toEqual([]);
  });

  it.each([
    ['one on each side', ['a1'], ['a2'], [['a1', 'a2']]],
    ['two on the old side', ['a1', 'a2'], ['a3', 'b1'], []],
    ['two on the new side', ['a1', 'b1'], ['a2', 'a3', 'b2'], [['b1', 'b2']]],
  ])('takes a key that counts alone: %s', (_, before, after, kept) => {
    expect(align(before, after, [{ alone: (name) => name[0] }]).kept).toEqual(kept);
  });

  it('does not pair what no key speaks of', () => {
    expect(align([{ name: 'a' }], [{ name: 'a' }], [() => undefined]).kept).toEqual([]);
  });
});

const at = (url: string) => serversOf(place([{ url }]), place({}));

const operation = (over: Partial<Operation>): Operation => ({
  kind: 'operation',
  at: place({}),
  pathItem: place({}),
  pathItems: [place({})],
  path: '/things',
  method: 'GET',
  servers: at(''),
  parts: () => ({ parameters: [], responses: [], callbacks: [], security: { at: place([]), alternatives: [] } }),
  ...over,
});

function pairedOperations(before: Partial<Operation>, after: Partial<Operation>): boolean {
  return align([operation(before)], [operation(after)], operationIdentity).kept.length === 1;
}

describe('identity', () => {
  it('knows a path by its URL, whatever its parameters are called', () => {
    expect(anonymous('/a/{id}/b/{x}')).toBe('/a/{}/b/{}');
    expect(pairedOperations({ path: '/a/{id}' }, { path: '/a/{key}' })).toBe(true);
    expect(pairedOperations({ path: '/a/{id}' }, { path: '/a/b' })).toBe(false);
  });

  it('knows a prefix that moved between server and path', () => {
    expect(pairedOperations({ servers: at('/v2'), path: '/a' }, { servers: at(''), path: '/v2/a' })).toBe(true);
    expect(sameUrl(operation({ servers: at('/v2'), path: '/a' }), operation({ path: '/v2/a' }))).toBe(true);
    expect(sameUrl(operation({ path: '/a' }), operation({ path: '/b' }))).toBe(false);
  });

  it('knows a moved operation by its operationId, of the same method only', () => {
    expect(pairedOperations({ path: '/a', operationId: 'x' }, { path: '/b', operationId: 'x' })).toBe(true);
    expect(pairedOperations({ path: '/a', operationId: 'x' }, { path: '/b', operationId: 'x', method: 'PUT' })).toBe(
      false,
    );
  });

  it('prefers the exact path to one that differs in names', () => {
    const before = [operation({ path: '/a/{x}' }), operation({ path: '/a/{y}' })];
    const after = [operation({ path: '/a/{y}' }), operation({ path: '/a/{x}' })];
    expect(align(before, after, operationIdentity).kept.map(([old]) => old.path)).toEqual(['/a/{y}', '/a/{x}']);
  });

  const parameter = (name: string, where: Parameter['in']): ParameterSide => ({
    at: place({}),
    name,
    in: where,
    required: false,
    content: [],
    serialization: serializationOf({}, where, '3.1'),
    shape: shapeOf({}),
  });
  const pairedParameters = (before: ParameterSide, after: ParameterSide, paths: [string, string] = ['/a', '/a']) =>
    align(
      [before],
      [after],
      parameterIdentity((one) => (one === before ? paths[0] : paths[1])),
    ).kept.length === 1;

  it('knows a header parameter in any letters, the others by their exact name', () => {
    expect(pairedParameters(parameter('X-A', 'header'), parameter('x-a', 'header'))).toBe(true);
    const before = [parameter('q', 'query'), parameter('Q', 'query')];
    const after = [parameter('Q', 'query'), parameter('q', 'query')];
    expect(
      align(
        before,
        after,
        parameterIdentity(() => '/a'),
      ).kept.map(([old, now]) => [old.name, now.name]),
    ).toEqual([
      ['Q', 'Q'],
      ['q', 'q'],
    ]);
  });

  it('knows a path parameter by its position from the end', () => {
    expect(pairedParameters(parameter('id', 'path'), parameter('key', 'path'), ['/a/{id}', '/v2/{t}/a/{key}'])).toBe(
      true,
    );
    expect(pairedParameters(parameter('id', 'path'), parameter('id', 'path'), ['/a', '/a'])).toBe(true);
  });

  it('knows response headers in any letters', () => {
    const header = (name: string): Header => ({
      at: place({}),
      name,
      required: false,
      content: [],
      serialization: serializationOf({}, 'header', '3.1'),
    });
    expect(align([header('ETag')], [header('etag')], headerIdentity).kept).toHaveLength(1);
  });

  it.each([
    ['application/json', 'Application/JSON; charset=utf-8', true],
    ['text/plain; format=flowed; delsp=yes', 'text/plain;delsp=yes;format=flowed', true],
    ['application/json', 'application/vnd.a+json', false],
    ['application/json; v=1', 'application/json; v=2', false],
  ])('media types %s and %s: %s', (before, after, same) => {
    const mediaType = (name: string): MediaType => ({ at: place({}), name });
    expect(align([mediaType(before)], [mediaType(after)], mediaTypeIdentity).kept.length === 1).toBe(same);
  });

  const branch = (content: unknown, rest: Partial<Branch> = {}): Branch => ({
    at: place(content),
    content: place(content),
    members: () => shapeOf({ oneOf: [content, { properties: { other: {} } }] }).unions[0]?.branches[0]?.members() ?? [],
    ...rest,
  });
  const pairedBranches = (before: Branch, after: Branch) => align([before], [after], branchIdentity).kept.length === 1;

  it('knows a branch by its reference, in whatever file', () => {
    expect(
      pairedBranches(
        branch({ a: 1 }, { ref: '#/components/schemas/Card' }),
        branch({ a: 2 }, { ref: 'other.yaml#/Card' }),
      ),
    ).toBe(true);
    expect(pairedBranches(branch({ a: 1 }, { ref: '#/Card' }), branch({ a: 2 }, { ref: '#/Cash' }))).toBe(false);
  });

  it('knows a renamed branch by its discriminator value, its text, or its members', () => {
    expect(
      pairedBranches(
        branch({ a: 1 }, { ref: '#/Card', tag: 'card' }),
        branch({ a: 2 }, { ref: '#/CardV2', tag: 'card' }),
      ),
    ).toBe(true);
    expect(pairedBranches(branch({ a: 1, b: 2 }, { ref: '#/Card' }), branch({ b: 2, a: 1 }))).toBe(true);
    const [old, now] = [{ properties: { n: { maxLength: 1 }, m: {} } }, { properties: { m: {}, n: {} } }];
    expect(pairedBranches(branch(old, { ref: '#/Card' }), branch(now, { ref: '#/CardV2' }))).toBe(true);
  });

  it('knows alternatives with the same members by what else they say', () => {
    const kind = (limit: number, note: string) =>
      branch({ properties: { kind: { enum: ['a'] }, n: { maxLength: limit, description: note } } });
    const [one, two, second, first] = [kind(1, ''), kind(2, ''), kind(2, 'Two'), kind(1, 'One')];
    expect(align([one, two], [second, first], branchIdentity).kept).toEqual([
      [two, second],
      [one, first],
    ]);
  });

  it('knows branches in place by their position as a last resort', () => {
    expect(pairedBranches(branch({ type: 'string' }), branch({ type: 'integer' }))).toBe(true);
    expect(pairedBranches(branch({ type: 'string' }, { ref: '#/A' }), branch({ type: 'integer' }))).toBe(false);
  });
});
