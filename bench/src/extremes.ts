/** Descriptions at the edge of what a stranger may send, in two versions each, as JSON text. */
import { document, pathItem, range, reference, resource, type Side } from './generate.ts';

export interface Extreme {
  readonly name: string;
  /** Refused by a named cap: an error that tells the cap, and exit code 2. */
  readonly refused?: true;
  readonly text: (side: Side, size: number) => string;
  readonly size: number;
}

export const extremes: readonly Extreme[] = [
  { name: 'a chain of 10,000 $refs', size: 10_000, text: (side, size) => chain(size, side, reference) },
  {
    name: 'a chain of 10,000 allOf',
    size: 10_000,
    text: (side, size) => chain(size, side, (name) => ({ allOf: [reference(name), { type: 'string' }] })),
  },
  {
    name: 'a chain of 10,000 properties',
    size: 10_000,
    text: (side, size) => chain(size, side, (name) => ({ type: 'object', properties: { next: reference(name) } })),
  },
  { name: 'values nested 100,000 deep', size: 100_000, refused: true, text: (_, size) => nested(size, '[', ']') },
  {
    name: 'schemas nested 100,000 deep',
    size: 100_000,
    refused: true,
    text: (_, size) => nested(size, '{"type":"object","properties":{"a":', '}}'),
  },
  { name: '20,000 paths', size: 20_000, text: paths },
  { name: 'a union of 2,000 references', size: 2_000, text: (side, size) => union(size, side, 'referenced') },
  { name: 'a union of 2,000 schemas in place', size: 2_000, text: (side, size) => union(size, side, 'in place') },
  { name: 'a schema shared by 5,000 operations', size: 5_000, text: shared },
  { name: 'a document of 30 MB', size: 52_000, text: large },
];

/** Each schema is made from a reference to the next; the last one changes. */
function chain(size: number, side: Side, link: (next: string) => object): string {
  const schemas = Object.fromEntries(
    range(size).map((index) => [
      `Schema${index}`,
      index === size - 1 ? { type: 'string', maxLength: side === 'after' ? 5 : 10 } : link(`Schema${index + 1}`),
    ]),
  );
  return document({ '/one/{id}': pathItem('Schema0', 'before') }, schemas);
}

function nested(size: number, open: string, close: string): string {
  const value = `${open.repeat(size)}null${close.repeat(size)}`;
  return `{"openapi":"3.0.3","info":{"title":"Bench","version":"1"},"paths":{},"components":{"schemas":{"Deep":${value}}}}`;
}

function paths(side: Side, size: number): string {
  const items = range(size).map((index) => [
    `/resources${index}/{id}`,
    pathItem('Whole', index % 100 === 0 ? side : 'before'),
  ]);
  return document(Object.fromEntries(items), { Whole: resource(0, undefined, 'before') });
}

/** One branch in a hundred changes, and they tell each other apart by one value. */
function union(size: number, side: Side, form: 'referenced' | 'in place'): string {
  const branches = range(size).map((index) => {
    const changed = side === 'after' && index % 100 === 0;
    return {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { type: 'string', enum: [`kind${index}`] },
        amount: { type: 'integer', maximum: changed ? 500 : 1_000 },
      },
    };
  });
  const named = Object.fromEntries(branches.map((branch, index) => [`Branch${index}`, branch]));
  const oneOf = form === 'in place' ? branches : Object.keys(named).map(reference);
  const schemas = { ...(form === 'referenced' && named), Union: { oneOf } };
  return document({ '/one/{id}': pathItem('Union', 'before') }, schemas);
}

function shared(side: Side, size: number): string {
  const items = range(size / 2).map((index) => [`/resources${index}/{id}`, pathItem('Whole', 'before')]);
  return document(Object.fromEntries(items), { Whole: resource(0, undefined, side) });
}

/** One schema in fifty changes; every second path leads to one that does. */
function large(side: Side, size: number): string {
  const schemas = range(size).map((index) => [
    `Schema${index}`,
    resource(index, undefined, index % 50 === 0 ? side : 'before'),
  ]);
  const items = range(Math.floor(size / 50)).map((index) => [
    `/resources${index}/{id}`,
    pathItem(`Schema${index * 25}`, 'before'),
  ]);
  return document(Object.fromEntries(items), Object.fromEntries(schemas));
}
