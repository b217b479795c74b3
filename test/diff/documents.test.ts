import { describe, expect, it } from 'vitest';
import { openDocument } from '../../src/spec/document.ts';
import { type At, child } from '../../src/spec/spec-version.ts';
import { completeDocument, type Doc, diffOf, specOf } from '../support/spec.ts';

describe('documents', () => {
  const open = (document: Doc, rest: Doc = {}) => openDocument(specOf({ openapi: '3.1.0', ...document }, rest));
  const at = (document: ReturnType<typeof open>, name: string) => child(document.root, name) as At;

  it('follow chains of references, over files and encoded names', () => {
    const document = open(
      { a: { $ref: '#/b' }, b: { $ref: 'other.json#/x~1y/%7Bid%7D' } },
      { 'other.json': { 'x/y': { '{id}': { $ref: '#/z' } }, z: { ok: true } } },
    );
    expect(document.resolve(at(document, 'a'))?.value).toEqual({ ok: true });
    expect(document.unjudged).toEqual([]);
  });

  it('find anchors, the first of equal names', () => {
    const document = open({
      a: { $ref: '#pet' },
      b: [
        { $anchor: 'pet', n: 1 },
        { $anchor: 'pet', n: 2 },
      ],
      c: { $ref: '#none' },
    });
    expect(document.resolve(at(document, 'a'))?.value).toMatchObject({ n: 1 });
    expect(document.resolve(at(document, 'c'))).toBeUndefined();
  });

  it('note a reference that dangles, once for each place', () => {
    const document = open({ a: { $ref: '#/gone' }, b: { $ref: 'no.json#/x' } });
    for (const name of ['a', 'a', 'b']) expect(document.resolve(at(document, name))).toBeUndefined();
    expect(document.unjudged.map(({ message, at: where }) => [message, where?.pointer])).toEqual([
      ['the reference `#/gone` leads nowhere', '/a'],
      ['the reference `no.json#/x` leads nowhere', '/b'],
    ]);
  });

  it('note references that go round in a circle', () => {
    const document = open({ a: { $ref: '#/b' }, b: { $ref: '#/a' } });
    expect(document.resolve(at(document, 'a'))).toBeUndefined();
    expect(document.unjudged.map(({ message }) => message)).toEqual(['the reference `#/b` leads back to itself']);
  });

  it('do not take inherited names for members', () => {
    const document = open({ a: { $ref: '#/__proto__' }, b: { $ref: '#/constructor' } });
    expect(document.resolve(at(document, 'a'))).toBeUndefined();
    expect(document.resolve(at(document, 'b'))).toBeUndefined();
  });

  it('say that the report is a lower bound, in either version', () => {
    const around = (schema: unknown) =>
      completeDocument(
        {
          paths: {
            '/a': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } },
          },
        },
        '3.1',
      );
    const report = diffOf(around({ $ref: '#/gone' }), around({ type: 'strnig' }));
    expect(report.unjudged.map(({ message }) => message)).toEqual([
      'the reference `#/gone` leads nowhere',
      'this `type` names no JSON type',
    ]);
  });

  it('say that schemas of another dialect are read as if they were of this one', () => {
    const around = (schema: unknown, jsonSchemaDialect: string, dialect: '3.0' | '3.1') =>
      completeDocument(
        {
          jsonSchemaDialect,
          paths: {
            '/a': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } },
          },
        },
        dialect,
      );
    const draft7 = 'http://json-schema.org/draft-07/schema#';
    const base = 'https://spec.openapis.org/oas/3.1/dialect/base';
    const told = (before: unknown, after: unknown) => diffOf(before, after).unjudged.map(({ message }) => message);
    const was = { $schema: draft7, type: 'object' };
    // in draft-07 `dependencies` refuses objects that have `a` alone
    const is = { ...was, dependencies: { a: ['b'] } };
    const note = (keyword: string) =>
      `\`${keyword}\` names another dialect: schemas are read as JSON Schema 2020-12 all the same`;
    expect(told(around({}, base, '3.1'), around(is, base, '3.1'))).toEqual([note('$schema')]);
    expect(told(around({}, base, '3.1'), around({}, draft7, '3.1'))).toEqual([note('jsonSchemaDialect')]);
    const current = 'https://json-schema.org/draft/2020-12/schema';
    expect(told(around({}, base, '3.1'), around({ $schema: current, minLength: 1 }, current, '3.1'))).toEqual([]);
    // not a keyword of 3.0
    expect(told(around({}, draft7, '3.0'), around(is, draft7, '3.0'))).toEqual([]);
  });
});
