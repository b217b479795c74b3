import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { crm, expectRefusal, folderWith, guard, manifest, put, repositoryWith, whole } from './command.ts';

const read = (folder: string): string => readFileSync(join(folder, 'guard.yaml'), 'utf8');

function broken(): string {
  const folder = repositoryWith(whole);
  put(folder, 'specs/crm.json', crm(['won', 'churned', 'paused', 'merged']));
  return folder;
}

describe('guard fix', () => {
  it('adds rows for a person to fill, changes nothing else, and shows it', async () => {
    const folder = broken();
    const run = await guard(['fix'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(read(folder)).toBe(manifest({ won: 'ACTIVE', churned: 'BLOCKED', paused: 'TODO', merged: 'TODO' }));
    expect(run.stdout).toMatch(/^--- guard\.yaml\n\+\+\+ guard\.yaml\n@@ /);
    expect(run.stdout.match(/^[+-] /gm)).toHaveLength(2);
    expect(run.stderr).toBe('wrote guard.yaml\nnote: TODO marks what a person has to fill: guard.yaml:15\n');
    // What a person has to fill is not forgotten, and not filled twice.
    expect((await guard(['diff'], { cwd: folder })).code).toBe(1);
    const again = await guard(['fix'], { cwd: folder });
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toMatch(/^nothing to change\nnote: 1 mapping in guard\.yaml takes a person/);
  });

  it('names the first of many rows to fill, and counts the others', async () => {
    const table = 'values:\n  states:\n    won: ACTIVE\n    churned: BLOCKED\nentities:';
    const text = manifest()
      .replace('entities:', table)
      .replace(/values: \{ won.*?\}/, 'values: states');
    const added = Array.from({ length: 30 }, (_, index) => `new${index}`);
    const folder = folderWith({ ...whole, 'guard.yaml': text, 'specs/crm.json': crm(['won', 'churned', ...added]) });
    const { stderr } = await guard(['fix'], { cwd: folder });
    expect(stderr).toContain('to fill: guard.yaml:11, guard.yaml:12');
    expect(stderr).toMatch(/, guard\.yaml:20 and 20 more\n/);
  });

  it('writes nothing in a dry run', async () => {
    const folder = broken();
    const run = await guard(['fix', '--dry-run'], { cwd: folder });
    expect(run.stdout).toContain('paused: TODO');
    expect(run.stderr).toMatch(/^dry run: nothing was written\n/);
    expect(read(folder)).toBe(manifest());
  });

  it('has nothing to do where nothing is broken', async () => {
    expect(await guard(['fix'], { cwd: repositoryWith(whole) })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'nothing to change\n',
    });
  });

  it('mends what is wrong already, without a repository and without a change', async () => {
    const folder = folderWith({ ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) });
    const run = await guard(['fix'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(read(folder)).toBe(manifest({ won: 'ACTIVE', churned: 'BLOCKED', paused: 'TODO' }));
  });

  it('keeps a manifest in JSON what it is', async () => {
    const { 'guard.yaml': text, ...specs } = whole;
    const folder = folderWith({ ...specs, 'guard.json': parse(text) as object });
    put(folder, 'specs/crm.json', crm(['won', 'churned', 'paused']));
    expect((await guard(['fix'], { cwd: folder })).code).toBe(0);
    const written = readFileSync(join(folder, 'guard.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(parse(manifest({ won: 'ACTIVE', churned: 'BLOCKED', paused: 'TODO' })));
  });

  it('refuses what guard diff refuses', async () => {
    expectRefusal(await guard(['fix'], { cwd: folderWith({}) }), /no manifest found here/);
    expectRefusal(await guard(['fix', 'x'], { cwd: broken() }), /one word too many: x/);
  });
});
