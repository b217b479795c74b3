/** The picture of the flows for GitHub Markdown: a Mermaid flowchart, source fields left, target fields right, broken edges red. */

import { plain, startOf } from './escape.ts';
import { type PictureFlow, type PictureRow, pictureOf } from './picture.ts';
import type { Scope } from './scope.ts';

/** More than this nobody can read in a comment. */
const EDGES = 49;
const LABEL = 40;

/**
 * Lines of a Mermaid flowchart; none when nothing is hurt, or when even the hurt mappings are too many. All flows where they fit, else those
 * with something hurt in them, else the hurt mappings alone.
 */
export function mermaidLines(scope: Scope): readonly string[] {
  const flows = pictureOf(scope).filter(({ ends }) => ends !== undefined);
  const hurt = flows.filter(({ rows }) => rows.some(isHurt));
  if (hurt.length === 0) return [];
  const alone = hurt.map((flow) => ({ ...flow, rows: flow.rows.filter(isHurt) }));
  const chosen = [flows, hurt, alone].find((choice) => edgesOf(choice) <= EDGES);
  return chosen === undefined ? [] : chartOf(chosen);
}

function isHurt({ verdict }: PictureRow): boolean {
  return verdict !== 'holds';
}

function edgesOf(flows: readonly PictureFlow[]): number {
  return flows.reduce((sum, { rows }) => sum + rows.length, 0);
}

const WORDS = { breaks: 'breaks', warns: 'warns', unjudged: 'unknown', holds: '' } as const;
const STROKES = {
  breaks: 'stroke:#d1242f,stroke-width:3px',
  warns: 'stroke:#9a6700,stroke-width:2px',
  unjudged: 'stroke:#8250df,stroke-width:2px',
} as const;

function chartOf(flows: readonly PictureFlow[]): string[] {
  const lines = ['flowchart LR'];
  const styled: Record<keyof typeof STROKES, number[]> = { breaks: [], warns: [], unjudged: [] };
  let edge = 0;
  for (const [index, { ends, rows }] of flows.entries()) {
    const sources = numbered(rows.map(({ name }) => name.from || 'nothing'));
    const targets = numbered(rows.map(({ name }) => name.to || '(read only)'));
    lines.push(...box(`s${index}`, ends?.from ?? '', sources), ...box(`t${index}`, ends?.to ?? '', targets));
    for (const { name, verdict } of rows) {
      const from = `s${index}_${sources.get(name.from || 'nothing')}`;
      const to = `t${index}_${targets.get(name.to || '(read only)')}`;
      lines.push(`  ${from} ${verdict === 'holds' ? '-->' : `-- ${WORDS[verdict]} -->`} ${to}`);
      if (verdict !== 'holds') styled[verdict].push(edge);
      edge += 1;
    }
  }
  for (const verdict of ['breaks', 'warns', 'unjudged'] as const) {
    if (styled[verdict].length > 0) lines.push(`  linkStyle ${styled[verdict].join(',')} ${STROKES[verdict]}`);
  }
  return lines;
}

function numbered(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, index) => [name, index]));
}

function box(id: string, title: string, nodes: ReadonlyMap<string, number>): string[] {
  const inner = [...nodes].map(([name, index]) => `    ${id}_${index}["${mermaidLabel(name)}"]`);
  return [`  subgraph ${id}["${mermaidLabel(title)}"]`, ...inner, '  end'];
}

/** Everything that could mean something to Mermaid, Markdown or HTML is written as Mermaid's entity code. */
export function mermaidLabel(text: string, limit = LABEL): string {
  const shown = plain(text);
  const cut = shown.length <= limit ? shown : `${startOf(shown, limit - 1)}…`;
  return [...cut].map((sign) => (/^[A-Za-z0-9 .\-/]$/.test(sign) ? sign : `#${sign.codePointAt(0)};`)).join('');
}
