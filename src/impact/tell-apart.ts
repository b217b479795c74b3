/** The last word on names: within one run each finding has a fingerprint of its own. */

import { fingerprintOf } from '../report/fingerprint.ts';
import type { Draft } from './findings.ts';

/** What may tell namesakes apart, the most lasting first. */
const DIFFERENCES: readonly ((draft: Draft, position: number) => readonly string[])[] = [
  ({ operation = '', part = '', path, message }) => [operation, part, path, message],
  ({ before, after }) => [before?.pointer ?? '', after?.pointer ?? ''],
  (_, position) => [String(position)],
];

/**
 * Rarely do two findings have one name, when a description repeats in a list what should be there once, or a manifest has a row twice.
 * All of them get another one: had the first kept it, an acknowledgement of it would hold for the second as soon as the first is gone.
 * What a manifest says twice at one place is told once.
 */
export function tellApart(drafts: readonly Draft[]): Draft[] {
  let told = distinct(drafts);
  for (const difference of DIFFERENCES) {
    const counts = new Map<string, number>();
    for (const { fingerprint } of told) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
    if (counts.size === told.length) return told;
    const met = new Map<string, number>();
    told = told.map((draft) => {
      const { fingerprint } = draft;
      if (counts.get(fingerprint) === 1) return draft;
      const position = met.get(fingerprint) ?? 0;
      met.set(fingerprint, position + 1);
      return { ...draft, fingerprint: fingerprintOf([fingerprint, ...difference(draft, position)]) };
    });
  }
  return told;
}

function distinct(drafts: readonly Draft[]): Draft[] {
  const known = new Set<string>();
  return drafts.filter(({ fingerprint, at, message, mappings }) => {
    if (at === undefined) return true;
    const text = JSON.stringify([fingerprint, at.line, at.column, message, mappings]);
    if (known.has(text)) return false;
    known.add(text);
    return true;
  });
}
