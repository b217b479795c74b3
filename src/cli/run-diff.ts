/** (edge) `guard diff`, once somebody runs it: option values to a request, a report to its outputs. */
import { PROFILES } from '../report/profiles.ts';
import { compare } from '../run/diff.ts';
import { type DiffRequest, NO_SYSTEM } from '../run/diff-request.ts';
import { defaultLimits, hostIn, hostMeant, type Limits, mostOf } from '../spec/load-policy.ts';
import { usageError } from './failure.ts';
import type { ExitCode } from './program.ts';
import { runReport } from './run-report.ts';
import type { Terminal } from './terminal.ts';
import { flag, oneOf, pairs, text, texts, type Values, wordsOf } from './values.ts';

export async function runDiff(values: Values, args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const request = requestOf(values, terminal, wordsOf(values));
  return runReport(values, args, terminal, (talk, { isBrief }) =>
    compare({ ...request, fewProofs: isBrief && request.direct !== undefined }, talk),
  );
}

/** What `guard diff` with these words compares. */
export function requestOf(values: Values, terminal: Terminal, words: readonly string[]): DiffRequest {
  const direct = directOf(values, words);
  const accepted = text(values, 'accepted');
  if (accepted !== undefined && direct === undefined) {
    throw usageError(
      '--accepted goes with BEFORE AFTER only',
      'the acknowledgements of guard.yaml are in guard.accepted.yaml beside it',
    );
  }
  return { ...versionsOf(values, terminal), direct, accepted };
}
/** What every command asks that compares the versions of a manifest's systems. */
export function versionsOf(values: Values, { cwd, stdin, today }: Terminal): DiffRequest {
  const request: DiffRequest = {
    cwd,
    stdin,
    today,
    policyFrom: oneOf(['base', 'change'] as const, text(values, 'policy-from') ?? 'base', 'policy-from'),
    manifests: texts(values, 'manifest'),
    base: text(values, 'base'),
    before: pairs(values, 'before', 'SYSTEM=REF', NO_SYSTEM),
    after: pairs(values, 'after', 'SYSTEM=REF', NO_SYSTEM),
    beforeManifest: text(values, 'before-manifest'),
    strict: flag(values, 'strict') ?? false,
    profile: oneOf(PROFILES, text(values, 'profile') ?? 'standard', 'profile'),
    allowHosts: hostsOf(values),
    limits: limitsOf(values),
  };
  if (request.beforeManifest !== undefined && request.manifests.length > 1) {
    throw usageError('--before-manifest goes with one --manifest', 'run guard once for each');
  }
  return request;
}

const MANIFEST_OPTIONS = ['manifest', 'base', 'before', 'after', 'before-manifest'] as const;

/** What people call a manifest. */
const MANIFEST_NAME = /guard[^/\\]*\.(?:ya?ml|json)$/i;

function directOf(values: Values, words: readonly string[]): DiffRequest['direct'] {
  const [before, after] = words;
  if (before === undefined) return undefined;
  if (after === undefined) {
    throw usageError(
      `${before} is one version; a comparison needs two`,
      `guard diff BEFORE AFTER; with a manifest, guard diff alone in its folder, or --manifest ${MANIFEST_NAME.test(before) ? before : 'FILE'}`,
    );
  }
  const other = MANIFEST_OPTIONS.find((name) => values[name] !== undefined);
  if (other !== undefined) {
    throw usageError(
      `--${other} does not go with BEFORE AFTER`,
      'either two versions of one API, or a manifest: --manifest FILE --before SYSTEM=REF --after SYSTEM=REF',
    );
  }
  return { before, after };
}

export function hostsOf(values: Values): readonly string[] {
  const hosts = texts(values, 'allow-host');
  const wrong = hosts.find((host) => hostIn(host) === undefined);
  if (wrong === undefined) return hosts;
  throw usageError(
    `--allow-host ${wrong} is no host`,
    `write --allow-host ${hostMeant(wrong) ?? 'schemas.example.com'}: a name, perhaps with a port`,
  );
}

export function limitsOf(values: Values): Partial<Limits> {
  const names = Object.keys(defaultLimits) as (keyof Limits)[];
  const limits: [keyof Limits, number][] = [];
  for (const [word, value] of pairs(values, 'limit', 'NAME=NUMBER')) {
    const name = oneOf(names, word, 'limit');
    const most = mostOf(name);
    if (!/^[1-9]\d{0,14}$/.test(value) || (most !== undefined && Number(value) > most)) {
      throw usageError(
        `--limit ${name}=${value}: ${value} is not a whole number from 1 ${most === undefined ? 'on' : `to ${most}`}`,
        `the default is --limit ${name}=${defaultLimits[name]}`,
      );
    }
    limits.push([name, Number(value)]);
  }
  return Object.fromEntries(limits);
}
