import { describe, expect, it } from 'vitest';
import { createShapes } from '../../src/diff/shapes.ts';
import { typeNames } from '../../src/diff/types.ts';
import { openDocument } from '../../src/spec/document.ts';
import { type At, child } from '../../src/spec/spec-version.ts';
import { listed, shapeOf, types, type Version } from '../support/shape.ts';
import { specOf } from '../support/spec.ts';

describe('null', () => {
  it.each<[string, unknown, Version, boolean]>([
    ['nullable beside a type', { type: 'string', nullable: true }, '3.0', true],
    ['nullable with an enum that lacks null (3.0.3)', { type: 'string', nullable: true, enum: ['a'] }, '3.0', false],
    ['nullable with an enum that has null', { type: 'string', nullable: true, enum: ['a', null] }, '3.0', true],
    [
      'nullable in one of two typed conjuncts',
      { allOf: [{ type: 'string', nullable: true }, { type: 'string' }] },
      '3.0',
      false,
    ],
    ['nullable beside allOf of a typed schema', { nullable: true, allOf: [{ type: 'string' }] }, '3.0', false],
    ['x-nullable in 2.0', { type: 'string', 'x-nullable': true }, '2.0', true],
    ['nullable in 2.0', { type: 'string', nullable: true }, '2.0', false],
    ['nullable in 3.1', { type: 'string', nullable: true }, '3.1', false],
    ['a branch that is null', { anyOf: [{ type: 'string' }, { type: 'null' }] }, '3.1', true],
    [
      'a branch that is null, wrapped',
      { oneOf: [{ allOf: [{ const: null }] }, { type: 'string', maxLength: 2 }] },
      '3.1',
      true,
    ],
    [
      'a branch that is null beside two others',
      { anyOf: [{ type: 'object', required: ['a'] }, { type: 'array', minItems: 1 }, { enum: [null] }] },
      '3.1',
      true,
    ],
    [
      'two branches without null',
      {
        anyOf: [
          { type: 'object', required: ['a'] },
          { type: 'array', minItems: 1 },
        ],
      },
      '3.1',
      false,
    ],
    [
      'null around a union',
      {
        anyOf: [
          {
            oneOf: [
              { type: 'object', required: ['a'] },
              { type: 'array', minItems: 1 },
            ],
          },
          { type: 'null' },
        ],
      },
      '3.1',
      true,
    ],
    [
      'null around a union of plain types',
      { anyOf: [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, { type: 'null' }] },
      '3.1',
      true,
    ],
    [
      'null in two branches of oneOf',
      { oneOf: [{ type: ['object', 'null'], required: ['a'] }, { type: 'array', minItems: 1 }, { type: 'null' }] },
      '3.1',
      true,
    ],
  ])('%s', (_name, schema, dialect, allowed) => {
    expect(types(schema, dialect).includes('null')).toBe(allowed);
  });

  it('is taken out of the branches', () => {
    const { unions } = shapeOf({
      anyOf: [{ type: 'object', required: ['a'] }, { type: 'array', minItems: 1 }, { type: 'null' }],
    });
    expect(unions.map(({ branches, orNull }) => [branches.length, orNull])).toEqual([[2, true]]);
  });

  it('is noted where 3.1 does not know the word', () => {
    expect(shapeOf({ type: 'string', nullable: true }).strayNullable).toBeDefined();
    expect(shapeOf({ type: 'string', nullable: true }, '3.0').strayNullable).toBeUndefined();
  });
});

describe('unions of plain types', () => {
  it.each<[string, unknown, string[], number]>([
    ['anyOf of types', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, ['string', 'integer'], 0],
    [
      'oneOf of types that share values',
      { oneOf: [{ type: 'number' }, { type: 'integer' }] },
      ['object', 'array', 'string', 'number', 'boolean'],
      1,
    ],
    ['a union of one', { oneOf: [{ type: 'string' }] }, ['string'], 0],
    [
      'nested unions',
      { anyOf: [{ anyOf: [{ type: 'string' }, { type: 'boolean' }] }, { type: 'integer' }] },
      ['string', 'integer', 'boolean'],
      0,
    ],
    ['a list within a type', { anyOf: [{ type: 'string' }, { enum: ['a'] }] }, ['string'], 0],
    ['only null', { anyOf: [{ type: 'null' }, { const: null }] }, ['null'], 0],
  ])('%s', (_name, schema, names, unions) => {
    const shape = shapeOf(schema);
    expect([typeNames(shape.types), shape.unions.length]).toEqual([names, unions]);
  });

  it('join lists of values', () => {
    expect(listed({ anyOf: [{ const: 'a' }, { enum: ['b', 'a'] }] })).toEqual(['a', 'b']);
    expect(listed({ oneOf: [{ const: 'a' }, { enum: ['b', 'a'] }] })).toBeUndefined();
    expect(listed({ anyOf: [{ enum: ['a', 'b'] }, { type: 'integer' }] })).toBeUndefined();
  });

  it('leave a union that contains itself', () => {
    const shape = shapeOf({
      anyOf: [{ type: 'string' }, { $ref: '#/x/Root' }, { type: 'array', items: { $ref: '#/x/Root' } }],
    });
    expect(shape.unions).toHaveLength(1);
  });

  it('leave very long unions', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ type: 'integer', title: String(index) }));
    expect(shapeOf({ anyOf: many }).unions).toHaveLength(1);
  });

  it('read a long list of constants as one of values', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ const: index }));
    expect(shapeOf({ oneOf: many })).toMatchObject({ unions: [], enum: { values: { size: 300 } } });
  });
});

describe('limits', () => {
  it('read exclusive bounds in the words of 3.0 and of 3.1', () => {
    expect(shapeOf({ minimum: 1, exclusiveMinimum: true }, '3.0').minimum).toMatchObject({ value: 1, exclusive: true });
    expect(shapeOf({ exclusiveMaximum: 1 }).maximum).toMatchObject({ value: 1, exclusive: true });
    expect(shapeOf({ maximum: 1, exclusiveMaximum: 2 }).maximum).toMatchObject({ value: 1, exclusive: false });
    expect(shapeOf({ minimum: 2, exclusiveMinimum: 2 }).minimum).toMatchObject({ value: 2, exclusive: true });
  });

  it('drop listed values that a limit refuses, in characters', () => {
    expect(listed({ enum: ['a', '😀😀', 'abc'], maxLength: 2 })).toEqual(['a', '😀😀']);
    expect(listed({ enum: [1, 5, 9], minimum: 2, exclusiveMaximum: 9 })).toEqual([5]);
    expect(listed({ type: 'string', enum: ['a', 1, null] })).toEqual(['a']);
    expect(types({ type: 'integer', enum: ['1'] })).toEqual([]);
  });

  it('pass over values of the wrong type', () => {
    const shape = shapeOf({
      minimum: '1',
      maxLength: null,
      minLength: '2',
      pattern: 3,
      format: 4,
      multipleOf: 'x',
      uniqueItems: 'yes',
      enum: 'a',
      required: 'a',
      properties: [],
      patternProperties: [],
      prefixItems: {},
      oneOf: {},
      anyOf: [],
      deprecated: 'yes',
    });
    expect([shape.minimum, shape.maxLength, shape.minLength, shape.format, shape.multipleOf, shape.enum]).toEqual(
      Array(6).fill(undefined),
    );
    expect([shape.patterns, shape.unions, [...shape.required], [...shape.properties]]).toEqual([[], [], [], []]);
    expect(shape.deprecated).toBeUndefined();
  });
});

describe('branches', () => {
  it('carry the discriminator value that picks them', () => {
    const named = { Card: { type: 'object', properties: { n: {} } }, Cash: { type: 'object', properties: { m: {} } } };
    const shape = shapeOf(
      {
        oneOf: [{ $ref: '#/x/Card' }, { $ref: '#/x/Cash' }],
        discriminator: { propertyName: 'kind', mapping: { card: '#/x/Card', none: 3 } },
      },
      '3.1',
      named,
    );
    expect(shape.unions[0]?.branches.map(({ tag }) => tag)).toEqual(['card', 'Cash']);
    expect(shape.discriminator?.propertyName).toBe('kind');
  });

  it('are known by a plain name in the mapping', () => {
    const document = {
      openapi: '3.1.0',
      components: { schemas: { Card: { required: ['a'] }, Cash: { required: ['b'] } } },
    };
    const root = {
      oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Cash' }],
      discriminator: { propertyName: 'k', mapping: { c: 'Card' } },
    };
    const opened = openDocument(specOf({ ...document, x: root }));
    const at = child(opened.root, 'x') as At;
    expect(
      createShapes(opened)
        .of([at], at)
        .unions[0]?.branches.map(({ tag }) => tag),
    ).toEqual(['c', 'Cash']);
  });

  it('keep their reference inside allOf of one', () => {
    const shape = shapeOf({ oneOf: [{ allOf: [{ $ref: '#/x/A' }], description: 'a' }, { required: ['b'] }] }, '3.1', {
      A: { required: ['a'] },
    });
    expect(shape.unions[0]?.branches.map(({ ref }) => ref)).toEqual(['#/x/A', undefined]);
  });
});
