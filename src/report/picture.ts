/** The flows as they are drawn: every mapping with what becomes of it, put together from the manifest's rows and the findings. */

import type { Finding, FlowSummary, MappingImpact } from './report.ts';
import type { Scope } from './scope.ts';

/** A finding that touches a mapping, and why it hurts it. */
export interface RowHit {
  readonly finding: Finding;
  readonly because: string;
}

export interface PictureRow {
  readonly name: Pick<MappingImpact, 'flow' | 'entity' | 'from' | 'to'>;
  readonly line: number;
  /** The worst of the findings' verdicts, as far as their levels let them count: a break of level warning warns, one of level info holds. */
  readonly verdict: MappingImpact['verdict'];
  /** Those that hurt it, worst first. */
  readonly hits: readonly RowHit[];
}

export interface PictureFlow {
  readonly id: string;
  /** The operations; absent for what is no flow of the manifest (a workflow). */
  readonly ends?: { readonly from: string; readonly to: string };
  readonly rows: readonly PictureRow[];
}

const WORST_FIRST = ['breaks', 'unjudged', 'warns', 'holds'] as const;

type Verdict = MappingImpact['verdict'];

/** Flows in the order of the manifest; after them what else is hurt: workflows, flows that are gone. */
export function pictureOf({ integration, findings }: Scope): PictureFlow[] {
  const hits = new Map<string, Map<string, Touched>>();
  for (const finding of findings) {
    for (const mapping of finding.mappings) touch(hits, finding, mapping);
  }
  const flows = (integration?.flows ?? []).map((flow) => flowOf(flow, hits.get(flow.id)));
  const known = new Set(flows.map(({ id }) => id));
  for (const [id, touched] of hits) {
    const rows = [...touched.values()].map(rowOf).filter(({ verdict }) => verdict !== 'holds');
    if (!known.has(id) && rows.length > 0) flows.push({ id, rows });
  }
  return flows;
}

interface Touched {
  readonly mapping: MappingImpact;
  readonly found: { readonly verdict: Verdict; readonly hit: RowHit }[];
}

function touch(hits: Map<string, Map<string, Touched>>, finding: Finding, mapping: MappingImpact): void {
  const rows = hits.get(mapping.flow) ?? new Map<string, Touched>();
  hits.set(mapping.flow, rows);
  const key = keyOf(mapping);
  const touched = rows.get(key) ?? { mapping, found: [] };
  rows.set(key, touched);
  touched.found.push({ verdict: verdictAt(finding, mapping), hit: { finding, because: mapping.because } });
}

function verdictAt({ level, accepted }: Finding, { verdict }: MappingImpact): Verdict {
  if (accepted !== undefined) return 'holds';
  if (verdict === 'unjudged' || level === 'error') return verdict;
  if (level === 'info') return 'holds';
  return verdict === 'breaks' ? 'warns' : verdict;
}

function flowOf(
  { id, entity, from, to, rows }: FlowSummary,
  touched: ReadonlyMap<string, Touched> = new Map(),
): PictureFlow {
  const left = new Map(touched);
  const own = rows.map((row): PictureRow => {
    const key = keyOf(row);
    const hit = left.get(key);
    left.delete(key);
    if (hit !== undefined) return rowOf(hit);
    return { name: { flow: id, entity, from: row.from, to: row.to }, line: row.line, verdict: 'holds', hits: [] };
  });
  // Inputs that nothing feeds, and fields that are only read, are no rows of the flow; they are shown when something hurts them.
  const others = [...left.values()].map(rowOf).filter(({ verdict }) => verdict !== 'holds');
  return { id, ends: { from, to }, rows: [...own, ...others] };
}

function rowOf({ mapping: { flow, entity, from, to, line }, found }: Touched): PictureRow {
  const verdict = WORST_FIRST.find((one) => found.some((each) => each.verdict === one)) ?? 'holds';
  const hits = WORST_FIRST.slice(0, -1).flatMap((one) =>
    found.filter((each) => each.verdict === one).map(({ hit }) => hit),
  );
  return { name: { flow, ...(entity !== undefined && { entity }), from, to }, line, verdict, hits };
}

function keyOf({ from, to, line }: Pick<MappingImpact, 'from' | 'to' | 'line'>): string {
  return JSON.stringify([line, from, to]);
}
