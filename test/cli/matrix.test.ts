import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crm, erp, expectRefusal, folderWith, guard, manifest, whole } from './command.ts';

describe('guard matrix', () => {
  it('prints Markdown, and writes other formats beside it', async () => {
    const folder = folderWith(whole);
    const args = ['matrix', '-f', 'markdown', '-f', 'html', '-o', 'm.html', '-f', 'csv', '-o', 'm.csv'];
    const run = await guard(args, { cwd: folder });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^# `crm-to-erp`\n\n2 rows: 2 hold/);
    expect(readFileSync(join(folder, 'm.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(join(folder, 'm.csv'), 'utf8').split('\r\n')).toHaveLength(4);
  });

  it.each([
    [1, 'at most 1 character<'],
    [2, 'at most 2 characters<'],
  ])('counts in words: %i', async (length, words) => {
    const { stdout } = await guard(['matrix', '-f', 'html'], {
      cwd: folderWith({ ...whole, 'specs/erp.json': erp(length) }),
    });
    expect(stdout).toContain(words);
  });

  it('shows a version that is named, and describes what is wrong without failing by it', async () => {
    const folder = folderWith({ ...whole, 'new.json': crm(['won', 'churned', 'paused']) });
    const run = await guard(['matrix', '--after', 'crm=new.json'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('breaks<br>the value table has no row for `paused`');
  });

  it('refuses what is no format, two manifests, and one with mistakes; nothing is written then', async () => {
    const folder = folderWith({
      ...whole,
      'other.yaml': manifest().replace('crm-to-erp', 'other'),
      'bad.yaml': 'version: 2\n',
    });
    expectRefusal(await guard(['matrix', '-f', 'htm'], { cwd: folder }), /did you mean --format html/);
    const two = ['matrix', '--manifest', 'guard.yaml', 'other.yaml', '-o', 'm.md'];
    expectRefusal(await guard(two, { cwd: folder }), /a matrix is made of one manifest/);
    expect((await guard(['matrix', '-m', 'bad.yaml', '-o', 'm.md'], { cwd: folder })).code).toBe(2);
    expect(existsSync(join(folder, 'm.md'))).toBe(false);
  });
});
