/** The report for a terminal: the verdict, what breaks and why, the rest in numbers, and what was compared. */

import { code } from '../spec/words.ts';
import { inert, plain, plainLabel, plainMessage } from './escape.ts';
import { payloadLines } from './payload.ts';
import {
  comparedWords,
  counted,
  coverageWords,
  harmlessWords,
  lowerBoundWords,
  sentence,
  touchWords,
  verdictWords,
} from './phrases.ts';
import type { Finding, Report } from './report.ts';
import { type Parts, partsOf, type Scope, scopesOf } from './scope.ts';
import { columnsOf, hanging, painter, type Style, wrapped } from './terminal.ts';
import { answeredBlocks, loudBlocks } from './text-answered.ts';
import { findingLines, MAX_PAYLOAD, ruleLines } from './text-finding.ts';
import { fitted, GUTTER, labelled, levelled, limited, moreLine, type Page, type TextOptions } from './text-lines.ts';
import { insideOf, placesWords, reachWords, systemWords, unjudgedPlace, whereOf } from './where.ts';

export type { TextOptions } from './text-lines.ts';

/** Characters of a value that is shown in a list. */
const SHORT = 100;

const SHOWN = { error: 50, warning: 20, adjacent: 10, unjudged: 10, systems: 20 };

export function renderText(report: Report, options: TextOptions): string {
  const scopes = scopesOf(report);
  const page: Page = {
    ...options,
    scopes: scopes.length,
    paint: painter(options.colour),
    systems: new Set(report.compared.map(({ system }) => system)).size > 1,
  };
  const style: Style = ({ breaking: 'error', warnings: 'warning', clean: 'good' } as const)[report.verdict];
  const head = wrapped(headline(report, scopes), page.width).map((line) => page.paint(style, line));
  const bodies = scopes.map((scope) => scopeLines(scope, scopes.length > 1, page));
  return `${[head, ...bodies].map((lines) => lines.map(inert).join('\n')).join('\n\n')}\n`;
}

function headline({ integrations, findings }: Report, scopes: readonly Scope[]): string {
  if (findings.length === 0 && integrations.length === 0 && scopes.every(({ unjudged }) => unjudged.length === 0))
    return 'Nothing changed';
  const [only] = integrations;
  const words = verdictWords(scopes);
  if (only === undefined || scopes.length > 1) return sentence(words);
  return `${plain(only.name)}: ${words}`;
}

function scopeLines(scope: Scope, named: boolean, page: Page): string[] {
  const parts = partsOf(scope.findings);
  const blocks: string[][] = [];
  if (named) blocks.push(titleLines(scope, page));
  blocks.push(...loudBlocks(scope, page));
  if (scope.integration === undefined) blocks.push(...plainScope(parts, page));
  else blocks.push(...mainBlocks(parts.main, scope.integration.manifest, page));
  blocks.push(...answeredBlocks(parts.accepted, scope, page));
  if (scope.integration !== undefined) blocks.push(restLines(parts, scope, page));
  blocks.push(comparedLines(scope, page));
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function titleLines(scope: Scope, page: Page): string[] {
  const { integration } = scope;
  if (integration === undefined) return [page.paint('strong', 'In no integration of this run')];
  const title = `${plain(integration.name)} (${plain(integration.manifest)}): ${verdictWords([scope])}`;
  const lines = wrapped(title, page.width);
  const rule = '─'.repeat(Math.min(page.width, Math.max(...lines.map(columnsOf))));
  return [...lines.map((line) => page.paint('strong', line)), rule];
}

function mainBlocks(main: readonly Finding[], manifest: string, page: Page): string[][] {
  const blocks: string[][] = [];
  for (const level of ['error', 'warning'] as const) {
    const all = main.filter((finding) => finding.level === level);
    const shown = limited(all, SHOWN[level], page);
    for (const finding of shown) blocks.push(findingLines(finding, manifest, page));
    blocks.push(moreLine(shown.length, all.length, page, level));
  }
  return blocks;
}

/** What harms no mapping, in numbers, and the breaking part of it by name. */
function restLines({ harmless, adjacent, unmapped }: Parts, scope: Scope, page: Page): string[] {
  const blocks: string[][] = [];
  const hint = (shown: number, all: readonly Finding[]) =>
    shown >= all.length || page.verbose ? '' : ' (--verbose lists them)';
  if (harmless.length > 0) {
    const compared = `${counted(harmless.length, 'change')} on mapped fields ${harmless.length === 1 ? 'does' : 'do'} no harm end to end`;
    const words = scope.integration?.coverage === undefined ? compared : harmlessWords(harmless.length, scope);
    blocks.push([
      ...wrapped(`${words}${hint(0, harmless)}`, page.width),
      ...briefLines(page.verbose ? harmless : [], page),
    ]);
  }
  if (adjacent.length > 0) {
    const named = page.verbose
      ? adjacent
      : adjacent.filter((f) => f.compatibility === 'breaking' || f.level !== 'info');
    const shown = limited(named, SHOWN.adjacent, page);
    const title = `${touchWords(adjacent, 'adjacent')}: in operations you use, on parts you do not map`;
    const lines = [...wrapped(title, page.width), ...briefLines(shown, page)];
    if (shown.length < named.length) lines.push(...moreLine(shown.length, named.length, page, 'of these', 'of these'));
    blocks.push(lines);
  }
  if (unmapped.length > 0) {
    const title = `${touchWords(unmapped, 'unmapped')}: in operations you do not use`;
    blocks.push([
      ...wrapped(`${title}${hint(0, unmapped)}`, page.width),
      ...briefLines(page.verbose ? unmapped : [], page),
    ]);
  }
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function briefLines(findings: readonly Finding[], page: Page): string[] {
  return findings.flatMap((finding) => [
    ...levelled(finding.level, finding.level, briefText(finding, page), page),
    ...(page.verbose ? labelled('', [plainLabel(reachWords(finding)), plainLabel(placesWords(finding))], page) : []),
    ...(page.verbose ? ruleLines(finding, page) : []),
  ]);
}

function briefText(finding: Finding, page: Page): string {
  return `${plainLabel(whereOf(finding, page.systems))}: ${plainMessage(finding.message)}`;
}

/** Without a manifest: by operation, and what several operations share apart from them. */
function plainScope({ main, harmless, adjacent, unmapped }: Parts, page: Page): string[][] {
  const all = [...main, ...harmless, ...adjacent, ...unmapped];
  const blocks: string[][] = [];
  for (const level of ['error', 'warning', 'info'] as const) {
    const own = all.filter((finding) => finding.level === level);
    if (own.length === 0) continue;
    const shown = limited(own, level === 'info' ? 0 : SHOWN[level], page);
    for (const [title, group] of byOperation(shown)) blocks.push(groupLines(title, group, page));
    const what = level === 'error' ? 'error' : level === 'warning' ? 'warning' : 'harmless change';
    const more = own.length - shown.length;
    if (shown.length > 0) blocks.push(moreLine(shown.length, own.length, page, what));
    else if (more > 0) blocks.push(wrapped(`${counted(more, what)} (--verbose lists them)`, page.width));
  }
  return blocks;
}

/** What several operations share comes first: it reaches furthest. */
function byOperation(findings: readonly Finding[]): [title: string, Finding[]][] {
  const shared = findings.filter(({ operations }) => operations.count > 1);
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.operations.count > 1) continue;
    const title = finding.operation === undefined ? systemWords(finding) : code(finding.operation);
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [finding]);
    else group.push(finding);
  }
  return shared.length === 0 ? [...groups] : [['In several operations', shared], ...groups];
}

function groupLines(title: string, findings: readonly Finding[], page: Page): string[] {
  return [
    ...wrapped(plainLabel(title), page.width).map((line) => page.paint('strong', line)),
    ...findings.flatMap((finding) => [
      ...levelled(finding.level, finding.level, plainMessage(finding.message), page),
      ...labelled(
        '',
        [
          plainLabel(insideOf(finding)),
          shortWitness(finding, page),
          plainLabel(reachWords(finding)),
          plainLabel(placesWords(finding)),
        ],
        page,
      ),
      ...(page.verbose ? ruleLines(finding, page) : []),
    ]),
  ];
}

/** A value that shows the break, where it fits into the line. */
function shortWitness({ proof, direction }: Finding, { verbose }: Page): string {
  if (proof.kind !== 'witness') return '';
  const payload = payloadLines(proof.value, { indent: 0, max: verbose ? MAX_PAYLOAD : SHORT, brief: true });
  const words = direction === 'request' ? 'no longer accepted' : 'may come now';
  return 'left' in payload ? '' : `${words}: ${payload.lines.join('')}`;
}

function comparedLines(scope: Scope, page: Page): string[] {
  const { compared, unjudged, integration } = scope;
  const title = integration?.coverage === undefined ? 'compared' : 'checked';
  const named = limited(compared, SHOWN.systems, page);
  const lines = named.flatMap((entry, index) => {
    const [labels, versions] = comparedWords(entry);
    const text = page.systems ? `${code(entry.system)} ${labels}` : labels;
    return fitted(plainLabel(text), plainLabel(versions), page).flatMap((line, row) =>
      hanging(index === 0 && row === 0 ? title : '', GUTTER, line, page.width),
    );
  });
  lines.push(...moreLine(named.length, compared.length, page, 'system'));
  const decided = coverageWords(scope);
  if (decided !== '') lines.push('', ...wrapped(decided, page.width));
  const bound = lowerBoundWords(scope);
  if (bound === '') return lines;
  const shown = limited(unjudged, SHOWN.unjudged, page);
  return [
    ...lines,
    ...(lines.length === 0 ? [] : ['']),
    ...wrapped(bound, page.width).map((line) => page.paint('warning', line)),
    ...shown.flatMap((entry) =>
      hanging('  -', 4, `${plainLabel(unjudgedPlace(entry))}: ${plainMessage(entry.message)}`, page.width),
    ),
    ...moreLine(shown.length, unjudged.length, page, 'like these', 'like these'),
  ];
}
