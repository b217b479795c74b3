import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import {
  commit,
  crm,
  erp,
  expectRefusal,
  folderWith,
  git,
  guard,
  manifest,
  put,
  repositoryWith,
  whole,
} from './command.ts';

async function report(folder: string, ...args: readonly string[]): Promise<Report & { readonly code: number | null }> {
  const { code, stdout, stderr } = await guard(['diff', '--format', 'json', ...args], { cwd: folder });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Report), code };
}

const errors = ({ findings }: Report): string[] =>
  findings.filter(({ level }) => level === 'error').map(({ system, rule }) => `${system} ${rule}`);

const labels = ({ compared }: Report): string[] =>
  compared.map(({ system, before, after }) => `${system}: ${before.label} → ${after.label}`);

const paused = crm(['won', 'churned', 'paused']);

describe('guard diff in a git repository', () => {
  it('finds nothing when nothing changed, and compares each description with itself', async () => {
    const found = await report(repositoryWith(whole));
    expect(found).toMatchObject({ code: 0, findings: [], unjudged: [] });
    expect(labels(found)).toEqual(['crm: specs/crm.json → specs/crm.json', 'erp: specs/erp.json → specs/erp.json']);
  });

  it('compares the working tree with the merge base of HEAD and the default branch', async () => {
    const folder = repositoryWith(whole);
    const base = git(folder, 'rev-parse', 'HEAD').slice(0, 12);
    git(folder, 'checkout', '--quiet', '-b', 'topic');
    put(folder, 'specs/crm.json', paused);
    commit(folder, 'crm learns to pause');
    // What the default branch did meanwhile is not this branch's doing.
    git(folder, 'checkout', '--quiet', 'main');
    put(folder, 'specs/erp.json', erp(10));
    commit(folder, 'erp shrinks');
    git(folder, 'checkout', '--quiet', 'topic');
    const found = await report(folder);
    expect(found.code).toBe(1);
    expect(errors(found)).toEqual(['crm enum-value-added']);
    expect(labels(found)[0]).toBe(`crm: ${base}:specs/crm.json → specs/crm.json`);
    // Not yet committed counts too.
    put(folder, 'specs/erp.json', erp(30));
    expect(errors(await report(folder)).sort()).toEqual(['crm enum-value-added', 'erp max-length-changed']);
  });

  it('compares with --base, be it a branch, a tag, a commit or an expression', async () => {
    const folder = repositoryWith(whole);
    git(folder, 'tag', 'v1');
    put(folder, 'specs/crm.json', paused);
    commit(folder, 'second');
    expect(errors(await report(folder))).toEqual([]);
    for (const base of ['v1', 'HEAD~1', git(folder, 'rev-parse', 'v1')]) {
      expect(errors(await report(folder, '--base', base))).toEqual(['crm enum-value-added']);
    }
  });

  it('works from a folder below the root, and names files from there', async () => {
    const folder = repositoryWith({
      'services/crm-erp/guard.yaml': manifest().replaceAll('specs/', '../../specs/'),
      'specs/crm.json': whole['specs/crm.json'],
      'specs/erp.json': whole['specs/erp.json'],
    });
    put(folder, 'specs/crm.json', paused);
    const found = await report(join(folder, 'services/crm-erp'));
    expect(errors(found)).toEqual(['crm enum-value-added']);
    expect(found.findings[0]?.at?.file).toBe('../../specs/crm.json');
    expect(errors(await report(folder, '--manifest', 'services/crm-erp/guard.yaml'))).toEqual(['crm enum-value-added']);
  });

  it('sees a change in a file that only a reference leads to', async () => {
    const status = (values: readonly string[]) => ({ Status: { type: 'string', enum: values } });
    const folder = repositoryWith({
      ...whole,
      'specs/crm.json': crm(['won', 'churned'], { lifecycle: { $ref: './schemas/status.json#/Status' } }),
      'specs/schemas/status.json': status(['won', 'churned']),
    });
    expect(errors(await report(folder))).toEqual([]);
    put(folder, 'specs/schemas/status.json', status(['won', 'churned', 'paused']));
    expect(errors(await report(folder))).toEqual(['crm enum-value-added']);
  });

  it('says that a new description has nothing to be compared with', async () => {
    const folder = repositoryWith({ 'guard.yaml': whole['guard.yaml'], 'specs/erp.json': whole['specs/erp.json'] });
    put(folder, 'specs/crm.json', whole['specs/crm.json']);
    const found = await report(folder);
    expect(found).toMatchObject({ code: 0, findings: [] });
    expect(found.unjudged).toHaveLength(1);
    expect(found.unjudged[0]?.message).toMatch(
      /^specs\/crm\.json is new since [0-9a-f]{12}: there is no earlier version/,
    );
  });

  it('works when the manifest and all descriptions are new', async () => {
    const folder = repositoryWith({ 'README.md': 'soon' });
    for (const [path, content] of Object.entries(whole)) put(folder, path, content);
    const found = await report(folder);
    expect(found).toMatchObject({ code: 0, findings: [] });
    expect(found.unjudged.map(({ system }) => system)).toEqual(['crm', 'erp']);
  });

  it('finds the old version where the old manifest says it was', async () => {
    const folder = repositoryWith(whole);
    mkdirSync(join(folder, 'vendor'));
    renameSync(join(folder, 'specs/crm.json'), join(folder, 'vendor/crm.json'));
    put(folder, 'vendor/crm.json', paused);
    put(folder, 'guard.yaml', manifest().replace('specs/crm.json', 'vendor/crm.json'));
    const found = await report(folder);
    expect(errors(found)).toEqual(['crm enum-value-added']);
    expect(labels(found)[0]).toMatch(/^crm: [0-9a-f]{12}:specs\/crm\.json → vendor\/crm\.json$/);
  });

  it('refuses a description that was deleted', async () => {
    const folder = repositoryWith(whole);
    rmSync(join(folder, 'specs/crm.json'));
    expectRefusal(
      await guard(['diff'], { cwd: folder }),
      /^error: guard\.yaml:5:\d+: specs\/crm\.json, the description of crm, was deleted: it is there at [0-9a-f]{12}\n {2}hint: bring it back/,
    );
  });

  it('judges a manifest that changed while the descriptions did not', async () => {
    const folder = repositoryWith({
      ...whole,
      'specs/crm.json': paused,
      'guard.yaml': manifest({ won: 'ACTIVE', churned: 'BLOCKED', paused: 'BLOCKED' }),
    });
    put(folder, 'guard.yaml', manifest());
    const found = await report(folder);
    expect(found.code).toBe(1);
    expect(found.findings[0]?.mappings[0]?.because).toContain('paused');
  });

  it('goes on when the old manifest had mistakes, and says so', async () => {
    const folder = repositoryWith({ ...whole, 'guard.yaml': 'version: 1\n' });
    put(folder, 'guard.yaml', manifest());
    const { code, stderr } = await guard(['diff'], { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^note: [0-9a-f]{12}:guard\.yaml has mistakes/);
  });
});

describe('versions named directly', () => {
  const files = { ...whole, 'new/crm.json': paused, 'old/erp.json': erp(50) };

  it('need no git when every old version is named', async () => {
    const folder = folderWith(files);
    const found = await report(
      folder,
      '--before',
      'crm=specs/crm.json',
      'erp=old/erp.json',
      '--after',
      'crm=new/crm.json',
    );
    expect(found.code).toBe(1);
    expect(errors(found)).toEqual(['crm enum-value-added']);
    expect(labels(found)).toEqual(['crm: specs/crm.json → new/crm.json', 'erp: old/erp.json → specs/erp.json']);
  });

  it('leave the other systems as they are outside of git', async () => {
    const found = await report(folderWith(files), '--after', 'crm=new/crm.json');
    expect(errors(found)).toEqual(['crm enum-value-added']);
    expect(labels(found)[1]).toBe('erp: specs/erp.json → specs/erp.json');
  });

  it('leave the other systems to the base inside of git', async () => {
    const folder = repositoryWith(files);
    put(folder, 'specs/erp.json', erp(30));
    const found = await report(folder, '--after', 'crm=new/crm.json');
    expect(errors(found).sort()).toEqual(['crm enum-value-added', 'erp max-length-changed']);
  });

  it('may be revisions and standard input', async () => {
    const folder = repositoryWith(files);
    const args = ['diff', '-f', 'json', '--before', 'crm=HEAD:specs/crm.json', '--after', 'crm=-'];
    const { code, stdout } = await guard(args, { cwd: folder, input: JSON.stringify(paused) });
    expect(code).toBe(1);
    expect(errors(JSON.parse(stdout))).toEqual(['crm enum-value-added']);
  });

  it('may be the manifest', async () => {
    const row = { won: 'ACTIVE', churned: 'BLOCKED', paused: 'BLOCKED' };
    const folder = folderWith({ ...whole, 'specs/crm.json': paused, 'old.yaml': manifest(row) });
    const same = ['--before', 'crm=specs/crm.json', 'erp=specs/erp.json'];
    expect((await report(folder, ...same, '--before-manifest', 'old.yaml')).code).toBe(1);
  });
});

describe('several manifests', () => {
  const second = manifest().replace('crm-to-erp', 'second').replaceAll('specs/', '../../specs/');

  it('are judged each for itself, in the order of their names', async () => {
    const folder = repositoryWith({
      'specs/crm.json': whole['specs/crm.json'],
      'specs/erp.json': whole['specs/erp.json'],
      'services/b/guard.yaml': second.replace(
        'from: lifecycle, to: status, values: { won: ACTIVE, churned: BLOCKED }',
        'from: lifecycle, ignore: not sent',
      ),
      'services/a/guard.yaml': second.replace('second', 'first'),
    });
    put(folder, 'specs/crm.json', paused);
    const found = await report(folder, '--manifest', 'services/*/guard.yaml');
    expect(found.code).toBe(1);
    expect(found.integrations.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'first breaking',
      'second clean',
    ]);
    expect(found.findings.filter(({ level }) => level === 'error').map(({ integration }) => integration)).toEqual([
      'first',
    ]);
  });

  it('that are named twice are judged once', async () => {
    const found = await report(repositoryWith(whole), '--manifest', 'guard.yaml', './guard.yaml', '*.yaml');
    expect(found.integrations).toHaveLength(1);
  });
});
