/** Integrations as data: two descriptions, a manifest, edits of them, and what the edits do to the parts of the manifest. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { guard, runTransforms } from '../../src/guard.ts';
import { readExpression } from '../../src/manifest/expression.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Report } from '../../src/report/report.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';
import { type Doc, specOf } from '../support/spec.ts';

export interface Edit {
  /** `crm`, `erp`, or `manifest`. */
  readonly in: string;
  /** JSON Pointer. `-` at its end appends to a list. */
  readonly at: string;
  /** Absent: what is there is removed. */
  readonly set?: unknown;
}

export interface Case {
  readonly name: string;
  /** Why it is so, by the specification or the meaning of the manifest. */
  readonly because: string;
  /** What holds before and after. */
  readonly given?: readonly Edit[];
  /** What changes. */
  readonly change: readonly Edit[];
  /** Complete: `LEVEL RULE PART: FROM -> TO`, for every part of the manifest that breaks, warns or is unjudged. */
  readonly says?: readonly string[];
  /** What its findings say to do, in their order, each once. */
  readonly advises?: readonly string[];
  /** The payloads that its errors show, in their order. */
  readonly shows?: readonly unknown[];
  /** So many rows could not be analysed, by its summary. */
  readonly open?: number;
  /** Instead: the run is refused, and these words are in its message. */
  readonly refused?: readonly string[];
}

export interface Cases {
  readonly crm: Doc;
  readonly erp: Doc;
  readonly manifest: Doc;
  readonly cases: readonly Case[];
}

export function readCases(name: string): Cases {
  return parse(readFileSync(new URL(`cases/${name}`, import.meta.url), 'utf8'), { merge: true }) as Cases;
}

type Documents = Pick<Cases, 'crm' | 'erp' | 'manifest'>;

export function edited(documents: Documents, edits: readonly Edit[]): Documents {
  const copy = structuredClone(documents);
  for (const edit of edits) apply(copy[edit.in as keyof Documents], edit);
  return copy;
}

function apply(document: unknown, { at, ...edit }: Edit): void {
  const tokens = at
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = tokens.pop() ?? '';
  const holder = tokens.reduce((value, token) => (value as Doc)[token], document);
  if (typeof holder !== 'object' || holder === null) throw new Error(`nothing at ${at}`);
  if (Array.isArray(holder)) {
    if (last === '-') holder.push(edit.set);
    else if ('set' in edit) holder[Number(last)] = edit.set;
    else holder.splice(Number(last), 1);
  } else if ('set' in edit) (holder as Doc)[last] = edit.set;
  else {
    if (!(last in holder)) throw new Error(`nothing at ${at}`);
    delete (holder as Doc)[last];
  }
}

export function manifestOf(manifest: Doc): Manifest {
  const parsed = parseManifest(JSON.stringify(manifest, null, 1), 'guard.json', readExpression);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.manifest;
}

export function specsOf({ crm, erp }: Documents): Map<string, SpecVersion> {
  return new Map([
    ['crm', specOf(crm, {}, 'crm.json')],
    ['erp', specOf(erp, {}, 'erp.json')],
  ]);
}

export async function runCase(cases: Cases, { given = [], change }: Case): Promise<Report> {
  const then = edited(cases, given);
  const now = edited(then, change);
  const [before, after] = [specsOf(then), specsOf(now)];
  const systems = new Map(
    [...before].map(([system, old]) => [system, { before: old, after: after.get(system) as SpecVersion }]),
  );
  const manifestBefore = manifestOf(then.manifest);
  const input = { systems, manifest: manifestOf(now.manifest), manifestBefore };
  return guard({ ...input, transforms: await runTransforms(input) });
}

/** What a report says of the parts of the manifest, one line for each part that does not simply hold. */
export function saidIn({ findings }: Report): string[] {
  const lines = findings.flatMap(({ rule, mappings }) =>
    mappings
      .filter(({ verdict }) => verdict !== 'holds')
      .map(({ verdict, flow, from, to }) => `${verdict} ${rule} ${flow}: ${from} -> ${to}`),
  );
  return [...new Set(lines)].sort();
}

/** How many rows it says could not be analysed. */
export function openIn({ integrations }: Report): number {
  return integrations.reduce((sum, { mappings }) => sum + mappings.unjudged, 0);
}

/** What its findings say to do, each once. */
export function advisedIn({ findings }: Report): string[] {
  return [...new Set(findings.flatMap(({ suggestion }) => suggestion?.text ?? []))];
}

/** The payloads that its errors show. */
export function shownIn({ findings }: Report): unknown[] {
  return findings.flatMap(({ level, proof }) => (level === 'error' && proof.kind === 'witness' ? [proof.value] : []));
}
