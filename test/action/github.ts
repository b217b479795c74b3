/** GitHub, offline: a stateful emulator behind a proxy that adds what the emulator lacks (limits, read-only tokens, faults, GraphQL). */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';

export const BOT = 'ghs_canaryOfTheActionsBot';
export const PERSON = 'ghp_octocat';
/** The token of a pull request from a fork, or of Dependabot. */
export const READ_ONLY = 'ghs_readOnly';

const LOGINS: Readonly<Record<string, string>> = {
  [BOT]: 'github-actions[bot]',
  [READ_ONLY]: 'github-actions[bot]',
  [PERSON]: 'octocat',
};

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  readonly status: number;
}

export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often; always when absent. */
  times?: number;
  /** The request is done all the same, and only its answer is lost. */
  readonly afterwards?: boolean;
}

export interface FakeGitHub {
  readonly url: string;
  readonly requests: Recorded[];
  readonly faults: Fault[];
  /** Node ids of comments that were folded away. */
  readonly hidden: Set<string>;
  /** What a pull request's last commit is: the emulator has objects of its own. */
  readonly headShas: Map<number, string>;
  /** What `compare` says, by `base...head`. */
  readonly mergeBases: Map<string, string>;
  /** Called before a request is passed on: what happens meanwhile. */
  meanwhile: ((request: { readonly method: string; readonly path: string }) => Promise<void>) | undefined;
  readonly ask: (method: string, path: string, body?: object, token?: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** `prefix`: `/api/v3` on GitHub Enterprise Server. */
export async function startGitHub(prefix = ''): Promise<FakeGitHub> {
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server)}${prefix}`;
  // The emulator tells the address it is reached by, not its own: a port that was free a moment ago is its own.
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  const emulator = await createEmulator({
    service: 'github',
    port,
    baseUrl: url,
    seed: {
      tokens: Object.fromEntries(Object.entries(LOGINS).map(([token, login]) => [token, { login, scopes: ['repo'] }])),
      github: {
        users: [{ login: 'github-actions[bot]' }, { login: 'octocat' }],
        orgs: [
          {
            login: 'acme',
            members: [
              { login: 'octocat', role: 'admin' },
              { login: 'github-actions[bot]', role: 'admin' },
            ],
          },
        ],
        repos: [{ owner: 'acme', name: 'shop', auto_init: true }],
      },
    },
  });
  const upstream = `http://127.0.0.1:${port}`;
  const github: FakeGitHub = {
    url,
    requests: [],
    faults: [],
    hidden: new Set(),
    headShas: new Map(),
    mergeBases: new Map(),
    meanwhile: undefined,
    ask: async (method, path, body, token = PERSON) => {
      const response = await fetch(`${upstream}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    close: () => stop(server, emulator),
  };
  server.on('request', (request, response) => {
    handle(request, response, github, upstream, prefix).catch((error: unknown) => {
      response.writeHead(599).end(String(error));
    });
  });
  await openPullRequest(github);
  return github;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server, emulator: Emulator): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await emulator.close();
}

async function openPullRequest(github: FakeGitHub): Promise<void> {
  const main = (await github.ask('GET', '/repos/acme/shop/git/ref/heads/main')) as {
    readonly object: { readonly sha: string };
  };
  await github.ask('POST', '/repos/acme/shop/git/refs', { ref: 'refs/heads/change', sha: main.object.sha });
  await github.ask('PUT', '/repos/acme/shop/contents/change.txt', {
    message: 'change',
    content: 'eA==',
    branch: 'change',
  });
  await github.ask('POST', '/repos/acme/shop/pulls', { title: 'Change', head: 'change', base: 'main' });
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | string;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  github: FakeGitHub,
  upstream: string,
  prefix: string,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const full = new URL(request.url ?? '/', upstream);
  const isGraphql = full.pathname === `${prefix.replace(/\/v3$/, '')}/graphql`;
  const path = isGraphql
    ? '/graphql'
    : full.pathname.startsWith(prefix)
      ? full.pathname.slice(prefix.length)
      : '/outside-of-the-api';
  const method = request.method ?? 'GET';
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  await github.meanwhile?.({ method, path });
  const pass = (): Promise<Answer> => forward(request, upstream, `${path}${full.search}`, method, text);
  const answer = await answerTo(
    { method, path, body, token: tokenOf(request), accept: request.headers.accept ?? '', pass },
    github,
  );
  const { headers } = request;
  github.requests.push({ method, path, query: full.searchParams, headers, body, status: answer.status });
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly token: string;
  readonly accept: string;
  readonly pass: () => Promise<Answer>;
}

async function answerTo({ method, path, body, token, accept, pass }: Asked, github: FakeGitHub): Promise<Answer> {
  const fault = github.faults.find((one) => one.method === method && one.path.test(path) && one.times !== 0);
  if (fault !== undefined) {
    if (fault.times !== undefined) fault.times -= 1;
    if (fault.afterwards === true) await pass();
    return refusal(fault.status, fault.message ?? 'Server Error', fault.headers);
  }
  if (LOGINS[token] === undefined) return refusal(401, 'Bad credentials');
  if (path === '/graphql') return graphql(body as GraphqlRequest, token, github);
  if (token === READ_ONLY && method !== 'GET') return refusal(403, 'Resource not accessible by integration');
  const limit = overLimit(body);
  if (limit !== undefined) return refusal(422, limit);
  const comparison = /^\/repos\/acme\/shop\/compare\/(.+)$/.exec(path)?.[1];
  const base = comparison === undefined ? undefined : github.mergeBases.get(decodeURIComponent(comparison));
  if (base !== undefined) return json(200, { merge_base_commit: { sha: base } });
  const answer = await pass();
  const isRaw = /\braw\b/.test(accept);
  if (path.includes('/contents/') && !isRaw && answer.body.length > 1_000_000)
    return refusal(
      403,
      'This API returns blobs up to 1 MB in size. The requested blob is too large to fetch via the API',
    );
  return withHeads(answer, github);
}

/** GitHub's own words. */
function overLimit(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('body' in body && String(body.body).length > 65_536)
    return 'Validation Failed: body is too long (maximum is 65536 characters)';
  const output =
    'output' in body ? (body.output as { readonly summary?: string; readonly annotations?: readonly unknown[] }) : {};
  if (Buffer.byteLength(output.summary ?? '') > 65_535)
    return 'Validation Failed: summary exceeds a maximum bytesize of 65535';
  if ((output.annotations ?? []).length > 50)
    return 'Invalid request. No more than 50 items are allowed; 51 were supplied.';
  return undefined;
}

interface GraphqlRequest {
  readonly query: string;
  readonly variables: { readonly id?: string };
}

function graphql({ query, variables }: GraphqlRequest, token: string, github: FakeGitHub): Answer {
  if (query.includes('viewer')) return json(200, { data: { viewer: { login: LOGINS[token] } } });
  if (token === READ_ONLY)
    return json(200, {
      data: null,
      errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
    });
  github.hidden.add(variables.id ?? '');
  return json(200, { data: { minimizeComment: { clientMutationId: null } } });
}

/** The emulator's pull requests have heads of its own. */
function withHeads(answer: Answer, { headShas }: FakeGitHub): Answer {
  if (answer.status !== 200 || !answer.headers['content-type']?.includes('json')) return answer;
  const value: unknown = JSON.parse(Buffer.from(answer.body).toString());
  for (const one of Array.isArray(value) ? value : [value]) {
    const sha = typeof one?.number === 'number' && one.head !== undefined ? headShas.get(one.number) : undefined;
    if (sha !== undefined) one.head.sha = sha;
  }
  return { ...answer, body: JSON.stringify(value) };
}

async function forward(
  request: IncomingMessage,
  upstream: string,
  path: string,
  method: string,
  text: string,
): Promise<Answer> {
  const { authorization = '', accept = '*/*' } = request.headers;
  const response = await fetch(`${upstream}${path}`, {
    method,
    headers: { authorization: authorization.replace(/^token /, 'Bearer '), accept },
    ...(text !== '' && { body: text }),
  });
  const kept = ['content-type', 'link'].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return {
    status: response.status,
    headers: Object.fromEntries(kept),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

function tokenOf({ headers }: IncomingMessage): string {
  return (headers.authorization ?? '').replace(/^(?:token|bearer) /i, '');
}

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const { headers: own, ...rest } = json(status, { message, documentation_url: 'https://docs.github.com/rest' });
  return { ...rest, headers: { ...own, ...headers } };
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}
