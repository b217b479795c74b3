import { lstatSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { commit, crm, expectRefusal, folderWith, guard, manifest, put, repositoryWith, whole } from './command.ts';

const paused = crm(['won', 'churned', 'paused']);
const FILE = 'guard.accepted.yaml';
const ENOUGH = ['--reason', 'ticket 4711', '--until', '9999-12-31'];

async function diff(folder: string, ...args: readonly string[]): Promise<Report & { readonly code: number | null }> {
  const { code, stdout, stderr } = await guard(['diff', '--format', 'json', ...args], { cwd: folder });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Report), code };
}

const errorIn = ({ findings }: Report): string => findings.find(({ level }) => level === 'error')?.fingerprint ?? '';
const read = (folder: string, name = FILE): string => readFileSync(join(folder, name), 'utf8');

/** A repository whose working tree breaks one mapping. */
function broken(): string {
  const folder = repositoryWith(whole);
  put(folder, 'specs/crm.json', paused);
  return folder;
}

describe('guard accept', () => {
  it('writes an entry for the finding that is meant, and shows it', async () => {
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    const run = await guard(['accept', fingerprint.slice(0, 8), ...ENOUGH, '--by', '@acme/x'], { cwd: folder });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^wrote guard\.accepted\.yaml\nnote: /);
    expect(run.stdout).toContain('\n+# crm GET /accounts/{id} lifecycle: enum value paused was added\n');
    expect(run.stdout).toContain(`\n+- finding: ${/^[0-9e]+$/.test(fingerprint) ? `"${fingerprint}"` : fingerprint}\n`);
    expect(read(folder)).toContain('  reason: ticket 4711\n  by: "@acme/x"\n  until: 9999-12-31\n');
  });

  it('holds once it is at the base, and before that only when the change may decide', async () => {
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    await guard(['accept', fingerprint, ...ENOUGH], { cwd: folder });
    const own = await diff(folder);
    expect(own).toMatchObject({ code: 1, verdict: 'breaking', counts: { error: 1, accepted: 0 } });
    expect(own.notices.map(({ kind }) => kind)).toEqual(['loosened']);
    const trusted = await diff(folder, '--policy-from', 'change');
    expect(trusted).toMatchObject({ code: 0, verdict: 'clean', counts: { error: 0, accepted: 1 } });
    expect(trusted.notices.map(({ kind }) => kind)).toEqual(['loosened']);
    expect(trusted.integrations[0]?.mappings.breaking).toBe(0);
    // The acknowledgement lands first, the change after it.
    put(folder, 'specs/crm.json', whole['specs/crm.json']);
    commit(folder, 'acknowledge');
    expect((await diff(folder)).notices.map(({ kind }) => kind)).toEqual(['unused']);
    put(folder, 'specs/crm.json', paused);
    const later = await diff(folder);
    expect(later).toMatchObject({ code: 0, notices: [], counts: { error: 0, accepted: 1 } });
    expect(later.findings.find(({ accepted }) => accepted !== undefined)?.accepted?.reason).toBe('ticket 4711');
  });

  it('brings the finding back when the day is over', async () => {
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    put(folder, FILE, `- finding: "${fingerprint}"\n  reason: x\n  until: 2020-01-01\n`);
    put(folder, 'specs/crm.json', whole['specs/crm.json']);
    commit(folder, 'acknowledge');
    put(folder, 'specs/crm.json', paused);
    const found = await diff(folder);
    expect(found).toMatchObject({ code: 1, counts: { error: 1, accepted: 0 } });
    expect(found.notices.map(({ kind }) => kind)).toEqual(['expired']);
  });

  it('keeps what is in the file, and writes nothing in a dry run', async () => {
    const folder = broken();
    put(folder, FILE, '# ours\n- { finding: aaaaaaaaaaaaaaaa, reason: x, until: 2027-01-01 }\n');
    const fingerprint = errorIn(await diff(folder));
    const before = read(folder);
    const dry = await guard(['accept', fingerprint, ...ENOUGH, '--dry-run'], { cwd: folder });
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain(fingerprint);
    expect(read(folder)).toBe(before);
    await guard(['accept', fingerprint, ...ENOUGH], { cwd: folder });
    expect(read(folder).startsWith(before)).toBe(true);
    const again = await guard(['accept', fingerprint, ...ENOUGH], { cwd: folder });
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toMatch(/^nothing to change\n/);
  });

  it('takes what guard check finds, and guard check then lists it as accepted', async () => {
    const folder = folderWith({ ...whole, 'specs/crm.json': paused });
    const check = async (): Promise<Report> =>
      JSON.parse((await guard(['check', '--format', 'json'], { cwd: folder })).stdout) as Report;
    const run = await guard(['accept', errorIn(await check()), ...ENOUGH], { cwd: folder });
    expect(run.code).toBe(0);
    expect((await check()).counts).toMatchObject({ error: 0, accepted: 1 });
  });

  it('takes one finding by two beginnings of its fingerprint, once', async () => {
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    const run = await guard(['accept', fingerprint, fingerprint.slice(0, 6), ...ENOUGH], { cwd: folder });
    expect(run.code).toBe(0);
    expect(read(folder).match(/^- finding: /gm)).toHaveLength(1);
  });

  it('refuses to write a file that could not be read, and says what to do', async () => {
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    put(folder, FILE, `# ${'x'.repeat(499_990)}\n`);
    const run = await guard(['accept', fingerprint, ...ENOUGH], { cwd: folder });
    expectRefusal(
      run,
      /guard\.accepted\.yaml: has more than 500000 characters with these findings\n {2}hint: take out/,
    );
    expect(read(folder)).toHaveLength(499_993);
  });

  it('writes a comment without what could hide or turn around a part of it', async () => {
    const folder = repositoryWith(whole);
    put(folder, 'specs/crm.json', crm(['won', 'churned', `a\u202eb\u001b${'c'.repeat(300)}`]));
    expect((await guard(['accept', errorIn(await diff(folder)), ...ENOUGH], { cwd: folder })).code).toBe(0);
    expect(read(folder)).toMatch(/^# crm GET \S+ lifecycle: enum value a\\u202eb\\u001bc+…c*… was added$/m);
  });

  it('keeps the kind of an entry that is only prolonged', async () => {
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    await guard(['accept', fingerprint, '--reason', 'x', '--until', '9999-01-01', '--kind', 'false-positive'], {
      cwd: folder,
    });
    await guard(['accept', fingerprint, ...ENOUGH], { cwd: folder });
    expect(read(folder)).toMatch(/kind: false-positive\n {2}reason: ticket 4711\n {2}until: 9999-12-31/);
  });

  it('says that it waits for the base only where there is one', async () => {
    const folder = broken();
    put(folder, 'old.json', whole['specs/crm.json']);
    const named = ['--before', 'crm=old.json', '--before', 'erp=specs/erp.json'];
    const run = await guard(['accept', errorIn(await diff(folder)), ...ENOUGH, ...named], { cwd: folder });
    expect(run).toMatchObject({ code: 0, stderr: 'wrote guard.accepted.yaml\n' });
    expect(await diff(folder, ...named)).toMatchObject({ code: 0, counts: { accepted: 1 } });
  });

  it('works for two versions of one API with a file that both commands are told', async () => {
    const folder = folderWith({ 'old.json': crm(['won']), 'new.json': paused });
    const first = await diff(folder, 'old.json', 'new.json');
    const fingerprints = first.findings.map(({ fingerprint }) => fingerprint);
    const run = await guard(['accept', ...fingerprints, ...ENOUGH, '--accepted', 'ours.yaml'], { cwd: folder });
    expect(run.code).toBe(0);
    const later = await diff(folder, 'old.json', 'new.json', '--accepted', 'ours.yaml');
    expect(later).toMatchObject({ code: 0, counts: { error: 0, accepted: fingerprints.length } });
  });
});

describe('guard accept refuses', () => {
  it.each([
    ['no fingerprint', [], /no fingerprint given/],
    ['no reason', ['aaaaaaaa', '--until', '9999-12-31'], /--reason is missing/],
    ['no end', ['aaaaaaaa', '--reason', 'x'], /--until is missing/],
    ['an end in the past', ['aaaaaaaa', '--reason', 'x', '--until', '2020-01-01'], /is over already/],
    [
      'no date',
      ['aaaaaaaa', '--reason', 'x', '--until', 'soon'],
      /--until soon: expected YYYY-MM-DD\n {2}hint: write --until 2027-03-31/,
    ],
    [
      'a date without its zeros',
      ['aaaaaaaa', '--reason', 'x', '--until', '9999-2-3'],
      /expected YYYY-MM-DD\n {2}hint: write --until 9999-02-03/,
    ],
    ['an unknown kind', ['aaaaaaaa', ...ENOUGH, '--kind', 'acepted'], /--kind acepted is none of/],
    ['a finding that is not there', ['aaaaaaaaaaaaaaaa', ...ENOUGH], /no finding has the fingerprint aaaaaaaaaaaaaaaa/],
    [
      'a part of a fingerprint where there is no comparison',
      ['aaaa', ...ENOUGH, '--accepted', 'a.yaml'],
      /aaaa is no fingerprint/,
    ],
  ])('%s', async (_, args, message) => {
    expectRefusal(await guard(['accept', ...args], { cwd: broken() }), message);
  });

  it('a file of acknowledgements with mistakes, together with those of the manifest', async () => {
    const folder = repositoryWith({ ...whole, 'guard.yaml': `${manifest()}extra: 1\n`, [FILE]: '- { finding: x }\n' });
    const run = await guard(['diff'], { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/error: guard\.yaml:\d+:\d+: unknown key `extra`/);
    expect(run.stderr).toMatch(/error: guard\.accepted\.yaml:1:3: an acknowledgement needs the key `reason`/);
  });

  it('a file that is a symbolic link, or lies behind one', async () => {
    const outside = folderWith({ 'real.yaml': '' });
    const folder = broken();
    const fingerprint = errorIn(await diff(folder));
    symlinkSync(join(outside, 'real.yaml'), join(folder, FILE));
    expectRefusal(await guard(['accept', fingerprint, ...ENOUGH], { cwd: folder }), /it is a symbolic link/);
    expect(read(outside, 'real.yaml')).toBe('');
    mkdirSync(join(folder, 'kept'));
    renameSync(join(folder, 'kept'), join(outside, 'kept'));
    symlinkSync(join(outside, 'kept'), join(folder, 'kept'));
    const args = ['accept', 'aaaaaaaaaaaaaaaa', ...ENOUGH, '--accepted', 'kept/a.yaml'];
    expectRefusal(await guard(args, { cwd: folder }), /a folder above it is a symbolic link/);
    expect(() => lstatSync(join(outside, 'kept/a.yaml'))).toThrow();
  });

  it('--accepted beside a manifest, in guard diff', async () => {
    expectRefusal(
      await guard(['diff', '--accepted', 'x.yaml'], { cwd: broken() }),
      /--accepted goes with BEFORE AFTER only/,
    );
  });
});

describe('an edit of the manifest in the same change', () => {
  it('that repairs a finding: it is resolved', async () => {
    const folder = broken();
    put(folder, 'guard.yaml', manifest({ won: 'ACTIVE', churned: 'BLOCKED', paused: 'BLOCKED' }));
    const found = await diff(folder);
    expect(found).toMatchObject({ code: 0, counts: { error: 0 } });
    expect(found.resolved.map(({ rule, mappings }) => [rule, mappings.map(({ to }) => to)])).toEqual([
      ['enum-value-added', ['status']],
    ]);
  });

  it('that lowers a level: it is said, and does not decide', async () => {
    const folder = broken();
    writeFileSync(join(folder, 'guard.yaml'), `${manifest()}policy: { levels: { enum-value-added: off } }\n`);
    expect(await diff(folder)).toMatchObject({ code: 1, notices: [{ kind: 'loosened', integration: 'crm-to-erp' }] });
    expect(await diff(folder, '--policy-from', 'change')).toMatchObject({ code: 0, notices: [{ kind: 'loosened' }] });
  });
});
