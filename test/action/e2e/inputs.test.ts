/** Each input of action.yml that changes the verdict or what is read does what action.yml and the docs say. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { crm, erp, manifest, whole } from '../../cli/command.ts';
import { type FakeGitHub, startGitHub } from '../github.ts';
import { createWorld, type Files, onPullRequest } from '../world.ts';

const paused: Files = { ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) };

/** crm answers another type in a field that nothing maps: adjacent. */
const beside = (type: string): Files => ({ ...whole, 'specs/crm.json': crm(['won', 'churned'], { note: { type } }) });

let github: FakeGitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(async () => {
  await github.close();
});

describe('the input', () => {
  it('fail-on: the lowest level that fails', async () => {
    const broken = createWorld(github, whole, paused);
    const lenient = await onPullRequest(broken, { 'fail-on': 'never' });
    expect(lenient).toMatchObject({ code: 0, outputs: { failed: 'false', verdict: 'breaking', error: '1' } });
    const warned = createWorld(github, beside('string'), beside('integer'));
    expect(await onPullRequest(warned)).toMatchObject({ code: 0, outputs: { error: '0', adjacent: '1' } });
    expect((await onPullRequest(warned, { 'fail-on': 'info' })).code).toBe(1);
  });

  it('strict: what breaks beside the mapped fields fails too', async () => {
    const world = createWorld(github, beside('string'), beside('integer'));
    expect((await onPullRequest(world, { strict: 'false' })).code).toBe(0);
    expect(await onPullRequest(world, { strict: 'true' })).toMatchObject({ code: 1, outputs: { error: '1' } });
  });

  it('base: a revision of the checkout instead of what the event says', async () => {
    const run = await onPullRequest(createWorld(github, whole, paused), { base: 'HEAD', comment: 'off' });
    expect(run).toMatchObject({ code: 0, outputs: { verdict: 'clean' } });
    const none = await onPullRequest(createWorld(github, whole, paused), { base: 'v9', comment: 'off' });
    expect(none).toMatchObject({ code: 2, stderr: '' });
    expect(none.annotations[0]?.message).toMatch(/v9/);
  });

  it('profile: the promise that changes are held to', async () => {
    // Some caller may have sent erp anything under a name that it now reads: to the letter, that is refused now.
    const text = JSON.stringify(whole['specs/erp.json']).replace('"status":', '"note":{"type":"string"},"status":');
    const world = createWorld(github, whole, { ...whole, 'specs/erp.json': JSON.parse(text) });
    expect(await onPullRequest(world)).toMatchObject({ code: 0, outputs: { breaking: '0' } });
    expect(await onPullRequest(world, { profile: 'strict' })).toMatchObject({
      outputs: { breaking: '1', adjacent: '1' },
    });
  });

  it('manifest and working-directory: where manifests are', async () => {
    const at = (files: Files): Files =>
      Object.fromEntries(
        Object.entries(files).map(([path, content]) => [`x/${path.replace('guard.yaml', 'm.yml')}`, content]),
      );
    const world = createWorld(github, at(whole), at(paused));
    expect((await onPullRequest(world, { manifest: '# ours\nx/m.yml\n' })).outputs['error']).toBe('1');
    expect((await onPullRequest(world, { manifest: 'm.yml', 'working-directory': 'x' })).outputs['error']).toBe('1');
  });

  it('allow-hosts: where a description may come from that the base does not name', async () => {
    const server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(crm(['won', 'churned', 'paused'])));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const head = { ...whole, 'guard.yaml': manifest().replace('specs/crm.json', `http://${host}/openapi.json`) };
    const run = await onPullRequest(createWorld(github, whole, head), { 'allow-hosts': `api.example.com, ${host}` });
    await new Promise((resolve) => server.close(resolve));
    expect(run).toMatchObject({ code: 1, outputs: { error: '1' } });
  });

  it('sarif and html: files whose paths are outputs', async () => {
    const run = await onPullRequest(createWorld(github, whole, { ...whole, 'specs/erp.json': erp(20) }), {
      sarif: 'true',
      html: 'true',
    });
    const text = (name: string) => readFileSync(run.outputs[name] ?? '', 'utf8');
    expect(JSON.parse(text('report-sarif'))).toMatchObject({ version: '2.1.0' });
    expect(text('report-html')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(text('report-json'))).toMatchObject({ verdict: 'breaking', counts: { error: 1 } });
    expect(text('report-markdown')).toMatch(/^### ⛔ 1 mapping breaks\n/);
  });
});
