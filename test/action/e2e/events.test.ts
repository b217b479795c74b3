/** Every event, and every way to the old versions. */

import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crm, erp, manifest, whole } from '../../cli/command.ts';
import { BOT, type FakeGitHub, startGitHub } from '../github.ts';
import { expectValidRequests } from '../requests.ts';
import { newFolder, runAction } from '../runner.ts';
import {
  checkout,
  commentsOf,
  createWorld,
  example,
  type Files,
  on,
  onPullRequest,
  pullRequestPayload,
} from '../world.ts';

const paused: Files = { ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) };

let github: FakeGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
  expectValidRequests(github.requests);
});

describe('pull_request', () => {
  it('compares with the first parent of the merge commit, in a clone of depth 1, whatever the payload says', async () => {
    const world = createWorld(github, whole, paused);
    const run = await onPullRequest(world);
    expect(run.stdout).toContain(`comparing with ${world.base}`);
    expect(run.outputs['error']).toBe('1');
  });

  it('what came to the base since the branch started is no change of the pull request', async () => {
    // main has the new value and its row already; the branch, merged, has both too.
    const run = await onPullRequest(createWorld(github, paused, paused));
    expect(run).toMatchObject({ code: 0, annotations: [] });
  });

  it('on a checkout of the head alone it asks where it left the base', async () => {
    const world = createWorld(github, whole, paused);
    const payload = pullRequestPayload(world) as { pull_request: { base: { sha: string } } };
    github.mergeBases.set(`${payload.pull_request.base.sha}...${world.head}`, world.base);
    const run = await on('pull_request', payload, world, world.head);
    expect(run.stdout).toContain(`comparing with ${world.base}`);
    expect(run.code).toBe(1);
  });

  it('reads the base through the API when git cannot fetch it', async () => {
    const world = createWorld(github, whole, paused);
    const workspace = checkout(world, world.merge);
    const sha = await inGitHub(whole);
    rmSync(world.origin, { recursive: true });
    const run = await runAction({
      workspace,
      event: 'push',
      payload: { ...example('push'), before: sha },
      sha: world.merge,
      token: BOT,
      apiUrl: github.url,
    });
    expect(run.stdout).toContain('read through the API');
    expect(run).toMatchObject({ code: 1, outputs: { error: '1' } });
    expect(run.annotations[0]).toMatchObject({ file: 'specs/crm.json' });
  });

  it('needs no checkout: the contents API at the merge commit and at its first parent', async () => {
    // Over 1 MB: GitHub gives such a file by its raw media type only.
    const long = { note: { type: 'string', description: 'x'.repeat(1_200_000) } };
    const old = { ...whole, 'specs/crm.json': crm(['won', 'churned'], long), 'unrelated/specs/other.json': crm(['x']) };
    const changed = { ...old, 'specs/crm.json': crm(['won', 'churned', 'paused'], long) };
    const base = await inGitHub(old);
    const head = await inGitHub(changed, [base]);
    const merge = await inGitHub(changed, [base, head]);
    github.headShas.set(1, head);
    const run = await runAction({
      workspace: newFolder(),
      event: 'pull_request',
      payload: pullRequestPayload({ head }),
      sha: merge,
      token: BOT,
      apiUrl: github.url,
    });
    expect(run).toMatchObject({ code: 1, stderr: '', outputs: { error: '1' } });
    expect(run.annotations.map(({ file }) => file)).toEqual(['specs/crm.json', 'guard.yaml']);
    expect(await commentsOf(github)).toHaveLength(1);
    // Only what the manifest names is read.
    expect(github.requests.filter(({ path }) => path.includes('/contents/unrelated'))).toEqual([]);
  });

  it('several manifests by a glob: one comment, a section each', async () => {
    const at = (folder: string, files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
    const second = (files: Files): Files => ({
      ...files,
      'guard.yaml': manifest().replace('integration: crm-to-erp', 'integration: shop-to-erp'),
    });
    const base = { ...at('a', whole), ...at('b', second(whole)) };
    const head = { ...at('a', paused), ...at('b', second({ ...whole, 'specs/erp.json': erp(20) })) };
    const run = await onPullRequest(createWorld(github, base, head), { manifest: '*/guard.yaml' });
    expect(run.outputs['error']).toBe('2');
    const [comment, ...more] = await commentsOf(github);
    expect(more).toEqual([]);
    expect(comment?.body).toMatch(
      /### ⛔ 2 mappings break[\s\S]*#### `crm-to-erp` · 1 mapping breaks[\s\S]*#### `shop-to-erp` · 1 mapping breaks/,
    );
  });

  it('in a working directory: places are from the root of the repository', async () => {
    const under = (files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([path, content]) => [`integrations/x/${path}`, content]));
    const run = await onPullRequest(createWorld(github, under(whole), under(paused)), {
      'working-directory': 'integrations/x',
      sarif: 'true',
      html: 'true',
    });
    expect(run.annotations.map(({ file }) => file)).toEqual([
      'integrations/x/specs/crm.json',
      'integrations/x/guard.yaml',
    ]);
    expect(Object.keys(run.outputs)).toEqual(
      expect.arrayContaining(['report-json', 'report-markdown', 'report-sarif', 'report-html']),
    );
  });
});

/** Files of a new commit in the emulator. */
async function inGitHub(files: Files, parents: readonly string[] = []): Promise<string> {
  const tree = Object.entries(files).map(([path, content]) => ({
    path,
    mode: '100644',
    type: 'blob',
    content: typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  }));
  const made = (await github.ask('POST', '/repos/acme/shop/git/trees', { tree })) as { readonly sha: string };
  const commit = (await github.ask('POST', '/repos/acme/shop/git/commits', {
    message: 'x',
    tree: made.sha,
    parents,
  })) as { readonly sha: string };
  return commit.sha;
}

describe('other events', () => {
  it('merge_group: its own base; summary and annotations, no comment', async () => {
    const world = createWorld(github, whole, paused);
    const payload = example('merge_group', 'checks_requested') as { merge_group: object };
    payload.merge_group = { ...payload.merge_group, base_sha: world.base, head_sha: world.merge };
    const run = await on('merge_group', payload, world, world.merge);
    expect(run).toMatchObject({ code: 1, outputs: { error: '1' } });
    expect(run.annotations).toHaveLength(2);
    expect(run.summary).toContain('1 mapping breaks');
    expect(github.requests).toEqual([]);
  });

  it('merge_group: the label of the pull request in the queue counts', async () => {
    const world = createWorld(github, whole, paused);
    await github.ask('PUT', '/repos/acme/shop/issues/1/labels', { labels: ['ok'] });
    const payload = example('merge_group', 'checks_requested') as { merge_group: object };
    payload.merge_group = {
      ...payload.merge_group,
      base_sha: world.base,
      head_sha: world.merge,
      head_ref: `refs/heads/gh-readonly-queue/main/pr-1-${world.base}`,
    };
    const run = await on('merge_group', payload, world, world.merge, { inputs: { 'accepted-label': 'ok' } });
    expect(run).toMatchObject({ code: 0, outputs: { failed: 'false', error: '1' } });
    expect(await commentsOf(github)).toEqual([]);
  });

  it('push: from before to after', async () => {
    const world = createWorld(github, whole, paused);
    const run = await on('push', { ...example('push'), before: world.base, after: world.merge }, world, world.merge);
    expect(run).toMatchObject({ code: 1, outputs: { error: '1' } });
  });

  it('push of a new branch: since it left the default branch', async () => {
    const world = createWorld(github, whole, paused);
    github.mergeBases.set(`main...${world.head}`, world.base);
    const payload = { ...example('push'), before: '0'.repeat(40), repository: { default_branch: 'main' } };
    expect(await on('push', payload, world, world.head)).toMatchObject({ code: 1, outputs: { error: '1' } });
    // GitHub does not say: there is nothing to compare with, and nothing breaks.
    github.mergeBases.clear();
    github.faults.push({ method: 'GET', path: /compare/, status: 404 });
    expect(await on('push', payload, world, world.head)).toMatchObject({ code: 0, outputs: { error: '0' } });
  });

  it.each([
    ['schedule', { schedule: '0 6 * * *' }],
    ['workflow_dispatch', { inputs: null, ref: 'refs/heads/main' }],
  ])('%s: what the vendor publishes now, against the snapshot', async (event, payload) => {
    const vendor = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(crm(['won', 'churned', 'paused'])));
    });
    await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
    const upstream = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/openapi.json`;
    const files = {
      ...whole,
      'guard.yaml': manifest().replace('{ spec: specs/crm.json }', `{ spec: specs/crm.json, upstream: "${upstream}" }`),
    };
    const world = createWorld(github, files, files);
    const run = await on(event, payload, world, world.merge);
    await new Promise((resolve) => vendor.close(resolve));
    expect(run).toMatchObject({ code: 1, outputs: { error: '1' } });
    expect(run.summary).toContain('the value table has no row for `paused`');
  });

  it.each([
    ['pull_request_target', /docs\/github-action\.md/],
    ['issue_comment', /the action runs on pull_request/],
  ])('%s is refused, with a hint', async (event, hint) => {
    const world = createWorld(github, whole, paused);
    const run = await on(event, {}, world, world.merge);
    expect(run.code).toBe(2);
    expect(run.annotations).toHaveLength(1);
    expect(run.annotations[0]?.message).toMatch(hint);
  });
});

describe('GitHub Enterprise Server', () => {
  it('is reached under the addresses that the runner gives', async () => {
    const ghes = await startGitHub('/api/v3');
    try {
      const run = await onPullRequest(createWorld(ghes, whole, paused));
      expect(run.code).toBe(1);
      expect(await commentsOf(ghes)).toHaveLength(1);
      await onPullRequest(createWorld(ghes, whole, { ...whole, 'specs/erp.json': erp(20) }));
      expect(await commentsOf(ghes)).toHaveLength(1);
      expect(ghes.requests.map(({ path }) => path)).toContain('/graphql');
      expect(ghes.requests.filter(({ status }) => status >= 400)).toEqual([]);
      expectValidRequests(ghes.requests);
    } finally {
      await ghes.close();
    }
  });
});
