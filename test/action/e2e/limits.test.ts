/** What does not fit: long reports, many findings; check runs; the second half of the pattern for forks; and how long nothing takes. */
import { readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderJson } from '../../../src/report/json.ts';
import type { Report } from '../../../src/report/report.ts';
import { crm, manifest, whole } from '../../cli/command.ts';
import * as samples from '../../report/samples.ts';
import { BUNDLE } from '../bundle.ts';
import { BOT, type FakeGitHub, startGitHub } from '../github.ts';
import { expectValidRequests } from '../requests.ts';
import { actionFile, newFolder, runAction } from '../runner.ts';
import { commentsOf, createWorld, example, type Files, onPullRequest } from '../world.ts';

let github: FakeGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
  expectValidRequests(github.requests);
});

const OPEN = { type: 'string' };
const names = (count: number, length: number): string[] =>
  Array.from({ length: count }, (_, i) => `field${i}`.padEnd(length, 'x'));

/** `count` mapped fields, all required; in `head` they are gone. */
function removals(count: number, length: number): { readonly base: Files; readonly head: Files } {
  const fields = names(count, length);
  const text = manifest().replace(
    '          - { from: name, to: legalName }',
    [
      '          - { from: name, to: legalName }',
      ...fields.map((name) => `          - { from: ${name}, to: $request.header.X-${name} }`),
    ].join('\n'),
  );
  const source = (present: boolean) =>
    crm(['won', 'churned'], present ? Object.fromEntries(fields.map((name) => [name, OPEN])) : {});
  const target = structuredClone(whole['specs/erp.json']) as { paths: Record<string, { post: object }> };
  const post = target.paths['/customers'];
  if (post !== undefined) {
    post.post = {
      ...post.post,
      parameters: fields.map((name) => ({ in: 'header', name: `X-${name}`, required: true, schema: OPEN })),
    };
  }
  const files = (present: boolean): Files => ({
    'guard.yaml': text,
    'specs/crm.json': source(present),
    'specs/erp.json': target,
  });
  return { base: files(true), head: files(false) };
}

describe('a report that is too long', () => {
  it('of 600 findings: the comment keeps to its budget and says how many more; ten annotations; the summary has them all', async () => {
    const { base, head } = removals(600, 12);
    const run = await onPullRequest(createWorld(github, base, head), { 'check-run': 'true' });
    expect(run).toMatchObject({ code: 1, stderr: '', outputs: { error: '600' } });
    const [comment] = await commentsOf(github);
    expect(comment?.body.length).toBeLessThanOrEqual(60_000);
    expect(comment?.body).toMatch(/… and [\d,]+ more rows in the full report/);
    expect(comment?.body.match(/<details>/g)?.length ?? 0).toBe(comment?.body.match(/<\/details>/g)?.length ?? 0);
    expect(run.annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(run.annotations.at(-1)?.message).toMatch(/^… and [\d,]+ more errors in the job summary$/);
    expect(Buffer.byteLength(run.summary)).toBeLessThan(1024 * 1024);

    const checks = github.requests.filter(({ path }) => path.includes('/check-runs'));
    const annotations = checks.map(
      ({ body }) => (body as { output: { annotations: unknown[] } }).output.annotations.length,
    );
    expect(annotations).toEqual([50, 50, 50, 50, 50, 50]);
    expect(checks.every(({ status }) => status < 300)).toBe(true);
  }, 60_000);

  it('of 70,000 characters: cut between rows', async () => {
    const { base, head } = removals(90, 60);
    const run = await onPullRequest(createWorld(github, base, head));
    expect(run.summary.length).toBeGreaterThan(70_000);
    const [comment] = await commentsOf(github);
    expect(comment?.body.length).toBeGreaterThan(5_000);
    expect(comment?.body.length).toBeLessThanOrEqual(60_000);
    for (const row of comment?.body.match(/^\|.*$/gm) ?? [])
      expect(row).toMatch(/^\|(?:[^|]|\\\|)*\|(?:[^|]|\\\|)*\|$/);
  });
});

describe('a check run', () => {
  it('is on the last commit of the pull request, with the verdict', async () => {
    const world = createWorld(github, whole, { ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) });
    await onPullRequest(world, { 'check-run': 'true', comment: 'off' });
    const [check] = github.requests.filter(({ path }) => path.endsWith('/check-runs'));
    expect(check?.body).toMatchObject({
      name: 'contract-guard',
      head_sha: world.head,
      conclusion: 'failure',
      output: { title: '1 mapping breaks', annotations: [{ path: 'specs/crm.json' }, { path: 'guard.yaml' }] },
    });
  });

  it('that may not be made is a notice', async () => {
    github.faults.push({
      method: 'POST',
      path: /check-runs/,
      status: 403,
      message: 'Resource not accessible by integration',
    });
    const run = await onPullRequest(createWorld(github, whole, whole), { 'check-run': 'true' });
    expect(run).toMatchObject({
      code: 0,
      annotations: [{ level: 'notice', message: expect.stringMatching(/checks: write/) }],
    });
  });
});

describe('workflow_run: a report from elsewhere', () => {
  const HEAD = 'c0ffee0000000000000000000000000000000000';

  function workflowRun(more: object = {}): Record<string, unknown> {
    const payload = example('workflow_run', 'completed') as { workflow_run: object };
    payload.workflow_run = {
      ...payload.workflow_run,
      head_sha: HEAD,
      head_branch: 'change',
      head_repository: { owner: { login: 'acme' } },
      pull_requests: [],
      ...more,
    };
    return payload;
  }

  function rerender(text: string, inputs: Readonly<Record<string, string>> = {}, more: object = {}) {
    const workspace = newFolder();
    writeFileSync(join(workspace, 'report.json'), text);
    github.headShas.set(1, HEAD);
    return runAction({
      workspace,
      event: 'workflow_run',
      payload: workflowRun(more),
      sha: 'f'.repeat(40),
      token: BOT,
      apiUrl: github.url,
      inputs: { report: 'report.json', ...inputs },
    });
  }

  it('is checked, rendered and posted to the pull request whose last commit it is about; the run itself passes', async () => {
    const run = await rerender(renderJson(samples.mappedBreaks));
    expect(run).toMatchObject({
      code: 0,
      stderr: '',
      annotations: [],
      outputs: { verdict: 'breaking', failed: 'false' },
    });
    const [comment] = await commentsOf(github);
    expect(comment?.body).toContain('4 mappings break');
    const [asked] = github.requests;
    expect([asked?.path, asked?.query.get('head'), asked?.query.get('state')]).toEqual([
      '/repos/acme/shop/pulls',
      'acme:change',
      'open',
    ]);
  });

  it('for a pull request that has moved on: nothing', async () => {
    const rendered = renderJson(samples.mappedBreaks);
    github.meanwhile = async () => {
      github.headShas.set(1, 'd'.repeat(40));
    };
    const run = await rerender(rendered);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('nothing is posted');
    expect(await commentsOf(github)).toEqual([]);
  });

  it('hostile texts are shown as code and nothing else', async () => {
    const [first] = samples.mappedBreaks.findings;
    const text = '</details> @octocat <!-- contract-guard:x --> ::error::x';
    const findings = [{ ...first, system: text, message: text, owners: [text] }];
    const counts = { error: 1, warning: 0, info: 0, breaking: 1, mapped: 1, adjacent: 0, unmapped: 0, accepted: 0 };
    const [integration] = samples.mappedBreaks.integrations;
    const report = {
      ...samples.mappedBreaks,
      findings,
      counts,
      verdict: 'breaking',
      integrations: [{ ...integration, counts, verdict: 'breaking' }],
      compared: [],
    };
    const run = await rerender(renderJson(report as Report));
    expect(run).toMatchObject({ code: 0, commands: [], annotations: [] });
    const [comment] = await commentsOf(github);
    expect(comment?.body.replace(/`[^`]*`/g, '')).not.toMatch(/@octocat|<\/details> @|<!-- contract-guard:x/);
    expect(comment?.body.split('\n').filter((line) => line.includes('<!--'))).toEqual(['<!-- contract-guard: -->']);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /is no JSON/],
    ['another shape', '{"version":1}', /is no report: it must have required property/],
    [
      'an unknown member',
      renderJson(samples.clean).replace('{', '{ "extra": 1,'),
      /must NOT have additional properties/,
    ],
    [
      'numbers that are not those of its findings',
      renderJson(samples.mappedBreaks).replace('"verdict": "breaking"', '"verdict": "clean"'),
      /its numbers are not those of its findings/,
    ],
    [
      'a deep payload',
      renderJson(samples.mappedBreaks).replace(
        '"lifecycle": "paused"',
        `"lifecycle": ${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      ),
      /nested more than 200 levels/,
    ],
  ])('%s is refused, and nothing is posted', async (_, text, message) => {
    const run = await rerender(text);
    expect(run.code).toBe(2);
    expect(run.annotations).toMatchObject([
      { level: 'error', file: 'report.json', message: expect.stringMatching(message) },
    ]);
    expect(github.requests).toEqual([]);
  });

  it('a link, or more than a report can have, is refused unread', async () => {
    const report = (make: (file: string) => void) => {
      const workspace = newFolder();
      make(join(workspace, 'report.json'));
      return runAction({
        workspace,
        event: 'workflow_run',
        payload: workflowRun(),
        sha: 'f'.repeat(40),
        token: BOT,
        apiUrl: github.url,
        inputs: { report: 'report.json' },
      });
    };
    const secret = join(newFolder(), 'secret.json');
    writeFileSync(secret, renderJson(samples.clean));
    const link = await report((file) => symlinkSync(secret, file));
    // Sparse: 200 MB that take no room.
    const huge = await report((file) => {
      writeFileSync(file, '{');
      truncateSync(file, 200_000_000);
    });
    const absent = await report(() => undefined);
    expect([link, huge, absent].map(({ code, annotations: [one] }) => [code, one?.message.split('\n')[0]])).toEqual([
      [2, 'is no file'],
      [2, 'has 200000000 bytes, more than 50000000'],
      [2, 'is not there: the input report is a path from the workspace'],
    ]);
    expect(github.requests).toEqual([]);
  });

  it('goes by the branch and the last commit of the event, whatever the report or a pull request of that number says', async () => {
    // Another repository's branch of the same name, and a pull request list for another run.
    const run = await rerender(renderJson(samples.mappedBreaks), {}, { pull_requests: [{ number: 99 }] });
    expect(run.code).toBe(0);
    expect(github.requests.map(({ path }) => path).filter((path) => path.includes('99'))).toEqual([]);
    const elsewhere = { head_repository: { owner: { login: 'octocat' } } };
    const stranger = await rerender(renderJson(samples.mappedBreaks), { comment: 'new' }, elsewhere);
    expect(stranger.stdout).toContain('nothing is posted');
    expect(await commentsOf(github)).toHaveLength(1);
  });

  it('without the input: which one', async () => {
    const run = await rerender('{}', { report: '' });
    expect(run.code).toBe(2);
    expect(run.annotations[0]?.message).toMatch(/needs the input report/);
  });
});

describe('the bundle', () => {
  it('is under 3 MB', () => {
    const files = readdirSync(BUNDLE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    const bytes = files.reduce((sum, file) => sum + statSync(join(BUNDLE, file)).size, 0);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(3_000_000);
  });

  it('has every input and output that action.yml names, and no other', async () => {
    const { INPUT_NAMES } = await import('../../../src/action/inputs.ts');
    expect(Object.keys(actionFile.inputs)).toEqual([...INPUT_NAMES]);
    expect(actionFile.runs).toEqual({ using: 'node24', main: 'dist/main.js' });
    const run = await onPullRequest(createWorld(github, whole, whole), { sarif: 'true', html: 'true', comment: 'off' });
    expect(Object.keys(run.outputs).sort()).toEqual(Object.keys(actionFile.outputs).sort());
  });
});
