/** Repositories that are not the plain case, and readers that go away. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, crm, expectRefusal, folderWith, git, guard, main, put, repositoryWith } from './command.ts';

/** Two commits; the second takes a value away from what is answered. */
function twoVersions(): string {
  const folder = repositoryWith({ 'specs/crm.json': crm(['won']) });
  put(folder, 'specs/crm.json', crm(['won', 'churned']));
  commit(folder, 'second');
  return folder;
}

const compared = ['diff', 'HEAD~1:specs/crm.json', 'HEAD:specs/crm.json', '--format', 'json'] as const;

describe('a repository that is', () => {
  it.each<[string, (folder: string, beside: string) => string]>([
    [
      'bare',
      (folder, beside) => {
        git(beside, 'clone', '--quiet', '--bare', folder, 'bare.git');
        return join(beside, 'bare.git');
      },
    ],
    [
      'one more work tree',
      (folder, beside) => {
        git(folder, 'worktree', 'add', '--quiet', '--detach', join(beside, 'tree'));
        return join(beside, 'tree');
      },
    ],
    [
      'a submodule',
      (folder, beside) => {
        git(beside, 'init', '--quiet');
        git(beside, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', folder, 'module');
        return join(beside, 'module');
      },
    ],
  ])('%s is read as any other', async (_, place) => {
    const run = await guard(compared, { cwd: place(twoVersions(), folderWith({})) });
    expect(run.stderr).toBe('');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('churned');
  });

  it('shallow says that its history may be', async () => {
    const beside = folderWith({});
    git(beside, 'clone', '--quiet', '--depth=1', `file://${twoVersions()}`, 'shallow');
    expectRefusal(await guard(compared, { cwd: join(beside, 'shallow') }), /HEAD~1 does not exist here[\s\S]*shallow/);
  });

  it('in the middle of a merge has both sides, and the conflict is refused', async () => {
    const folder = twoVersions();
    git(folder, 'checkout', '--quiet', '-b', 'other', 'HEAD~1');
    put(folder, 'specs/crm.json', crm(['lost']));
    commit(folder, 'other');
    expect(() => git(folder, 'merge', 'main')).toThrow();
    const sides = await guard(['diff', 'HEAD:specs/crm.json', 'MERGE_HEAD:specs/crm.json'], { cwd: folder });
    expect(sides).toMatchObject({ code: 1, stderr: '' });
    expectRefusal(await guard(['diff', 'HEAD:specs/crm.json', 'specs/crm.json'], { cwd: folder }), /specs\/crm\.json/);
  });
});

describe('a revision that would be an option of git', () => {
  it.each(['--output=owned', '-c', '--upload-pack=touch owned', '-'])('%s is refused', async (revision) => {
    const folder = twoVersions();
    const run = await guard(['diff', '--', `${revision}:specs/crm.json`, 'specs/crm.json'], { cwd: folder });
    expectRefusal(run, /is no git revision|names no git revision/);
    expect(existsSync(join(folder, 'owned'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['.git', 'specs']);
  });
});

describe.skipIf(process.platform === 'win32')('a reader that goes away', () => {
  it.each([
    ['a verdict keeps its exit code', 'diff --verbose a.json b.json', 1],
    ['a list ends well', 'rules --format json', 0],
  ])('%s, and nothing is said', (_, command, code) => {
    const many = (type: string) =>
      crm(['won'], Object.fromEntries(Array.from({ length: 3_000 }, (_member, index) => [`p${index}`, { type }])));
    const folder = folderWith({ 'a.json': many('string'), 'b.json': many('integer') });
    const script = `"${process.execPath}" "${main}" ${command} 2>errors | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"; cat errors`;
    expect(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })).toBe(`${code}\n`);
  });
});
