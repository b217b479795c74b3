/** The action's inputs: the runner hands them over as INPUT_ variables, all texts, and enforces nothing. */

import type { FailOn } from '../manifest/manifest.ts';
import { PROFILES, type Profile } from '../report/profiles.ts';
import { FAIL_ON } from '../run/verdict.ts';
import { InputError, type Problem } from '../spec/input-error.ts';
import { hostIn, hostMeant } from '../spec/load-policy.ts';
import { nearest } from '../spec/nearest.ts';

export const COMMENT_MODES = ['update', 'delete-and-new', 'hide-and-new', 'new', 'off'] as const;

export type CommentMode = (typeof COMMENT_MODES)[number];

export interface Inputs {
  /** Files or globs, from `workingDirectory`; none: `guard.yaml` there. */
  readonly manifests: readonly string[];
  /** A revision of the checkout; undefined: what the event says. */
  readonly base: string | undefined;
  /** Undefined: the manifest's policy. */
  readonly failOn: FailOn | undefined;
  readonly strict: boolean;
  readonly profile: Profile;
  readonly comment: CommentMode;
  /** Tells the comments of several runs in one pull request apart. */
  readonly commentKey: string;
  readonly checkRun: boolean;
  readonly sarif: boolean;
  readonly html: boolean;
  readonly token: string;
  /** A pull request with this label passes; the report stays as it is. */
  readonly acceptedLabel: string | undefined;
  /** From the workspace. */
  readonly workingDirectory: string;
  readonly allowHosts: readonly string[];
  /** The report.json of an earlier run, to be posted by a `workflow_run`. */
  readonly report: string | undefined;
}

/** In the order of action.yml. */
export const INPUT_NAMES = [
  'manifest',
  'base',
  'fail-on',
  'strict',
  'profile',
  'comment',
  'comment-key',
  'check-run',
  'sarif',
  'html',
  'github-token',
  'accepted-label',
  'working-directory',
  'allow-hosts',
  'report',
] as const;

export type InputName = (typeof INPUT_NAMES)[number];

/** Throws InputError with every mistake in them. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Inputs {
  const problems: Problem[] = unknownInputs(env);
  const text = (name: InputName): string => (env[variableOf(name)] ?? '').trim();
  const maybe = (name: InputName): string | undefined => text(name) || undefined;
  const word = <T extends string>(name: InputName, words: readonly T[], fallback: T): T => {
    const given = text(name);
    const found = words.find((one) => one === given);
    if (found === undefined && given !== '') problems.push(wrongWord(name, given, words));
    return found ?? fallback;
  };
  // YAML 1.2's core schema, as in @actions/core.
  const flag = (name: InputName): boolean =>
    word(name, ['false', 'False', 'FALSE', 'true', 'True', 'TRUE'], 'false').toLowerCase() === 'true';
  const failOn = text('fail-on') === '' ? undefined : word('fail-on', FAIL_ON, 'error');
  const manifests = linesOf(text('manifest'));
  const workingDirectory = text('working-directory') || '.';
  const inputs: Inputs = {
    manifests,
    base: maybe('base'),
    failOn,
    strict: flag('strict'),
    profile: word('profile', PROFILES, 'standard'),
    comment: word('comment', COMMENT_MODES, 'update'),
    commentKey: maybe('comment-key') ?? [workingDirectory, ...manifests].filter((part) => part !== '.').join(' '),
    checkRun: flag('check-run'),
    sarif: flag('sarif'),
    html: flag('html'),
    token: text('github-token'),
    acceptedLabel: maybe('accepted-label'),
    workingDirectory,
    allowHosts: text('allow-hosts')
      .split(/[\s,]+/)
      .filter((host) => host !== ''),
    report: maybe('report'),
  };
  for (const host of inputs.allowHosts) {
    if (hostIn(host) === undefined) {
      problems.push({
        message: `the input allow-hosts has "${host}", which is no host`,
        hint: `write ${hostMeant(host) ?? 'schemas.example.com'}: a name, perhaps with a port`,
      });
    }
  }
  const [first, ...rest] = problems;
  if (first !== undefined) throw new InputError([first, ...rest]);
  return inputs;
}

/** As the runner names them: upper case, spaces replaced, hyphens kept. */
function variableOf(name: string): string {
  return `INPUT_${name.toUpperCase()}`;
}

/** GitHub only warns of these, far from where anybody looks; `fail_on: never` would be no setting at all. */
function unknownInputs(env: Readonly<Record<string, string | undefined>>): Problem[] {
  const known = new Set(INPUT_NAMES.map(variableOf));
  return Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && !known.has(name))
    .sort()
    .map((name) => {
      const given = name.slice('INPUT_'.length).toLowerCase();
      const near = nearest(given, INPUT_NAMES);
      return {
        message: `there is no input "${given}"`,
        hint: near === undefined ? `the inputs are ${INPUT_NAMES.join(', ')}` : `did you mean ${near}?`,
      };
    });
}

function wrongWord(name: InputName, given: string, words: readonly string[]): Problem {
  const lower = [...new Set(words.map((word) => word.toLowerCase()))];
  const near = nearest(given, lower);
  const hint = near === undefined ? `write ${name}: ${lower[0] ?? ''}` : `did you mean ${near}?`;
  return { message: `the input ${name} is "${given}", which is none of ${lower.join(', ')}`, hint };
}

/** One a line; blank lines and comments are left out. */
function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
