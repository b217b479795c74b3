/** A flow as an SVG: source fields left, target fields right, an edge for each mapping; those that are hurt lead to their finding. */

import { plain } from './escape.ts';
import type { PictureFlow, PictureRow } from './picture.ts';
import type { Finding } from './report.ts';
import { escaped } from './xml.ts';

const WIDTH = 760;
const BOX = 290;
const HEIGHT = 24;
const STEP = 31;
const TOP = 34;
/** Characters that fit a box, and half of the picture. */
const LABEL = 35;
const TITLE = 44;

const MARKS = { breaks: '✕ breaks', warns: '! may break', unjudged: '? not judged', holds: '' } as const;

/** `idOf`: where a finding is told in full. */
export function flowPicture(flow: PictureFlow, idOf: ReadonlyMap<Finding, string>): string {
  const { id, ends, rows } = flow;
  const sources = placesFor(rows.map(({ name }) => sourceName(name.from)));
  const targets = placesFor(rows.map(({ name }) => targetName(name.to)));
  const height = TOP + Math.max(sources.size, targets.size) * STEP + 4;
  // Hurt edges are drawn last: on top.
  const drawn = rows.toSorted((a, b) => Number(a.verdict !== 'holds') - Number(b.verdict !== 'holds'));
  return [
    `<div class="picture"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(`Mappings of ${id}`)}">`,
    `<text class="title" x="8" y="20">${cut(ends?.from ?? '', TITLE)}</text>`,
    `<text class="title" x="${WIDTH - BOX}" y="20">${cut(ends?.to ?? '', TITLE - 4)}</text>`,
    ...drawn.map((row) => edge(row, sources, targets, idOf)),
    ...[...sources].map(([name, y]) => node(name, 4, y)),
    ...[...targets].map(([name, y]) => node(name, WIDTH - BOX - 4, y)),
    '</svg></div>',
  ].join('\n');
}

function sourceName(from: string): string {
  return from === '' ? '(nothing)' : from;
}

function targetName(to: string): string {
  return to === '' ? '(read only)' : to;
}

function placesFor(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, index) => [name, TOP + index * STEP]));
}

function node(name: string, x: number, y: number): string {
  const text = `<text x="${x + 8}" y="${y + 16.5}">${cut(name, LABEL)}</text>`;
  return `<g><title>${escaped(name)}</title><rect x="${x}" y="${y}" width="${BOX}" height="${HEIGHT}" rx="5"/>${text}</g>`;
}

function edge(
  { name, verdict, hits }: PictureRow,
  sources: ReadonlyMap<string, number>,
  targets: ReadonlyMap<string, number>,
  idOf: ReadonlyMap<Finding, string>,
): string {
  const [x1, x2] = [BOX + 4, WIDTH - BOX - 4];
  const y1 = (sources.get(sourceName(name.from)) ?? TOP) + HEIGHT / 2;
  const y2 = (targets.get(targetName(name.to)) ?? TOP) + HEIGHT / 2;
  const middle = (x1 + x2) / 2;
  const path = `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`;
  if (verdict === 'holds') return `<g class="holds">${path}</g>`;
  const mark = `<text class="mark" x="${middle}" y="${(y1 + y2) / 2 + 4}">${MARKS[verdict]}</text>`;
  const title = `<title>${escaped(`${sourceName(name.from)} → ${targetName(name.to)}`)}</title>`;
  const [first] = hits;
  const id = first && idOf.get(first.finding);
  const body = `${title}${path}${mark}`;
  return `<g class="${verdict}">${id === undefined ? body : `<a href="#${id}">${body}</a>`}</g>`;
}

function cut(text: string, max: number): string {
  const shown = plain(text);
  return escaped(shown.length <= max ? shown : `${shown.slice(0, max - 1)}…`);
}
