/** Everything that is sent to GitHub. The verdict stands without it: what cannot be sent is said, and fails nothing. */

import { type GitHub, GitHubError, type PullRequest } from '../github/port.ts';
import type { Report } from '../report/report.ts';
import { checkRunOf } from './check-run.ts';
import type { Inputs } from './inputs.ts';
import type { Log } from './log.ts';
import { postComment } from './sticky.ts';

export interface Publication {
  readonly report: Report;
  readonly inputs: Inputs;
  readonly notes: readonly string[];
  readonly runUrl: string;
  readonly root: string;
  readonly failed: boolean;
  readonly headSha: string;
  /** Absent where there is none: merge groups, pushes, schedules. */
  readonly pull?: number;
}

/** `pullRequest`: as it is now, when it is known. */
export async function publish(
  publication: Publication,
  pullRequest: PullRequest | undefined,
  github: () => Promise<GitHub>,
  log: Log,
): Promise<void> {
  const { report, inputs, notes, runUrl, root, failed, headSha, pull } = publication;
  if (pull !== undefined && inputs.comment !== 'off') {
    if (pullRequest !== undefined && isOutdated(pullRequest, headSha)) {
      log.info(`pull request ${pull} has moved on since this run was started; its comment is left to the newer run`);
    } else {
      await attempt('the comment', 'pull-requests: write', log, async () => {
        const options = { mode: inputs.comment, key: inputs.commentKey, issue: pull, runUrl, notes };
        const done = await postComment(await github(), report, options);
        log.info(`comment: ${done.length === 0 ? 'nothing to do' : done.join(', ')}`);
      });
    }
  }
  if (inputs.checkRun) {
    await attempt('the check run', 'checks: write', log, async () => {
      await (await github()).createCheckRun(
        checkRunOf(report, { headSha, key: inputs.commentKey, failed, runUrl, root }),
      );
      log.info('check run: created');
    });
  }
}

export function isOutdated(pullRequest: PullRequest, headSha: string): boolean {
  return !pullRequest.isOpen || pullRequest.headSha !== headSha;
}

async function attempt(what: string, permission: string, log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const isReadOnly = error.refusal === 'forbidden' || error.refusal === 'not-found';
    const why = isReadOnly
      ? `The token may not write ${what} (a pull request from a fork or from Dependabot, or a job without ${permission}).`
      : `GitHub did not take ${what}.`;
    log.annotate({
      level: isReadOnly ? 'notice' : 'warning',
      title: 'contract-guard',
      message: `${why} The report is in the job summary. (${error.message})`,
    });
  }
}
