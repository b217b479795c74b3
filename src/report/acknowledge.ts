/** Findings that somebody answers for: listed, counted apart, until a day. The day comes in as data. */

import type { Acknowledgement, AcknowledgementFile } from '../manifest/acknowledgement.ts';
import { loosenedAcknowledgements, loosenedManifest } from '../manifest/loosened.ts';
import type { Manifest, Mark } from '../manifest/manifest.ts';
import { nearest } from '../spec/nearest.ts';
import { code } from '../spec/words.ts';
import type { Acceptance, Finding, Notice, Place } from './report.ts';

export interface Acknowledged {
  /** Today in UTC: `2026-11-25`. */
  readonly today: string;
  /** The file as it is now; absent when there is none. */
  readonly now?: AcknowledgementFile;
  /** The file as it was with the old versions, where it is another one: absent there, or with another text. */
  readonly before?: { readonly file: AcknowledgementFile | undefined };
}

/** Marks the findings that an entry holds for; says which entries hold no longer, and which match nothing. */
export function acknowledge(
  findings: readonly Finding[],
  acknowledged: Acknowledged | undefined,
  policyFrom: 'base' | 'change',
  manifest: Pick<Manifest, 'integration'> | undefined,
): { readonly findings: readonly Finding[]; readonly notices: readonly Notice[] } {
  const file = acknowledged && deciding(acknowledged, policyFrom);
  if (acknowledged === undefined || file === undefined || file.entries.length === 0) return { findings, notices: [] };
  const entries = new Map(file.entries.map((entry) => [entry.finding, entry]));
  const found = new Set<string>();
  const marked = findings.map((finding): Finding => {
    const entry = entries.get(finding.fingerprint);
    if (entry === undefined) return finding;
    found.add(entry.finding);
    return isExpired(entry, acknowledged) ? finding : { ...finding, accepted: acceptanceOf(entry, file) };
  });
  const kept = new Set((acknowledged.now ?? file).entries.map(({ finding }) => finding));
  const left = file.entries.filter(({ finding }) => !found.has(finding) && kept.has(finding));
  const meant = likely(left, findings);
  const notices = [
    ...file.entries
      .filter((entry) => found.has(entry.finding) && isExpired(entry, acknowledged))
      .map((entry) => noticeOf('expired', expiredWords(entry), entry.mark, file.name, manifest)),
    ...left.map((entry) =>
      noticeOf('unused', unusedWords(entry, meant.get(entry.finding)), entry.mark, file.name, manifest),
    ),
  ];
  return { findings: marked, notices };
}

function deciding({ now, before }: Acknowledged, policyFrom: 'base' | 'change'): AcknowledgementFile | undefined {
  return policyFrom === 'base' && before !== undefined ? before.file : now;
}

function isExpired({ until }: Acknowledgement, { today }: Acknowledged): boolean {
  return until < today;
}

function acceptanceOf({ kind, reason, by, until, mark }: Acknowledgement, { name }: AcknowledgementFile): Acceptance {
  return { kind, reason, ...(by !== undefined && { by }), until, file: name, line: mark.line };
}

function expiredWords({ finding, until }: Acknowledgement): string {
  return `the acknowledgement of ${code(finding)} held until ${code(until)}: the finding counts again`;
}

function unusedWords({ finding }: Acknowledgement, meant: string | undefined): string {
  const hint = meant === undefined ? 'once its change is behind you, the entry can go' : `did you mean ${code(meant)}?`;
  return `no finding of this run has the fingerprint ${code(finding)}: ${hint}`;
}

/** Each entry is held against each finding: beyond this many comparisons, a misspelt fingerprint gets no proposal. */
const MAX_COMPARISONS = 100_000;

function likely(left: readonly Acknowledgement[], findings: readonly Finding[]): ReadonlyMap<string, string> {
  if (left.length * findings.length > MAX_COMPARISONS) return new Map();
  const known = findings.map(({ fingerprint }) => fingerprint);
  return new Map(
    left.flatMap(({ finding }) => {
      const meant = nearest(finding, known);
      return meant === undefined ? [] : [[finding, meant] as const];
    }),
  );
}

function noticeOf(
  kind: Notice['kind'],
  message: string,
  mark: Mark,
  file: string,
  manifest: Pick<Manifest, 'integration'> | undefined,
): Notice {
  const at: Place = { file, pointer: '', line: mark.line, column: mark.column };
  return { kind, ...(manifest && { integration: manifest.integration }), message, at };
}

/** Entries that hold no longer, whatever they are about: only the run that found it knows what an entry matches. */
export function staleIn({ today, now }: Acknowledged, manifest: Pick<Manifest, 'integration'>): Notice[] {
  return (now?.entries ?? [])
    .filter((entry) => isExpired(entry, { today }))
    .map((entry) => noticeOf('expired', staleWords(entry), entry.mark, now?.name ?? '', manifest));
}

function staleWords({ finding, until }: Acknowledgement): string {
  return `the acknowledgement of ${code(finding)} held until ${code(until)}: take it out, or prolong it`;
}

/** What the change itself lets through: acknowledgements it adds or prolongs, levels it lowers. */
export function loosenedIn({
  manifest,
  manifestBefore,
  acknowledged,
  policyFrom = 'base',
}: {
  readonly manifest?: Manifest;
  readonly manifestBefore?: Manifest;
  readonly acknowledged?: Acknowledged;
  readonly policyFrom?: 'base' | 'change';
}): Notice[] {
  const found: Notice[] = [];
  const add = (message: string, mark: Mark, file: string) => {
    const effect = policyFrom === 'base' ? 'this run is judged without it' : 'this run is judged by it';
    found.push(noticeOf('loosened', `${message}; ${effect}`, mark, file, manifest));
  };
  if (manifest !== undefined && manifestBefore !== undefined) {
    for (const { mark, message } of loosenedManifest(manifestBefore, manifest)) add(message, mark, manifest.name);
  }
  const { now, before } = acknowledged ?? {};
  if (now !== undefined && before !== undefined) {
    for (const { mark, message } of loosenedAcknowledgements(before.file, now)) add(message, mark, now.name);
  }
  return found;
}
