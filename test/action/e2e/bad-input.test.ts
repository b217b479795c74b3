/** What is wrong with inputs, files, payloads and tokens: a clear annotation, exit 2, no stack, and no comment. */
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crm, manifest, whole } from '../../cli/command.ts';
import { type FakeGitHub, startGitHub } from '../github.ts';
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

describe('bad input', () => {
  it('unknown and wrong inputs: all of them, with the nearest right ones', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), {
      fail_on: 'never',
      strict: 'yes',
      comment: 'updat',
    });
    expect(run.code).toBe(2);
    expect(run.annotations.map(({ message }) => message)).toEqual([
      'there is no input "fail_on"\nhint: did you mean fail-on?',
      expect.stringMatching(/^the input strict is "yes", which is none of false, true/),
      'the input comment is "updat", which is none of update, delete-and-new, hide-and-new, new, off\nhint: did you mean update?',
    ]);
    expect(github.requests).toEqual([]);
    expect(run.summary).toContain('could not run');
  });

  it('a manifest that is new since the base: all of it is new, and held against what changes with it', async () => {
    const { 'guard.yaml': _, ...specs } = whole;
    const calm = await onPullRequest(createWorld(github, specs, whole));
    expect(calm).toMatchObject({ code: 0, stderr: '', annotations: [], outputs: { verdict: 'clean' } });
    const run = await onPullRequest(createWorld(github, specs, paused));
    expect(run).toMatchObject({ code: 1, stderr: '', outputs: { error: '1' } });
  });

  it('a glob that no manifest has: said, and nothing is taken for clean', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), { manifest: 'integrations/*.yaml' });
    expect(run).toMatchObject({ code: 2, stderr: '' });
    expect(run.annotations).toMatchObject([
      { level: 'error', message: expect.stringMatching(/integrations\/\*\.yaml/) },
    ]);
    expect(await commentsOf(github)).toEqual([]);
  });

  it('no manifest at all: where to put one', async () => {
    const run = await onPullRequest(createWorld(github, {}, { 'README.md': 'x' }));
    expect(run.code).toBe(2);
    expect(run.annotations).toMatchObject([
      {
        level: 'error',
        title: 'contract-guard could not run',
        message: expect.stringMatching(/no manifest found here/),
      },
    ]);
  });

  it('a description that the pull request deletes: said at the line of the manifest, and no comment', async () => {
    const { 'specs/crm.json': _, ...head } = whole;
    const run = await onPullRequest(createWorld(github, whole, head));
    expect(run).toMatchObject({ code: 2, stderr: '', commands: [] });
    expect(run.annotations).toMatchObject([
      { level: 'error', file: 'guard.yaml', line: '5', message: expect.stringMatching(/was deleted/) },
    ]);
    expect(await commentsOf(github)).toEqual([]);
  });

  it('a base that nobody has any more: said, with a hint', async () => {
    const world = createWorld(github, whole, paused);
    const run = await on('push', { ...example('push'), before: 'ab'.repeat(20) }, world, world.merge);
    expect(run).toMatchObject({ code: 2, stderr: '' });
    expect(run.annotations).toMatchObject([
      { message: expect.stringMatching(/^commit (ab){20} cannot be read through GitHub's API .*\nhint: /) },
    ]);
  });

  it('a token that may not read, where files are read through the API: which permission is missing', async () => {
    const world = createWorld(github, whole, paused);
    github.faults.push({
      method: 'GET',
      path: /\/git\//,
      status: 403,
      message: 'Resource not accessible by integration',
    });
    const bare = await on('pull_request', pullRequestPayload(world), world, world.merge, { workspace: newFolder() });
    const workspace = checkout(world, world.merge);
    rmSync(world.origin, { recursive: true });
    const unfetched = await on('pull_request', pullRequestPayload(world), world, world.merge, { workspace });
    for (const run of [bare, unfetched]) {
      expect(run).toMatchObject({ code: 2, stderr: '', commands: [] });
      expect(run.annotations).toMatchObject([
        { level: 'error', message: expect.stringMatching(/403\)\nhint: give the job the permission contents: read$/) },
      ]);
      expect(run.outputs).toEqual({});
    }
    expect(await commentsOf(github)).toEqual([]);
  });

  it.each([
    ['pull_request', {}, /has no usable "number"/],
    ['pull_request', { number: 1, pull_request: { head: { sha: 'main' } } }, /has no usable "sha"/],
    ['merge_group', { merge_group: { base_sha: '--upload-pack=x' } }, /has no usable "base_sha"/],
    ['push', { before: null }, /has no usable "before"/],
  ])('a payload of %s that is not whole: what is missing', async (event, payload, message) => {
    const world = createWorld(github, whole, paused);
    const run = await on(event, payload, world, world.merge);
    expect(run).toMatchObject({ code: 2, stderr: '', annotations: [{ message: expect.stringMatching(message) }] });
    expect(github.requests).toEqual([]);
  });

  it('mistakes in the manifest: each at its line', async () => {
    const head = { ...paused, 'guard.yaml': manifest().replace('fields:', 'feilds:') };
    const run = await onPullRequest(createWorld(github, whole, head));
    expect(run.code).toBe(2);
    expect(run.annotations[0]).toMatchObject({
      level: 'error',
      file: 'guard.yaml',
      message: expect.stringMatching(/feilds/),
    });
  });

  it('a checkout without a commit, and a working directory that is none', async () => {
    const world = createWorld(github, whole, paused);
    expect((await onPullRequest(world, { 'working-directory': 'nowhere' })).annotations[0]?.message).toMatch(
      /^working-directory nowhere does not exist/,
    );
    expect((await onPullRequest(world, { 'working-directory': '../..' })).annotations[0]?.message).toMatch(
      /leads out of the workspace/,
    );
  });

  it('names that look like commands are none', async () => {
    const name = 'x\n::add-mask::y\n##[group]z';
    const hostile = crm(['won', 'churned'], { [name]: { type: 'string' } });
    const old = structuredClone(hostile) as { paths: Record<string, { get: { responses: Record<string, unknown> } }> };
    const text = manifest().replace(
      '{ from: name, to: legalName }',
      `{ from: ${JSON.stringify(`['${name}']`)}, to: legalName }`,
    );
    const run = await onPullRequest(
      createWorld(
        github,
        { ...whole, 'guard.yaml': text, 'specs/crm.json': old },
        { ...whole, 'guard.yaml': text, 'specs/crm.json': crm(['won', 'churned']) },
      ),
    );
    expect(run.commands).toEqual([]);
    expect(run.stderr).toBe('');
    expect(run.annotations.length).toBeGreaterThan(0);
  });

  it('outside of a runner: says that it is for one', async () => {
    const run = await runAction({ workspace: '', event: '', payload: {}, sha: '', token: '', apiUrl: github.url });
    expect(run.code).toBe(2);
    expect(run.annotations[0]?.message).toMatch(/no run of GitHub Actions/);
  });
});
