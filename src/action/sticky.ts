/** Posts the comment: one, whatever else happens in the pull request meanwhile. */

import { type Comment, type GitHub, GitHubError } from '../github/port.ts';
import type { Report } from '../report/report.ts';
import { bodyOf, isQuiet, ours, planComment, type Step } from './comment.ts';
import type { CommentMode } from './inputs.ts';

export interface StickyOptions {
  readonly mode: CommentMode;
  readonly key: string;
  readonly issue: number;
  readonly runUrl: string;
  readonly notes: readonly string[];
}

type Port = Pick<GitHub, 'viewer' | 'comments' | 'createComment' | 'updateComment' | 'deleteComment' | 'hideComment'>;

/** What was done, for the log. Throws GitHubError. */
export async function postComment(
  github: Port,
  report: Report,
  options: StickyOptions,
): Promise<readonly Step['kind'][]> {
  const { mode, key, issue } = options;
  if (mode === 'off') return [];
  const earlier = await earlierComments(github, issue, key);
  const body = bodyOf(report, { ...options, hasEarlier: earlier.length > 0 });
  const done: Step['kind'][] = [];
  for (const step of planComment(mode, earlier, body, isQuiet(report))) {
    done.push(step.kind);
    if (step.kind === 'create') await create(github, body, options);
    else if (step.kind === 'update') {
      if (await isGone(github.updateComment(step.comment.id, body))) await create(github, body, options);
    } else if (step.kind === 'delete') await isGone(github.deleteComment(step.comment.id));
    else await isGone(github.hideComment(step.comment.nodeId));
  }
  return done;
}

/** Who the token speaks for is asked only when a comment with our marker is there. */
async function earlierComments(github: Port, issue: number, key: string): Promise<readonly Comment[]> {
  const comments = await github.comments(issue);
  const marked = comments.filter((comment) => ours([comment], key, comment.author).length > 0);
  return marked.length === 0 ? [] : ours(marked, key, await github.viewer());
}

/**
 * Two runs may create at the same time, and a request that failed on its way back may have created all the same: the oldest stays. Every run
 * that finds several does the same, so one is left.
 */
async function create(github: Port, body: string, { mode, issue, key }: StickyOptions): Promise<void> {
  const created = await github.createComment(issue, body);
  if (mode !== 'update') return;
  const [oldest, ...younger] = ours(await github.comments(issue), key, created.author);
  if (oldest === undefined || younger.length === 0) return;
  if (oldest.id !== created.id) await isGone(github.updateComment(oldest.id, body));
  for (const { id } of younger) await isGone(github.deleteComment(id));
}

/** True when the thing was not there any more: somebody deleted it, which is their right. */
async function isGone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof GitHubError && error.refusal === 'not-found') return true;
    throw error;
  }
}
