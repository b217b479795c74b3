/** Findings as notes beside the code: at the line of the manifest that breaks, and at the line of the description that changed. */

import { plain, plainLabel, plainMessage } from './escape.ts';
import { counted, hurtMappings, isOfManifest, mappingName, sentence, verdictWords } from './phrases.ts';
import type { Finding, MappingImpact, Notice, Report } from './report.ts';
import { repositoryPath } from './repository-path.ts';
import { scopesOf } from './scope.ts';
import { systemWords, whereOf } from './where.ts';

/** The words of GitHub's workflow commands. */
export type AnnotationLevel = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly level: AnnotationLevel;
  readonly title: string;
  /** Lines of plain text. */
  readonly message: string;
  /** From the root of the repository; absent for what has no place in it. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Of each kind of notice, so many come before what breaks. */
const LOUD = 10;

/**
 * What the change loosens, then errors and warnings, worst first: each at what changed, and after all of these at the mappings that are hurt, so that a limit cuts off
 * no finding before it cuts off a second place of one. `root`: see `repositoryPath`.
 */
export function annotationsOf({ findings, notices }: Report, root: string): Annotation[] {
  const first: Annotation[] = [];
  const second: Annotation[] = [];
  for (const finding of findings) {
    if (finding.level === 'info' || finding.accepted !== undefined) continue;
    const hurt = hurtMappings(finding);
    const places = hurt.map((mapping) => ofMapping(finding, mapping, root));
    const [place, ...more] = isOfManifest(finding) ? places : [ofChange(finding, hurt, root), ...places];
    if (place !== undefined) first.push(place);
    second.push(...more);
  }
  const loosened = notices.filter(({ kind }) => kind === 'loosened').map((notice) => ofNotice(notice, root));
  const expired = notices.filter(({ kind }) => kind === 'expired').map((notice) => ofNotice(notice, root));
  const [loud, more] = [
    [...loosened.slice(0, LOUD), ...expired.slice(0, LOUD)],
    [...loosened.slice(LOUD), ...expired.slice(LOUD)],
  ];
  const all = new Map([...loud, ...first, ...more, ...second].map((one) => [JSON.stringify(one), one]));
  return [...all.values()];
}

/** What the change itself lets through comes before what is left to see. */
function ofNotice({ kind, message, at }: Notice, root: string): Annotation {
  const title = kind === 'loosened' ? 'This change loosens what is guarded' : 'An acknowledgement holds no longer';
  return { level: 'warning', title, message: sentence(plainMessage(message)), ...placed(at, root) };
}

function ofChange(finding: Finding, hurt: readonly MappingImpact[], root: string): Annotation {
  const { level, message, at } = finding;
  const [first, second] = hurt;
  const lines = [
    `${plainLabel(whereOf(finding, true))}: ${plainMessage(message)}`,
    ...(first === undefined ? [] : [`${nameOf(first)}: ${plainMessage(first.because)}`]),
    ...(second === undefined ? [] : [`and ${counted(hurt.length - 1, 'more mapping')}`]),
    ...todo(finding),
  ];
  const title =
    first === undefined ? `${sentence(level)} in ${plainLabel(systemWords(finding))}` : titleOf(finding, first);
  return { level: levelOf(finding), title, message: lines.join('\n'), ...placed(at, root) };
}

function ofMapping(finding: Finding, mapping: MappingImpact, root: string): Annotation {
  const lines = [
    sentence(plainMessage(mapping.because)),
    `${plainLabel(whereOf(finding, true))}: ${plainMessage(finding.message)}`,
    ...todo(finding),
  ];
  const place = { file: mapping.manifest, line: mapping.line };
  const level = mapping.verdict === 'breaks' ? levelOf(finding) : 'warning';
  return { level, title: titleOf(finding, mapping), message: lines.join('\n'), ...placed(place, root) };
}

function titleOf({ level }: Finding, mapping: MappingImpact): string {
  const words = mapping.verdict === 'breaks' && level === 'error' ? 'breaks' : 'may break';
  return `${nameOf(mapping)} ${words}`;
}

function nameOf(mapping: MappingImpact): string {
  return plainLabel(mappingName(mapping).target);
}

function todo({ suggestion, owners }: Finding): string[] {
  return [
    ...(suggestion === undefined ? [] : [`To do: ${plainMessage(suggestion.text)}`]),
    ...(owners.length === 0 ? [] : [`Owners: ${owners.map((owner) => plainLabel(`\`${owner}\``)).join(', ')}`]),
  ];
}

function levelOf({ level }: Finding): AnnotationLevel {
  return level === 'info' ? 'notice' : level;
}

function placed(
  place: { readonly file: string; readonly line: number; readonly column?: number } | undefined,
  root: string,
): Pick<Annotation, 'file' | 'line' | 'column'> {
  const file = place && repositoryPath(place.file, root);
  // A name with hidden characters in it is not worth the risk of being read as something else.
  if (place === undefined || file === undefined || plain(file) !== file) return {};
  return { file, line: place.line, ...(place.column !== undefined && { column: place.column }) };
}

/** What GitHub shows of one step: 10 annotations of each type. The last says how many there are besides. */
export const STEP_LIMIT = 10;

/** At most `limit` of each level. Where one is left out, the last place of its level tells how many, and where they are. */
export function withinLimit(
  annotations: readonly Annotation[],
  limit: number,
  elsewhere = 'the full report',
): Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const own = annotations.filter((one) => one.level === level);
    if (own.length <= limit) return own;
    const kept = own.slice(0, limit - 1);
    const message = `… and ${counted(own.length - kept.length, `more ${level}`)} in ${elsewhere}`;
    return [...kept, { level, title: 'contract-guard', message }];
  });
}

/** The verdict of a run in one sentence. */
export function verdictSentence(report: Report): string {
  return sentence(verdictWords(scopesOf(report)));
}
