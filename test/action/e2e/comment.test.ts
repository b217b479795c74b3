/** The comment, from the first finding to the last: the real bundle, real clones, a stateful GitHub. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crm, erp, manifest, whole } from '../../cli/command.ts';
import { BOT, type FakeGitHub, PERSON, READ_ONLY, startGitHub } from '../github.ts';
import { expectValidRequests } from '../requests.ts';
import { commentsOf, createWorld, type Files, onPullRequest, pullRequestPayload, say } from '../world.ts';

const MARKER = '<!-- contract-guard: -->';

/** crm may now answer `paused`, for which there is no row. */
const paused: Files = { ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) };
/** Another break: erp takes shorter names. */
const shorter: Files = { ...whole, 'specs/erp.json': erp(20) };
const harmless: Files = { ...whole, 'specs/crm.json': crm(['won', 'churned'], { website: { type: 'string' } }) };
const mended: Files = { ...paused, 'guard.yaml': manifest({ won: 'ACTIVE', churned: 'BLOCKED', paused: 'BLOCKED' }) };

let github: FakeGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
  expectValidRequests(github.requests);
});

const writes = () => github.requests.filter(({ method, path }) => method !== 'GET' && path !== '/graphql');

describe('the comment', () => {
  it('of a first finding: verdict, table, owners, the rest folded, the link to the run; the check fails', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused));
    expect(run).toMatchObject({ code: 1, stderr: '', commands: [] });
    const [comment, ...more] = await commentsOf(github);
    expect(more).toEqual([]);
    expect(comment?.user.login).toBe('github-actions[bot]');
    // Of 1,000 an hour: the pull request, its comments, the new one, and whether another run wrote one meanwhile.
    expect(github.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'GET']);
    expect(comment?.body).toMatch(/^<!-- contract-guard: -->\n### ⛔ 1 mapping breaks\n\n`crm-to-erp`: /);
    expect(comment?.body).toContain('the value table has no row for `paused`');
    expect(comment?.body).toContain('```mermaid\nflowchart LR');
    expect(comment?.body).toMatch(
      /<sub>\[Full report\]\(https:\/\/github\.example\/acme\/shop\/actions\/runs\/4711\)<\/sub>$/,
    );
    expect(run.outputs).toMatchObject({ verdict: 'breaking', failed: 'true', error: '1', mapped: '1', warning: '0' });
    expect(run.summary).toContain('### ⛔ 1 mapping breaks');
    expect(run.annotations.map(({ level, file }) => [level, file])).toEqual([
      ['error', 'specs/crm.json'],
      ['error', 'guard.yaml'],
    ]);
  });

  it('is updated in place when the finding changes, left alone when it does not, and turned green when it is gone', async () => {
    await onPullRequest(createWorld(github, whole, paused));
    const [first] = await commentsOf(github);
    const before = writes().length;
    const again = await onPullRequest(createWorld(github, whole, paused), {}, { env: { GITHUB_RUN_ID: '4712' } });
    expect(again.stdout).toContain('comment: nothing to do');
    expect(writes()).toHaveLength(before);

    await onPullRequest(createWorld(github, whole, shorter));
    const [second, ...more] = await commentsOf(github);
    expect([second?.id, more.length]).toEqual([first?.id, 0]);
    expect(second?.body).toContain('`customer.legalName`');

    const green = await onPullRequest(createWorld(github, whole, mended));
    expect(green.code).toBe(0);
    const [third, ...rest] = await commentsOf(github);
    expect([third?.id, rest.length]).toEqual([first?.id, 0]);
    expect(third?.body).toMatch(/^<!-- contract-guard: -->\n### ✅ Resolved: All 2 mappings hold\n/);

    const count = writes().length;
    await onPullRequest(createWorld(github, whole, mended));
    expect(writes()).toHaveLength(count);
  });

  it('is not made where there never was a finding', async () => {
    const run = await onPullRequest(createWorld(github, whole, harmless));
    expect(run).toMatchObject({ code: 0, annotations: [], outputs: { verdict: 'clean', failed: 'false' } });
    expect(await commentsOf(github)).toEqual([]);
    expect(run.summary).toContain('### ✅ All 2 mappings hold');
  });

  it('that somebody deleted is made anew', async () => {
    await onPullRequest(createWorld(github, whole, paused));
    const [comment] = await commentsOf(github);
    github.meanwhile = async ({ method }) => {
      if (method === 'PATCH')
        await github.ask('DELETE', `/repos/acme/shop/issues/comments/${comment?.id}`).catch(() => undefined);
    };
    await onPullRequest(createWorld(github, whole, shorter));
    const [anew, ...more] = await commentsOf(github);
    expect(more).toEqual([]);
    expect(anew?.id).not.toBe(comment?.id);
    expect(anew?.body).toContain('`customer.legalName`');
  });

  it('with a forged marker by somebody else is never touched; nor is a marker further down', async () => {
    const forged = `${MARKER}\n### ✅ Resolved: nothing to see`;
    const quoted = `> hello\n${MARKER}\n### quoted`;
    await say(github, forged);
    await say(github, quoted, BOT);
    await onPullRequest(createWorld(github, whole, paused));
    await onPullRequest(createWorld(github, whole, shorter));
    const bodies = (await commentsOf(github)).map(({ body }) => body);
    expect(bodies).toHaveLength(3);
    expect(bodies.slice(0, 2)).toEqual([forged, quoted]);
    expect(bodies[2]).toContain('`customer.legalName`');
  });

  it('is found on the second page', async () => {
    for (let i = 0; i < 101; i += 1) await say(github, `chatter ${i}`);
    await onPullRequest(createWorld(github, whole, paused));
    await onPullRequest(createWorld(github, whole, shorter));
    const all = await commentsOf(github);
    expect(all).toHaveLength(102);
    expect(all.at(-1)?.body).toContain('`customer.legalName`');
  });

  it('is one, when two runs create it at the same time', async () => {
    let raced = false;
    github.meanwhile = async ({ method, path }) => {
      if (raced || method !== 'POST' || !path.endsWith('/comments')) return;
      raced = true;
      await say(github, `${MARKER}\n### the other run`, BOT);
    };
    await onPullRequest(createWorld(github, whole, paused));
    const all = await commentsOf(github);
    expect(all).toHaveLength(1);
    expect(all[0]?.body).toContain('`paused`');
  });

  it('is one, when two runs are at work side by side', async () => {
    const world = createWorld(github, whole, paused);
    const runs = await Promise.all([onPullRequest(world), onPullRequest(world)]);
    expect(runs.map(({ code }) => code)).toEqual([1, 1]);
    expect(runs.flatMap(({ annotations }) => annotations).filter(({ level }) => level !== 'error')).toEqual([]);
    expect(await commentsOf(github)).toHaveLength(1);
  });

  it('is left to the newer run when the pull request has moved on', async () => {
    const world = createWorld(github, whole, paused);
    github.headShas.set(1, 'f'.repeat(40));
    const run = await onPullRequest(world);
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('has moved on');
    expect(await commentsOf(github)).toEqual([]);
  });

  it('of another key is another comment', async () => {
    const world = createWorld(github, whole, paused);
    await onPullRequest(world, { 'comment-key': 'a' });
    await onPullRequest(world, { 'comment-key': 'a-b --> x' });
    await onPullRequest(world, { 'comment-key': 'a' });
    const bodies = (await commentsOf(github)).map(({ body }) => body.split('\n')[0]);
    expect(bodies).toEqual(['<!-- contract-guard:a -->', '<!-- contract-guard:a%2Db%20%2D%2D%3E%20x -->']);
  });

  it.each([
    ['delete-and-new', 1],
    ['hide-and-new', 2],
    ['new', 2],
  ] as const)('in the mode %s: again only when the result is another', async (comment, count) => {
    await onPullRequest(createWorld(github, whole, harmless), { comment });
    expect(await commentsOf(github)).toEqual([]);
    await onPullRequest(createWorld(github, whole, paused), { comment });
    const [first] = await commentsOf(github);
    await onPullRequest(createWorld(github, whole, paused), { comment });
    expect(await commentsOf(github)).toHaveLength(1);
    await onPullRequest(createWorld(github, whole, shorter), { comment });
    const all = await commentsOf(github);
    expect(all).toHaveLength(count);
    expect(all.at(-1)?.id).not.toBe(first?.id);
    expect([...github.hidden]).toEqual(comment === 'hide-and-new' ? [first?.node_id] : []);
  });

  it.each(['delete-and-new', 'hide-and-new'])(
    'in the mode %s stays as it was when the new one is refused',
    async (comment) => {
      await onPullRequest(createWorld(github, whole, paused), { comment });
      const before = await commentsOf(github);
      github.faults.push({ method: 'POST', path: /\/comments$/, status: 422, message: 'Validation Failed' });
      const run = await onPullRequest(createWorld(github, whole, shorter), { comment });
      expect(run.code).toBe(1);
      expect(run.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1);
      expect(await commentsOf(github)).toEqual(before);
      expect(github.hidden.size).toBe(0);
    },
  );

  it('off: no request at all', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), { comment: 'off' });
    expect(run.code).toBe(1);
    expect(github.requests).toEqual([]);
  });
});

describe('when GitHub does not take it', () => {
  it('a read-only token: one notice, the report in the summary, the same exit', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), {}, { token: READ_ONLY });
    expect(run.code).toBe(1);
    const notices = run.annotations.filter(({ level }) => level === 'notice');
    expect(notices.map(({ message }) => message)).toEqual([
      'The token may not write the comment (a pull request from a fork or from Dependabot, or a job without pull-requests: write). The report is in the job summary. (POST /repos/{owner}/{repo}/issues/{issue_number}/comments: 403)',
    ]);
    expect(run.summary).toContain('1 mapping breaks');
    const clean = await onPullRequest(createWorld(github, whole, harmless), {}, { token: READ_ONLY });
    expect(clean).toMatchObject({ code: 0, annotations: [] });
  });

  it('a 502 is asked again, and the comment is there once even when only the answer was lost', async () => {
    github.faults.push({ method: 'GET', path: /\/comments$/, status: 502, times: 1 });
    github.faults.push({ method: 'POST', path: /\/comments$/, status: 502, times: 1, afterwards: true });
    const run = await onPullRequest(createWorld(github, whole, paused));
    expect(run.annotations.filter(({ level }) => level !== 'error')).toEqual([]);
    expect(await commentsOf(github)).toHaveLength(1);
  });

  it('a GitHub that is down: a warning, and the verdict stands', async () => {
    github.faults.push({ method: 'POST', path: /\/comments$/, status: 503 });
    const run = await onPullRequest(createWorld(github, whole, paused));
    expect(run.code).toBe(1);
    expect(run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual([
      'GitHub did not take the comment. The report is in the job summary. (POST /repos/{owner}/{repo}/issues/{issue_number}/comments: 503)',
    ]);
    expect(github.requests.filter(({ method }) => method === 'POST')).toHaveLength(3);
  });

  it('the secondary rate limit: it waits as long as it is told, and no longer than a minute', async () => {
    const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    const fault = { method: 'POST', path: /\/comments$/, status: 403, message };
    github.faults.push({ ...fault, headers: { 'retry-after': '1' }, times: 1 });
    const run = await onPullRequest(createWorld(github, whole, paused));
    expect(run.annotations.filter(({ level }) => level !== 'error')).toEqual([]);
    expect(await commentsOf(github)).toHaveLength(1);

    github.faults.push({ method: 'PATCH', path: /comments/, status: 403, message, headers: { 'retry-after': '3600' } });
    const late = await onPullRequest(createWorld(github, whole, shorter));
    expect(late.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1);
  });

  it('the primary rate limit: the same, by the time at which it is lifted', async () => {
    const message = 'API rate limit exceeded for installation ID 1.';
    const lifted = (seconds: number) => ({
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + seconds),
    });
    const fault = { method: 'GET', path: /\/comments$/, status: 403, message };
    github.faults.push({ ...fault, headers: lifted(1), times: 1 });
    const run = await onPullRequest(createWorld(github, whole, paused));
    expect(run.annotations.filter(({ level }) => level !== 'error')).toEqual([]);
    expect(await commentsOf(github)).toHaveLength(1);

    github.faults.push({ ...fault, headers: lifted(3600) });
    const late = await onPullRequest(createWorld(github, whole, shorter));
    expect(late.code).toBe(1);
    expect(late.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1);
    expect(late.milliseconds).toBeLessThan(20_000);
  });

  it('a token that is none: said, without the token', async () => {
    const token = 'ghp_canary_that_must_not_be_printed';
    const run = await onPullRequest(createWorld(github, whole, paused), {}, { token });
    expect(run.code).toBe(1);
    expect(run.annotations.filter(({ level }) => level === 'notice')).toHaveLength(1);
    expect(`${run.stdout}${run.stderr}${run.summary}`).not.toContain('canary');
  });

  it('no token: the same', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), { 'github-token': '' });
    expect(run.code).toBe(1);
    expect(run.annotations.filter(({ level }) => level === 'notice')).toHaveLength(1);
  });
});

describe('a label', () => {
  it('lets an intended break pass; the report says so and stays what it is', async () => {
    const world = createWorld(github, whole, paused);
    await github.ask('PUT', '/repos/acme/shop/issues/1/labels', { labels: ['break-accepted'] }, PERSON);
    const run = await onPullRequest(world, { 'accepted-label': 'break-accepted' });
    expect(run).toMatchObject({ code: 0, outputs: { failed: 'false', verdict: 'breaking', error: '1' } });
    const [comment] = await commentsOf(github);
    expect(comment?.body).toContain(
      '### ⛔ 1 mapping breaks\n\n> The label `break-accepted` is set: the check passes, whatever is found.',
    );
  });

  it('is taken from the event when the token may not read the pull request', async () => {
    const world = createWorld(github, whole, paused);
    github.faults.push({
      method: 'GET',
      path: /\/pulls\/1$/,
      status: 403,
      message: 'Resource not accessible by integration',
    });
    const payload = pullRequestPayload(world, ['break-accepted']);
    const run = await onPullRequest(world, { 'accepted-label': 'break-accepted', comment: 'off' }, { payload });
    expect(run).toMatchObject({ code: 0, outputs: { failed: 'false', error: '1' } });
  });

  it('that is not set lets nothing pass', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), { 'accepted-label': 'break-accepted' });
    expect(run.code).toBe(1);
  });
});
