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
import { type PictureFlow, pictureOf } from './picture.ts';
import type { Finding, Report } from './report.ts';
import { partsOf, type Scope, scopesOf } from './scope.ts';
import { escaped } from './xml.ts';

/** Findings shown in full, and those listed of each kind: what is more is in the JSON report. */
const CARDS = 1_000;
const ITEMS = 2_000;

const SIGNS = { breaking: '⛔', warnings: '⚠️', clean: '✅' } as const;

type Ids = ReadonlyMap<Finding, string>;

export function renderHtml(report: Report): string {
  const scopes = scopesOf(report);
  const verdict = sentence(verdictWords(scopes));
  const ids: Ids = new Map(report.findings.map((finding, index) => [finding, `f${index + 1}`]));
  return htmlPage({
    title: `${verdict} · contract-guard`,
    styles: [STYLE_PART],
    scripts: [SCRIPT_PART],
    body: [
      `<header><h1 class="${report.verdict}">${SIGNS[report.verdict]} ${escaped(verdict)}</h1></header>`,
      '<main>',
      filters(report),
      ...scopes.map((scope) => section(scope, scopes.length > 1, ids)),
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

function section(scope: Scope, named: boolean, ids: Ids): string {
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
    '<ul class="compared">',
    ...compared.map((entry) => {
      const name = entry.integration === undefined ? '' : `${code(entry.system)} `;
      return `<li>${html(`${name}${comparedWords(entry).join(' ')}`)}</li>`;
    }),
    '</ul>',
    ...loudParts(scope),
    ...(bound === '' ? [] : [`<p class="warnings">${html(sentence(bound))}</p>`]),
    ...cards(main, integration?.manifest, ids),
    ...pictures(pictureOf(scope), idsOfShown(main, lists, ids)),
    ...answeredParts(accepted, scope, ids),
    ...lists.flatMap(([words, all]) => briefList(words, all, ids)),
    ...(unjudged.length === 0
      ? []
      : [
          `<details><summary>What could not be judged</summary><ul class="brief">${unjudged.slice(0, ITEMS).map(unjudgedItem).join('\n')}</ul>`,
          ...moreIn(unjudged, ITEMS, 'gap'),
          '</details>',
        ]),
    '</section>',
  ].join('\n');
}

function title(scope: Scope, named: boolean): string {
  const { integration } = scope;
  if (integration === undefined) return named ? '<h2>In no integration of this run</h2>' : '';
  const words = named ? `: ${verdictWords([scope])}` : '';
  return `<h2>${html(code(integration.name))}${escaped(words)}</h2>`;
}

function cards(main: readonly Finding[], manifest: string | undefined, ids: Ids): string[] {
  if (main.length === 0) return [];
  return [
    '<div data-group>',
    ...main.slice(0, CARDS).map((finding) => findingCard(finding, ids.get(finding) ?? '', manifest)),
    ...moreIn(main, CARDS, 'finding'),
    '</div>',
  ];
}

/** Flows in which something is hurt are open; the others are folded away. */
function pictures(flows: readonly PictureFlow[], ids: Ids): string[] {
  const drawn = flows.filter(({ rows, ends }) => rows.length > 0 && ends !== undefined);
  if (drawn.length === 0) return [];
  const isHurt = ({ rows }: PictureFlow): boolean => rows.some(({ verdict }) => verdict !== 'holds');
  const hurt = drawn.filter(isHurt);
  const whole = drawn.filter((flow) => !isHurt(flow));
  const one = (flow: PictureFlow): string => `<h4>${html(code(flow.id))}</h4>\n${flowPicture(flow, ids)}`;
  return [
    ...(hurt.length === 0 ? [] : ['<h3>Flows with something broken in them</h3>', ...hurt.map(one)]),
    ...(whole.length === 0
      ? []
      : [`<details><summary>${counted(whole.length, 'flow')} without harm</summary>`, ...whole.map(one), '</details>']),
  ];
}

function briefList(words: string, findings: readonly Finding[], ids: Ids): string[] {
  if (findings.length === 0) return [];
  return [
    `<details data-group><summary>${escaped(words)}</summary><ul class="brief">`,
    ...findings.slice(0, ITEMS).map((finding) => briefItem(finding, ids.get(finding) ?? '')),
    '</ul>',
    ...moreIn(findings, ITEMS, 'change'),
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
): Ids {
  const shown = [...main.slice(0, CARDS), ...lists.flatMap(([, all]) => all.slice(0, ITEMS))];
  return new Map(shown.map((finding) => [finding, ids.get(finding) ?? '']));
}
