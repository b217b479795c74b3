/** What a stranger may list by the thousand, all of it changed: an answer in seconds, or a refusal by the cap on changes. */
import { describe, expect, it } from 'vitest';
import { covers } from '../../src/diff/address.ts';
import { guard } from '../../src/guard.ts';
import { defaultLimits } from '../../src/spec/load-policy.ts';
import { diffOf, specOf } from '../support/spec.ts';

const range = (size: number): readonly number[] => Array.from({ length: size }, (_, index) => index);
const text = { type: 'string' };
const ok = { 200: { description: 'ok', content: { 'application/json': { schema: text } } } };

function documentOf(operation: object, rest: object = {}): unknown {
  const post = { post: { responses: ok, ...operation } };
  // Parsed, as descriptions are: no part of it is shared.
  return JSON.parse(
    JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: { '/x': post }, ...rest }),
  );
}

function bodyOf(schema: object): unknown {
  return documentOf({ requestBody: { content: { 'application/json': { schema } } } });
}

describe('thousands, all changed', { timeout: 60_000 }, () => {
  it.each<[string, string, number, (name: string) => unknown]>([
    [
      'media types',
      'media-type-removed',
      3_000,
      (name) =>
        documentOf({
          requestBody: {
            content: Object.fromEntries(range(3_000).map((index) => [`a/${name}${index}`, { schema: text }])),
          },
        }),
    ],
    [
      'servers',
      'server-removed',
      3_000,
      (name) => documentOf({}, { servers: range(3_000).map((index) => ({ url: `https://${name}${index}.example` })) }),
    ],
    [
      'security alternatives',
      'security-scope-added',
      2_000,
      (name) => {
        const scopes = Object.fromEntries(range(2_000).map((index) => [`${name}${index}`, '']));
        const flows = { clientCredentials: { tokenUrl: 'https://a.example/t', scopes } };
        return documentOf(
          { security: range(2_000).map((index) => ({ token: [`${name}${index}`] })) },
          { components: { securitySchemes: { token: { type: 'oauth2', flows } } } },
        );
      },
    ],
    ['values', 'enum-value-removed', 4_000, (name) => bodyOf({ enum: range(4_000).map((index) => `${name}${index}`) })],
  ])('%s', (_, rule, count, of) => {
    const { findings } = diffOf(of('a'), of('b'));
    expect(findings.filter((one) => one.rule === rule)).toHaveLength(count);
  });

  it.each<[string, (length: number) => object]>([
    ['conditions', (length) => ({ not: { maxLength: length } })],
    ['members of one name', (length) => ({ properties: { name: { maxLength: length } } })],
    ['items', (length) => ({ items: { maxLength: length } })],
    ['names by one pattern', (length) => ({ patternProperties: { '^x': { maxLength: length } } })],
  ])('%s, each in a conjunct of its own', (_, conjunct) => {
    const of = (more: number) => bodyOf({ allOf: range(30_000).map((index) => conjunct(index + more)) });
    expect(diffOf(of(1), of(2)).findings).toHaveLength(1);
  });

  it('kinds of one base schema', () => {
    const of = (maximum: number) => {
      const base = { type: 'object', discriminator: { propertyName: 'kind' }, properties: { kind: text } };
      const kind = (index: number) => ({
        allOf: [
          { $ref: '#/components/schemas/Base' },
          { properties: { a: { maximum: index % 10 === 0 ? maximum : 9 } } },
        ],
      });
      const kinds = Object.fromEntries(range(8_000).map((index) => [`K${index}`, kind(index)]));
      const content = { 'application/json': { schema: { $ref: '#/components/schemas/Base' } } };
      return documentOf({ requestBody: { content } }, { components: { schemas: { Base: base, ...kinds } } });
    };
    expect(diffOf(of(9), of(5)).findings).toHaveLength(800);
  });

  it('operations, and security alternatives that the document asks of all of them', () => {
    const of = (first: string) => {
      const names = range(1_200).map((index) => (index === 0 ? first : `k${index}`));
      const securitySchemes = Object.fromEntries(names.map((name) => [name, { type: 'apiKey', in: 'header', name }]));
      const paths = Object.fromEntries(range(1_200).map((index) => [`/x${index}`, { post: { responses: ok } }]));
      const security = names.map((name) => ({ [name]: [] }));
      return documentOf({}, { paths, security, components: { securitySchemes } });
    };
    const { findings } = diffOf(of('old'), of('new'));
    expect(findings).toHaveLength(2);
    expect(Object.fromEntries(findings.map((one) => [one.rule, one.operations.count]))).toEqual({
      'security-requirement-added': 1_200,
      'security-requirement-removed': 1_200,
    });
  });

  it('alternatives, of which the others take what one refuses: no value is shown that nobody refuses', () => {
    const of = (least: number) => {
      const alternatives = range(2_000).map((index) => ({ $ref: `#/components/schemas/S${index}` }));
      const limited = (maximum: number) => ({ type: 'object', properties: { a: { type: 'integer', maximum } } });
      const schemas = Object.fromEntries(range(2_000).map((index) => [`S${index}`, limited(index === 0 ? least : 10)]));
      const requestBody = { content: { 'application/json': { schema: { anyOf: alternatives } } } };
      return documentOf({ requestBody }, { components: { schemas } });
    };
    const { findings } = diffOf(of(10), of(5));
    expect(findings.map(({ rule, proof }) => [rule, proof.kind])).toEqual([['maximum-changed', 'none']]);
  });

  it('brackets that a pattern opens', () => {
    const pattern = `^${'(?:'.repeat(31)}a`;
    const of = (schema: object) =>
      documentOf({ parameters: [{ name: 'q', in: 'query', style: 'form', explode: false, schema }] });
    const one = { type: 'string', pattern };
    expect(diffOf(of(one), of({ type: 'array', items: one })).findings).not.toHaveLength(0);
  });

  it('alternatives that are no objects', () => {
    const of = (more: number) => {
      const names = range(12_000).map((index) => `T${index}`);
      const schemas = Object.fromEntries(
        names.map((name, index) => [name, { type: 'string', maxLength: 1 + index + (index % 2) * more }]),
      );
      const anyOf = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
      return documentOf(
        { requestBody: { content: { 'application/json': { schema: { properties: { a: { anyOf } } } } } } },
        { components: { schemas } },
      );
    };
    expect(diffOf(of(0), of(1)).findings).toHaveLength(6_000);
  });

  it('members: more changes than anybody reads are refused by name', () => {
    const members = (type: string) =>
      bodyOf({ type: 'object', properties: Object.fromEntries(range(31_000).map((index) => [`p${index}`, { type }])) });
    expect(() => diffOf(members('string'), members('integer'))).toThrow(/limit "changes"/);
  });
});

describe('references that go in circles', () => {
  const circle = (size: number) =>
    documentOf(
      { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } } } },
      {
        components: {
          schemas: Object.fromEntries(
            range(size).map((index) => [
              `S${index}`,
              { properties: { next: { $ref: `#/components/schemas/S${(index + 1) % size}` } } },
            ]),
          ),
        },
      },
    );

  it('pair each part with each, and are refused by name where these are too many', () => {
    expect(diffOf(circle(20), circle(21)).findings).toEqual([]);
    const systems = new Map([['api', { before: specOf(circle(20)), after: specOf(circle(21)) }]]);
    expect(() => guard({ systems, limits: { ...defaultLimits, pairs: 400 } })).toThrow(
      /more than 400 pairs of parts to compare \(limit "pairs"\)/,
    );
  });
});

describe('a template of a server', () => {
  it.each([
    ['/a/{}/c', '/a/b/c', true],
    ['/a/{}/c', '/a//c', false],
    ['/a/{}', '/a/b/c', true],
    ['{}', '/', true],
    ['{}{}', '/', false],
    ['/{}a{}a', '/xaxaa', true],
    ['/{}a', '/a', false],
  ])('%s over %s: %s', (template, address, answer) => {
    expect(covers(template, address)).toBe(answer);
  });

  it('of thousands of variables is matched in one pass', () => {
    expect(covers(`${'{}a'.repeat(2_000)}{}b`, 'a'.repeat(100_000))).toBe(false);
  });
});
