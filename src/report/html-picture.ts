/**
 * A flow as a picture: source fields left, target fields right, an edge for each mapping; those that are hurt lead to their finding. The fields
 * are text that wraps, and only the edges are an SVG, stretched between them: so it is read on a phone as well.
 */

import { plain, startOf } from './escape.ts';
import type { PictureFlow, PictureRow } from './picture.ts';
import type { Finding } from './report.ts';
import { escaped } from './xml.ts';

/** In CSS pixels, as in the style: a field, and a field with the gap below it. */
const HEIGHT = 30;
const STEP = 36;
/** Characters of a field: two lines of a phone. */
const LABEL = 40;

type Verdict = PictureRow['verdict'];

/** Worst last: what is drawn last is on top. */
const ORDER: readonly Verdict[] = ['holds', 'unjudged', 'warns', 'breaks'];
const SIGNS = { breaks: '✕', warns: '!', unjudged: '?' } as const;
const WORDS = { breaks: 'breaks', warns: 'may break', unjudged: 'not judged' } as const;

/** `idOf`: where a finding is told in full. */
export function flowPicture(flow: PictureFlow, idOf: ReadonlyMap<Finding, string>): string {
  const { id, ends, rows } = flow;
  const drawn = rows.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const sources = columnOf(rows, ({ name }) => sourceName(name.from));
  const targets = columnOf(rows, ({ name }) => targetName(name.to));
  const height = Math.max(sources.size, targets.size) * STEP;
  return [
    `<div class="picture"><p>${escaped(plain(ends?.from ?? ''))}</p><p class="to">${escaped(plain(ends?.to ?? ''))}</p>`,
    `<div>${[...sources].map(([name, { worst }]) => node(name, worst)).join('')}</div>`,
    `<svg height="${height}" role="img" aria-label="${escaped(`Mappings of ${id}`)}">`,
    ...drawn.map((row) => edge(row, sources, targets, height, idOf)),
    `</svg><div>${[...targets].map(([name, { worst }]) => node(name, worst)).join('')}</div></div>`,
  ].join('\n');
}

function sourceName(from: string): string {
  return from === '' ? '(nothing)' : from;
}

function targetName(to: string): string {
  return to === '' ? '(read only)' : to;
}

interface Place {
  /** From the top. */
  readonly y: number;
  readonly worst: Verdict;
}

type Column = ReadonlyMap<string, Place>;

function columnOf(rows: readonly PictureRow[], nameOf: (row: PictureRow) => string): Column {
  const column = new Map<string, Place>();
  for (const row of rows) {
    const known = column.get(nameOf(row));
    const worst = ORDER.indexOf(row.verdict) > ORDER.indexOf(known?.worst ?? 'holds') ? row.verdict : known?.worst;
    column.set(nameOf(row), { y: known?.y ?? column.size * STEP + HEIGHT / 2, worst: worst ?? 'holds' });
  }
  return column;
}

function node(name: string, worst: Verdict): string {
  const shown = plain(name);
  const text = shown.length <= LABEL ? shown : `${startOf(shown, LABEL - 1)}…`;
  return `<div class="node ${worst}" title="${escaped(name)}"><span>${escaped(text)}</span></div>`;
}

/** The sign stands at the target's end, where no two edges cross. */
function edge(
  { name, verdict, hits }: PictureRow,
  sources: Column,
  targets: Column,
  height: number,
  idOf: ReadonlyMap<Finding, string>,
): string {
  const y1 = sources.get(sourceName(name.from))?.y ?? 0;
  const y2 = targets.get(targetName(name.to))?.y ?? 0;
  const path = `<svg height="${height}" viewBox="0 0 100 ${height}" preserveAspectRatio="none"><path d="M0 ${y1}C50 ${y1} 50 ${y2} 100 ${y2}"/></svg>`;
  if (verdict === 'holds') return `<g class="holds">${path}</g>`;
  const mark = `<text x="100%" dx="-8" y="${y2 + 4}">${SIGNS[verdict]}<tspan> ${WORDS[verdict]}</tspan></text>`;
  const title = `<title>${escaped(`${sourceName(name.from)} → ${targetName(name.to)}: ${WORDS[verdict]}`)}</title>`;
  const [first] = hits;
  const id = first && idOf.get(first.finding);
  const body = `${title}${path}${mark}`;
  return `<g class="${verdict}">${id === undefined ? body : `<a href="#${id}">${body}</a>`}</g>`;
}
