/** What the action asks of GitHub: small, so that tests can stand in for it, and so that every request it can send is in one list. */

/** Why a request did not do what it should. */
export type Refusal =
  /** The token may not do this. */
  | 'forbidden'
  | 'not-found'
  /** The primary or the secondary rate limit, and waiting did not help. */
  | 'rate-limit'
  /** 5xx or no answer, after the retries. */
  | 'unavailable'
  /** GitHub did not like the request itself: a mistake of ours, or of the input. */
  | 'rejected';

/** Says status, method and route; never a header, a body or the token. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, message: string) {
    super(message);
    this.refusal = refusal;
  }
}

export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  /** Login of the author; empty for a user that is gone. */
  readonly author: string;
  readonly body: string;
}

export interface PullRequest {
  readonly number: number;
  readonly isOpen: boolean;
  readonly headSha: string;
  readonly labels: readonly string[];
}

export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

export interface CheckRun {
  readonly name: string;
  readonly headSha: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly detailsUrl?: string;
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  /** Any number: they are sent as GitHub takes them, 50 at a time. */
  readonly annotations: readonly CheckAnnotation[];
}

export interface TreeEntry {
  readonly path: string;
  /** `100644`, `100755`, `120000` (symbolic link), `160000` (submodule), `040000` (folder). */
  readonly mode: string;
}

/** Everything but `viewer` is about one repository. All of them throw GitHubError. */
export interface GitHub {
  /** Login of whoever the token speaks for. */
  viewer(): Promise<string>;
  pullRequest(number: number): Promise<PullRequest>;
  /** The open pull requests from a branch of any repository: `owner:branch`. */
  pullRequestsFrom(head: string): Promise<readonly PullRequest[]>;
  /** All of them, oldest first. */
  comments(issue: number): Promise<readonly Comment[]>;
  createComment(issue: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<void>;
  deleteComment(id: number): Promise<void>;
  /** Folds a comment away as outdated. */
  hideComment(nodeId: string): Promise<void>;
  createCheckRun(run: CheckRun): Promise<void>;
  /** Object names of a commit's parents, in order. */
  parents(sha: string): Promise<readonly string[]>;
  mergeBase(base: string, head: string): Promise<string>;
  /** Every file of a commit; `complete` is false when there are more than GitHub lists. */
  tree(sha: string): Promise<{ readonly entries: readonly TreeEntry[]; readonly complete: boolean }>;
  /** A file of a commit; undefined when there is none. */
  file(path: string, sha: string): Promise<Uint8Array | undefined>;
}
