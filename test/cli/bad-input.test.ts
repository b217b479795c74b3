import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crm, erp, expectRefusal, folderWith, guard, manifest, put, repositoryWith, whole } from './command.ts';

const good = crm(['won']);
const cwd = folderWith({
  'good.json': good,
  'folder/inner.yaml': 'openapi: 3.1.0\n',
  'empty.yaml': '',
  'blank.yaml': ' \n\n',
  'binary.yaml': new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
  'broken.json': '{\n  "openapi": "3.1.0",\n  "paths": {,}\n}\n',
  'broken.yaml': 'openapi: 3.1.0\ninfo:\n  title: [a\n',
  'twice.yaml': 'openapi: 3.1.0\ninfo: {title: t, version: 1}\npaths: {}\npaths: {}\n',
  'other.yaml': 'name: not a description\n',
  'list.json': '[1, 2]',
  'future.yaml': 'openapi: 4.0.0\ninfo: {title: t, version: 1}\npaths: {}\n',
});

describe('a version that cannot be read', () => {
  it.each<[string, string, RegExp]>([
    ['a missing file', 'god.json', /^error: god\.json: does not exist\n {2}hint: did you mean good\.json\?/],
    ['a folder', 'folder', /^error: folder: is a folder, not a file\n {2}hint: .*inner\.yaml/],
    ['an empty file', 'empty.yaml', /^error: empty\.yaml: is empty/],
    ['a blank file', 'blank.yaml', /^error: blank\.yaml: is empty/],
    ['a binary file', 'binary.yaml', /^error: binary\.yaml: is not text/],
    ['invalid JSON', 'broken.json', /^error: broken\.json:3:13: /],
    ['invalid YAML', 'broken.yaml', /^error: broken\.yaml:\d+:\d+: invalid YAML/],
    ['a key that is there twice', 'twice.yaml', /^error: twice\.yaml:4:1: invalid YAML: .*duplicate/],
    ['a file of another kind', 'other.yaml', /^error: other\.yaml: .*OpenAPI/],
    ['a list', 'list.json', /^error: list\.json: .*OpenAPI/],
    ['an unknown version', 'future.yaml', /^error: future\.yaml.*4\.0\.0/],
    ['a revision outside of git', 'main:api.yaml', /^error: .*not in a git repository/],
    [
      'an address of another kind',
      'ftp://example.com/a.yaml',
      /^error: ftp:\/\/example\.com\/a\.yaml: only http and https/,
    ],
  ])('%s is refused on either side', async (_, ref, message) => {
    expectRefusal(await guard(['diff', ref, 'good.json'], { cwd }), message);
    expectRefusal(await guard(['diff', 'good.json', ref], { cwd }), message);
  });

  it('is said for both versions in one run, in the order of the command line', async () => {
    const { code, stdout, stderr } = await guard(['diff', 'empty.yaml', 'god.json'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.match(/^error: [^:]*/gm)).toEqual(['error: empty.yaml', 'error: god.json']);
  });

  it('is refused on standard input too', async () => {
    expectRefusal(await guard(['diff', 'good.json', '-'], { cwd, input: '' }), /^error: stdin: is empty/);
  });

  it('cannot steer the terminal by its name', async () => {
    const { stderr } = await guard(['diff', 'a\u001b[31mred', 'good.json'], { cwd });
    expect(stderr).toContain('a\\u001b[31mred');
    expect(stderr).not.toContain('\u001b');
  });
});

describe('an address that gives nothing', () => {
  const server = createServer((request, response) => {
    if (request.url === '/page') response.end('<!doctype html><title>Log in</title>');
    else response.writeHead(request.url === '/private' ? 403 : 404).end();
  });
  let origin = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each([
    ['/nothing', /the server answered 404/],
    ['/private', /the server answered 403/],
    ['/page', /is a web page, not an OpenAPI description/],
  ])('%s is refused', async (path, message) => {
    expectRefusal(await guard(['diff', `${origin}${path}`, 'good.json'], { cwd }), message);
  });

  it('is refused when nobody answers', async () => {
    expectRefusal(await guard(['diff', 'http://127.0.0.1:1/a.yaml', 'good.json'], { cwd }), /cannot be fetched/);
  });
});

describe('a dangling reference', () => {
  it.each([
    ['inside the file', '#/components/schemas/Missing'],
    ['to a missing file', 'missing.yaml#/Missing'],
  ])('%s is reported as a lower bound, and the rest is judged', async (_, $ref) => {
    const folder = folderWith({
      'before.json': crm(['won'], { owner: { $ref } }),
      'after.json': crm(['won', 'lost'], { owner: { $ref } }),
    });
    const { code, stdout, stderr } = await guard(['diff', 'before.json', 'after.json', '-f', 'json'], { cwd: folder });
    const report = JSON.parse(stdout);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toEqual(['enum-value-added']);
    expect(report.unjudged.length).toBeGreaterThan(0);
    expect(JSON.stringify(report.unjudged[0])).toContain('issing');
  });
});

describe('a manifest that cannot be used', () => {
  const run = (folder: string, ...args: readonly string[]) => guard(['diff', ...args], { cwd: folder });

  it('is none where there is none', async () => {
    expectRefusal(
      await run(folderWith({})),
      /no manifest found here \(guard\.yaml\)\n {2}hint: name one with --manifest/,
    );
  });

  it('is named where it lies further up', async () => {
    const folder = folderWith({ ...whole, 'specs/deep/x.txt': '' });
    expectRefusal(await run(`${folder}/specs/deep`), /hint: there is \.\.\/\.\.\/guard\.yaml: use --manifest/);
  });

  it('is ambiguous when there are two', async () => {
    const folder = folderWith({ ...whole, 'guard.json': '{}' });
    expectRefusal(await run(folder), /several manifests here: guard\.yaml, guard\.json/);
  });

  it('is given without its option', async () => {
    const folder = folderWith(whole);
    for (const command of ['check', 'matrix', 'fix']) {
      expectRefusal(
        await guard([command, 'other.yaml'], { cwd: folder }),
        new RegExp(`one word too many: other\\.yaml\\n {2}hint: .*guard ${command} --manifest other\\.yaml`),
      );
    }
    expectRefusal(
      await guard(['diff', 'guard.yaml'], { cwd: folder }),
      /guard\.yaml is one version.*\n {2}hint: .*--manifest guard\.yaml/,
    );
  });

  it('is not there, or matches no file', async () => {
    const folder = folderWith(whole);
    expectRefusal(
      await run(folder, '--manifest', 'integrations/nothing-like-it.yaml'),
      /does not exist\n {2}hint: --manifest names a mapping manifest/,
    );
    expectRefusal(
      await run(folder, '--manifest', 'guard.yaml/in-a-file.yaml'),
      /does not exist\n {2}hint: --manifest names/,
    );
    expectRefusal(
      await run(folder, '--manifest', 'gaurd.yaml'),
      /gaurd\.yaml: does not exist\n {2}hint: did you mean guard\.yaml\?/,
    );
    expectRefusal(
      await run(folder, '--manifest', 'services/*/guard.yaml'),
      /no file matches --manifest services\/\*\/guard\.yaml/,
    );
  });

  it('says all of its mistakes in one run, each with its place', async () => {
    const text = manifest().replace('integration:', 'integraton:').replace('{ spec: specs/erp.json }', '{ spcc: x }');
    const { code, stdout, stderr } = await run(folderWith({ ...whole, 'guard.yaml': text }));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: guard\.yaml:2:1: .*integraton/m);
    expect(stderr).toMatch(/^error: guard\.yaml:6:\d+: .*spcc/m);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('sets a level for a rule that there is not', async () => {
    const text = `${manifest()}policy: { levels: { enum-value-add: error, row-dead: off } }\n`;
    expectRefusal(
      await guard(['check'], { cwd: folderWith({ ...whole, 'guard.yaml': text }) }),
      /^error: guard\.yaml:16:21: no rule is called `enum-value-add`\n {2}hint: did you mean `enum-value-added`\?/,
    );
  });

  it('names what no description has', async () => {
    const text = manifest().replace('from: name', 'from: nmae');
    const folder = repositoryWith({ ...whole, 'guard.yaml': text });
    expectRefusal(await run(folder), /guard\.yaml:14:\d+: .*nmae[\s\S]*hint: .*name/);
  });

  it('needs git, or versions that are named', async () => {
    expectRefusal(
      await run(folderWith(whole)),
      /guard\.yaml: is not in a git repository, so there are no earlier versions/,
    );
  });

  it('that is a description is told as one', async () => {
    const run = await guard(['check', '--manifest', 'specs/crm.json'], { cwd: folderWith(whole) });
    expectRefusal(run, /specs\/crm\.json: is an OpenAPI description, not a mapping manifest/);
  });

  it('names a description that is not there', async () => {
    const folder = repositoryWith({ ...whole, 'guard.yaml': manifest().replace('crm.json', 'cmr.json') });
    const refused =
      /guard\.yaml:5:\d+: specs\/cmr\.json, the description of crm, does not exist\n.*did you mean specs\/crm/;
    expectRefusal(await run(folder), refused);
    expectRefusal(await guard(['check'], { cwd: folder }), refused);
    expectRefusal(await guard(['matrix', '--after', 'erp=specs/erp.json'], { cwd: folder }), refused);
  });

  it.each(['specs', '.', './specs/'])('names a description that is a folder: %s', async (name) => {
    const folder = folderWith({ ...whole, 'guard.yaml': manifest().replace('specs/crm.json', name) });
    const run = await guard(['check'], { cwd: folder });
    expectRefusal(run, /guard\.yaml:5:\d+: \S+, the description of crm, is a folder\n {2}hint: name the file in it/);
  });
});

describe('a git revision', () => {
  it('that does not exist is refused', async () => {
    const folder = repositoryWith(whole);
    expectRefusal(await guard(['diff', '--base', 'v9'], { cwd: folder }), /git revision v9 does not exist here/);
    expectRefusal(await guard(['diff', 'v9:specs/crm.json', 'specs/crm.json'], { cwd: folder }), /git revision v9/);
    expectRefusal(
      await guard(['diff', 'main:specs/cmr.json', 'specs/crm.json'], { cwd: folder }),
      /main:specs\/cmr\.json: does not exist at revision main\n {2}hint: did you mean main:specs\/crm\.json\?/,
    );
  });

  it('that looks like an option is none', async () => {
    const folder = repositoryWith(whole);
    expectRefusal(await guard(['diff', '--base=--output=x'], { cwd: folder }), /is no git revision/);
  });

  it('is needed where no default branch is known', async () => {
    const folder = folderWith(whole);
    put(folder, '.git/HEAD', 'ref: refs/heads/main\n');
    const { code, stdout, stderr } = await guard(['diff'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [\s\S]*hint: /);
  });
});

describe('an output that cannot be written', () => {
  const folder = folderWith({ 'a.json': erp(40), 'b.json': erp(20), 'taken/x': '' });

  it.each([
    ['no/such/folder/report.json', /report\.json: cannot be written: its folder does not exist/],
    ['taken', /taken: cannot be written/],
    ['a.json/report.json', /cannot be written: a part of its path is no folder/],
  ])('%s is refused, and nothing is printed', async (file, message) => {
    const args = ['diff', 'a.json', 'b.json', '--format', 'text', '--format', 'json', '--output', file];
    expectRefusal(await guard(args, { cwd: folder }), message);
  });
});
