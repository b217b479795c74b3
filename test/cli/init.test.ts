import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crm, erp, expectRefusal, folderWith, guard, put, whole } from './command.ts';

const specs = { 'specs/crm.json': crm(['active', 'blocked']), 'specs/erp.json': erp(40) };
const ARGS = ['init', 'crm=specs/crm.json', 'erp=specs/erp.json'];

describe('guard init', () => {
  it('writes a manifest that guard diff takes', async () => {
    const folder = folderWith(specs);
    const run = await guard(ARGS, { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^--- \/dev\/null\n\+\+\+ guard\.yaml\n/);
    expect(run.stderr).toMatch(/^wrote guard\.yaml\n1 entity and 2 fields proposed; TODO marks/);
    const text = readFileSync(join(folder, 'guard.yaml'), 'utf8');
    expect(text).toContain('        from: crm GET /accounts/{id}\n        to: erp POST /customers\n');
    expect(text).toContain('- { from: name, to: legalName }  # 0.');
    expect(text).toContain('values: { active: ACTIVE, blocked: BLOCKED } }  # 0.');
    const diff = await guard(['diff', '--before', 'crm=specs/crm.json', '--before', 'erp=specs/erp.json'], {
      cwd: folder,
    });
    expect(diff).toMatchObject({ code: 0, stderr: '' });
  });

  it('finds names for the systems, and paths from where the manifest is', async () => {
    const folder = folderWith({ ...specs, 'guard/.keep': '' });
    const run = await guard(['init', 'specs/crm.json', 'specs/erp.json', '-o', 'guard/own.yaml'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/Next: read it, then guard check --manifest guard\/own\.yaml\n$/);
    const text = readFileSync(join(folder, 'guard/own.yaml'), 'utf8');
    expect(text).toContain('  crm: { spec: "../specs/crm.json" }\n  erp: { spec: "../specs/erp.json" }\n');
  });

  it('writes nothing in a dry run', async () => {
    const folder = folderWith(specs);
    const run = await guard([...ARGS, '--dry-run'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^dry run: nothing was written\n1 entity .* decide\n$/);
    expect(existsSync(join(folder, 'guard.yaml'))).toBe(false);
  });

  it('shows in a dry run what it would write where there is a manifest', async () => {
    const folder = folderWith({ ...specs, ...whole });
    const run = await guard([...ARGS, '--dry-run'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^--- \/dev\/null\n\+\+\+ guard\.yaml\n/);
    expect(run.stderr).toMatch(/^note: guard\.yaml is there already: write to another file .*\ndry run: nothing was/);
    expect(readFileSync(join(folder, 'guard.yaml'), 'utf8')).toBe(whole['guard.yaml']);
  });
});

describe('guard init refuses', () => {
  it('to overwrite anything', async () => {
    const folder = folderWith(whole);
    expectRefusal(await guard(ARGS, { cwd: folder }), /guard\.yaml: is there already, and guard init never overwrites/);
    expect(readFileSync(join(folder, 'guard.yaml'), 'utf8')).toBe(whole['guard.yaml']);
  });

  it('to write through a symbolic link that leads nowhere', async () => {
    const folder = folderWith(specs);
    symlinkSync(join(folder, 'elsewhere.yaml'), join(folder, 'guard.yaml'));
    expectRefusal(await guard(ARGS, { cwd: folder }), /it is a symbolic link/);
    expect(existsSync(join(folder, 'elsewhere.yaml'))).toBe(false);
  });

  it.each([
    ['one description', ['init', 'specs/crm.json'], /takes two descriptions/],
    ['the same name twice', ['init', 'a=specs/crm.json', 'a=specs/erp.json'], /both systems would be called a/],
    ['a description that is not there', ['init', 'a=specs/crm.json', 'b=specs/epr.json'], /specs\/epr\.json: /],
    [
      'a name that is none',
      ['init', 'the crm=specs/crm.json', 'b=specs/erp.json'],
      /"the crm" is no name for a system/,
    ],
    ['a name without a description', ['init', 'crm=', 'b=specs/erp.json'], /an empty text names no version/],
    ['standard output', [...ARGS, '--output', '-'], /guard init writes a file\n {2}hint: .*--dry-run/],
    ['JSON', [...ARGS, '--output', 'guard.json'], /writes YAML, with comments\n {2}hint: write --output guard\.yaml/],
    ['standard input twice', ['init', '-', '-'], /can be read once only/],
  ])('%s', async (_, args, message) => {
    expectRefusal(await guard(args, { cwd: folderWith(specs) }), message);
  });

  it('both descriptions that are wrong, in one run', async () => {
    const folder = folderWith({ 'a.json': '{', 'b.json': '{' });
    put(folder, 'c.json', '[');
    const run = await guard(['init', 'a.json', 'c.json'], { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr.match(/^error: /gm)).toHaveLength(2);
  });
});
