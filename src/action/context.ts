/** (edge) What the runner says about the run: variables, the event's payload, the folders and files it gave. */
import { appendFileSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../spec/input-error.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export interface Context {
  readonly eventName: string;
  readonly event: unknown;
  /** GITHUB_SHA: of a pull request, the merge commit. */
  readonly sha: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly workspace: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The page of this run. */
  readonly runUrl: string;
  /** A new folder for files that outlive the step, but not the job. */
  readonly newFolder: (name: string) => string;
  readonly addSummary: (markdown: string) => void;
  readonly setOutput: (name: string, value: string) => void;
}

/** Throws InputError when this is no run of GitHub Actions. */
export function readContext(env: Env): Context {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const workspace = env['GITHUB_WORKSPACE'] ?? '';
  const eventName = env['GITHUB_EVENT_NAME'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || workspace === '' || eventName === '') {
    throw new InputError({
      message:
        'this is no run of GitHub Actions: GITHUB_REPOSITORY, GITHUB_WORKSPACE and GITHUB_EVENT_NAME are not set',
      hint: 'elsewhere use the command: guard diff',
    });
  }
  const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
  const server = env['GITHUB_SERVER_URL'] || 'https://github.com';
  const run = `${server}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  const attempt = env['GITHUB_RUN_ATTEMPT'] ?? '1';
  const temporary = env['RUNNER_TEMP'] || tmpdir();
  return {
    eventName,
    event: payloadAt(env['GITHUB_EVENT_PATH']),
    sha: env['GITHUB_SHA'] ?? '',
    repository,
    workspace: realpathSync(workspace),
    apiUrl,
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `${apiUrl.replace(/\/v3\/?$/, '')}/graphql`,
    runUrl: attempt === '1' ? run : `${run}/attempts/${attempt}`,
    newFolder: (name) => realpathSync(mkdtempSync(join(temporary, `contract-guard-${name}-`))),
    addSummary: (markdown) => append(env['GITHUB_STEP_SUMMARY'], markdown),
    setOutput: (name, value) => append(env['GITHUB_OUTPUT'], outputLines(name, value)),
  };
}

function payloadAt(path: string | undefined): unknown {
  if (path === undefined || path === '') return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new InputError(
      {
        file: path,
        message: 'the payload of the event cannot be read',
        hint: 'GITHUB_EVENT_PATH is set by the runner',
      },
      { cause },
    );
  }
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text);
}

/** Values are ours and have no line break; one that had would be able to set other outputs. */
function outputLines(name: string, value: string): string {
  if (/[\r\n]/.test(value)) throw new TypeError(`the output ${name} has a line break in it`);
  return `${name}=${value}\n`;
}
