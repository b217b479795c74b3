import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { guard } from './command.ts';

const root = join(import.meta.dirname, '../..');

it('the README shows what the demo prints', async () => {
  const shown = /```text\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1];
  const before = ['crm=fixtures/demo/before/crm.yaml', 'erp=fixtures/demo/before/erp/openapi.yaml'];
  const { code, stdout } = await guard(['diff', '-m', 'fixtures/demo/guard.yaml', '--before', ...before], {
    cwd: root,
  });
  expect(code).toBe(1);
  expect(shown).toBeTruthy();
  expect(stdout).toContain(shown);
});
