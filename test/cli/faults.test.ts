import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, crm, folderWith, git, guard, main, put, type Run, repositoryWith, whole } from './command.ts';

const versions = { 'a.json': crm(['won', 'churned']), 'b.json': crm(['won']) } as const;

/** A line of the shell, where `guard` is the built command. */
function shell(line: string, cwd: string): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const script = `guard() { "${process.execPath}" "${main}" "$@"; }\n${line}`;
  const child = spawn('bash', ['-c', script], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.on('close', (code) => resolve({ code, stdout, stderr }));
  return promise;
}

/** One error with a hint, no stack, no word of a bug. */
function expectFailure({ code, stderr }: Run, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(stderr.match(/^error: /gm)).toHaveLength(1);
  expect(stderr).toMatch(/\n {2}hint: \S/);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|bug in contract-guard/);
}

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  it
    .runIf(existsSync('/dev/full'))
    .each([
      'guard diff a.json b.json >/dev/full',
      'guard diff a.json b.json --format json >/dev/full',
      'guard diff a.json b.json --format sarif --output /dev/full',
      'guard rules >/dev/full',
      'guard --help >/dev/full',
    ])('is said, and is no verdict: %s', async (line) => {
    expectFailure(await shell(line, folderWith(versions)), /the disk is full/);
  });

  it.runIf(existsSync('/dev/full'))('does not let --version pass', async () => {
    expect(await shell('guard --version >/dev/full', folderWith({}))).toMatchObject({ code: 2 });
  });

  // A limit on the size of files fails a write in its middle, as a disk does that fills up.
  it('leaves the report that was there, and nothing half-written', async () => {
    const folder = folderWith({ ...versions, 'report.html': 'old' });
    const run = await shell('ulimit -f 1; guard diff a.json b.json --format html --output report.html', folder);
    expectFailure(run, /report\.html: cannot be written/);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json', 'report.html']);
  });

  it('leaves the acknowledgements that were there', async () => {
    const folder = repositoryWith(whole);
    put(folder, 'specs/crm.json', crm(['won', 'churned', 'paused']));
    const found = JSON.parse((await guard(['diff', '--format', 'json'], { cwd: folder })).stdout) as {
      readonly findings: readonly { readonly fingerprint: string }[];
    };
    const id = found.findings[0]?.fingerprint ?? '';
    const old = `# ${'kept '.repeat(400)}\n[]\n`;
    put(folder, 'guard.accepted.yaml', old);
    const run = await shell(`ulimit -f 1; guard accept ${id} --until 2026-12-31 --reason "known"`, folder);
    expectFailure(run, /guard\.accepted\.yaml: cannot be written/);
    expect(readFileSync(join(folder, 'guard.accepted.yaml'), 'utf8')).toBe(old);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('a place that cannot be written to', () => {
  it('is said, with nothing on standard output', async () => {
    const folder = folderWith({ ...versions, 'ro/keep': '' });
    const run = await shell('chmod a-w ro; guard diff a.json b.json --format json --output ro/keep/r.json', folder);
    expectFailure(run, /ro\/keep\/r\.json: cannot be written/);
    expect(run.stdout).toBe('');
  });

  it.skipIf(process.getuid?.() === 0)('as a folder without the permission', async () => {
    const folder = folderWith({ ...versions, 'ro/keep': '' });
    const run = await shell(
      'chmod a-w ro; guard diff a.json b.json --format json --output ro/r.json; c=$?; chmod u+w ro; exit $c',
      folder,
    );
    expectFailure(run, /ro\/r\.json: cannot be written: no permission/);
  });

  it('a current folder that is gone is no verdict', async () => {
    const folder = folderWith({ ...versions, 'gone/x': '' });
    const run = await shell('cd gone; rm -r ../gone; guard diff ../a.json ../b.json', folder);
    expectFailure(run, /current folder does not exist/);
  });
});

describe.skipIf(process.platform === 'win32')('a signal in the middle', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the run at once, by that signal, and leaves files as they were',
    async (signal) => {
      const folder = folderWith({ ...versions, 'report.json': 'old' });
      const asked = Promise.withResolvers<void>();
      const server = createServer(() => asked.resolve());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const address = `http://127.0.0.1:${port}/b.json`;
      const args = [main, 'diff', 'a.json', address, '--format', 'json', '--output', 'report.json'];
      const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, by) => resolve(by)));
      await asked.promise;
      child.kill(signal);
      expect(await ended).toBe(signal);
      server.closeAllConnections();
      server.close();
      expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('old');
      expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.json', 'report.json']);
    },
  );
});

describe('a repository in the middle of a rebase', () => {
  it('is compared as it is: a conflict in a description is refused with its line, and the base still reads', async () => {
    const folder = repositoryWith(whole);
    git(folder, 'checkout', '--quiet', '-b', 'feature');
    put(folder, 'specs/crm.json', crm(['won', 'churned', 'paused']));
    commit(folder, 'feature');
    git(folder, 'checkout', '--quiet', 'main');
    put(folder, 'specs/crm.json', crm(['won', 'churned', 'lost']));
    commit(folder, 'other');
    git(folder, 'checkout', '--quiet', 'feature');
    expect(() => git(folder, 'rebase', 'main')).toThrow();
    const conflict = await guard(['diff', '--base', 'main'], { cwd: folder });
    expectFailure(conflict, /specs\/crm\.json:\d+:\d+: /);
    put(folder, 'specs/crm.json', crm(['won', 'churned', 'lost', 'paused']));
    const solved = await guard(['diff', '--base', 'main', '--format', 'json'], { cwd: folder });
    expect(solved.stderr).toBe('');
    expect(solved.code).toBe(1);
    expect(solved.stdout).toContain('paused');
  });
});

describe('a description that vanishes', () => {
  it('is refused when it is the one that was named, and told when it is referred to', async () => {
    const folder = folderWith({
      ...versions,
      'c.json': { ...crm(['won']), components: { schemas: { A: { $ref: 'gone.yaml' } } } },
    });
    expectFailure(await guard(['diff', 'a.json', 'gone.json'], { cwd: folder }), /gone\.json: does not exist/);
    const run = await guard(['diff', 'c.json', 'c.json', '--format', 'json'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(JSON.stringify(JSON.parse(run.stdout).unjudged)).toContain('does not exist');
  });
});
