/** (edge) What a run compares: which commits, where their files are, and how to read those that are not in the checkout. */
import { existsSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type GitHub, GitHubError } from '../github/port.ts';
import { type RemoteCommit, remoteCommit } from '../github/snapshot.ts';
import { type Checkout, checkoutAt, haveCommit, snapshotsOf } from '../run/checkout.ts';
import type { DiffRequest } from '../run/diff-request.ts';
import { prefixOf } from '../spec/git.ts';
import { InputError } from '../spec/input-error.ts';
import type { SnapshotOpener } from '../spec/load.ts';
import type { Context } from './context.ts';
import type { Trigger } from './event.ts';
import type { Inputs } from './inputs.ts';
import type { Log } from './log.ts';
import { materialise } from './materialise.ts';

/** The part of a request that depends on the run, and where its names of files start. */
export interface Ground {
  readonly request: Pick<DiffRequest, 'cwd' | 'base' | 'openSnapshot' | 'against' | 'underReview'>;
  /** From the root of the repository to `cwd`. */
  readonly root: string;
  /** When nothing is read any more. */
  readonly close: () => void;
}

export interface Surroundings {
  readonly context: Context;
  readonly inputs: Inputs;
  /** Loaded when it is needed: most runs never ask. */
  readonly github: () => Promise<GitHub>;
  readonly log: Log;
}

/** Enough digits for any repository, few enough to read. */
const DIGITS = 12;

/** Throws InputError when there is nothing to compare, or no way to it. */
export async function groundOf(trigger: Trigger, here: Surroundings): Promise<Ground> {
  const { context, inputs } = here;
  const folder = join(context.workspace, inputs.workingDirectory);
  if (relative(context.workspace, folder).startsWith('..')) {
    throw new InputError({
      message: `working-directory ${inputs.workingDirectory} leads out of the workspace`,
      hint: 'name a folder of the repository',
    });
  }
  const checkout = await checkoutAt(existsSync(folder) ? folder : context.workspace);
  if (checkout === undefined) return withoutCheckout(trigger, here);
  try {
    return { ...(await inCheckout(checkout, folder, trigger, here)), close: checkout.objects.close };
  } catch (error) {
    checkout.objects.close();
    throw error;
  }
}

async function inCheckout(
  checkout: Checkout,
  folder: string,
  trigger: Trigger,
  here: Surroundings,
): Promise<Omit<Ground, 'close'>> {
  const { inputs } = here;
  if (!existsSync(folder)) {
    throw new InputError({
      message: `working-directory ${inputs.workingDirectory} does not exist`,
      hint: 'it starts at the root of the workspace',
    });
  }
  const cwd = realpathSync(folder);
  const root = relative(checkout.root, cwd).replaceAll('\\', '/');
  const openSnapshot = snapshotsOf(checkout);
  if (inputs.base !== undefined) return { request: { cwd, base: inputs.base, openSnapshot, underReview: true }, root };
  if (trigger.kind === 'upstream') return { request: { cwd, against: 'upstream' }, root };
  const sha = await baseOf(trigger, checkout, here);
  here.log.info(`comparing with ${sha}`);
  const base = sha.slice(0, DIGITS);
  if (await haveCommit(checkout, sha)) return { request: { cwd, base, openSnapshot, underReview: true }, root };
  here.log.info('the base cannot be fetched with git, so it is read through the API');
  const remote = opener(await remoteCommit(await here.github(), sha), checkout.root);
  return { request: { cwd, base, openSnapshot: remote, underReview: true }, root };
}

/** The commit that holds the old versions. */
async function baseOf(
  trigger: Trigger,
  checkout: Pick<Checkout, 'sha' | 'parents'>,
  here: Surroundings,
): Promise<string> {
  const { parents, sha } = checkout;
  switch (trigger.kind) {
    case 'pull-request': {
      // GitHub merges the pull request into its base for the run: the first parent is the base as it is now.
      const [first, second] = parents;
      if (first !== undefined && second === trigger.headSha) return first;
      return mergeBase(trigger.baseSha, sha, here);
    }
    case 'commits':
      return trigger.baseSha;
    case 'first':
      return trigger.defaultBranch === '' ? sha : mergeBase(trigger.defaultBranch, sha, here, sha);
    case 'upstream':
    case 'report':
      return sha;
  }
}

/** `fallback`: what is taken when GitHub does not say; the base itself where it is a commit. */
async function mergeBase(base: string, head: string, { github, log }: Surroundings, fallback = base): Promise<string> {
  try {
    return await (await github()).mergeBase(base, head);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    log.info(`GitHub does not say where ${base} and ${head} part (${error.message})`);
    return fallback;
  }
}

async function withoutCheckout(trigger: Trigger, here: Surroundings): Promise<Ground> {
  const { context, inputs } = here;
  const github = await here.github();
  here.log.info('there is no checkout, so files are read through the API');
  const headSha = trigger.kind === 'pull-request' ? context.sha : trigger.headSha;
  const head = await remoteCommit(github, headSha);
  const folder = context.newFolder('head');
  await materialise(head, folder, inputs);
  const cwd = join(folder, inputs.workingDirectory);
  const root = relative(folder, cwd).replaceAll('\\', '/');
  const close = (): void => undefined;
  if (trigger.kind === 'upstream') return { request: { cwd, against: 'upstream' }, root, close };
  const parents = trigger.kind === 'pull-request' ? await github.parents(headSha) : [];
  const sha = await baseOf(trigger, { sha: headSha, parents }, here);
  here.log.info(`comparing with ${sha}`);
  const openSnapshot = opener(await remoteCommit(github, sha), folder);
  return { request: { cwd, base: sha.slice(0, DIGITS), openSnapshot, underReview: true }, root, close };
}

function opener(commit: RemoteCommit, root: string): SnapshotOpener {
  return async (folder, revision, limits) => commit.snapshot(prefixOf(root, folder), revision, limits);
}
