import { describe, expect, it } from 'vitest';
import { minimal, problem, useWorkspace, write } from './workspace.ts';

useWorkspace();

describe('loadSpec: bad input', () => {
  it('names the nearest file for one that does not exist', async () => {
    write('specs/crm.yaml', minimal);
    expect(await problem('specs/crn.yaml')).toMatchObject({
      file: 'specs/crn.yaml',
      message: 'does not exist',
      hint: 'did you mean specs/crm.yaml?',
    });
    expect((await problem('spec/crm.yaml')).hint).toBe('did you mean specs?');
  });

  it.each([
    ['', /is empty/],
    ['  \n\t\n', /is empty/],
    ['# only a comment\n', /is not an OpenAPI document/],
    ['just text\n', /is not an OpenAPI document: it is a string/],
    ['[1]', /is not an OpenAPI document: it is a list/],
    ['name: x\nversion: 1\n', /no "openapi" or "swagger" key, but name, version/],
    ['openapi: 4.0.0\n', /unknown version, openapi: "4\.0\.0"/],
    ['openapi: 3.3.0\n', /unknown version/],
    ['swagger: "1.2"\n', /unknown version, swagger: "1\.2"/],
    ['openapi: {}\n', /unknown version/],
    ['openapi: {toString: 1, valueOf: 2}\n', /unknown version/],
    ['openapi: [{toString: 1}]\n', /unknown version/],
    ['openapi: 3.0.0\n---\nopenapi: 3.0.0\n', /2 YAML documents/],
  ])('%j', async (text, message) => {
    write('a.yaml', text);
    expect(await problem('a.yaml')).toMatchObject({
      file: 'a.yaml',
      message: expect.stringMatching(message) as string,
    });
  });

  it.each([
    ['{\n  "a": 1,\n}', 3, 1],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ["{'a': 1}", 1, 2],
    ['{"a": tru}', 1, 7],
    ['{"a": [1, 2\n', 2, 1],
    ['{"a": "x\ny"}', 1, 9],
    ['{"a": 1} x', 1, 10],
    ['{"a": 01}', 1, 7],
    ['{"a": "\\q"}', 1, 8],
    ['[1, {"a" 2}]', 1, 10],
  ])('invalid JSON %j', async (text, line, column) => {
    write('a.json', text);
    expect(await problem('a.json')).toMatchObject({
      file: 'a.json',
      line,
      column,
      message: expect.stringMatching(/^invalid JSON: expected/) as string,
    });
  });

  it('says where YAML breaks, and where a key repeats', async () => {
    write('a.yaml', 'openapi: 3.0.0\ninfo:\n\ttitle: x\n');
    expect(await problem('a.yaml')).toMatchObject({
      line: 3,
      message: expect.stringContaining('invalid YAML') as string,
    });
    write('b.yaml', 'openapi: 3.0.0\ninfo:\n  title: x\n  title: y\n');
    expect(await problem('b.yaml')).toMatchObject({
      line: 4,
      column: 3,
      message: expect.stringContaining('duplicated') as string,
    });
  });

  it('refuses a folder, binary data, and text in another encoding', async () => {
    write('specs/crm.yaml', minimal);
    expect(await problem('specs')).toMatchObject({
      message: 'is a folder, not a file',
      hint: 'name a file in it: crm.yaml',
    });
    write('a.yaml', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0]));
    expect((await problem('a.yaml')).message).toContain('not text');
    write('b.yaml', Buffer.from('openapi: 3.0.0\nx: caf\xe9\n', 'latin1'));
    expect((await problem('b.yaml')).message).toContain('not text');
  });

  it('refuses other schemes, half a git reference and missing standard input', async () => {
    expect((await problem('ftp://x.invalid/a.yaml')).message).toContain('only http and https');
    expect((await problem(':a.yaml')).message).toContain('no git revision');
    expect((await problem('main:')).message).toContain('no path');
    expect((await problem('http://user:geheim@x.invalid/a.yaml')).message).not.toContain('geheim');
    expect((await problem('http://[x/a.yaml')).message).toContain('is no web address');
    expect((await problem('-')).message).toContain('no standard input');
    expect((await problem('C:\\specs\\a.yaml')).message).toBe('does not exist');
  });
});
