import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';

export const main = join(import.meta.dirname, '../../lib/cli/main.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command as a shell would, without a terminal. */
export function guard(args: readonly string[], { cwd, input, env }: RunOptions): Promise<Run> {
  const { promise, resolve, reject } = Promise.withResolvers<Run>();
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...cleanEnv(), ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.on('error', reject);
  child.on('close', (code) => resolve({ code, stdout, stderr }));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  return promise;
}

function cleanEnv(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR };
}

/** The contract of exit code 2: nothing on stdout, an error with a hint on stderr, and no stack. */
export function expectRefusal(run: Run, message: string | RegExp): void {
  expect(run.stderr).toMatch(message);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toMatch(/^error: /);
  expect(run.stderr).toMatch(/\n {2}hint: \S/);
  expect(run.stderr).not.toMatch(/\n\s+at |node:internal|bug in contract-guard/);
  expect(run.stderr.match(/^error: /gm)).toHaveLength(1);
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files; `.yaml` given as a value is written as JSON, which is YAML. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'guard-cli-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) put(folder, path, content);
  return folder;
}

export function put(folder: string, path: string, content: string | Uint8Array | object): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  const isBytes = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(full, isBytes ? content : `${JSON.stringify(content, null, 2)}\n`);
}

export function git(folder: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A repository on `main` whose one commit holds these files. */
export function repositoryWith(files: Readonly<Record<string, string | Uint8Array | object>>): string {
  const folder = folderWith(files);
  git(folder, 'init', '--quiet');
  commit(folder, 'first');
  return folder;
}

export function commit(folder: string, message: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', message);
}

/** What crm answers: `lifecycle` has these values. */
export function crm(lifecycle: readonly string[], more: object = {}): object {
  return {
    openapi: '3.1.0',
    info: { title: 'crm', version: '1' },
    paths: {
      '/accounts/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: {
              description: 'An account',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['name', 'lifecycle'],
                    properties: {
                      name: { type: 'string', maxLength: 40 },
                      lifecycle: { type: 'string', enum: lifecycle },
                      ...more,
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
}

/** What erp takes: `legalName` up to a length. */
export function erp(maxLength: number): object {
  return {
    openapi: '3.0.3',
    info: { title: 'erp', version: '1' },
    paths: {
      '/customers': {
        post: {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['legalName'],
                  properties: {
                    legalName: { type: 'string', maxLength },
                    status: { type: 'string', enum: ['ACTIVE', 'BLOCKED'] },
                  },
                },
              },
            },
          },
          responses: { 201: { description: 'Created' } },
        },
      },
    },
  };
}

export function manifest(values: Readonly<Record<string, string>> = { won: 'ACTIVE', churned: 'BLOCKED' }): string {
  const rows = Object.entries(values).map(([from, to]) => `${from}: ${to}`);
  return `version: 1
integration: crm-to-erp
owners: ["@acme/integrations"]
systems:
  crm: { spec: specs/crm.json }
  erp: { spec: specs/erp.json }
entities:
  customer:
    flows:
      - id: customer-create
        from: crm GET /accounts/{id}
        to: erp POST /customers
        fields:
          - { from: name, to: legalName }
          - { from: lifecycle, to: status, values: { ${rows.join(', ')} } }
`;
}

/** A folder whose integration is whole: nothing to find. */
export const whole = {
  'guard.yaml': manifest(),
  'specs/crm.json': crm(['won', 'churned']),
  'specs/erp.json': erp(40),
} as const;
