import { describe, expect, it } from 'vitest';
import { createShapes } from '../../src/diff/shapes.ts';
import { openDocument } from '../../src/spec/document.ts';
import { type At, child, pointerOf } from '../../src/spec/spec-version.ts';
import { listed, shapeOf, types } from '../support/shape.ts';
import { specOf } from '../support/spec.ts';

describe('conjuncts', () => {
  it('meet in the tighter limit, wherever it stands', () => {
    const shape = shapeOf({
      type: 'string',
      minLength: 1,
      maxLength: 9,
      allOf: [{ minLength: 3 }, { maxLength: 12, allOf: [{ maxLength: 5 }] }],
    });
    expect([shape.minLength?.value, shape.maxLength?.value]).toEqual([3, 5]);
    expect(pointerOf(shape.maxLength?.at as At)).toBe('/x/Root/allOf/1/allOf/0/maxLength');
  });

  it('intersect types and lists', () => {
    expect(types({ allOf: [{ type: ['string', 'null'] }, { type: ['null', 'integer'] }] })).toEqual(['null']);
    expect(types({ allOf: [{ type: 'string' }, { type: 'integer' }] })).toEqual([]);
    expect(listed({ allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] })).toEqual(['b']);
    expect(listed({ const: 'a', enum: ['a', 'b'] })).toEqual(['a']);
  });

  it('gather members, each with all that is said of it', () => {
    const { properties, required } = shapeOf({
      properties: { a: { type: 'string' } },
      required: ['a'],
      allOf: [{ properties: { a: { maxLength: 3 }, b: {} }, required: ['b', 'a'] }],
    });
    expect(properties.get('a')?.schemas.map(pointerOf)).toEqual([
      '/x/Root/properties/a',
      '/x/Root/allOf/0/properties/a',
    ]);
    expect([...required.keys()].sort()).toEqual(['a', 'b']);
  });

  it('end at a reference to themselves, and at one that leads nowhere', () => {
    expect(types({ $ref: '#/x/Root' })).toHaveLength(6);
    expect(types({ type: 'string', allOf: [{ $ref: '#/x/Root' }] })).toEqual(['string']);
    expect(types({ type: 'string', allOf: [{ $ref: '#/x/Gone' }] })).toEqual(['string']);
  });

  it('read what stands beside a reference in 3.1 and not in 3.0', () => {
    const schema = { $ref: '#/x/A', maxLength: 3 };
    expect(shapeOf(schema, '3.1', { A: { type: 'string' } }).maxLength?.value).toBe(3);
    expect(shapeOf(schema, '3.0', { A: { type: 'string' } }).maxLength).toBeUndefined();
  });

  it('keep a second multipleOf as a condition', () => {
    const shape = shapeOf({ multipleOf: 2, allOf: [{ multipleOf: 3 }, { multipleOf: 2 }] });
    expect([...shape.conditions.keys()]).toEqual(['multipleOf']);
  });

  it('share one shape for one schema', () => {
    const document = openDocument(specOf({ openapi: '3.1.0', x: { A: { type: 'string' }, B: { $ref: '#/x/A' } } }));
    const shapes = createShapes(document);
    const at = (name: string) => child(child(document.root, 'x') as At, name) as At;
    expect(shapes.of([at('B')], at('B'))).toBe(shapes.of([at('A')], at('A')));
    expect(shapes.of([at('A'), at('B')], at('A'))).toBe(shapes.of([at('A')], at('A')));
  });

  it('allow nothing with false and anything with true', () => {
    expect(types(false)).toEqual([]);
    expect(types(true)).toHaveLength(6);
    expect(types({ anyOf: [false, { type: 'null' }] })).toEqual(['null']);
  });
});

describe('closed objects', () => {
  it('see only their own properties', () => {
    const { properties, additional } = shapeOf({
      allOf: [{ properties: { a: {} } }, { properties: { b: {} }, additionalProperties: false }],
    });
    expect([...properties.keys()]).toEqual(['b']);
    expect(additional).toBe('closed');
  });

  it('keep names that a pattern may take', () => {
    const { properties } = shapeOf({
      allOf: [{ properties: { a: {} } }, { patternProperties: { '^a': {} }, additionalProperties: false }],
    });
    expect([...properties.keys()]).toEqual(['a']);
  });

  it('leave no value for a name that is required and refused', () => {
    const document = openDocument(specOf({ openapi: '3.1.0', x: { required: ['a'], additionalProperties: false } }));
    const at = child(document.root, 'x') as At;
    const shapes = createShapes(document);
    const member = shapes.of([at], at).properties.get('a');
    expect(shapes.of(member?.schemas ?? [], at).types).toBe(0);
  });

  it('see with unevaluatedProperties what all conjuncts name, which takes a proof', () => {
    expect(shapeOf({ properties: { a: {} }, unevaluatedProperties: false }).additional).toBe('closed');
    const wide = shapeOf({ allOf: [{ properties: { a: {} } }], unevaluatedProperties: false });
    expect([wide.additional, [...wide.conditions.keys()]]).toEqual(['open', ['unevaluatedProperties']]);
    expect(shapeOf({ unevaluatedProperties: true }).additional).toBe('open');
  });

  it('take a schema for other names, unless it says nothing', () => {
    expect(shapeOf({ additionalProperties: { type: 'string' } }).additional).toHaveLength(1);
    expect(shapeOf({ additionalProperties: { description: 'anything' } }).additional).toBe('open');
    expect(
      shapeOf({ allOf: [{ additionalProperties: { type: 'string' } }, { additionalProperties: { maxLength: 2 } }] })
        .additional,
    ).toHaveLength(2);
    expect(
      shapeOf({ allOf: [{ additionalProperties: false }, { additionalProperties: { type: 'string' } }] }).additional,
    ).toBe('closed');
  });
});
