/** The report as one HTML page that needs nothing else: what breaks first, a picture of the flows, proofs, filters. */

import { code } from '../spec/words.ts';
import { answeredParts, loudParts } from './html-answered.ts';
import { SCRIPT_PART, STYLE_PART } from './html-assets.ts';
import { htmlPage } from './html-page.ts';
import { briefItem, findingCard, html, unjudgedItem } from './html-parts.ts';
import { flowPicture } from './html-picture.ts';
import {
  comparedWords,
  counted,
  harmlessWords,
  lowerBoundWords,
  sentence,
  touchWords,
  verdictWords,
} from './phrases.ts';
import { type PictureFlow, type PictureRow, pictureOf } from './picture.ts';
import type { Compared, Finding, Report } from './report.ts';
import { partsOf, type Scope, scopesOf } from './scope.ts';
import { escaped } from './xml.ts';

/**
 * Findings shown in full, those listed of each kind, and mappings drawn; integrations share them. What is more is in the JSON report: a browser takes
 * half a minute to open a page of ten times as much.
 */
const MOST = { cards: 1_000, items: 2_000, edges: 2_000 } as const;

type Caps = Readonly<Record<keyof typeof MOST, number>>;

function capsOf(scopes: number): Caps {
  const share = (most: number): number => Math.max(20, Math.ceil(most / scopes));
  return { cards: share(MOST.cards), items: share(MOST.items), edges: share(MOST.edges) };
}

const SYSTEMS = 20;

const SIGNS = { breaking: '⛔', warnings: '⚠️', clean: '✅' } as const;

type Ids = ReadonlyMap<Finding, string>;

export function renderHtml(report: Report): string {
  const scopes = scopesOf(report);
  const verdict = sentence(verdictWords(scopes));
  const caps = capsOf(scopes.length);
  const ids: Ids = new Map(report.findings.map((finding, index) => [finding, `f${index + 1}`]));
  return htmlPage({
    title: `${verdict} · contract-guard`,
    styles: [STYLE_PART],
    scripts: [SCRIPT_PART],
    body: [
      `<header><h1 class="${report.verdict}">${SIGNS[report.verdict]} ${escaped(verdict)}</h1></header>`,
      '<main>',
      filters(report),
      ...scopes.map((scope) => section(scope, scopes.length > 1, ids, caps)),
      '</main>',
    ],
  });
}

/** Hidden until the script, which makes them work, shows them. */
function filters({ findings }: Report): string {
  if (findings.length < 2) return '';
  const touches = (['mapped', 'adjacent', 'unmapped'] as const).filter((touch) =>
    findings.some((one) => one.touch === touch),
  );
  const systems = sorted(findings.flatMap(({ system, integration }) => (integration === undefined ? [] : [system])));
  return [
    '<form class="filters" hidden>',
    select('owner', 'Owner', 'everybody', sorted(findings.flatMap(({ owners }) => owners))),
    ...(systems.length === 0 ? [] : [select('system', 'System', 'all systems', systems)]),
    select('touch', 'Class', 'all classes', touches),
    '<output></output>',
    '</form>',
  ].join('\n');
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function select(name: string, title: string, all: string, values: readonly string[]): string {
  const options = values.map((value) => `<option value="${escaped(value)}">${escaped(value)}</option>`);
  return `<label>${title}<select name="${name}"><option value="">${all}</option>${options.join('')}</select></label>`;
}

function section(scope: Scope, named: boolean, ids: Ids, caps: Caps): string {
  const { integration, findings, compared, unjudged } = scope;
  const { main, harmless, adjacent, unmapped, accepted } = partsOf(findings);
  const bound = lowerBoundWords(scope);
  const lists: [string, readonly Finding[]][] = [
    [harmlessWords(harmless.length, scope), harmless],
    [`${touchWords(adjacent, 'adjacent')}: in operations you use, on parts you do not map`, adjacent],
    [`${touchWords(unmapped, 'unmapped')}: in operations you do not use`, unmapped],
  ];
  return [
    `<section>${title(scope, named)}`,
    ...comparedList(compared),
    ...loudParts(scope),
    ...(bound === '' ? [] : [`<p class="warnings">${html(sentence(bound))}</p>`]),
    ...cards(main, integration?.manifest, ids, caps),
    ...pictures(pictureOf(scope), idsOfShown(main, lists, ids, caps), caps),
    ...answeredParts(accepted, scope, ids),
    ...lists.flatMap(([words, all]) => briefList(words, all, ids, caps)),
    ...(unjudged.length === 0
      ? []
      : [
          `<details><summary>What could not be judged</summary><ul class="brief">${unjudged.slice(0, caps.items).map(unjudgedItem).join('\n')}</ul>`,
          ...moreIn(unjudged, caps.items, 'gap'),
          '</details>',
        ]),
    '</section>',
  ].join('\n');
}

/** Of many systems, the list would stand before what breaks. */
function comparedList(compared: readonly Compared[]): string[] {
  const items = compared.map((entry) => {
    const name = entry.integration === undefined ? '' : `${code(entry.system)} `;
    return `<li>${html(`${name}${comparedWords(entry).join(' ')}`)}</li>`;
  });
  const list = ['<ul class="compared">', ...items, '</ul>'];
  if (items.length <= SYSTEMS) return list;
  return [`<details><summary>${counted(items.length, 'system')}</summary>`, ...list, '</details>'];
}

function title(scope: Scope, named: boolean): string {
  const { integration } = scope;
  if (integration === undefined) return named ? '<h2>In no integration of this run</h2>' : '';
  const words = named ? `: ${verdictWords([scope])}` : '';
  return `<h2>${html(code(integration.name))}${escaped(words)}</h2>`;
}

function cards(main: readonly Finding[], manifest: string | undefined, ids: Ids, caps: Caps): string[] {
  if (main.length === 0) return [];
  return [
    '<div data-group>',
    ...main.slice(0, caps.cards).map((finding) => findingCard(finding, ids.get(finding) ?? '', manifest)),
    ...moreIn(main, caps.cards, 'finding'),
    '</div>',
  ];
}

/** Flows in which something is hurt are open; the others are folded away. */
function pictures(flows: readonly PictureFlow[], ids: Ids, caps: Caps): string[] {
  const all = flows.filter(({ rows, ends }) => rows.length > 0 && ends !== undefined);
  const hurt = all.filter(({ rows }) => rows.some(isHurt));
  const whole = all.filter(({ rows }) => !rows.some(isHurt));
  const drawn = drawnOf([...hurt, ...whole], caps.edges);
  const blocks = (some: readonly PictureFlow[]): string[] =>
    some.flatMap((one) => {
      const flow = drawn.get(one);
      return flow === undefined ? [] : [`<h4>${html(code(one.id))}</h4>\n${flowPicture(flow, ids)}`];
    });
  const count = (some: Iterable<PictureFlow>): number => [...some].reduce((sum, { rows }) => sum + rows.length, 0);
  const left = count(all) - count(drawn.values());
  return [
    ...(hurt.length === 0 ? [] : ['<h3>Flows with something broken in them</h3>', ...blocks(hurt)]),
    ...(whole.length === 0
      ? []
      : [`<details><summary>${counted(whole.length, 'flow')} without harm</summary>`, ...blocks(whole), '</details>']),
    ...(left === 0 ? [] : [`<p>${counted(left, 'mapping')} not drawn</p>`]),
  ];
}

function isHurt({ verdict }: PictureRow): boolean {
  return verdict !== 'holds';
}

/** What is drawn of each: all of it while there is room, then what is hurt in the others. */
function drawnOf(flows: readonly PictureFlow[], most: number): ReadonlyMap<PictureFlow, PictureFlow> {
  const drawn = new Map<PictureFlow, PictureFlow>();
  let room = most;
  for (const flow of flows) {
    const rows = flow.rows.length <= room ? flow.rows : flow.rows.filter(isHurt).slice(0, room);
    if (rows.length > 0) drawn.set(flow, { ...flow, rows });
    room -= rows.length;
  }
  return drawn;
}

function briefList(words: string, findings: readonly Finding[], ids: Ids, caps: Caps): string[] {
  if (findings.length === 0) return [];
  return [
    `<details data-group><summary>${escaped(words)}</summary><ul class="brief">`,
    ...findings.slice(0, caps.items).map((finding) => briefItem(finding, ids.get(finding) ?? '')),
    '</ul>',
    ...moreIn(findings, caps.items, 'change'),
    '</details>',
  ];
}

function moreIn(items: readonly unknown[], cap: number, what: string): string[] {
  return items.length <= cap ? [] : [`<p>… and ${counted(items.length - cap, `more ${what}`)} in the JSON report</p>`];
}

/** Where an edge of a picture can lead: nowhere for a finding that the page leaves out. */
function idsOfShown(
  main: readonly Finding[],
  lists: readonly (readonly [string, readonly Finding[]])[],
  ids: Ids,
  caps: Caps,
): Ids {
  const shown = [...main.slice(0, caps.cards), ...lists.flatMap(([, all]) => all.slice(0, caps.items))];
  return new Map(shown.map((finding) => [finding, ids.get(finding) ?? '']));
}
