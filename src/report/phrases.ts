/** What every format says in the same words. All texts follow the message convention: foreign strings through `code()`. */

import { code } from '../spec/words.ts';
import type {
  Acceptance,
  Compared,
  Finding,
  ManifestPatch,
  MappingImpact,
  MappingPart,
  Notice,
  ResolvedFinding,
  Share,
} from './report.ts';
import type { Scope } from './scope.ts';

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function listed(items: readonly string[], total = items.length): string {
  const more = total - items.length;
  if (more > 0) return `${items.join(', ')} and ${grouped(more)} more`;
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The verdict over some scopes: `2 mappings break · 1 warning`. Our own words only. */
export function verdictWords(scopes: readonly Scope[]): string {
  const judged = scopes.every(
    ({ unjudged, integration }) => unjudged.length + (integration?.mappings.unjudged ?? 0) === 0,
  );
  const mapped = scopes.some(({ integration }) => integration !== undefined);
  let errors = 0;
  let loose = 0;
  let warnings = 0;
  let breaking = 0;
  let accepted = 0;
  for (const { integration, counts, findings } of scopes) {
    errors += counts.error;
    warnings += counts.warning;
    breaking += integration?.mappings.breaking ?? 0;
    for (const finding of findings) if (isOpenError(finding) && !finding.mappings.some(breaks)) loose += 1;
    accepted += counts.accepted;
  }
  const parts: string[] = [];
  if (breaking > 0 && mapped) parts.push(breaking === 1 ? '1 mapping breaks' : `${grouped(breaking)} mappings break`);
  else loose = errors;
  if (loose > 0) parts.push(errorWords(loose, breaking > 0, mapped, scopes));
  if (parts.length === 0) parts.push(noneWords(scopes, accepted > 0));
  if (accepted > 0) parts.push(`${grouped(accepted)} accepted`);
  if (warnings > 0) parts.push(counted(warnings, 'warning'));
  return judged || errors > 0 ? parts.join(' · ') : `${parts.join(' · ')} · not everything could be judged`;
}

function isOpenError({ level, accepted }: Finding): boolean {
  return level === 'error' && accepted === undefined;
}

function noneWords(scopes: readonly Scope[], accepted: boolean): string {
  let total = 0;
  let unjudged = 0;
  let integrations = 0;
  for (const { integration } of scopes) {
    if (integration === undefined) continue;
    integrations += 1;
    total += integration.mappings.total;
    unjudged += integration.mappings.unjudged;
  }
  if (accepted) return 'nothing else breaks';
  if (integrations === 0) return 'no breaking change';
  if (total === 0) return 'nothing is mapped, so no mapping breaks';
  return unjudged > 0 || total < 2 ? 'no mapping breaks' : `all ${grouped(total)} mappings hold`;
}

function errorWords(count: number, other: boolean, mapped: boolean, scopes: readonly Scope[]): string {
  const breakingOnly = scopes.every(({ findings }) =>
    findings.every((finding) => !isOpenError(finding) || finding.compatibility === 'breaking'),
  );
  if (!mapped && breakingOnly) return counted(count, 'breaking change');
  return counted(count, other ? 'other error' : 'error');
}

function breaks({ verdict }: MappingImpact): boolean {
  return verdict === 'breaks';
}

/** Mappings to name: those that break, warn or could not be judged; worst first, otherwise as given. */
export function hurtMappings({ mappings }: Finding): MappingImpact[] {
  return (['breaks', 'warns', 'unjudged'] as const).flatMap((verdict) => mappings.filter((m) => m.verdict === verdict));
}

export interface MappingName {
  /** `customer.status` */
  readonly target: string;
  /** `← lifecycle`; the sign and the words are ours. */
  readonly source: string;
}

export function mappingName({
  entity,
  flow,
  part,
  from,
  to,
}: Pick<MappingImpact, 'entity' | 'flow' | 'part' | 'from' | 'to'>): MappingName {
  if (part !== undefined) return { target: code(flow), source: partPhrase(part, from, to) };
  const owner = entity ?? flow;
  if (to === '') return { target: code(owner), source: from === '' ? '' : ` reads ${code(from)}` };
  const target = code(`${owner}.${to}`);
  if (from === '') return { target, source: ' ← nothing' };
  return { target, source: from === '(constant)' ? ' ← (constant)' : ` ← ${code(from)}` };
}

function partPhrase(part: MappingPart, from: string, to: string): string {
  switch (part) {
    case 'trigger':
      return ` starts on ${code(from)}`;
    case 'invokes':
      return ` calls ${code(to)}`;
    case 'suppresses':
      return ` holds back ${code(to)} by ${code(from)}`;
    case 'suppressed':
      return ` holds back ${code(to)}`;
    case 'handles':
      return ` on ${code(to)}`;
    case 'reads':
      return ` reads ${code(from)}`;
  }
}

/** A problem of the manifest itself lies where one of its mappings lies: no change of a description made it. */
export function isOfManifest({ at, mappings }: Finding): boolean {
  return mappings.some(({ manifest, line }) => at?.file === manifest && at.line === line);
}

/** What a proof shows, without its payload; empty when there is nothing to say. */
export function proofWords(finding: Finding): string {
  const { proof, compatibility, direction } = finding;
  if (proof.kind === 'none') {
    if (proof.reason !== undefined) return `none (${proof.reason})`;
    return compatibility === 'unknown' && !isOfManifest(finding) ? 'none (this change could not be judged)' : '';
  }
  if (proof.reason !== undefined) return proof.reason;
  if (proof.kind === 'containment') return 'every value that was allowed still is';
  if (compatibility !== 'breaking') return 'a checked example';
  return direction === 'response' ? 'valid now, refused before' : 'valid before, refused now';
}

/** `specs/crm.yaml 2.3.0 → 2.4.0` */
export function versionWords({ before, after }: Compared): string {
  const label = code(after.label);
  const [old, now] = [before.version, after.version];
  if (old !== undefined && now !== undefined && old !== now) return `${label} ${bare(old)} → ${bare(now)}`;
  return before.label === after.label ? label : `${code(before.label)} → ${label}`;
}

function bare(version: string): string {
  return /^\d+(?:\.\d+)*$/.test(version) ? version : code(version);
}

/** Both references, then versions and dialects. */
export function comparedWords({ before, after }: Compared): readonly [labels: string, versions: string] {
  const labels = before.label === after.label ? code(after.label) : `${code(before.label)} → ${code(after.label)}`;
  const dialects = change(dialectWords(before.dialect), dialectWords(after.dialect));
  if (after.version === undefined && before.version === undefined) return [labels, `(${dialects})`];
  const versions = change(
    ...([before.version, after.version].map((v) => (v === undefined ? 'none' : bare(v))) as [string, string]),
  );
  return [labels, `(${versions}, ${dialects})`];
}

function change(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

function dialectWords(dialect: string): string {
  return `${dialect === '2.0' ? 'Swagger' : 'OpenAPI'} ${bare(dialect)}`;
}

/** What harms nothing: changes, or where nothing was compared, notes. */
export function harmlessWords(count: number, { integration }: Pick<Scope, 'integration'>): string {
  return counted(count, integration?.coverage === undefined ? 'harmless change' : 'note');
}

/** `decided: 7 of 8 required inputs · 20 of 20 listed values`; empty where nothing was counted. */
export function coverageWords({ integration }: Pick<Scope, 'integration'>): string {
  const { coverage } = integration ?? {};
  if (coverage === undefined) return '';
  const { inputs, statuses, values, unchecked } = coverage;
  const shares: readonly (readonly [Share, string])[] = [
    [inputs, 'required input'],
    [statuses, 'error status'],
    [values, 'listed value'],
  ];
  const parts = shares.flatMap(([{ decided, total }, what]) =>
    total === 0
      ? []
      : [`${grouped(decided)} of ${counted(total, what, what === 'error status' ? 'error statuses' : undefined)}`],
  );
  if (unchecked > 0) parts.push(`${counted(unchecked, 'field')} unchecked`);
  return parts.length === 0 ? '' : `decided: ${parts.join(' · ')}`;
}

/** Why the report is a lower bound; empty when everything was judged. */
export function lowerBoundWords({ integration, unjudged }: Scope): string {
  const parts: string[] = [];
  const fields = integration?.mappings.unjudged ?? 0;
  if (integration !== undefined && fields > 0) {
    const which = integration.coverage === undefined ? '' : ' (`guard matrix` says which, and why)';
    parts.push(
      `${grouped(fields)} of ${counted(integration.mappings.total, 'mapped field')} could not be analysed${which}`,
    );
  }
  if (unjudged.length > 0) parts.push(`${counted(unjudged.length, 'place')} could not be judged`);
  return parts.length === 0 ? '' : `lower bound: ${parts.join(' · ')}`;
}

/** `38 adjacent changes, 4 of them breaking` */
export function touchWords(findings: readonly Finding[], adjective: string): string {
  const breaking = findings.filter(({ compatibility }) => compatibility === 'breaking').length;
  const all = counted(findings.length, `${adjective} change`);
  if (breaking === 0) return all;
  if (breaking < findings.length) return `${all}, ${grouped(breaking)} of them breaking`;
  return `${all}, ${breaking === 1 ? 'breaking' : 'all breaking'}`;
}

export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Rows of YAML without the indentation that all of them share. */
export function dedented({ remove, add }: ManifestPatch): { readonly remove: string[]; readonly add: string[] } {
  const indents = [...remove, ...add]
    .filter((row) => row.trim() !== '')
    .map((row) => row.length - row.trimStart().length);
  const shared = Math.min(...indents, 80);
  return { remove: remove.map((row) => row.slice(shared)), add: add.map((row) => row.slice(shared)) };
}

/** Who answers for a finding, why, and until when. */
export function acceptanceWords({ kind, reason, by, until, file, line }: Acceptance): string {
  const who = by === undefined ? '' : ` by ${code(by)}`;
  return `${kind}${who} until ${code(until)}: ${code(reason)} (${code(`${file}:${line}`)})`;
}

/** What would have been found, had the manifest stayed as it was. */
export function resolvedWords({ system, message, mappings }: ResolvedFinding): string {
  const names = mappings.slice(0, 2).map((mapping) => {
    const { target, source } = mappingName(mapping);
    return `${target}${source}`;
  });
  return `${listed(names, mappings.length)}: in ${code(system)}, ${message}`;
}

/** A notice with its place; without its line for the policy as a whole. */
export function noticeWords({ message, at: { file, line } }: Notice): string {
  return `${message} (${code(`${file}:${line}`)})`;
}
