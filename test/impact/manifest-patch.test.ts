import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renamePatches, rowPatch } from '../../src/impact/manifest-patch.ts';
import type { Manifest, Scalar } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { patched } from '../../src/report/patch.ts';

const head = `version: 1
integration: x
systems: { crm: { spec: crm.yaml }, erp: { spec: erp.yaml } }
`;

function read(text: string): Manifest {
  const parsed = parseManifest(text, 'guard.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}

const isReadable = (text: string): boolean => parseManifest(text, 'guard.yaml').ok;

/** A flow with these rows, written as they stand. */
const flow = (rows: string): string =>
  `${head}entities: { e: { flows: [{ id: a, from: crm GET /a, to: erp POST /b, fields: [\n ${rows.replaceAll('\n', '\n ')}\n ] }] } }\n`;

const rowsOf = (text: string): string =>
  text
    .split('\n')
    .slice(4, -2)
    .map((line) => line.slice(1))
    .join('\n');

function renamed(rows: string, old: string, name: string): string {
  const text = flow(rows);
  const refs = read(text).flows.flatMap(({ fields }) => fields.flatMap(({ from }) => from));
  const result = patched(text, renamePatches(refs, old, name, text.split('\n')), isReadable);
  expect(result.left).toEqual([]);
  return rowsOf(result.text);
}

describe('renaming a field', () => {
  it.each([
    ['{ from: a, to: x }, # a', 'a', 'b', '{ from: b, to: x }, # a'],
    ['{ from: a.b.c, to: b }', 'b', 'n', '{ from: a.n.c, to: b }'],
    ['{ from: name.surname, to: x }', 'name', 'full', '{ from: full.surname, to: x }'],
    ['{ from: surname, to: x }', 'name', 'full', '{ from: surname, to: x }'],
    ['{ from: $.a, to: x }', 'a', 'b', '{ from: $.b, to: x }'],
    ['{ from: a.b, to: x }', 'b', 'odd-name', `{ from: "a['odd-name']", to: x }`],
    ['{ from: "a[*].b", to: x }', 'b', 'n', '{ from: "a[*].n", to: x }'],
    [`{ from: 'a[*].b', to: x }`, 'b', 'o-n', `{ from: 'a[*][''o-n'']', to: x }`],
    ['{ from: [a, a.b, c.a], to: x }', 'a', 'long', '{ from: [long, long.b, c.long], to: x }'],
    [`{ from: "a[?@.a == 'a'].b", to: x }`, 'a', 'n', `{ from: "n[?@.a == 'a'].b", to: x }`],
  ])('%s: %s is %s', (rows, old, name, expected) => {
    expect(renamed(rows, old, name)).toBe(expected);
  });

  it('leaves alone what could mean two things, and what is no path in a body', () => {
    const rows = '{ from: a.b.a, to: x },\n{ from: $response.header.a, to: y }';
    expect(renamed(rows, 'a', 'n')).toBe(rows);
  });
});

function withRows(table: string, ...values: readonly Scalar[]): { readonly text: string; readonly left: number } {
  const text = flow(`{ from: a, to: x, values: ${table} }`);
  const [field] = read(text).flows.flatMap(({ fields }) => fields);
  const lines = text.split('\n');
  const patches = values
    .map((value) => field?.values && rowPatch(field.values, value, lines))
    .filter((one) => one !== undefined);
  const result = patched(text, patches, isReadable);
  const rows = read(result.text).flows[0]?.fields[0]?.values?.rows ?? [];
  for (const value of values) expect(rows.filter(({ from }) => from === value)).toHaveLength(1);
  return { text: rowsOf(result.text), left: result.left.length };
}

describe('adding rows to a table', () => {
  it.each([
    ['{ a: A }', ['b'], '{ a: A, b: TODO }'],
    ['{ a: A }', ['b', 'c'], '{ a: A, b: TODO, c: TODO }'],
    ['{a: A}', ['b'], '{a: A, b: TODO }'],
    ['{ a: "}" }', ['b'], '{ b: TODO, a: "}" }'],
    ['{ a: A,\n b: B # last\n }', ['c'], '{ c: TODO, a: A,\n b: B # last\n }'],
    [
      '{ a: A }',
      [1, true, null, '1', 'no', 'a b', 'ü: x'],
      '{ a: A, 1: TODO, true: TODO, null: TODO, "1": TODO, "no": TODO, a b: TODO, "ü: x": TODO }',
    ],
    ['{ a: TODO }', ['a'], '{ a: TODO }'],
  ])('%s and %j', (table, values, expected) => {
    expect(withRows(table, ...values)).toEqual({ text: `{ from: a, to: x, values: ${expected} }`, left: 0 });
  });

  it('of several lines', () => {
    const text = `${head}values:
  t:
    a: A   # first
    b: B   # last
entities: { e: { flows: [{ id: a, from: crm GET /a, to: erp POST /b, fields: [{ from: a, to: x, values: t }] }] } }
`;
    const table = read(text).tables.get('t');
    const patches = ['c', 'd']
      .map((value) => table && rowPatch(table, value, text.split('\n')))
      .filter((one) => one !== undefined);
    expect(patched(text, patches, isReadable).text).toBe(
      text.replace('    b: B   # last\n', '    b: B   # last\n    c: TODO\n    d: TODO\n'),
    );
  });
});

describe('adding rows to a table in JSON', () => {
  const json = (indent: number) =>
    JSON.stringify(parse(flow('{ from: a, to: x, values: { a: A, b: null } }')), null, indent);
  const patches = (text: string, ...values: readonly Scalar[]) => {
    const table = read(text).flows[0]?.fields[0]?.values;
    return values.map((value) => table && rowPatch(table, value, text.split('\n'))).filter((one) => one !== undefined);
  };

  it.each([0, 2])('keeps it JSON, with an indent of %i', (indent) => {
    const text = json(indent);
    const result = patched(text, patches(text, 'c', 'no'), isReadable).text;
    const rows = /"values": ?(\{[^}]*\})/.exec(result)?.[1] ?? '';
    expect(JSON.parse(rows)).toEqual({ a: 'A', b: null, c: 'TODO', no: 'TODO' });
    expect(() => JSON.parse(result)).not.toThrow();
    if (indent > 0) expect(rows).toMatch(/\n( +)"b": null,\n\1"c": "TODO",\n\1"no": "TODO"\n/);
  });

  it('proposes no row for a number, which no key in JSON is', () => {
    expect(patches(json(2), 1)).toEqual([]);
  });
});

describe('a line that nobody reads', () => {
  it.each([
    [20, 1],
    [1_000, 0],
  ])('a table of %i rows in one line is told %i times', (size, told) => {
    const rows = Array.from({ length: size }, (_, index) => `a${index}: B${index}`);
    const text = flow(`{ from: a, to: x, values: { ${rows.join(', ')} } }`);
    const [field] = read(text).flows.flatMap(({ fields }) => fields);
    const lines = text.split('\n');
    expect([field?.values && rowPatch(field.values, 'new', lines)].filter((one) => one !== undefined)).toHaveLength(
      told,
    );
    expect(renamePatches(field?.from ?? [], 'a', 'b', lines)).toHaveLength(told);
  });
});

describe('patches that do not go together', () => {
  const text = 'a: 1\nb: 2\r\n';

  it('are left, the first one wins', () => {
    const patches = [
      { line: 1, remove: ['a: 1'], add: ['a: 2'] },
      { line: 1, remove: ['a: 1'], add: ['a: 3'] },
      { line: 2, remove: ['b: 2'], add: ['c: 2'] },
    ];
    expect(patched(text, patches, () => true)).toEqual({ text: 'a: 2\nc: 2\r\n', applied: 2, left: [patches[1]] });
  });

  it('are left where the file has other lines, or would not be readable', () => {
    const stale = { line: 1, remove: ['x: 1'], add: ['x: 2'] };
    const beyond = { line: 9, remove: [''], add: ['x'] };
    const bad = { line: 2, remove: ['b: 2'], add: ['b: ['] };
    expect(patched(text, [stale, beyond, bad], (one) => !one.includes('['))).toEqual({
      text,
      applied: 0,
      left: [stale, beyond, bad],
    });
  });

  it('add before what another one changes, whichever comes first', () => {
    const change = { line: 1, remove: ['a: 1'], add: ['b: 1'] };
    const insert = { line: 1, remove: ['a: 1'], add: ['xa: 1'] };
    for (const patches of [
      [change, insert],
      [insert, change],
    ]) {
      expect(patched(text, patches, () => true).text).toBe('xb: 1\nb: 2\r\n');
    }
  });

  it('are told apart among thousands without reading the whole file for each', () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => `f${index}: 1`);
    const patches = rows.map((row, index) => ({ line: index + 1, remove: [row], add: [`f${index}: 2`] }));
    const clash = { line: 1, remove: ['f0: 1'], add: ['f0: 3'] };
    const bad = { line: 7, remove: ['f6: 1'], add: ['f6: [', 'f6: 1'] };
    let reads = 0;
    const result = patched(rows.join('\n'), [bad, ...patches, clash], (one) => {
      reads += 1;
      return !one.includes('[');
    });
    expect(result.left).toEqual([bad, clash]);
    expect(result.text).toBe(rows.map((_, index) => `f${index}: 2`).join('\n'));
    expect(reads).toBeLessThan(50);
  });
});
