import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { crm, erp, folderWith, guard, main } from './command.ts';

const files = {
  'a.json': erp(40),
  'b.json': erp(20),
  'c.json': crm(['won']),
  'd.json': crm(['won'], { note: { type: 'string' } }),
} as const;
const cwd = folderWith(files);
const breaking = ['diff', 'a.json', 'b.json'] as const;
const harmless = ['diff', 'c.json', 'd.json'] as const;

describe('the exit code', () => {
  it.each<[readonly string[], string, number]>([
    [breaking, 'error', 1],
    [breaking, 'warning', 1],
    [breaking, 'info', 1],
    [breaking, 'never', 0],
    [harmless, 'error', 0],
    [harmless, 'warning', 0],
    [harmless, 'info', 1],
    [harmless, 'never', 0],
    [['diff', 'a.json', 'a.json'], 'info', 0],
  ])('of %j with --fail-on %s is %i', async (args, failOn, code) => {
    const run = await guard([...args, '--fail-on', failOn], { cwd });
    expect(run).toMatchObject({ code, stderr: '' });
  });
});

describe('formats and their places', () => {
  it('go to standard output by default, as text without colour', async () => {
    const { stdout } = await guard(breaking, { cwd });
    expect(stdout).toMatch(/maxLength|40.*20/);
    expect(stdout).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('are paired with the output that follows', async () => {
    const folder = folderWith(files);
    const formats = ['--format', 'json', '--output', 'r.json', '-f', 'markdown', '-o', 'r.md', '-f', 'text'];
    const { code, stdout, stderr } = await guard([...breaking, ...formats], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')).verdict).toBe('breaking');
    expect(readFileSync(join(folder, 'r.md'), 'utf8')).toMatch(/^### ⛔/);
    // beside another report, text shows the whole message; alone only its part
    expect(stdout).toContain('no longer accepted: { "legalName": "');
    expect((await guard(breaking, { cwd: folder })).stdout).toContain('no longer accepted: "');
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(files), 'r.json', 'r.md'].sort());
  });

  it('take a single output in either order, and replace what was there', async () => {
    const folder = folderWith({ ...files, 'r.json': 'old' });
    expect(await guard([...breaking, '-o', 'r.json', '-f', 'json'], { cwd: folder })).toMatchObject({ stdout: '' });
    expect(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')).version).toBe(1);
  });

  it('write - to standard output', async () => {
    const { stdout } = await guard([...breaking, '--format', 'json', '--output', '-'], { cwd });
    expect(JSON.parse(stdout).counts.error).toBe(1);
  });

  it('leave outputs alone when the run fails', async () => {
    const folder = folderWith({ ...files, 'r.json': 'old' });
    await guard(['diff', 'a.json', 'missing.json', '-f', 'json', '-o', 'r.json'], { cwd: folder });
    expect(readFileSync(join(folder, 'r.json'), 'utf8')).toBe('old');
  });

  it('are the same bytes in every run', async () => {
    const runs = await Promise.all(
      ['text', 'json', 'markdown'].flatMap((format) =>
        [1, 2].map(async () => (await guard([...breaking, '-f', format], { cwd })).stdout),
      ),
    );
    expect(runs[0]).toBe(runs[1]);
    expect(runs[2]).toBe(runs[3]);
    expect(runs[4]).toBe(runs[5]);
  });
});

describe('colour', () => {
  it.each<[string, readonly string[], Readonly<Record<string, string>>, boolean]>([
    ['no terminal', [], {}, false],
    ['--color', ['--color'], {}, true],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['--no-color over FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
    ['--color over NO_COLOR', ['--color'], { NO_COLOR: '1' }, true],
  ])('with %s', async (_, args, env, coloured) => {
    const { stdout } = await guard([...breaking, ...args], { cwd, env });
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });
});

describe('a terminal', () => {
  it('gets standard input as one of the versions', async () => {
    const input = readFileSync(join(cwd, 'b.json'), 'utf8');
    const { code, stdout } = await guard(['diff', 'a.json', '-'], { cwd, input });
    expect(code).toBe(1);
    expect(stdout).toContain('stdin');
  });
});

describe('a reader that goes away', () => {
  it('is no error, and leaves the exit code as it is', async () => {
    const child = spawn(process.execPath, [main, ...breaking, '--format', 'json'], { cwd });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });
});
