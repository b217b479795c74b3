/** A pull request as a runner finds it: a bare repository, a merge commit, and a clone of depth 1 of it. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { git, put } from '../cli/command.ts';
import { BOT, type FakeGitHub } from './github.ts';
import { type ActionRun, newFolder, type RunSettings, runAction } from './runner.ts';

export type Files = Readonly<Record<string, string | object>>;

export interface World {
  readonly github: FakeGitHub;
  readonly origin: string;
  /** Of the merge commit's parents. */
  readonly base: string;
  readonly head: string;
  readonly merge: string;
}

/** `base` on main, `head` on a branch from an older main, and the merge commit that GitHub makes of them. */
export function createWorld(github: FakeGitHub, base: Files, head: Files): World {
  const work = newFolder();
  git(work, 'init', '--quiet');
  const commit = (files: Files, message: string): string => {
    for (const entry of readdirSync(work)) if (entry !== '.git') rmSync(join(work, entry), { recursive: true });
    for (const [path, content] of Object.entries(files)) put(work, path, content);
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--allow-empty', '--message', message);
    return git(work, 'rev-parse', 'HEAD');
  };
  commit({ 'README.md': 'before everything' }, 'first');
  git(work, 'branch', 'change');
  const baseSha = commit(base, 'main moves on');
  git(work, 'checkout', '--quiet', 'change');
  const headSha = commit(head, 'change');
  const tree = git(work, 'rev-parse', 'HEAD^{tree}');
  const merge = git(work, 'commit-tree', tree, '-p', baseSha, '-p', headSha, '-m', 'Merge change into main');
  git(work, 'update-ref', 'refs/pull/1/merge', merge);
  const origin = join(newFolder(), 'origin.git');
  git(work, 'clone', '--quiet', '--mirror', work, origin);
  git(origin, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  github.headShas.set(1, headSha);
  return { github, origin, base: baseSha, head: headSha, merge };
}

/** As actions/checkout does it: one commit, detached. */
export function checkout({ origin }: Pick<World, 'origin'>, sha: string): string {
  const workspace = newFolder();
  git(workspace, 'init', '--quiet');
  git(workspace, 'remote', 'add', 'origin', `file://${origin}`);
  git(workspace, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', sha);
  git(workspace, 'checkout', '--quiet', '--detach', sha);
  return workspace;
}

/** GitHub's own example of an event. */
export function example(name: string, action?: string): Record<string, unknown> {
  const found = (
    examples as unknown as readonly { readonly name: string; readonly examples: readonly Record<string, unknown>[] }[]
  )
    .find((one) => one.name === name)
    ?.examples.find((one) => action === undefined || one['action'] === action);
  if (found === undefined) throw new Error(`no example of ${name} ${action ?? ''}`);
  return structuredClone(found);
}

interface PullPayload {
  number: number;
  pull_request: { number: number; labels: { name: string }[]; head: { sha: string }; base: { sha: string } };
}

export function pullRequestPayload(
  { head }: Pick<World, 'head'>,
  labels: readonly string[] = [],
): Record<string, unknown> {
  const payload = example('pull_request', 'synchronize') as unknown as PullPayload;
  payload.number = 1;
  payload.pull_request.number = 1;
  payload.pull_request.labels = labels.map((name) => ({ name }));
  payload.pull_request.head.sha = head;
  // Stale, as on GitHub: where the branch started.
  payload.pull_request.base.sha = '0123456789abcdef0123456789abcdef01234567';
  return payload as unknown as Record<string, unknown>;
}

/** Runs the action on the pull request, in a fresh clone. */
export function onPullRequest(
  world: World,
  inputs: Readonly<Record<string, string>> = {},
  more: Partial<RunSettings> = {},
): Promise<ActionRun> {
  return runAction({
    workspace: checkout(world, world.merge),
    event: 'pull_request',
    payload: pullRequestPayload(world),
    sha: world.merge,
    token: BOT,
    apiUrl: world.github.url,
    inputs,
    ...more,
  });
}

export interface IssueComment {
  readonly id: number;
  readonly node_id: string;
  readonly body: string;
  readonly user: { readonly login: string };
}

export async function commentsOf(github: FakeGitHub): Promise<readonly IssueComment[]> {
  const pages: IssueComment[] = [];
  for (let page = 1; ; page += 1) {
    const some = (await github.ask(
      'GET',
      `/repos/acme/shop/issues/1/comments?per_page=100&page=${page}`,
    )) as IssueComment[];
    pages.push(...some);
    if (some.length < 100) return pages;
  }
}

export function say(github: FakeGitHub, body: string, token?: string): Promise<unknown> {
  return github.ask('POST', '/repos/acme/shop/issues/1/comments', { body }, token);
}

/** Runs the action on another event, in a fresh clone at `sha`. */
export function on(
  event: string,
  payload: object,
  world: World,
  sha: string,
  more: Partial<RunSettings> = {},
): Promise<ActionRun> {
  const workspace = more.workspace ?? checkout(world, sha);
  return runAction({ event, payload, sha, token: BOT, apiUrl: world.github.url, ...more, workspace });
}
