/** The workflows of README.md and docs/github-action.md, run as they stand there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crm, manifest, whole } from '../../cli/command.ts';
import { type FakeGitHub, startGitHub } from '../github.ts';
import { expectValidRequests } from '../requests.ts';
import { type Occasion, runWorkflow, workflowOf } from '../workflow.ts';
import { commentsOf, createWorld, example, type Files, pullRequestPayload, type World } from '../world.ts';

const root = join(import.meta.dirname, '../../..');

/** The YAML blocks under a heading. */
function workflowsUnder(heading: string, file = 'docs/github-action.md') {
  const [, after = ''] = readFileSync(join(root, file), 'utf8').split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => workflowOf(text));
}

const paused: Files = { ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) };
const at = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));

let github: FakeGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
  expectValidRequests(github.requests);
});

function onPull(world: World, more: Partial<Occasion> = {}): Occasion {
  const payload = pullRequestPayload(world);
  return { world, event: 'pull_request', payload, sha: world.merge, artifacts: new Map(), ...more };
}

describe('the workflow of README.md', () => {
  it('fails on a break with one comment, and passes without', async () => {
    const [workflow, ...more] = workflowsUnder('In pull requests', 'README.md');
    if (workflow === undefined) throw new Error('no workflow');
    expect(more).toEqual([]);
    const run = await runWorkflow(workflow, onPull(createWorld(github, whole, paused)));
    expect(run.conclusion).toBe('failure');
    expect(await commentsOf(github)).toHaveLength(1);
    expect((await runWorkflow(workflow, onPull(createWorld(github, whole, whole)))).conclusion).toBe('success');
    expect((await commentsOf(github))[0]?.body).toContain('### ✅ Resolved');
  });
});

describe('the workflows of docs/github-action.md', () => {
  it('pull requests: the check, one comment; with rights to nothing else', async () => {
    const [workflow] = workflowsUnder('Pull requests');
    if (workflow === undefined) throw new Error('no workflow');
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    const run = await runWorkflow(workflow, onPull(createWorld(github, whole, paused)));
    expect(run).toMatchObject({ conclusion: 'failure', action: { code: 1, stderr: '' } });
    expect(await commentsOf(github)).toHaveLength(1);
  });

  it('pull requests, pinned: several manifests, and the report as a page', async () => {
    const [, pinned] = workflowsUnder('Pull requests');
    if (pinned === undefined) throw new Error('no workflow');
    const second = {
      ...whole,
      'guard.yaml': manifest().replace('integration: crm-to-erp', 'integration: shop-to-erp'),
    };
    const base = { ...at('integrations/crm', whole), ...at('integrations/shop', second) };
    const occasion = onPull(createWorld(github, base, { ...base, ...at('integrations/crm', paused) }));
    const run = await runWorkflow(pinned, occasion);
    expect(run).toMatchObject({ conclusion: 'failure', action: { code: 1 } });
    expect(readdirSync(occasion.artifacts.get('contract-guard') ?? '')).toEqual(['report.html']);
    expect((await commentsOf(github)).map(({ body }) => body)).toEqual([
      expect.stringMatching(/`crm-to-erp` · 1 mapping breaks[\s\S]*`shop-to-erp` · all 2 mappings hold/i),
    ]);
  });

  it('merge queues and pushes: each of its events', async () => {
    const [workflow] = workflowsUnder('Merge queues and pushes');
    if (workflow === undefined) throw new Error('no workflow');
    const world = createWorld(github, whole, paused);
    const group = example('merge_group', 'checks_requested') as { merge_group: object };
    group.merge_group = { ...group.merge_group, base_sha: world.base, head_sha: world.merge };
    const payloads = { pull_request: pullRequestPayload(world), merge_group: group, push: { before: world.base } };
    expect(Object.keys(workflow.on as object)).toEqual(Object.keys(payloads));
    for (const [event, payload] of Object.entries(payloads)) {
      const run = await runWorkflow(workflow, onPull(world, { event, payload: { ...payload } }));
      expect(run, event).toMatchObject({ conclusion: 'failure', action: { code: 1, outputs: { error: '1' } } });
    }
    expect(await commentsOf(github)).toHaveLength(1);
  });

  it('on a schedule: an integration without an upstream has nothing to compare, which is said', async () => {
    const [workflow] = workflowsUnder("Vendors' descriptions, on a schedule");
    if (workflow === undefined) throw new Error('no workflow');
    const occasion = onPull(createWorld(github, whole, whole), { event: 'schedule', payload: { schedule: 'x' } });
    const run = await runWorkflow(workflow, occasion);
    expect(run.conclusion).toBe('success');
    expect(run.action?.summary).toContain('> No system of the manifest has an `upstream`: nothing was compared.');
    expect(run.action?.stdout).toContain('nothing was compared');
    expect(github.requests).toEqual([]);
  });

  it('forks: the first workflow may only read and keeps the report, the second posts it', async () => {
    const [first, second] = workflowsUnder('Forks');
    if (first === undefined || second === undefined) throw new Error('no workflows');
    expect([first.permissions, second.permissions]).toEqual([
      { contents: 'read' },
      { actions: 'read', 'pull-requests': 'write' },
    ]);
    expect((second.on as { workflow_run: object }).workflow_run).toEqual({
      workflows: [first.name],
      types: ['completed'],
    });
    const world = createWorld(github, whole, paused);
    const occasion = onPull(world, { fork: true });
    const run = await runWorkflow(first, occasion);
    expect(run).toMatchObject({ conclusion: 'failure', action: { code: 1, outputs: { error: '1' } } });
    expect(github.requests).toEqual([]);
    expect(run.action?.annotations.filter(({ level }) => level !== 'error')).toEqual([]);

    const completed = example('workflow_run', 'completed') as { workflow_run: object };
    completed.workflow_run = {
      ...completed.workflow_run,
      id: 4711,
      event: 'pull_request',
      head_sha: world.head,
      head_branch: 'change',
      head_repository: { owner: { login: 'acme' } },
      pull_requests: [],
    };
    const after = { ...occasion, event: 'workflow_run', payload: completed, sha: world.base, fork: false };
    const posted = await runWorkflow(second, after);
    expect(posted).toMatchObject({ conclusion: 'success', action: { code: 0, stderr: '', annotations: [] } });
    const [comment, ...more] = await commentsOf(github);
    expect(more).toEqual([]);
    expect(comment?.body).toContain('### ⛔ 1 mapping breaks');

    const push = { ...completed, workflow_run: { ...completed.workflow_run, event: 'push' } };
    expect((await runWorkflow(second, { ...after, payload: push })).conclusion).toBe('skipped');
  });

  it('forks, with the workflow for everybody: one notice, and the check as ever', async () => {
    const [workflow] = workflowsUnder('Pull requests');
    if (workflow === undefined) throw new Error('no workflow');
    const run = await runWorkflow(workflow, onPull(createWorld(github, whole, paused), { fork: true }));
    expect(run.conclusion).toBe('failure');
    expect(run.action?.annotations.filter(({ level }) => level === 'notice')).toHaveLength(1);
  });

  it('code scanning: the results are handed over although the check fails', async () => {
    const [workflow] = workflowsUnder('Code scanning');
    if (workflow === undefined) throw new Error('no workflow');
    const run = await runWorkflow(workflow, onPull(createWorld(github, whole, paused)));
    expect(run.conclusion).toBe('failure');
    expect(run.sarif.map((text) => JSON.parse(text).runs[0].results.length)).toEqual([1]);
  });
});
