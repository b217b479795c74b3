import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultBranch, mergeBase } from '../../src/spec/git.ts';
import { valueAt } from '../../src/spec/json-pointer.ts';
import { loadGitSpec } from '../../src/spec/load.ts';
import { resolveUrl } from '../../src/spec/reference.ts';
import { commitAll, git, here, load, minimal, names, problem, useWorkspace, withSchema, write } from './workspace.ts';

useWorkspace();

describe('git revisions', () => {
  beforeEach(() => {
    git('init', '-q');
    write('specs/openapi.yaml', withSchema('{$ref: "../models/gr%C3%B6%C3%9Fe%20a.yaml#/Old"}'));
    write('models/größe a.yaml', 'Old: {title: old}\n');
    commitAll('one');
    write('models/größe a.yaml', 'New: {title: new}\n');
    rmSync(join(here.cwd, 'specs'), { recursive: true });
    write('later.yaml', minimal);
    commitAll('two');
  });

  it('resolves relative references inside the revision', async () => {
    const spec = await load('HEAD~1:specs/openapi.yaml');
    expect(names(spec)).toEqual(['HEAD~1:specs/openapi.yaml', 'HEAD~1:models/größe a.yaml']);
    expect(spec.label).toBe('HEAD~1:specs/openapi.yaml');
    expect(spec.entry).toBe(`git://${git('rev-parse', 'HEAD~1^{tree}')}/specs/openapi.yaml`);
    expect([...spec.files.values()][1]?.value).toEqual({ Old: { title: 'old' } });
    const ref = valueAt(spec.files.get(spec.entry)?.value, '/components/schemas/A/$ref' as never);
    expect(spec.files.has(resolveUrl(String(ref), spec.entry).url)).toBe(true);
  });

  it('takes a path from the root or from the current folder', async () => {
    const models = join(here.cwd, 'models');
    write('models/api.yaml', minimal);
    commitAll('three');
    for (const ref of ['HEAD:models/api.yaml', 'HEAD:api.yaml', 'HEAD:./api.yaml', 'HEAD:../models/api.yaml']) {
      expect(names(await load(ref, { cwd: models }))).toEqual(['HEAD:models/api.yaml']);
    }
    expect((await problem('HEAD:./models/api.yaml', { cwd: models })).message).toContain('does not exist at revision');
  });

  it('prefers a file that exists to the reading as a revision', async () => {
    write('HEAD:later.yaml', 'openapi: 3.2.0\n');
    expect((await load('HEAD:later.yaml')).dialect).toBe('3.2');
  });

  it('tells a file that is new from everything else', async () => {
    expect(await loadGitSpec('HEAD~1', 'later.yaml', { system: 'crm', cwd: here.cwd })).toEqual({ kind: 'absent' });
    const found = await loadGitSpec('HEAD~1', 'specs/openapi.yaml', { system: 'crm', cwd: here.cwd });
    expect(found).toMatchObject({ kind: 'loaded', spec: { dialect: '3.1', unjudged: [] } });
    const below = await loadGitSpec('HEAD', '../later.yaml', { system: 'crm', cwd: join(here.cwd, 'models') });
    expect(below.kind).toBe('loaded');
    await expect(loadGitSpec('nope', 'later.yaml', { system: 'crm', cwd: here.cwd })).rejects.toThrow(
      /revision nope does not exist/,
    );
    await expect(loadGitSpec('HEAD', 'models', { system: 'crm', cwd: here.cwd })).rejects.toThrow(/is a folder/);
  });

  it('says what is wrong with a revision or a path', async () => {
    expect((await problem('nope:later.yaml')).message).toBe('git revision nope does not exist here');
    expect(await problem('HEAD:latr.yaml')).toMatchObject({
      message: 'does not exist at revision HEAD',
      hint: 'did you mean HEAD:later.yaml?',
    });
    for (const ref of ['--output=x:a.yaml', '-:a.yaml', 'a\nb:a.yaml'])
      expect((await problem(ref)).message).toContain('is no git revision');
    expect(existsSync(join(here.cwd, 'x'))).toBe(false);
    expect((await problem('HEAD:models')).message).toContain('is a folder');
  });

  it('refuses symbolic links in a revision', async () => {
    symlinkSync('later.yaml', join(here.cwd, 'link.yaml'));
    write('root.yaml', withSchema('{$ref: link.yaml}'));
    commitAll('link');
    expect((await problem('HEAD:link.yaml')).message).toContain('symbolic link');
    const spec = await load('HEAD:root.yaml');
    expect(names(spec)).toEqual(['HEAD:root.yaml']);
    expect(spec.unjudged[0]?.message).toContain('symbolic link');
  });

  it('finds the merge base with the default branch', async () => {
    const base = git('rev-parse', 'HEAD');
    git('checkout', '-q', '-b', 'feature');
    write('x.yaml', minimal);
    commitAll('feature');
    expect(await defaultBranch(here.cwd)).toBe('refs/heads/main');
    expect(await mergeBase(here.cwd)).toBe(base);
    git('update-ref', 'refs/remotes/origin/trunk', 'HEAD~2');
    git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    expect(await mergeBase(here.cwd)).toBe(git('rev-parse', 'HEAD~2'));
    git('checkout', '-q', '--orphan', 'alone');
    commitAll('alone');
    await expect(mergeBase(here.cwd)).rejects.toThrow(/no common commit/);
  });

  it('says so when there is no default branch', async () => {
    git('branch', '-m', 'main', 'trunk');
    await expect(mergeBase(here.cwd)).rejects.toThrow(/default branch is unknown/);
  });
});

it('says that a folder is not in a git repository', async () => {
  expect((await problem('main:a.yaml')).message).toContain('is not in a git repository');
});
