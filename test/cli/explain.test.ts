import { describe, expect, it } from 'vitest';
import { expectRefusal, folderWith, guard, put } from './command.ts';

const api = (note: object, required: readonly string[]) => ({
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': {
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: { 200: { description: 'made' } },
      },
    },
  },
  components: {
    schemas: { Order: { type: 'object', required, properties: { id: { type: 'integer' }, note } } },
  },
});

describe('guard explain FINGERPRINT', () => {
  const cwd = folderWith({
    'old.yaml': api({ type: 'string', maxLength: 20 }, ['id']),
    'new.yaml': api({ type: 'string', maxLength: 10 }, ['id']),
    'coded.yaml': api({ type: 'string', maxLength: 20, pattern: '^(.)\\1*$' }, ['id']),
  });
  const list = (values: readonly string[]) => ({
    openapi: '3.1.0',
    info: { title: 'Kinds', version: '1' },
    paths: {
      '/kind': {
        get: {
          responses: {
            200: { description: 'one', content: { 'application/json': { schema: { type: 'string', enum: values } } } },
          },
        },
      },
    },
  });
  put(cwd, 'listed.yaml', list(['a']));
  put(cwd, 'longer.yaml', list(['a', 'b']));
  const run = (...args: string[]) => guard(args, { cwd });
  const fingerprintOf = async (...versions: string[]): Promise<string> => {
    const { stdout } = await run('diff', ...versions, '--format', 'json');
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly fingerprint: string }[] };
    expect(findings).toHaveLength(1);
    return findings[0]?.fingerprint ?? '';
  };

  it('shows how a verdict came about: direction, question, witness, all that is lost', async () => {
    const versions = ['old.yaml', 'new.yaml'];
    const { code, stdout, stderr } = await run('explain', await fingerprintOf(...versions), ...versions);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('max-length-changed: Maximum length changed');
    expect(stdout).toContain('maxLength changed from `20` to `10`');
    expect(stdout).toContain('Does the new schema take every value that the old one allows?');
    expect(stdout).toContain('"note": "aaaaaaaaaaa"');
    expect(stdout).toContain('valid before, refused now. Ajv says so');
    expect(stdout).toContain('{"type":"string","maxLength":20,"minLength":11}');
    expect(stdout).toMatch(/^Verdict +breaking$/m);
  });

  it('shows the value of what is no error, too', async () => {
    const versions = ['listed.yaml', 'longer.yaml', '--profile', 'lenient'];
    const { code, stdout } = await run('explain', await fingerprintOf(...versions), ...versions);
    expect(code).toBe(0);
    expect(stdout).toContain('Does the old schema take every value that the new one allows?');
    expect(stdout).toContain('readers are tolerant');
    expect(stdout).toMatch(/^Answer +No\. This value shows it:\n +"b"$/m);
    expect(stdout).toMatch(/^Level +warning/m);
  });

  it('does not call a value refused that only its format refuses', async () => {
    put(cwd, 'plain.yaml', api({ type: 'string' }, ['id']));
    put(cwd, 'dated.yaml', api({ type: 'string', format: 'date' }, ['id']));
    const versions = ['plain.yaml', 'dated.yaml'];
    const { code, stdout } = await run('explain', await fingerprintOf(...versions), ...versions);
    expect(code).toBe(0);
    expect(stdout.replace(/\n +/g, ' ')).toContain(
      'it rests on `format`. Ajv says so, with `format` asserted; as a note it refuses nothing.',
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('says why there is no proof', async () => {
    const versions = ['old.yaml', 'coded.yaml'];
    const { code, stdout } = await run('explain', await fingerprintOf(...versions), ...versions);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Answer +Unproven: pattern /m);
    expect(stdout).not.toContain('All of them');
  });

  it('refuses a fingerprint that no finding has, and versions for a rule', async () => {
    expectRefusal(await run('explain', '0123456789abcdef', 'old.yaml', 'new.yaml'), 'has the fingerprint');
    expectRefusal(await run('explain', 'operation-moved', 'old.yaml', 'new.yaml'), 'operation-moved is a rule');
    expectRefusal(await run('explain', 'operation-moved', '--base', 'main'), 'operation-moved is a rule');
  });
});
