import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { crm, expectRefusal, folderWith, guard, manifest, whole } from './command.ts';

const run = (folder: string, ...args: readonly string[]) => guard(['check', ...args], { cwd: folder });

describe('guard check', () => {
  it('is clean, and exits 0, where nothing is wrong', async () => {
    const { code, stdout, stderr } = await run(folderWith(whole));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^checked/m);
    expect(stdout).toMatch(/^decided: /m);
  });

  it('exits 1 for what is wrong in the descriptions as they are, without git', async () => {
    const folder = folderWith({ ...whole, 'specs/crm.json': crm(['won', 'churned', 'paused']) });
    const { code, stdout } = await run(folder);
    expect(code).toBe(1);
    expect(stdout).toContain('the value table has no row for `paused`');
  });

  it('takes another version of a system, every format, and --fail-on', async () => {
    const folder = folderWith({ ...whole, 'new.json': crm(['won', 'churned', 'paused']) });
    const json = await run(folder, '--after', 'crm=new.json', '--format', 'json', '--fail-on', 'never');
    expect(json.code).toBe(0);
    const report = JSON.parse(json.stdout) as Report;
    expect(report).toMatchObject({ kind: 'check', verdict: 'breaking', counts: { error: 1 } });
    expect(report.findings.map(({ rule }) => rule)).toContain('value-unmapped');
    for (const format of ['markdown', 'sarif', 'junit', 'github', 'html']) {
      const { code, stdout } = await run(folder, '--after', 'crm=new.json', '--format', format);
      expect({ format, code, empty: stdout === '' }).toEqual({ format, code: 1, empty: false });
    }
  });

  it('says that an overlay is not applied, as guard diff does', async () => {
    const folder = folderWith({
      ...whole,
      'guard.yaml': manifest().replace('crm.json }', 'crm.json, overlay: overlays/crm.yaml }'),
    });
    const message = 'the overlay `overlays/crm.yaml` is not applied yet';
    expect((await run(folder)).stdout.replace(/\s+/g, ' ')).toContain(`crm: ${message}`);
    const named = ['--before', 'crm=specs/crm.json', '--before', 'erp=specs/erp.json'];
    const diff = await guard(['diff', ...named, '--format', 'json'], { cwd: folder });
    expect((JSON.parse(diff.stdout) as Report).unjudged.map((one) => one.message.startsWith(message))).toEqual([true]);
  });

  it('says which acknowledgements have run out', async () => {
    const file = '- { finding: 0123456789abcdef, kind: accepted, reason: r, until: 2020-01-01 }\n';
    const { stdout } = await run(folderWith({ ...whole, 'guard.accepted.yaml': file }), '--format', 'json');
    expect((JSON.parse(stdout) as Report).notices).toMatchObject([{ kind: 'expired', at: { line: 1 } }]);
  });

  it('refuses two manifests that claim one name, with both places', async () => {
    const text = `# the second\n${manifest()}`;
    const refused = await run(
      folderWith({ ...whole, 'b.yaml': text }),
      '--manifest',
      'guard.yaml',
      '--manifest',
      'b.yaml',
    );
    expectRefusal(refused, /^error: b\.yaml:3:1: the integration `crm-to-erp` is taken: guard\.yaml:2 has it first/);
  });

  it('refuses what it cannot read, and options it does not know', async () => {
    const folder = folderWith(whole);
    mkdirSync(join(folder, 'empty'));
    expectRefusal(await guard(['check'], { cwd: join(folder, 'empty') }), /no manifest found here/);
    expectRefusal(await run(folder, '--after', 'cmr=new.json'), /has no system "cmr"/);
    expectRefusal(await run(folder, '--base', 'main'), /has no option --base/);
  });
});
