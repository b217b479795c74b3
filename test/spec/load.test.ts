import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/spec/json-pointer.ts';
import { locate } from '../../src/spec/position.ts';
import { resolveUrl } from '../../src/spec/reference.ts';
import { here, load, minimal, names, problem, useWorkspace, withSchema, write } from './workspace.ts';

useWorkspace();

describe('loadSpec: one file', () => {
  it('reads YAML by the 1.2 core schema, JSON as JSON.parse does', async () => {
    write(
      'a.yaml',
      `${minimal}x-t: {date: 2024-01-31, yes: yes, on: off, octal: 0o17, leading: 012, hex: 0x10, float: 1e3}\n`,
    );
    const spec = await load('a.yaml');
    expect(spec).toMatchObject({ system: 'crm', label: 'a.yaml', dialect: '3.1', version: '1.2.3', unjudged: [] });
    expect(spec.entry).toBe(pathToFileURL(join(here.cwd, 'a.yaml')).href);
    const file = spec.files.get(spec.entry);
    expect(file).toMatchObject({ name: 'a.yaml', format: 'yaml' });
    expect(valueAt(file?.value, '/x-t' as never)).toEqual({
      date: '2024-01-31',
      yes: 'yes',
      on: 'off',
      octal: 15,
      leading: 12,
      hex: 16,
      float: 1000,
    });
  });

  it('decides by content: JSON in .yaml, YAML in .json, flow YAML that begins like JSON', async () => {
    write('a.yaml', '{"openapi": "3.0.3"}');
    write('b.json', 'openapi: 3.0.3');
    write('c.yaml', '{openapi: 3.0.3}');
    const formats = await Promise.all(
      ['a.yaml', 'b.json', 'c.yaml'].map(async (name) => [...(await load(name)).files.values()][0]?.format),
    );
    expect(formats).toEqual(['json', 'yaml', 'yaml']);
  });

  it.each([
    ['swagger: "2.0"', '2.0'],
    ['swagger: 2.0', '2.0'],
    ['openapi: 3.0.4', '3.0'],
    ['openapi: 3.0', '3.0'],
    ['openapi: 3.1', '3.1'],
    ['openapi: 3.2.0', '3.2'],
  ])('knows the dialect of %s', async (text, dialect) => {
    write('a.yaml', text);
    expect((await load('a.yaml')).dialect).toBe(dialect);
  });

  it('reads UTF-8 and UTF-16 with a byte order mark, which is no part of the text', async () => {
    write('bom.yaml', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(minimal)]));
    write('le.json', Buffer.from('\uFEFF{"openapi": "3.0.0", "info": {"version": "é"}}', 'utf16le'));
    write('be.json', Buffer.from('\uFEFF{"openapi": "3.0.0", "info": {"version": "é"}}', 'utf16le').swap16());
    expect([...(await load('bom.yaml')).files.values()][0]?.text).toBe(minimal);
    expect((await load('le.json')).version).toBe('é');
    expect((await load('be.json')).version).toBe('é');
  });

  it('keeps names that objects inherit as data', async () => {
    write('a.json', '{"openapi": "3.0.0", "__proto__": {"polluted": true}, "constructor": {"x": 1}}');
    write('b.yaml', 'openapi: 3.0.0\n__proto__: {polluted: true}\n');
    for (const name of ['a.json', 'b.yaml']) {
      const value = [...(await load(name)).files.values()][0]?.value;
      expect(Object.hasOwn(value as object, '__proto__')).toBe(true);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    }
  });

  it('reads standard input', async () => {
    write('models/a.yaml', 'type: string\n');
    const text = withSchema('{$ref: models/a.yaml}');
    const spec = await load('-', { stdin: async () => Buffer.from(text) });
    expect(names(spec)).toEqual(['stdin', 'models/a.yaml']);
    expect(spec.label).toBe('-');
  });
});

describe('loadSpec: several files', () => {
  it('follows references by URL rules and keeps them unresolved', async () => {
    write(
      'api/openapi.yaml',
      `${minimal}components:\n  schemas:\n    A: {$ref: "../models/a b.yaml#/Pet%20x"}\n    B: {$ref: ./c.json}\n`,
    );
    write(
      'models/a b.yaml',
      'Pet x: {properties: {again: {$ref: "#/Other"}}}\nOther: {items: {$ref: ../api/openapi.yaml#/components/schemas/B}}\n',
    );
    write('api/c.json', '{"type": "object", "properties": {"self": {"$ref": "c.json"}}}');
    const spec = await load('api/openapi.yaml');
    expect(names(spec)).toEqual(['api/openapi.yaml', 'models/a b.yaml', 'api/c.json']);
    expect(spec.unjudged).toEqual([]);
    const root = spec.files.get(spec.entry);
    const ref = valueAt(root?.value, '/components/schemas/A/$ref' as never);
    const { url, fragment } = resolveUrl(String(ref), spec.entry);
    expect(valueAt(spec.files.get(url)?.value, fragment as never)).toEqual({
      properties: { again: { $ref: '#/Other' } },
    });
  });

  it('reads only what is reached: an unused part of a shared file leads nowhere', async () => {
    write('openapi.yaml', withSchema('{$ref: lib.yaml#/Used}'));
    write('lib.yaml', 'Used: {type: string}\nUnused: {$ref: gone.yaml}\n');
    const spec = await load('openapi.yaml');
    expect(names(spec)).toEqual(['openapi.yaml', 'lib.yaml']);
    expect(spec.unjudged).toEqual([]);
  });

  it('does not follow a $ref in data, and does follow one under a name that looks like data', async () => {
    for (const name of ['default', 'example', 'x-foo', 'enum', 'named', 'callback', 'mapped'])
      write(`${name}.yaml`, 'type: string\n');
    write(
      'openapi.yaml',
      `openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /a:
    get:
      responses:
        default: {$ref: default.yaml}
        "200":
          description: ok
          content:
            application/json:
              example: {$ref: https://data.invalid/1}
              examples:
                one: {value: {$ref: https://data.invalid/2}}
                two: {$ref: named.yaml}
              schema:
                properties:
                  example: {$ref: example.yaml}
                  x-foo: {$ref: x-foo.yaml}
                  enum: {items: {$ref: enum.yaml}}
                  a:
                    default: {$ref: https://data.invalid/3}
                    enum: [{$ref: https://data.invalid/4}]
                    const: {$ref: https://data.invalid/5}
                    examples: [{$ref: https://data.invalid/6}]
                    x-other: {$ref: https://data.invalid/7}
                    discriminator: {propertyName: k, mapping: {b: "mapped.yaml#", c: Plain, d: "#/x"}}
      callbacks:
        done: {"{$request.body#/url}": {$ref: callback.yaml}}
`,
    );
    const spec = await load('openapi.yaml');
    expect(spec.unjudged).toEqual([]);
    expect(names(spec).sort()).toEqual([
      'callback.yaml',
      'default.yaml',
      'enum.yaml',
      'example.yaml',
      'mapped.yaml',
      'named.yaml',
      'openapi.yaml',
      'x-foo.yaml',
    ]);
  });

  it('reports a dangling reference with its place, and loads the rest', async () => {
    write(
      'openapi.yaml',
      `${minimal}components:\n  schemas:\n    A: {$ref: gone.yaml}\n    B: {$ref: b.yaml}\n    C: {$ref: "gone.yaml#/x"}\n`,
    );
    write('b.yaml', 'type: string\n');
    const spec = await load('openapi.yaml');
    expect(names(spec)).toEqual(['openapi.yaml', 'b.yaml']);
    expect(spec.unjudged).toHaveLength(1);
    const [unjudged] = spec.unjudged;
    expect(unjudged).toMatchObject({ system: 'crm', at: { pointer: '/components/schemas/A/$ref' } });
    expect(unjudged?.message).toMatch(/gone\.yaml.*does not exist.*2 references lead there/);
    const at = unjudged?.at;
    expect(at && locate(at.file, [at.pointer]).get(at.pointer)).toEqual({ line: 6, column: 9 });
  });

  it('refuses a referenced file that is broken, with its own line', async () => {
    write('openapi.yaml', withSchema('{$ref: b.yaml}'));
    write('b.yaml', 'type: string\n  bad: 1\n');
    expect(await problem('openapi.yaml')).toMatchObject({ file: 'b.yaml', line: 2 });
  });

  it('loads OpenAPI 3.2 and a document without paths in several files', async () => {
    write('openapi.yaml', 'openapi: 3.2.0\ncomponents: {schemas: {A: {$ref: a.yaml}}}\n');
    write('a.yaml', 'type: string\n');
    expect(names(await load('openapi.yaml'))).toEqual(['openapi.yaml', 'a.yaml']);
  });

  it('loads a chain and a cycle of files', async () => {
    write('openapi.yaml', withSchema('{$ref: f0.yaml}'));
    for (let i = 0; i < 30; i++) write(`f${i}.yaml`, `properties: {next: {$ref: f${(i + 1) % 30}.yaml}}\n`);
    expect((await load('openapi.yaml')).files.size).toBe(31);
  });
});

const shared = fileURLToPath(new URL('../../../shared/specs', import.meta.url));

describe.skipIf(!existsSync(shared))('the shared specs load (skipped when ../shared is absent)', () => {
  const entries = existsSync(shared)
    ? readdirSync(shared, { withFileTypes: true })
        .filter((pair) => pair.isDirectory())
        .flatMap((pair) => readdirSync(join(shared, pair.name)).map((version) => join(pair.name, version)))
        .filter((path) => !path.endsWith('LICENSE'))
        .map((path) => (statSync(join(shared, path)).isDirectory() ? join(path, 'openapi.yaml') : path))
    : [];
  it.each(entries)('%s', async (path) => {
    const spec = await load(join(shared, path));
    expect(spec.unjudged).toEqual([]);
    expect(spec.files.size).toBe(
      { 'fattureincloud/2023-07-17/openapi.yaml': 210, 'fattureincloud/2026-05-19/openapi.yaml': 242 }[path] ?? 1,
    );
  });
});
