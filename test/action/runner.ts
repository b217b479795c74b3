/** A runner of GitHub Actions, as small as it gets: starts the bundle as the real one does, and reads what it says as the real one does. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { parse } from 'yaml';
import { BUNDLE } from './bundle.ts';

const root = join(import.meta.dirname, '../..');

export interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

export const actionFile: ActionFile = parse(readFileSync(join(root, 'action.yml'), 'utf8'));

export interface RunnerAnnotation {
  readonly level: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: string;
  readonly title?: string;
}

export interface ActionRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly annotations: readonly RunnerAnnotation[];
  /** Commands of the runner that are no annotations: none is expected. */
  readonly commands: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** From the start of the process to its end. */
  readonly milliseconds: number;
}

export interface RunSettings {
  readonly workspace: string;
  readonly event: string;
  readonly payload: object;
  readonly sha: string;
  readonly token: string;
  readonly apiUrl: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guard-runner-'));
  made.push(folder);
  return folder;
}

export async function runAction(settings: RunSettings): Promise<ActionRun> {
  const folder = newFolder();
  const files = { event: join(folder, 'event.json'), output: join(folder, 'output'), summary: join(folder, 'summary') };
  writeFileSync(files.event, JSON.stringify(settings.payload));
  writeFileSync(files.output, '');
  writeFileSync(files.summary, '');
  mkdirSync(join(folder, 'temp'));
  const env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_WORKSPACE: settings.workspace,
    GITHUB_EVENT_NAME: settings.event,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_SHA: settings.sha,
    GITHUB_API_URL: settings.apiUrl,
    GITHUB_GRAPHQL_URL: `${settings.apiUrl.replace(/\/v3$/, '')}/graphql`,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: join(folder, 'temp'),
    ...inputVariables(settings),
    ...settings.env,
  };
  const started = performance.now();
  const { code, stdout, stderr } = await start(env);
  const milliseconds = performance.now() - started;
  return {
    code,
    stdout,
    stderr,
    milliseconds,
    ...commandsIn(`${stdout}\n${stderr}`),
    outputs: outputsIn(files.output),
    summary: readFileSync(files.summary, 'utf8'),
  };
}

/** Every input of action.yml, with its default where the workflow says nothing; expressions are resolved. */
function inputVariables({ inputs = {}, token }: RunSettings): Record<string, string> {
  const all = new Map(Object.entries(actionFile.inputs).map(([name, input]) => [name, input.default ?? '']));
  for (const [name, value] of Object.entries(inputs)) all.set(name, value);
  return Object.fromEntries(
    [...all].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value.replace(/^\$\{\{ github\.token \}\}$/, token),
    ]),
  );
}

function start(env: NodeJS.ProcessEnv): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; stdout: string; stderr: string }>();
  const child = spawn(process.execPath, [join(BUNDLE, 'main.js')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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
  return promise;
}

/** `::name key=value,…::message` at the start of a line, spaces aside; `##[name key=value;…]message` anywhere in one. */
function commandsIn(text: string): Pick<ActionRun, 'annotations' | 'commands'> {
  const annotations: RunnerAnnotation[] = [];
  const commands: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', properties = '', message = ''] =
      /^\s*::([a-z-]+)(?: (.*?))?::(.*)$/.exec(line) ?? /##\[([a-z-]+)(?: (.*?))?\](.*)$/.exec(line) ?? [];
    if (name === '') continue;
    if (!['error', 'warning', 'notice'].includes(name)) commands.push(line);
    else annotations.push({ level: name, message: decoded(message), ...propertiesOf(properties) });
  }
  return { annotations, commands };
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), decoded(pair.slice(pair.indexOf('=') + 1))]),
  );
}

function decoded(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

function outputsIn(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
