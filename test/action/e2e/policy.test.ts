/** Who decides: the manifest on the base, never the one that a pull request brings. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crm, manifest, whole } from '../../cli/command.ts';
import { type FakeGitHub, startGitHub } from '../github.ts';
import { expectValidRequests } from '../requests.ts';
import { commentsOf, createWorld, type Files, onPullRequest } from '../world.ts';

const paused: Files = { ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) };

let github: FakeGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
  expectValidRequests(github.requests);
});

describe('policy comes from the base', () => {
  const withPolicy = (files: Files, policy: string): Files => ({
    ...files,
    'guard.yaml': `${manifest()}policy: ${policy}\n`,
  });

  it('a pull request that lowers the bar is judged by the old one, and told so', async () => {
    const lax = withPolicy(paused, '{ fail-on: never, levels: { enum-value-added: off } }');
    const run = await onPullRequest(createWorld(github, whole, lax));
    expect(run).toMatchObject({ code: 1, outputs: { error: '1', failed: 'true' } });
    const [comment] = await commentsOf(github);
    const line = manifest().split('\n').length;
    expect(comment?.body).toContain(
      `⚠️ **This change loosens what is guarded**\n\n- \`policy.fail-on\` is never, not error; this run is judged without it (\`guard.yaml:${line}\`)`,
    );
  });

  it('a pull request that does nothing but lower the bar gets a comment that says so', async () => {
    const run = await onPullRequest(createWorld(github, whole, withPolicy(whole, '{ adjacent: info }')));
    expect(run).toMatchObject({ code: 0, outputs: { verdict: 'clean' } });
    const [comment] = await commentsOf(github);
    expect(comment?.body).toContain('`policy.adjacent` is info, not warning');
    const again = await onPullRequest(createWorld(github, whole, withPolicy(whole, '{ adjacent: info }')));
    expect(again.stdout).toContain('comment: nothing to do');
  });

  it('an acknowledgement holds when it is on the base; one that the pull request brings is told, and does not', async () => {
    const first = await onPullRequest(createWorld(github, whole, paused));
    const fingerprint = /finding `([0-9a-f]{16})`/.exec(first.summary)?.[1] ?? '';
    const accepted = `- finding: ${fingerprint}\n  kind: accepted\n  reason: never sent\n  by: "@acme/integrations"\n  until: 2099-12-31\n`;
    const brought = await onPullRequest(createWorld(github, whole, { ...paused, 'guard.accepted.yaml': accepted }));
    expect(brought).toMatchObject({ code: 1, outputs: { error: '1', accepted: '0' } });
    expect(brought.summary).toContain('This change loosens what is guarded');
    const withFile = (files: Files): Files => ({ ...files, 'guard.accepted.yaml': accepted });
    const held = await onPullRequest(createWorld(github, withFile(whole), withFile(paused)), { manifest: '*.yaml' });
    expect(held).toMatchObject({ code: 0, outputs: { error: '0', accepted: '1' } });
  });

  it('what the base allows is allowed', async () => {
    const policy = '{ fail-on: never }';
    const run = await onPullRequest(createWorld(github, withPolicy(whole, policy), withPolicy(paused, policy)));
    expect(run).toMatchObject({ code: 0, outputs: { error: '1', failed: 'false' } });
  });

  it('a description that a pull request puts elsewhere is not fetched', async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest/meta-data`;
    const head = { ...paused, 'guard.yaml': manifest().replace('specs/crm.json', address) };
    const run = await onPullRequest(createWorld(github, whole, head));
    await new Promise((resolve) => server.close(resolve));
    expect(hits).toBe(0);
    expect(run.code).toBe(2);
    expect(run.annotations[0]?.message).toMatch(
      /a host that the manifest at the base neither names nor allows\nhint: /,
    );
  });
});
