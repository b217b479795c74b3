/** (edge) `guard accept`: finds the findings that are meant, and writes them into the file of acknowledgements. */
import { dirname, resolve } from 'node:path';
import { type AcknowledgementFile, acknowledgementsOf, FINGERPRINT } from '../manifest/acknowledgement.ts';
import type { NewAcknowledgement } from '../manifest/acknowledgement-text.ts';
import { plain, plainLabel, shorten } from '../report/escape.ts';
import type { Finding } from '../report/report.ts';
import { InputError } from '../spec/input-error.ts';
import { defaultLimits, type Limits } from '../spec/load-policy.ts';
import { nearest } from '../spec/nearest.ts';
import { displayName } from '../spec/read-file.ts';
import { readAcknowledgements } from './acknowledgements.ts';
import { isInRepository, needsBase } from './base.ts';
import type { DiffRequest } from './diff-request.ts';
import { findingsOf } from './findings.ts';
import { findManifests, readManifest } from './manifests.ts';
import type { PlannedFile } from './planned-file.ts';
import type { Talk } from './talk.ts';

export { dateProblem, KINDS } from '../manifest/acknowledgement.ts';

export interface AcceptRequest {
  /** The comparison whose findings are meant; without `accepted`, of one manifest. */
  readonly versions: DiffRequest;
  /** Fingerprints, or the first digits of one that are enough to know it by. */
  readonly fingerprints: readonly string[];
  readonly entry: Pick<NewAcknowledgement, 'kind' | 'reason' | 'by' | 'until'>;
}

export interface Acceptance {
  readonly file: PlannedFile;
  /** The file at a base decides: for `guard diff` this one holds later. */
  readonly waits: boolean;
}

/** Nothing is written yet. Throws InputError: also for a fingerprint that no finding has. */
export async function planAcceptance(request: AcceptRequest, talk: Talk): Promise<Acceptance> {
  const { versions, entry } = request;
  const limits: Limits = { ...defaultLimits, ...versions.limits };
  const { path, findings, waits } =
    versions.accepted === undefined
      ? await foundIn(versions, limits, talk)
      : { path: versions.accepted, findings: undefined, waits: false };
  const meaning = findings === undefined ? whole : meaningOf(findings);
  const named = request.fingerprints.map(meaning);
  // Two words may begin one fingerprint.
  const added = [...new Map(named.map((one) => [one.finding, { ...entry, ...one }])).values()];
  const absolute = resolve(versions.cwd, path);
  const file: AcknowledgementFile | undefined = await readAcknowledgements(absolute, versions.cwd, limits);
  const { withAcknowledgements } = await import('../manifest/acknowledgement-text.ts');
  const { parseAcknowledgements, tooLong } = await import('../manifest/acknowledgement-shape.ts');
  const after = withAcknowledgements(file?.text ?? '', added);
  const name = displayName(absolute, versions.cwd);
  const excess = tooLong(after, name);
  if (excess !== undefined) throw new InputError({ ...excess, message: `${excess.message} with these findings` });
  const written = parseAcknowledgements(after, name);
  if (!written.ok) throw new TypeError(`${name} would not be readable: ${written.problems[0]?.message ?? ''}`);
  return { file: { path: absolute, name, before: file?.text, after }, waits };
}

/** The findings of a check and of a diff: a person may have either before them. */
async function foundIn(versions: DiffRequest, limits: Limits, talk: Talk) {
  const [path, other] = findManifests(versions.manifests, versions.cwd);
  if (path === undefined || other !== undefined) {
    throw new InputError({
      message: 'findings are accepted in one manifest at a time',
      hint: 'say which one: --manifest FILE',
    });
  }
  const findings = await findingsOf({ ...versions, manifests: [path] }, talk);
  const { manifest } = await readManifest(path, versions.cwd, limits);
  const waits = isInRepository(dirname(path)) && needsBase(manifest, versions);
  return { path: acknowledgementsOf(path), findings, waits };
}

/** Without a comparison to look in, a fingerprint has to be given whole. */
function whole(word: string): { readonly finding: string; readonly about: string } {
  if (new RegExp(FINGERPRINT).test(word)) return { finding: word, about: 'accepted by its fingerprint' };
  throw new InputError({
    message: `${word} is no fingerprint`,
    hint: 'it has 16 hexadecimal digits; guard diff --verbose prints it',
  });
}

type Named = ReturnType<typeof whole>;

/** The finding that a word means, for thousands of words and findings. */
function meaningOf(findings: readonly Finding[]): (word: string) => Named {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const sorted = [...byFingerprint.keys()].sort();
  return (word) => {
    const digits = word.toLowerCase();
    if (!/^[0-9a-f]{4,16}$/.test(digits)) {
      throw new InputError({
        message: `${word} is no fingerprint`,
        hint: 'give at least its first 4 hexadecimal digits; guard diff --verbose and guard check print it',
      });
    }
    const found = beginningWith(digits, sorted);
    const [only, other] = found;
    if (only !== undefined && other !== undefined) {
      throw new InputError({
        message: `${found.length} findings start with ${word}`,
        hint: `give more digits: ${only} or ${other}`,
      });
    }
    const finding = only === undefined ? undefined : byFingerprint.get(only);
    if (finding === undefined) throw noneMeant(word, digits, findings);
    return { finding: finding.fingerprint, about: aboutOf(finding) };
  };
}

/** Texts in their order that begin with `start`. */
function beginningWith(start: string, sorted: readonly string[]): readonly string[] {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (sorted[end]?.startsWith(start) === true) end += 1;
  return sorted.slice(low, end);
}

function noneMeant(word: string, digits: string, findings: readonly Finding[]): InputError {
  const near = nearest(
    digits,
    findings.map(({ fingerprint }) => fingerprint),
  );
  const hint =
    findings.length === 0
      ? 'guard diff and guard check find nothing here: there is nothing to accept'
      : near === undefined
        ? 'guard diff --verbose and guard check list the findings with their fingerprints, with the same versions'
        : `did you mean ${near}?`;
  return new InputError({ message: `no finding has the fingerprint ${word}`, hint });
}

/** The finding in one line, for the comment above its entry: who reads the file need not look the digits up. */
function aboutOf({ system, operation, path, message }: Finding): string {
  const where = [system, operation, path].filter((part) => part !== undefined && part !== '').map(shown);
  return `${where.join(' ')}: ${plainLabel(message)}`;
}

/** A name may be of any length, and have in it what turns a line around. */
function shown(name: string | undefined): string {
  return plain(shorten(name ?? ''));
}
