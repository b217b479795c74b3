/** (edge) The action's bundle as the runner starts it: on a pull request that changes nothing in the demo's integration. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, scratch } from './measure.ts';

const root = join(import.meta.dirname, '../..');
const node = process.execPath;

/** What any program pays that asks git for a commit: so much of the overhead is not the action's. */
export const gitCommit: Command = {
  name: 'git cat-file',
  argv: ['git', '-C', root, 'cat-file', 'commit', 'HEAD'],
  exits: [0],
};

/** The run with nothing to do. */
export const unchangedPull = 'a pull request without a change';

/** Its commands, in the order in which more of it is at work: no event that it knows, and a whole comparison of two equal versions. */
export function actionRuns(): readonly Command[] {
  const bundle = join(scratch, 'action');
  cpSync(join(root, 'dist'), bundle, { recursive: true });
  const { workspace, base, head, merge } = pullRequest();
  const event = join(scratch, 'event.json');
  const pull = { number: 1, head: { sha: head }, base: { sha: base }, labels: [] };
  writeFileSync(event, JSON.stringify({ number: 1, pull_request: pull }));
  const env = {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_PATH: event,
    GITHUB_SHA: merge,
    RUNNER_TEMP: scratch,
    INPUT_COMMENT: 'off',
  };
  const run = (name: string, eventName: string, exits: readonly number[]): Command => ({
    name,
    argv: [node, join(bundle, 'main.js')],
    exits,
    env: { ...env, GITHUB_EVENT_NAME: eventName },
  });
  return [run('an event that is refused', 'issues', [2]), run(unchangedPull, 'pull_request', [0])];
}

/** A checkout on a merge commit whose parents both have the demo's files. */
function pullRequest(): {
  readonly workspace: string;
  readonly base: string;
  readonly head: string;
  readonly merge: string;
} {
  const workspace = join(scratch, 'workspace');
  mkdirSync(workspace);
  cpSync(join(root, 'fixtures/demo/before'), join(workspace, 'before'), { recursive: true });
  const manifest = readFileSync(join(root, 'fixtures/demo/guard.yaml'), 'utf8');
  writeFileSync(join(workspace, 'guard.yaml'), manifest.replaceAll('spec: after/', 'spec: before/'));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd: workspace,
      encoding: 'utf8',
    }).trim();
  git('init', '--quiet');
  git('add', '--all');
  const tree = git('write-tree');
  const base = git('commit-tree', tree, '-m', 'base');
  const head = git('commit-tree', tree, '-p', base, '-m', 'head');
  const merge = git('commit-tree', tree, '-p', base, '-p', head, '-m', 'merge');
  git('reset', '--quiet', '--hard', merge);
  return { workspace, base, head, merge };
}
