/** The event that started the workflow, as far as the action needs it. Payloads are data from outside: nothing in them is taken on trust. */

import { InputError } from '../spec/input-error.ts';
import { isObj, type Obj } from '../spec/spec-version.ts';

export type Trigger =
  /** The run is on the merge commit of a pull request. `headSha`: the pull request's own last commit. */
  | {
      readonly kind: 'pull-request';
      readonly number: number;
      readonly headSha: string;
      readonly baseSha: string;
      /** As they were when the run was started. */
      readonly labels: readonly string[];
    }
  /** A known commit to compare with: a merge group's base, the branch before a push. `pull`: the one that a merge group is about. */
  | { readonly kind: 'commits'; readonly baseSha: string; readonly headSha: string; readonly pull?: number }
  /** The first push of a branch: it started somewhere on the default branch. */
  | { readonly kind: 'first'; readonly headSha: string; readonly defaultBranch: string }
  /** By hand, or on a schedule: what vendors publish now, against the snapshots. */
  | { readonly kind: 'upstream'; readonly headSha: string }
  /** Another workflow is done; its report is to be posted. `head`: `owner:branch` of the pull request. */
  | { readonly kind: 'report'; readonly headSha: string; readonly head: string };

const ZEROS = /^0+$/;
const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** `name`: GITHUB_EVENT_NAME; `sha`: GITHUB_SHA, the commit the run is on. Throws InputError for an event that the action does not handle. */
export function triggerOf(name: string, payload: unknown, sha: string): Trigger {
  const event = isObj(payload) ? payload : {};
  switch (name) {
    case 'pull_request':
      return pullRequest(event);
    case 'merge_group': {
      const group = member(event, 'merge_group');
      const [, pull] = /\/pr-(\d+)-[0-9a-f]+$/.exec(textOf(group, 'head_ref')) ?? [];
      return {
        kind: 'commits',
        baseSha: commit(group, 'base_sha', name),
        headSha: commit(group, 'head_sha', name),
        ...(pull !== undefined && { pull: Number(pull) }),
      };
    }
    case 'push': {
      const before = event['before'];
      if (typeof before === 'string' && ZEROS.test(before)) {
        return {
          kind: 'first',
          headSha: sha,
          defaultBranch: textOf(member(event, 'repository'), 'default_branch'),
        };
      }
      return { kind: 'commits', baseSha: commit(event, 'before', name), headSha: sha };
    }
    case 'workflow_dispatch':
    case 'schedule':
      return { kind: 'upstream', headSha: sha };
    case 'workflow_run':
      return report(event);
    case 'pull_request_target':
      throw new InputError({
        message:
          'the event pull_request_target is not handled: it runs with the rights of the base on what a stranger wrote',
        hint: 'use pull_request; for comments on pull requests from forks see "Forks" in docs/github-action.md',
      });
    default:
      throw new InputError({
        message: `the event ${name === '' ? '(none)' : name} is not handled`,
        hint: 'the action runs on pull_request, merge_group, push, schedule, workflow_dispatch and workflow_run',
      });
  }
}

function pullRequest(event: Obj): Trigger {
  const pull = member(event, 'pull_request');
  const number = pull['number'] ?? event['number'];
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw incomplete('pull_request', 'number');
  return {
    kind: 'pull-request',
    number,
    headSha: commit(member(pull, 'head'), 'sha', 'pull_request'),
    baseSha: commit(member(pull, 'base'), 'sha', 'pull_request'),
    labels: labelsOf(pull['labels']),
  };
}

function labelsOf(labels: unknown): string[] {
  if (!Array.isArray(labels)) return [];
  return labels.flatMap((label: unknown) => (isObj(label) && typeof label['name'] === 'string' ? [label['name']] : []));
}

function report(event: Obj): Trigger {
  const run = member(event, 'workflow_run');
  const owner = member(member(run, 'head_repository'), 'owner')['login'];
  const branch = run['head_branch'];
  if (typeof owner !== 'string' || typeof branch !== 'string') throw incomplete('workflow_run', 'head_branch');
  return { kind: 'report', headSha: commit(run, 'head_sha', 'workflow_run'), head: `${owner}:${branch}` };
}

function member(value: Obj, name: string): Obj {
  const inner = Object.hasOwn(value, name) ? value[name] : undefined;
  return isObj(inner) ? inner : {};
}

function textOf(value: Obj, name: string): string {
  const text = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof text === 'string' ? text : '';
}

function commit(value: Obj, name: string, event: string): string {
  const sha = Object.hasOwn(value, name) ? value[name] : undefined;
  if (typeof sha === 'string' && SHA.test(sha)) return sha;
  throw incomplete(event, name);
}

function incomplete(event: string, name: string): InputError {
  return new InputError({
    message: `the payload of the event ${event} has no usable "${name}"`,
    hint: 'GITHUB_EVENT_PATH has to lead to the payload that GitHub sent',
  });
}
