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

function broken({ mappings }: Finding): readonly MappingImpact[] {
  return mappings.filter(({ verdict }) => verdict === 'breaks');
}

/** A row is known by what it feeds: its source may have been renamed, and its line moves. */
function keyOf({ fingerprint }: Finding, { flow, from, to }: MappingImpact): string {
  return JSON.stringify([fingerprint, flow, to === '' ? from : to]);
}
