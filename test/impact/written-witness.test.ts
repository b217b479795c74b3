/** Proofs of parameters are values of which something is written: see `writtenIn` in src/impact/proof.ts. */
import { describe, expect, it } from 'vitest';
import { type Doc, diffOf, pathsOf } from '../support/spec.ts';

const LIST = { type: 'array', items: { type: 'string' } };
const MEMBERS = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } };
const DEEP = { style: 'deepObject', explode: true };

function side(parameter: Doc, schema: Doc): Doc {
  const parameters = [{ name: 'q', in: 'query', ...parameter, schema }];
  return { openapi: '3.1.0', info: { title: 'x', version: '1' }, ...pathsOf({ parameters, responses: {} }) };
}

describe('a witness of a parameter', () => {
  it.each([
    ['a text that a pattern refuses', {}, { type: 'string' }, { type: 'string', pattern: '^[a-z]{2}$' }, '0'],
    ['a list that is too short', {}, LIST, { ...LIST, minItems: 2 }, ['a']],
    ['an element of a list', {}, LIST, { ...LIST, items: { type: 'string', minLength: 2 } }, ['a']],
    ['a deepObject without a member', DEEP, MEMBERS, { ...MEMBERS, required: ['b'] }, { a: 'a' }],
    ['a deepObject that lacks a member', DEEP, MEMBERS, { ...MEMBERS, dependentRequired: { a: ['b'] } }, { a: 'a' }],
    [
      'an empty text where it may be sent',
      { allowEmptyValue: true },
      { type: 'string' },
      { type: 'string', minLength: 2 },
      '',
    ],
    ['a text where only numbers are taken now', {}, { type: 'string' }, { type: ['integer', 'null'] }, 'a'],
    ['a text where only booleans are taken now', {}, { type: 'string' }, { type: 'boolean' }, 'a'],
    ['an empty text where nothing else shows it', {}, { type: 'string' }, { type: 'string', minLength: 1 }, ''],
  ])('%s', (_name, parameter, before, after, value) => {
    const { findings } = diffOf(side(parameter, before), side(parameter, after));
    expect(findings.map(({ level, proof }) => ({ level, proof }))).toEqual([
      { level: 'error', proof: { kind: 'witness', value } },
    ]);
  });
});

it('a header that may hold any text now shows one that is no number', () => {
  const answer = (schema: Doc) => {
    const headers = { 'X-Rest': { schema } };
    const responses = { '200': { description: 'x', headers } };
    return { openapi: '3.1.0', info: { title: 'x', version: '1' }, ...pathsOf({ responses }) };
  };
  const { findings } = diffOf(answer({ type: 'integer' }), answer({ type: 'string' }));
  expect(findings.map(({ rule, level, proof }) => ({ rule, level, proof }))).toEqual([
    { rule: 'header-text-changed', level: 'error', proof: { kind: 'witness', value: 'a' } },
  ]);
});
