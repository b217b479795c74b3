/** The blocks of a Markdown section: the table of what breaks, and what is folded away below it. Each is cut between rows only. */

import { code } from '../spec/words.ts';
import { fenced, prose } from './escape.ts';
import { mermaidLines } from './mermaid.ts';
import { payloadLines } from './payload.ts';
import {
  acceptanceWords,
  counted,
  dedented,
  grouped,
  harmlessWords,
  hurtMappings,
  isOfManifest,
  listed,
  mappingName,
  noticeWords,
  proofWords,
  resolvedWords,
  touchWords,
} from './phrases.ts';
import type { Finding, Level, MappingImpact, Notice, ResolvedFinding, UnjudgedEntry } from './report.ts';
import type { Parts, Scope } from './scope.ts';
import { insideOf, placeInManifest, placesWords, reachWords, systemWords, unjudgedPlace, whereOf } from './where.ts';

/** How many of each a section shows. */
export interface Caps {
  readonly rows: number;
  readonly details: number;
  /** Harmless, adjacent and unmapped changes: of each. */
  readonly rest: number;
  readonly sections: number;
  readonly unjudged: number;
  readonly picture: boolean;
}

const SIGNS: Readonly<Record<Level, string>> = { error: '⛔', warning: '⚠️', info: 'ℹ️' };

export function moreWords(count: number, what: string): string {
  return `… and ${counted(count, `more ${what}`)} in the full report`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** At most `cap` rows; only those are built. */
function table<T>(
  head: readonly string[],
  items: readonly T[],
  build: (item: T) => string[],
  cap: number,
  what: string,
): string[] {
  if (items.length === 0) return [];
  const more = items.length > cap ? [moreWords(items.length - cap, what)] : [];
  if (cap === 0) return more;
  const rows = items.slice(0, cap).map((item) => row(build(item)));
  return [[row(head), row(head.map(() => '---')), ...rows].join('\n'), ...more];
}

const cell = (message: string) => prose(message, 'cell');

/** Lines of one cell; empty ones are left out. */
function cellLines(...messages: readonly string[]): string {
  return messages
    .filter((message) => message !== '')
    .map(cell)
    .join('<br>');
}

/** One column beside the sign: a second one would be out of sight on a phone. */
export function tableOf(parts: Parts, { integration }: Scope, caps: Caps): string[] {
  if (integration === undefined) {
    const findings = [...parts.main, ...parts.adjacent, ...parts.unmapped];
    return table(['', 'Operation, what changed and where'], findings, operationRow, caps.rows, 'change');
  }
  const what = integration.coverage === undefined ? 'what changed and why it breaks' : 'what is wrong and why';
  return table(['', `Mapping, ${what}`], parts.main.flatMap(hits), mappingRow, caps.rows, 'row');
}

/** A finding and one of the mappings it hurts; without a mapping when it hurts none by itself. */
interface Hit {
  readonly finding: Finding;
  readonly mapping?: MappingImpact;
}

function hits(finding: Finding): Hit[] {
  const hurt = hurtMappings(finding);
  return hurt.length === 0 ? [{ finding }] : hurt.map((mapping) => ({ finding, mapping }));
}

function operationRow(finding: Finding): string[] {
  const { operations, operation, level, message } = finding;
  const names =
    operations.count > 1
      ? listed(operations.examples.slice(0, 2).map(code), operations.count)
      : operation === undefined
        ? systemWords(finding)
        : code(operation);
  return [SIGNS[level], cellLines(names, message, insideOf(finding), placesWords(finding))];
}

/** The change is told in each row, so that a row can be read alone. */
function mappingRow({ finding, mapping }: Hit): string[] {
  const { message } = finding;
  if (mapping === undefined) return [SIGNS[finding.level], cellLines(whereOf(finding, true), message)];
  const { target, source } = mappingName(mapping);
  const why = mapping.because === '' ? '' : `: **${cell(mapping.because)}**`;
  // The mapping names the field already.
  const where = cellLines(whereOf({ ...finding, path: '' }, true));
  const lines = [`**${cell(target)}**${cell(source)}`, `${cell(message)}${why}`, ...(where === '' ? [] : [where])];
  return [signOf(finding, mapping), lines.join('<br>')];
}

function signOf({ level }: Finding, { verdict }: MappingImpact): string {
  if (verdict === 'breaks') return SIGNS[level];
  return verdict === 'warns' ? SIGNS.warning : '❔';
}

function mappingTitle(mapping: MappingImpact): string {
  const { target, source } = mappingName(mapping);
  return `**${prose(target)}**${prose(source)}`;
}

/** Everything under the table, folded. */
export function detailsOf(parts: Parts, scope: Scope, caps: Caps): string[] {
  const { main, harmless, adjacent, unmapped, accepted } = parts;
  const unused = scope.notices.filter(({ kind }) => kind === 'unused');
  const mapped = scope.integration !== undefined;
  const proven = mapped ? main : main.filter(({ proof }) => proof.kind === 'witness');
  const explain = (finding: Finding) => findingBlock(finding, scope);
  const brief = (finding: Finding) => briefItem(finding, mapped);
  const title = mapped ? 'Proof, places and what to do' : 'Proof';
  return [
    ...folded(title, proven, explain, caps.details, 'finding', '\n\n---\n\n'),
    ...(caps.picture ? pictureBlock(scope) : []),
    ...folded(counted(accepted.length, 'accepted finding'), accepted, acceptedItem, caps.rest, 'accepted finding'),
    ...folded(
      `${grouped(scope.resolved.length)} resolved by this change`,
      scope.resolved,
      resolvedItem,
      caps.rest,
      'resolved finding',
    ),
    ...folded(harmlessWords(harmless.length, scope), harmless, brief, caps.rest, 'change'),
    ...(mapped ? folded(touchWords(adjacent, 'adjacent'), adjacent, brief, caps.rest, 'change') : []),
    ...(mapped ? folded(touchWords(unmapped, 'unmapped'), unmapped, brief, caps.rest, 'change') : []),
    ...folded('What could not be judged', scope.unjudged, unjudgedItem, caps.unjudged, 'gap'),
    ...folded(
      counted(unused.length, 'unused acknowledgement'),
      unused,
      noticeItem,
      caps.rest,
      'unused acknowledgement',
    ),
  ];
}

function pictureBlock(scope: Scope): string[] {
  const lines = mermaidLines(scope);
  if (lines.length === 0) return [];
  return [`<details>\n<summary>Picture of the flows</summary>\n\n${fenced(lines, 'mermaid')}\n\n</details>`];
}

/** At most `cap` blocks; only those are built. */
function folded<T>(
  summary: string,
  items: readonly T[],
  build: (item: T) => string,
  cap: number,
  what: string,
  between = '\n',
): string[] {
  if (items.length === 0 || cap === 0) return [];
  const more = items.length > cap ? `\n\n${moreWords(items.length - cap, what)}` : '';
  const body = items.slice(0, cap).map(build).join(between);
  return [`<details>\n<summary>${summary}</summary>\n\n${body}${more}\n\n</details>`];
}

function briefItem(finding: Finding, withSystem: boolean): string {
  const places = placesWords(finding);
  const text = `${SIGNS[finding.level]} ${prose(whereOf(finding, withSystem))}: ${prose(finding.message)}`;
  return `- ${text}${places === '' ? '' : ` · ${prose(places)}`}`;
}

function acceptedItem(finding: Finding): string {
  const reason = finding.accepted === undefined ? '' : `<br>${prose(acceptanceWords(finding.accepted))}`;
  return `- ${prose(whereOf(finding, true))}: ${prose(finding.message)}${reason}`;
}

function resolvedItem(finding: ResolvedFinding): string {
  return `- ✅ ${prose(resolvedWords(finding))}`;
}

function noticeItem(notice: Notice): string {
  return `- ${prose(noticeWords(notice))}`;
}

/** Never folded: what the change itself lets through, and which findings are back. */
export function loudLines({ notices }: Scope, caps: Caps): string[] {
  return (['loosened', 'expired'] as const).flatMap((kind) => {
    const loud = notices.filter((notice) => notice.kind === kind);
    if (loud.length === 0) return [];
    const shown = loud.slice(0, Math.min(MAX_LOUD, caps.rows));
    const more = loud.length > shown.length ? [moreWords(loud.length - shown.length, 'like these')] : [];
    return shown.length === 0 ? [LOUD[kind]] : [[LOUD[kind], '', ...shown.map(noticeItem)].join('\n'), ...more];
  });
}

const LOUD = {
  loosened: '⚠️ **This change loosens what is guarded**',
  expired: '⚠️ **Acknowledgements that hold no longer**',
} as const;

const MAX_LOUD = 10;

function unjudgedItem(entry: UnjudgedEntry): string {
  return `- ${prose(unjudgedPlace(entry))}: ${prose(entry.message)}`;
}

/** One finding in full: its mapping, its places, the payload that proves it, and the rows of the manifest to change. */
function findingBlock(finding: Finding, { integration }: Scope): string {
  const [first] = hurtMappings(finding);
  const title = first === undefined ? `**${prose(whereOf(finding, integration !== undefined))}**` : mappingTitle(first);
  const manifest = first === undefined ? '' : ` · ${prose(placeInManifest(first).join(' · '))}`;
  const facts = [
    `${isOfManifest(finding) ? 'Problem' : 'Change'}: ${prose(finding.message)}`,
    ...(first === undefined ? [] : [`Where: ${prose(whereOf(finding, integration !== undefined))}`]),
    ...(reachWords(finding) === '' ? [] : [`It ${prose(reachWords(finding))}`]),
    ...(placesWords(finding) === '' ? [] : [`Places: ${prose(placesWords(finding))}`]),
    ...(finding.owners.length === 0 ? [] : [`Owners: ${prose(listed(finding.owners.map(code)))}`]),
    `Rule: ${prose(`${code(finding.rule)} · finding ${code(finding.fingerprint)}`)}`,
  ];
  return [
    `${SIGNS[finding.level]} ${title}${manifest}`,
    facts.map((fact) => `- ${fact}`).join('\n'),
    ...proofBlocks(finding),
    ...patchBlocks(finding, integration?.manifest),
  ].join('\n\n');
}

function proofBlocks(finding: Finding): string[] {
  const words = proofWords(finding);
  const line = words === '' ? [] : [`Proof: ${prose(words)}`];
  if (finding.proof.kind !== 'witness') return line;
  const payload = payloadLines(finding.proof.value, { indent: 2, max: 1500 });
  return 'left' in payload
    ? [...line, `The proof is not shown: ${prose(payload.left)}`]
    : [...line, fenced(payload.lines, 'json')];
}

function patchBlocks({ suggestion }: Finding, manifest: string | undefined): string[] {
  if (suggestion === undefined) return [];
  const patches = (suggestion.manifest ?? []).map((patch) => {
    const { remove, add } = dedented(patch);
    const at = `@@ ${manifest === undefined ? '' : `${manifest}:`}${patch.line} @@`;
    return fenced([at, ...remove.map((text) => `- ${text}`), ...add.map((text) => `+ ${text}`)], 'diff');
  });
  return [`What to do: ${prose(suggestion.text)}`, ...patches];
}
