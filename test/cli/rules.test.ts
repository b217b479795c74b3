import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import { guard } from './command.ts';

const run = (...args: string[]) => guard(args, { cwd: import.meta.dirname });

describe('guard rules and guard explain', () => {
  it('lists every rule, as text and as data', async () => {
    const listed = (await run('rules')).stdout.trimEnd().split('\n');
    expect(listed.map((line) => line.split(' ')[0])).toEqual(RULE_IDS);
    const data: readonly { readonly id: string }[] = JSON.parse((await run('rules', '--format', 'json')).stdout);
    expect(data.map(({ id }) => id)).toEqual(RULE_IDS);
  });

  it('explains one', async () => {
    const { stdout, code } = await run('explain', 'operation-moved');
    expect(code).toBe(0);
    expect(stdout).toContain('operation-moved: Operation moved');
  });

  it('explains what guard check finds without a change', async () => {
    const { stdout, code } = await run('explain', 'limit-refused');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^limit-refused: Limit exceeded\n/);
    expect(stdout).toContain('policy.levels: { limit-refused:');
    expect((await run('explain', 'limit-refusd')).stderr).toContain('did you mean limit-refused?');
  });

  it('refuses versions beside a rule, which say nothing of it', async () => {
    expect((await run('explain', 'limit-refused', '--before', 'crm=a')).stderr).toContain('--before says nothing');
    expect((await run('explain', 'operation-moved', 'a.yaml')).stderr).toContain('a.yaml says nothing');
  });

  it('refuses what is no rule', async () => {
    const { stdout, stderr, code } = await run('explain', 'operation-move');
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain('did you mean operation-moved?');
  });
});
