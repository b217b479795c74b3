/** Shapes of plain schemas. */
import type { Shape } from '../../src/diff/shape.ts';
import { createShapes } from '../../src/diff/shapes.ts';
import { typeNames } from '../../src/diff/types.ts';
import { openDocument } from '../../src/spec/document.ts';
import { type At, child } from '../../src/spec/spec-version.ts';
import { completeDocument, type Doc, specOf } from './spec.ts';

export type Version = '2.0' | '3.0' | '3.1';

/** The shape of one schema among others that it may refer to as `#/x/Name`. */
export function shapeOf(schema: unknown, dialect: Version = '3.1', named: Doc = {}): Shape {
  const document = openDocument(specOf(completeDocument({ x: { ...named, Root: schema } }, dialect)));
  const at = child(child(document.root, 'x') as At, 'Root') as At;
  return createShapes(document).of([at], at);
}

export function types(schema: unknown, dialect: Version = '3.1', named: Doc = {}): string[] {
  return typeNames(shapeOf(schema, dialect, named).types);
}

export function listed(schema: unknown, dialect: Version = '3.1'): unknown[] | undefined {
  const { enum: facet } = shapeOf(schema, dialect);
  return facet && [...facet.values.values()].map(({ value }) => value);
}
