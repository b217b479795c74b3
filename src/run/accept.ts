/** (edge) `guard accept`: finds the findings that are meant, and writes them into the file of acknowledgements. */
import { dirname, resolve } from 'node:path';
import { type AcknowledgementFile, acknowledgementsOf, FINGERPRINT } from '../manifest/acknowledgement.ts';
import type { NewAcknowledgement } from '../manifest/acknowledgement-text.ts';
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
  const named = request.fingerprints.map((word) => (findings === undefined ? whole(word) : meant(word, findings)));
  // Two words may begin one fingerprint.
  const added = [...new Map(named.map((one) => [one.finding, { ...entry, ...one }])).values()];
  const absolute = resolve(versions.cwd, path);
  const file: AcknowledgementFile | undefined = await readAcknowledgements(absolute, versions.cwd, limits);
  const { withAcknowledgements } = await import('../manifest/acknowledgement-text.ts');
  const { parseAcknowledgements } = await import('../manifest/acknowledgement-shape.ts');
  const after = withAcknowledgements(file?.text ?? '', added);
  const name = displayName(absolute, versions.cwd);
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

function meant(word: string, findings: readonly Finding[]): { readonly finding: string; readonly about: string } {
  const digits = word.toLowerCase();
  if (!/^[0-9a-f]{4,16}$/.test(digits)) {
    throw new InputError({
      message: `${word} is no fingerprint`,
      hint: 'give at least its first 4 hexadecimal digits; guard diff --verbose and guard check print it',
    });
  }
  const found = new Map(
    findings
      .filter(({ fingerprint }) => fingerprint.startsWith(digits))
      .map((finding) => [finding.fingerprint, finding]),
  );
  const [only, other] = [...found.values()];
  if (only !== undefined && other === undefined) return { finding: only.fingerprint, about: aboutOf(only) };
  if (only !== undefined && other !== undefined) {
    throw new InputError({
      message: `${found.size} findings start with ${word}`,
      hint: `give more digits: ${only.fingerprint} or ${other.fingerprint}`,
    });
  }
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
  throw new InputError({ message: `no finding has the fingerprint ${word}`, hint });
}

/** The finding in one line, for the comment above its entry: who reads the file need not look the digits up. */
function aboutOf({ system, operation, path, message }: Finding): string {
  const where = [system, operation, path].filter((part) => part !== undefined && part !== '').join(' ');
  return `${where}: ${message.replaceAll('`', '')}`;
}
