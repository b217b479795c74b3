/** Findings that a change of the manifest repairs. */

import type { Finding, MappingImpact, ResolvedFinding } from './report.ts';

/** `then`: what there would be with the manifest as it was; `now`: what there is. A finding is resolved for the mappings that it breaks no more. */
export function resolvedFindings(then: readonly Finding[], now: readonly Finding[]): ResolvedFinding[] {
  const left = new Set(now.flatMap((finding) => broken(finding).map((mapping) => keyOf(finding, mapping))));
  return then.flatMap((finding): ResolvedFinding[] => {
    const mappings = broken(finding).filter((mapping) => !left.has(keyOf(finding, mapping)));
    if (mappings.length === 0) return [];
    const { fingerprint, rule, integration, system, message } = finding;
    return [{ fingerprint, rule, ...(integration !== undefined && { integration }), system, message, mappings }];
  });
}

/**
 * Adds the findings of a check that are there no more. A row that is told already, or that still breaks, is not repaired by
 * itself.
 */
export function withRepaired(
  resolved: readonly ResolvedFinding[],
  then: readonly Finding[],
  now: readonly Finding[],
): ResolvedFinding[] {
  const left = new Set(now.map(({ fingerprint }) => fingerprint));
  const told = new Set(resolved.flatMap(({ mappings }) => mappings.map(rowOf)));
  const open = new Set(now.flatMap((finding) => broken(finding).map(rowOf)));
  const repaired = new Set<string>();
  const found = then.flatMap(({ fingerprint, rule, integration, system, mappings }): ResolvedFinding[] => {
    const rows = mappings.filter((mapping) => !told.has(rowOf(mapping)) && !open.has(rowOf(mapping)));
    // Values of one row that failed alike are one thing to say.
    const key = JSON.stringify([rule, rows.map(rowOf)]);
    const [first] = rows;
    if (left.has(fingerprint) || first === undefined || repaired.has(key)) return [];
    repaired.add(key);
    const message = first.because;
    return [{ fingerprint, rule, ...(integration !== undefined && { integration }), system, message, mappings: rows }];
  });
  return [...resolved, ...found];
}

function rowOf({ flow, from, to }: MappingImpact): string {
  return JSON.stringify([flow, to === '' ? from : to]);
}

function broken({ mappings }: Finding): readonly MappingImpact[] {
  return mappings.filter(({ verdict }) => verdict === 'breaks');
}

/** A row is known by what it feeds: its source may have been renamed, and its line moves. */
function keyOf({ fingerprint }: Finding, { flow, from, to }: MappingImpact): string {
  return JSON.stringify([fingerprint, flow, to === '' ? from : to]);
}
