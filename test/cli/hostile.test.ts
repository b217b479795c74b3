/** What a stranger may write into a description, through the built command: rows of SECURITY.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderWith, guard, put } from './command.ts';

const FORMATS = ['text', 'json', 'markdown', 'html', 'sarif', 'junit', 'github'] as const;

const OK = { 200: { description: 'done' } };
const describedBy = (paths: object, rest: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'a', version: '1' },
  paths,
  ...rest,
});
const takes = (schema: unknown, rest: object = {}) =>
  describedBy(
    { '/x': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: OK } } },
    rest,
  );

/** In all formats; the output of each, with what was said beside it. */
async function inAllFormats(cwd: string, ...args: readonly string[]): Promise<Map<string, string>> {
  const runs = FORMATS.map(async (format) => {
    const { code, stdout, stderr } = await guard(['diff', ...args, '-f', format, '--verbose'], { cwd });
    expect(code, stderr).toBeLessThan(2);
    return [format, stdout + stderr] as const;
  });
  return new Map(await Promise.all(runs));
}

describe('a reference to a file outside', () => {
  const outside = folderWith({ 'secret.yaml': 'type: string\ndescription: c4n4ry\nenum: [c4n4ry]\n' });
  const secret = join(outside, 'secret.yaml');
  const cwd = folderWith({ 'list.txt': 'enum: [c4n4ry]\n' });
  symlinkSync(secret, join(cwd, 'link.yaml'));
  symlinkSync(outside, join(cwd, 'linked'));

  it.each([
    ['an absolute path', secret],
    ['a file URL', `file://${secret}`],
    ['a way up', `../../../../../../../../..${secret}`],
    ['a way up, encoded', `%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e${secret}`],
    ['a symbolic link', 'link.yaml'],
    ['a folder that is a symbolic link', 'linked/secret.yaml'],
    ['a file of another kind', 'list.txt'],
  ])('%s is not read, in any format', async (_, $ref) => {
    put(cwd, 'before.json', takes({ type: 'string' }));
    put(cwd, 'after.json', takes({ $ref }));
    const outputs = FORMATS.flatMap((format) => ['-f', format, '-o', `out.${format}`]);
    const { stdout, stderr } = await guard(['diff', 'before.json', 'after.json', '--verbose', ...outputs], { cwd });
    expect(stdout + stderr).not.toContain('c4n4ry');
    for (const format of FORMATS) expect(readFileSync(join(cwd, `out.${format}`), 'utf8')).not.toContain('c4n4ry');
    expect(JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')).unjudged).not.toEqual([]);
  });
});

describe('a reference to a host', () => {
  let hits = 0;
  const server = createServer((_, response) => {
    hits++;
    response.end('type: string\n');
  });
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  it('of this machine or network is never asked, however it is written', async () => {
    const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', 'localhost', '[::1]', '0.0.0.0'];
    const more = ['[::ffff:127.0.0.1]', '169.254.169.254', '168.63.129.16', '10.0.0.1', 'metadata.google.internal'];
    const refs = [...hosts, ...more].flatMap((host) => [`http://${host}:${port}/a`, `https://${host}:${port}/a`]);
    const properties = Object.fromEntries(refs.map(($ref) => [$ref, { $ref }]));
    const cwd = folderWith({ 'a.json': takes({ type: 'object' }), 'b.json': takes({ type: 'object', properties }) });
    const { code, stderr } = await guard(['diff', 'a.json', 'b.json'], { cwd });
    expect(code, stderr).toBeLessThan(2);
    const allowed = hosts.flatMap((host) => ['--allow-host', `${host}:${port}`]);
    expect((await guard(['diff', 'a.json', 'b.json', ...allowed], { cwd })).code).toBeLessThan(2);
    expect(hits).toBe(0);
  });
});

describe('a server that is named', () => {
  const bomb = gzipSync(Buffer.alloc(40_000_000, ' '));
  let moved = 0;
  const other = createServer((_, response) => {
    moved++;
    response.end();
  });
  const server = createServer((request, response) => {
    if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    else if (request.url === '/slow') response.writeHead(200).write('{');
    else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else response.writeHead(302, { location: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` }).end();
  });
  let origin = '';
  beforeAll(async () => {
    for (const one of [server, other]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    for (const one of [server, other]) {
      one.closeAllConnections();
      one.close();
    }
  });

  it.each([
    ['/bomb', ['--limit', 'fileBytes=1000000'], /limit "fileBytes"/],
    ['/slow', ['--limit', 'fetchMs=300'], /limit "fetchMs"/],
    ['/loop', [], /redirect/],
    ['/elsewhere', [], /redirects to 127\.0\.0\.1:\d+, which is no public host/],
  ])('%s is refused by name', async (path, args, message) => {
    const cwd = folderWith({ 'a.json': takes({}) });
    const { code, stdout, stderr } = await guard(['diff', 'a.json', `${origin}${path}`, ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(moved).toBe(0);
  });
});

describe('a description without end', () => {
  const deep = (open: string, close: string) =>
    `{"openapi":"3.1.0","x":${open.repeat(100_000)}1${close.repeat(100_000)}}`;
  const laughs = Array.from({ length: 9 }, (_, at) => `x${at + 1}: &x${at + 1} [${`*x${at}, `.repeat(9)}]`);
  const chain = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`S${at}`, { $ref: `#/components/schemas/S${(at + 1) % 10_000}` }]),
  );
  const cwd = folderWith({
    'good.json': takes({}),
    'deep.json': deep('[', ']'),
    'deep.yaml': `openapi: 3.1.0\nx: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`,
    'laughs.yaml': `openapi: 3.1.0\nx0: &x0 [a, a, a, a, a, a, a, a, a]\n${laughs.join('\n')}\n`,
    'ring.json': takes({ $ref: '#/components/schemas/S0' }, { components: { schemas: chain } }),
    'self.json': takes(
      { $ref: '#/components/schemas/S' },
      { components: { schemas: { S: { allOf: [{ $ref: '#/components/schemas/S' }] } } } },
    ),
  });

  it.each([
    ['deep.json', /limit "depth"/],
    ['deep.yaml', /limit "depth"/],
    ['laughs.yaml', /limit "nodes"/],
  ])('%s is refused by name', async (file, message) => {
    const { code, stdout, stderr } = await guard(['diff', 'good.json', file], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/hint: .*--limit/);
  });

  it.each(['ring.json', 'self.json'])('%s ends', async (file) => {
    expect((await guard(['diff', 'good.json', file], { cwd })).code).toBeLessThan(2);
    expect(await guard(['diff', file, file], { cwd })).toMatchObject({ code: 0 });
  });
});

describe('names that mean something elsewhere', () => {
  const names = [
    '##[error]x',
    '##[stop-commands]x',
    '::add-mask::x',
    '\n::error::x',
    '\r##[x',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '--><!--',
    '</style>',
    '"onload="x',
    "'x",
    'a|b\n|c',
    '`x` ```',
    '@octocat #1',
    'https://evil.example',
    '[a](javascript:x)',
    '![a](https://evil.example/x)',
    '\u001b]0;t\u0007',
    '\u202ex',
    '\u0000',
    '__proto__',
    'constructor',
    'toString',
    '=cmd|calc',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
  ];
  const version = (isNew: boolean) => {
    const entries = names.map((name, at) => [
      name,
      {
        type: isNew && at % 2 === 0 ? 'integer' : 'string',
        title: name,
        description: name,
        enum: isNew ? ['v'] : [name, 'v'],
      },
    ]);
    const schema = { type: 'object', title: '##[x]', properties: Object.fromEntries(entries) };
    const paths = names.map((name) => [
      `/${name}`,
      {
        get: {
          operationId: name,
          tags: [name],
          parameters: [{ name, in: 'query', required: isNew, schema: { type: 'string' } }],
          responses: { 200: { description: name, content: { 'application/json': { schema } } } },
        },
      },
    ]);
    return describedBy(Object.fromEntries(paths));
  };
  const cwd = folderWith({ 'a.json': version(false), 'b.json': version(true) });
  let outputs = new Map<string, string>();
  beforeAll(async () => {
    outputs = await inAllFormats(cwd, 'a.json', 'b.json');
  }, 60_000);

  it.each(FORMATS)('%s gives the runner no command, and the terminal none', (format) => {
    const output = outputs.get(format) ?? '';
    expect(output.length).toBeGreaterThan(500);
    expect(output).not.toContain('##[');
    expect(output).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
    const lines = output.split('\n').filter((line) => /^\s*::/.test(line));
    if (format !== 'github') expect(lines).toEqual([]);
    // Its own, each of which names a file of ours; what is foreign is in the text behind.
    else
      for (const line of lines)
        expect(line).toMatch(/^::(?:error|warning|notice|group|endgroup)(?: file=b\.json,| title=contract-guard::|::)/);
  });

  it('json and sarif are still the same values', () => {
    const { findings } = JSON.parse(outputs.get('json') ?? '') as { findings: { message: string }[] };
    for (const name of ['##[error]x', '__proto__', 'constructor', 'toString'])
      expect(
        findings.some(({ message }) => message.includes(name)),
        name,
      ).toBe(true);
    expect(JSON.parse(outputs.get('sarif') ?? '').version).toBe('2.1.0');
    expect(Object.hasOwn(Object.prototype, 'type')).toBe(false);
  });

  it('html and junit hold no tag or attribute of theirs', () => {
    for (const format of ['html', 'junit']) {
      const output = outputs.get(format) ?? '';
      expect(output).not.toMatch(/<(?:img|a [^>]*evil)|<script>alert|onerror=alert\(1\)>|"onload="|<!--|javascript:x"/);
    }
    expect(outputs.get('html')).toMatch(/Content-Security-Policy" content="default-src 'none'/);
  });
});

describe('a pattern that takes for ever', () => {
  it('is never run on the native engine', async () => {
    const schema = (maxLength: number) => ({
      type: 'string',
      pattern: '^(a+)+$',
      maxLength,
      example: `${'a'.repeat(40)}!`,
    });
    const cwd = folderWith({ 'a.json': takes(schema(60)), 'b.json': takes(schema(50)) });
    const { code, stdout } = await guard(['diff', 'a.json', 'b.json', '-f', 'json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings[0].rule).toBe('max-length-changed');
  });
});

describe('YAML that other parsers read otherwise', () => {
  it('yes, 012, dates and tags stay what YAML 1.2 calls them', async () => {
    const yaml = (list: string) =>
      `openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths:\n  /x:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema:\n              enum: ${list}\n      responses: {200: {description: done}}\n`;
    const cwd = folderWith({
      'a.yaml': yaml('[yes, 012, 2020-01-01, 1_000]'),
      'b.yaml': yaml('["yes", 12, "2020-01-01", "1_000"]'),
      'c.yaml': yaml('[!!js/function "x"]'),
    });
    expect(await guard(['diff', 'a.yaml', 'b.yaml'], { cwd })).toMatchObject({ code: 0 });
    expect(await guard(['diff', 'a.yaml', 'c.yaml'], { cwd })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('git', () => {
  it('is given a link as a description: it is not followed', async () => {
    const cwd = folderWith({ 'a.json': takes({}), 'b.json': takes({ type: 'string' }) });
    const run = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd });
    symlinkSync('/etc/hostname', join(cwd, 'link.json'));
    run('init', '-q');
    run('add', '.');
    run('commit', '-qm', 'x');
    const { code, stdout, stderr } = await guard(['diff', 'HEAD:link.json', 'a.json'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/link/);
  });
});
