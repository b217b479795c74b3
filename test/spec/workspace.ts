import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect } from 'vitest';
import { InputError, type Problem } from '../../src/spec/input-error.ts';
import { type LoadOptions, loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';

/** A new folder for each test, and short ways to fill it and to load from it. */
export const here = { cwd: '' };
const made: string[] = [];

export function useWorkspace(): void {
  beforeEach(() => {
    here.cwd = mkdtempSync(join(tmpdir(), 'guard-load-'));
    made.push(here.cwd);
  });
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
}

export function write(path: string, content: string | Uint8Array): string {
  const full = join(here.cwd, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

export function load(ref: string, options: Partial<LoadOptions> = {}): Promise<SpecVersion> {
  return loadSpec(ref, { system: 'crm', cwd: here.cwd, ...options });
}

/** The one problem a load fails with. */
export async function problem(ref: string, options: Partial<LoadOptions> = {}): Promise<Problem> {
  const error: unknown = await load(ref, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const problems = error instanceof InputError ? error.problems : [];
  expect(problems).toHaveLength(1);
  expect(problems[0]?.hint).toBeTruthy();
  return problems[0] ?? { message: '' };
}

export const minimal = 'openapi: 3.1.0\ninfo: {title: t, version: 1.2.3}\npaths: {}\n';

export function withSchema(schema: string): string {
  return `${minimal}components:\n  schemas:\n    A: ${schema}\n`;
}

export function names(spec: SpecVersion): string[] {
  return [...spec.files.values()].map((file) => file.name);
}

export function git(...args: string[]): string {
  // A test run started by a git hook has GIT_DIR set.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const who = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.invalid',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ];
  return execFileSync('git', [...who, ...args], {
    cwd: here.cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

export function commitAll(message: string): string {
  git('add', '-A');
  git('commit', '-q', '-m', message);
  return git('rev-parse', 'HEAD');
}
