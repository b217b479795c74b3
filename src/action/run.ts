/** (edge) One run of the action, from the runner's variables to its exit code. */
import type { GitHub, PullRequest } from '../github/port.ts';
import { GitHubError } from '../github/port.ts';
import { annotationsOf, STEP_LIMIT, verdictSentence, withinLimit } from '../report/annotations.ts';
import { prose } from '../report/escape.ts';
import type { Report } from '../report/report.ts';
import { repositoryPath } from '../report/repository-path.ts';
import { type Comparison, compare } from '../run/diff.ts';
import { isFailure } from '../run/verdict.ts';
import { InputError, type Problem } from '../spec/input-error.ts';
import { code } from '../spec/words.ts';
import { labelNote } from './comment.ts';
import { type Context, type Env, readContext } from './context.ts';
import { type Trigger, triggerOf } from './event.ts';
import { writeFiles } from './files.ts';
import { type Ground, groundOf, type Surroundings } from './ground.ts';
import { type Inputs, readInputs } from './inputs.ts';
import type { Log } from './log.ts';
import { isOutdated, publish } from './publish.ts';
import { summaryOf } from './summary.ts';

/** 0: passed, 1: findings that fail the run, 2: could not run. */
export type ExitCode = 0 | 1 | 2;

export async function runAction(env: Env, version: string, log: Log): Promise<ExitCode> {
  let addSummary: ((markdown: string) => void) | undefined;
  let root = '';
  try {
    const context = readContext(env);
    addSummary = context.addSummary;
    const inputs = readInputs(env);
    root = inputs.workingDirectory;
    const trigger = triggerOf(context.eventName, context.event, context.sha);
    const here: Surroundings = { context, inputs, log, github: clientFor(context, inputs, version) };
    return trigger.kind === 'report' ? await repost(trigger, here) : await judge(trigger, here);
  } catch (error) {
    const problems = problemsOf(error);
    for (const problem of withoutRest(problems)) log.annotate({ level: 'error', ...annotationOf(problem, root) });
    addSummary?.(failureSummary(problems));
    return 2;
  }
}

function clientFor(
  { repository, apiUrl, graphqlUrl }: Context,
  { token }: Inputs,
  version: string,
): () => Promise<GitHub> {
  let client: Promise<GitHub> | undefined;
  return () => {
    if (token === '') throw new GitHubError('forbidden', 'the input github-token is empty');
    client ??= import('../github/client.ts').then(({ createGitHub }) =>
      createGitHub({ token, repository, apiUrl, graphqlUrl, version }),
    );
    return client;
  };
}

/** A schedule that guards nothing must not look like one that found nothing. */
const IDLE =
  'No system of the manifest has an `upstream`: nothing was compared. On a schedule, what vendors publish there is held against the snapshots.';

type Judged = Exclude<Trigger, { readonly kind: 'report' }>;

async function judge(trigger: Judged, here: Surroundings): Promise<ExitCode> {
  const { context, inputs, log } = here;
  const ground = await groundOf(trigger, here);
  const comparison = await compareHere(ground, here).finally(ground.close);
  const { report } = comparison;
  const pull = pullOf(trigger);
  const pullRequest = pull === undefined ? undefined : await pullRequestNow(pull, trigger, here);
  const labels = pullRequest?.labels ?? (trigger.kind === 'pull-request' ? trigger.labels : []);
  const accepted = inputs.acceptedLabel !== undefined && labels.includes(inputs.acceptedLabel);
  const isBad = isFailure(report, inputs.failOn, comparison.policies);
  const failed = isBad && !accepted;
  const isIdle =
    trigger.kind === 'upstream' && report.compared.every(({ before, after }) => before.label === after.label);
  const notes = [...(isBad && accepted ? [labelNote(inputs.acceptedLabel ?? '')] : []), ...(isIdle ? [IDLE] : [])];
  await writeFiles(report, ground.root, inputs, context);
  setOutputs(report, failed, context);
  say(report, ground.root, notes, here);
  await publish(
    {
      report,
      inputs,
      notes,
      runUrl: context.runUrl,
      root: ground.root,
      failed,
      headSha: trigger.headSha,
      ...(trigger.kind === 'pull-request' && { pull: trigger.number }),
    },
    pullRequest,
    here.github,
    log,
  );
  return failed ? 1 : 0;
}

async function compareHere({ request }: Ground, { inputs, log }: Surroundings): Promise<Comparison> {
  return compare(
    {
      ...request,
      manifests: inputs.manifests,
      before: new Map(),
      after: new Map(),
      strict: inputs.strict,
      profile: inputs.profile,
      allowHosts: inputs.allowHosts,
      limits: {},
      policyFrom: 'base',
      today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
    },
    { progress: log.info, note: log.info },
  );
}

/** The pull request that a label may accept, and that a comment goes to. */
function pullOf(trigger: Judged): number | undefined {
  if (trigger.kind === 'pull-request') return trigger.number;
  return trigger.kind === 'commits' ? trigger.pull : undefined;
}

/** Undefined when nothing depends on it, or GitHub does not say. */
async function pullRequestNow(
  pull: number,
  { kind }: Judged,
  { inputs, github, log }: Surroundings,
): Promise<PullRequest | undefined> {
  const getsComment = kind === 'pull-request' && inputs.comment !== 'off';
  if (inputs.acceptedLabel === undefined && !getsComment) return undefined;
  try {
    return await (await github()).pullRequest(pull);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    log.info(`pull request ${pull} cannot be read (${error.message})`);
    return undefined;
  }
}

/** Annotations and the job summary. */
function say(report: Report, root: string, notes: readonly string[], { context, log }: Surroundings): void {
  for (const annotation of withinLimit(annotationsOf(report, root), STEP_LIMIT, 'the job summary'))
    log.annotate(annotation);
  log.info(verdictSentence(report));
  for (const note of notes) log.info(note);
  context.addSummary(summaryOf(report, notes));
}

function setOutputs({ verdict, counts }: Report, failed: boolean, { setOutput }: Context): void {
  setOutput('verdict', verdict);
  setOutput('failed', String(failed));
  for (const [name, count] of Object.entries(counts)) setOutput(name, String(count));
}

/** The second half of the pattern for forks: the report comes from a workflow without rights, and is posted by one with them. */
async function repost(trigger: Extract<Trigger, { readonly kind: 'report' }>, here: Surroundings): Promise<ExitCode> {
  const { context, inputs, log, github } = here;
  if (inputs.report === undefined) {
    throw new InputError({
      message: 'the event workflow_run needs the input report: the report.json of the other workflow',
      hint: 'download its artifact first (actions/download-artifact with run-id); see "Forks" in docs/github-action.md',
    });
  }
  const { readUntrustedReport } = await import('./untrusted-report.ts');
  const report = readUntrustedReport(inputs.report, context.workspace);
  setOutputs(report, false, context);
  context.addSummary(summaryOf(report, []));
  log.info(verdictSentence(report));
  const pulls = await (await github()).pullRequestsFrom(trigger.head);
  const [pull] = pulls.filter((one) => !isOutdated(one, trigger.headSha));
  if (pull === undefined) {
    log.info(`no open pull request has ${trigger.headSha} as its last commit; nothing is posted`);
    return 0;
  }
  const { runUrl } = context;
  const publication = {
    report,
    inputs,
    notes: [],
    runUrl,
    root: '',
    failed: false,
    headSha: trigger.headSha,
    pull: pull.number,
  };
  await publish(publication, pull, github, log);
  return 0;
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof InputError) return error.problems;
  if (error instanceof GitHubError) {
    return [
      {
        message: `GitHub refused what the run depends on (${error.message})`,
        hint: 'check the permissions of the job, or run it again',
      },
    ];
  }
  const message = error instanceof Error ? error.message : String(error);
  return [{ message, hint: 'this is a bug in contract-guard; please report it, with the two versions if you can' }];
}

/** One step shows ten. */
function withoutRest(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= STEP_LIMIT) return problems;
  const rest = problems.length - STEP_LIMIT + 1;
  return [...problems.slice(0, STEP_LIMIT - 1), { message: `… and ${rest} more problems in the job summary` }];
}

function annotationOf({ message, file, line, column, hint }: Problem, root: string) {
  const path = file === undefined ? undefined : repositoryPath(file, root);
  const named = file === undefined || path !== undefined ? message : `${file}: ${message}`;
  return {
    title: 'contract-guard could not run',
    message: hint === undefined ? named : `${named}\nhint: ${hint}`,
    ...(path !== undefined && { file: path, line: line ?? 1, ...(column !== undefined && { column }) }),
  };
}

function failureSummary(problems: readonly Problem[]): string {
  const items = problems.map(({ message, file, line, hint }) => {
    const place = file === undefined ? '' : `${prose(code(line === undefined ? file : `${file}:${line}`))}: `;
    return `- ${place}${prose(message)}${hint === undefined ? '' : `<br>hint: ${prose(hint)}`}`;
  });
  return `### ❔ contract-guard could not run\n\n${items.join('\n')}\n`;
}
