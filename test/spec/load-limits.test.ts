import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../src/spec/load.ts';
import { defaultLimits, overLimit } from '../../src/spec/load-policy.ts';
import { git, here, load, minimal, names, problem, useWorkspace, withSchema, write } from './workspace.ts';

useWorkspace();

describe('loadSpec: what references may not reach', () => {
  const canary = 'CANARY: {type: string}\n';

  it.each([
    ['../outside/secret.yaml'],
    ['FILEURL'],
    ['/etc/passwd'],
    ['file:///etc/passwd'],
    ['..%2foutside%2fsecret.yaml'],
    ['link.yaml'],
    ['linked/secret.yaml'],
    ['notes.txt'],
    ['http://[broken.yaml'],
    ['http://169.254.169.254/latest/meta-data.json'],
    ['git://0000000000000000000000000000000000000000/a.yaml'],
  ])('%s', async (spelling) => {
    const secret = write('outside/secret.yaml', canary);
    write('inside/notes.txt', canary);
    symlinkSync(secret, join(here.cwd, 'inside/link.yaml'));
    symlinkSync(join(here.cwd, 'outside'), join(here.cwd, 'inside/linked'));
    const ref = spelling === 'FILEURL' ? pathToFileURL(secret).href : spelling;
    write('inside/openapi.yaml', withSchema(`{$ref: "${ref}"}`));
    const spec = await loadSpec('openapi.yaml', { system: 'crm', cwd: join(here.cwd, 'inside') });
    expect(names(spec)).toEqual(['openapi.yaml']);
    expect(spec.unjudged).toHaveLength(1);
    expect(JSON.stringify([...spec.files.values()])).not.toContain('CANARY');
    expect(JSON.stringify(spec.unjudged)).not.toContain('CANARY');
  });

  it('a reference may climb inside the git work tree, from a folder below it', async () => {
    git('init', '-q');
    write('models/a.yaml', 'type: string\n');
    write('api/openapi.yaml', withSchema('{$ref: ../models/a.yaml}'));
    const spec = await loadSpec('openapi.yaml', { system: 'crm', cwd: join(here.cwd, 'api') });
    expect(names(spec)).toEqual(['openapi.yaml', '../models/a.yaml']);
  });
});

describe('loadSpec: limits', () => {
  it.each([
    ['json', 101, true],
    ['json', 1_000, false],
    ['json', 100_000, false],
    ['yaml', 101, true],
    ['yaml', 1_000, false],
    ['yaml', 100_000, false],
  ])('%s nested %i levels deep', async (format, depth, fits) => {
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    write(
      `a.${format}`,
      format === 'json' ? `{"openapi": "3.0.0", "x-a": ${nested}}` : `openapi: 3.0.0\nx-a: ${nested}\n`,
    );
    if (fits) expect((await load(`a.${format}`)).dialect).toBe('3.0');
    else expect((await problem(`a.${format}`)).message).toMatch(/200 levels of nesting.*"depth"/);
  });

  it.each([
    ['files', 1, '1 file'],
    ['files', 2, '2 files'],
    ['aliases', 1, '1 YAML alias a file'],
    ['aliases', 0, '0 YAML aliases a file'],
    ['pairs', 1, '1 pair of parts to compare'],
  ] as const)('counts %s in words: %i', (name, count, words) => {
    const { message } = overLimit({ ...defaultLimits, [name]: count }, name, {});
    expect(message.split('\n')[0]).toBe(`more than ${words} (limit "${name}")`);
  });

  it('takes exactly the limit in both formats', async () => {
    const value = '{"a":{"a":{"a":{"a":1}}}}';
    write('a.json', `{"openapi": "3.0.0", "x-a": ${value}}`);
    write('a.yaml', `openapi: 3.0.0\nx-a: ${value}\n`);
    for (const name of ['a.json', 'a.yaml']) {
      expect((await load(name, { limits: { depth: 5 } })).dialect).toBe('3.0');
      expect((await problem(name, { limits: { depth: 4 } })).message).toContain('4 levels');
    }
  });

  it('refuses YAML aliases that multiply, too many, or in a circle', async () => {
    const lines = ['x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let i = 1; i < 9; i++)
      lines.push(
        `x${i}: &x${i} [${Array(9)
          .fill(`*x${i - 1}`)
          .join(', ')}]`,
      );
    write('bomb.yaml', `openapi: 3.0.0\n${lines.join('\n')}\n`);
    expect((await problem('bomb.yaml')).message).toContain('"nodes"');
    expect((await problem('bomb.yaml', { limits: { aliases: 50 } })).message).toContain('"aliases"');
    write('circle.yaml', 'openapi: 3.0.0\nx: &x\n  a: *x\n');
    expect((await problem('circle.yaml')).message).toContain('alias to itself');
    write('shared.yaml', 'openapi: 3.0.0\nx: &x {a: 1}\ny: *x\nz: {<<: *x, b: 2}\n');
    const value = [...(await load('shared.yaml')).files.values()][0]?.value;
    expect(value).toMatchObject({ y: { a: 1 }, z: { a: 1, b: 2 } });
  });

  it('counts bytes and files', async () => {
    write('big.yaml', `${minimal}x: ${'a'.repeat(5_000)}\n`);
    expect((await problem('big.yaml', { limits: { fileBytes: 4_000 } })).message).toContain('"fileBytes"');
    write('openapi.yaml', withSchema('{allOf: [{$ref: a.yaml}, {$ref: b.yaml}]}'));
    write('a.yaml', 'type: string\n');
    write('b.yaml', 'type: string\n');
    expect((await problem('openapi.yaml', { limits: { files: 2 } })).message).toContain('"files"');
    expect((await load('openapi.yaml', { limits: { files: 3 } })).files.size).toBe(3);
  });

  it('reads 20,000 paths in seconds', { timeout: 60_000 }, async () => {
    const paths = Array.from(
      { length: 20_000 },
      (_, i) => `  /path/${i}:\n    get: {responses: {200: {description: ok}}}\n`,
    );
    write('a.yaml', `openapi: 3.0.0\npaths:\n${paths.join('')}`);
    const value = [...(await load('a.yaml')).files.values()][0]?.value as { paths: object };
    expect(Object.keys(value.paths)).toHaveLength(20_000);
  });

  it('refuses a number that overflows in JSON', async () => {
    write('a.json', '{"openapi": "3.0.0",\n"x": 1e999}');
    expect(await problem('a.json')).toMatchObject({ line: 2, column: 6, message: 'a number is not finite' });
  });

  it.each([['x: .inf'], ['x: -.INF'], ['x: [.NaN]']])('refuses the number in %s', async (line) => {
    write('a.yaml', `${minimal}${line}\n`);
    expect(await problem('a.yaml')).toMatchObject({ line: 4, message: 'a number is not finite' });
  });
});
