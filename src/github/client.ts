/** (edge) GitHub over HTTP: octokit behind the port. */
import { Octokit } from 'octokit';
import {
  type CheckRun,
  type Comment,
  type GitHub,
  GitHubError,
  type PullRequest,
  type Refusal,
  type TreeEntry,
} from './port.ts';

export interface ClientOptions {
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  /** GITHUB_API_URL: on GitHub Enterprise Server it is not api.github.com. */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  readonly version: string;
}

/** A request is sent at most three times. */
const RETRIES = 2;
/** Nobody waits longer than this for a limit to be lifted; the report is in the job summary anyway. */
const PATIENCE_S = 60;
const PAGE = 100;
const ANNOTATIONS = 50;

const HIDE =
  'mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { clientMutationId } }';

export function createGitHub({ token, repository, apiUrl, graphqlUrl, version }: ClientOptions): GitHub {
  const octokit = clientFor(token, apiUrl, version);
  const [owner = '', repo = ''] = repository.split('/');
  const here = { owner, repo };

  const graphql = async (query: string, variables: object): Promise<Record<string, unknown>> => {
    const { data } = await asked('POST /graphql', () =>
      octokit.request({ method: 'POST', url: graphqlUrl, query, variables }),
    );
    if (data.errors !== undefined || typeof data.data !== 'object') throw graphqlFailure(data.errors);
    return data.data;
  };

  return {
    viewer: async () => {
      const { viewer } = await graphql('query { viewer { login } }', {});
      return (viewer as { readonly login?: string } | null | undefined)?.login ?? '';
    },
    pullRequest: async (pull_number) => {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
      return pullOf((await asked(route, () => octokit.request(route, { ...here, pull_number }))).data);
    },
    pullRequestsFrom: async (head) => {
      const route = 'GET /repos/{owner}/{repo}/pulls';
      return (
        await asked(route, () => octokit.request(route, { ...here, head, state: 'open', per_page: PAGE }))
      ).data.map(pullOf);
    },
    comments: async (issue_number) => {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const all = await asked(route, () => octokit.paginate(route, { ...here, issue_number, per_page: PAGE }));
      return all.map(commentOf);
    },
    createComment: async (issue_number, body) => {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      return commentOf((await asked(route, () => octokit.request(route, { ...here, issue_number, body }))).data);
    },
    updateComment: async (comment_id, body) => {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
      await asked(route, () => octokit.request(route, { ...here, comment_id, body }));
    },
    deleteComment: async (comment_id) => {
      const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
      await asked(route, () => octokit.request(route, { ...here, comment_id }));
    },
    hideComment: async (id) => {
      await graphql(HIDE, { id });
    },
    createCheckRun: (run) => sendCheckRun(octokit, here, run),
    parents: async (commit_sha) => {
      const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
      const { data } = await asked(route, () => octokit.request(route, { ...here, commit_sha }));
      return data.parents.map(({ sha }) => sha);
    },
    mergeBase: async (base, head) => {
      const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
      const { data } = await asked(route, () =>
        octokit.request(route, { ...here, basehead: `${base}...${head}`, per_page: 1 }),
      );
      return data.merge_base_commit.sha;
    },
    tree: async (tree_sha) => {
      const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
      const { data } = await asked(route, () => octokit.request(route, { ...here, tree_sha, recursive: '1' }));
      const entries = data.tree.flatMap(({ path, mode }): TreeEntry[] =>
        path === undefined || mode === undefined ? [] : [{ path, mode }],
      );
      return { entries, complete: !data.truncated };
    },
    file: (path, ref) => fileAt(octokit, here, path, ref),
  };
}

/** GraphQL answers 200 and says inside what went wrong. */
function graphqlFailure(errors: unknown): GitHubError {
  const [first] = Array.isArray(errors) ? errors : [];
  const type = String(first?.type ?? '');
  const refusal = type === 'NOT_FOUND' ? 'not-found' : type === 'FORBIDDEN' ? 'forbidden' : 'rejected';
  return new GitHubError(refusal, 'POST /graphql: refused');
}

interface Here {
  readonly owner: string;
  readonly repo: string;
}

function clientFor(token: string, baseUrl: string, version: string): Octokit {
  const mayRetry = (after: number, _options: unknown, _octokit: unknown, count: number): boolean =>
    count < RETRIES && after <= PATIENCE_S;
  const quiet = (): void => undefined;
  return new Octokit({
    auth: token,
    baseUrl,
    userAgent: `contract-guard/${version}`,
    retry: { retries: RETRIES },
    throttle: { onRateLimit: mayRetry, onSecondaryRateLimit: mayRetry },
    // Octokit's own messages name requests with their parameters; ours go through the action's log.
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}

async function sendCheckRun(octokit: Octokit, here: Here, run: CheckRun): Promise<void> {
  const { name, headSha, conclusion, detailsUrl, title, summary, annotations } = run;
  const batch = (from: number) => annotations.slice(from, from + ANNOTATIONS).map((one) => ({ ...one }));
  const create = 'POST /repos/{owner}/{repo}/check-runs';
  const { data } = await asked(create, () =>
    octokit.request(create, {
      ...here,
      name,
      head_sha: headSha,
      status: 'completed',
      conclusion,
      ...(detailsUrl !== undefined && { details_url: detailsUrl }),
      output: { title, summary, annotations: batch(0) },
    }),
  );
  const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
  for (let from = ANNOTATIONS; from < annotations.length; from += ANNOTATIONS) {
    await asked(update, () =>
      octokit.request(update, { ...here, check_run_id: data.id, output: { title, summary, annotations: batch(from) } }),
    );
  }
}

/** The raw media type: files up to 100 MB. */
async function fileAt(octokit: Octokit, here: Here, path: string, ref: string): Promise<Uint8Array | undefined> {
  const route = 'GET /repos/{owner}/{repo}/contents/{path}';
  try {
    const { data } = await asked(route, () =>
      octokit.request(route, {
        ...here,
        path,
        ref,
        headers: { accept: 'application/vnd.github.raw+json' },
        request: { parseSuccessResponseBody: false },
      }),
    );
    const chunks: Uint8Array[] = [];
    for await (const chunk of data as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof GitHubError && error.refusal === 'not-found') return undefined;
    throw error;
  }
}

interface RawPull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string };
  readonly labels?: readonly { readonly name?: string }[];
}

function pullOf({ number, state, head, labels = [] }: RawPull): PullRequest {
  return { number, isOpen: state === 'open', headSha: head.sha, labels: labels.flatMap(({ name }) => name ?? []) };
}

interface RawComment {
  readonly id: number | bigint;
  readonly node_id: string;
  readonly body?: string | undefined;
  readonly user?: { readonly login: string } | null;
}

function commentOf({ id, node_id, body = '', user }: RawComment): Comment {
  return { id: Number(id), nodeId: node_id, author: user?.login ?? '', body };
}

/** Any failure as a GitHubError that names the route as a template: no names, no numbers, no query. */
async function asked<T>(route: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    throw failureOf(route, error);
  }
}

function failureOf(route: string, error: unknown): GitHubError {
  if (error instanceof GitHubError) return error;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  const said = error instanceof Error ? error.message : '';
  const refusal = refusalOf(status, said);
  return new GitHubError(
    refusal,
    `${route}: ${status === 0 || (status === 500 && !/\b500\b/.test(said)) ? 'no answer' : status}`,
  );
}

function refusalOf(status: number, said: string): Refusal {
  if (status === 429 || (status === 403 && /rate limit|abuse/i.test(said))) return 'rate-limit';
  if (status === 401 || status === 403) return 'forbidden';
  // A token without rights to a private repository is told that there is nothing.
  if (status === 404 || status === 410) return 'not-found';
  return status === 0 || status >= 500 ? 'unavailable' : 'rejected';
}
