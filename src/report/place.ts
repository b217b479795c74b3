/** Counts out places in lines and columns: each file is read once, for all the pointers in it. */

import type { Pointer } from '../spec/json-pointer.ts';
import { locate } from '../spec/position.ts';
import type { Location, SourceFile, Unjudged } from '../spec/spec-version.ts';
import type { Finding, Place, UnjudgedEntry } from './report.ts';

/** A finding whose places still are locations. */
export interface Placed extends Omit<Finding, 'at' | 'was'> {
  readonly before?: Location;
  readonly after?: Location;
  readonly at?: Place;
}

export interface PlacedReport {
  readonly findings: Finding[];
  readonly unjudged: UnjudgedEntry[];
}

/** `integration`: the manifest's name for it, on every entry of a run that has one. */
export function placeAll(
  drafts: readonly Placed[],
  entries: readonly Unjudged[],
  integration: string | undefined,
): PlacedReport {
  const place = placer([...drafts.flatMap(({ before, after }) => [before, after]), ...entries.map(({ at }) => at)]);
  return {
    findings: drafts.map(({ before, after, at, ...finding }) => ({
      ...finding,
      ...(after ? { at: place(after) } : at && { at }),
      ...(before && { was: place(before) }),
    })),
    unjudged: unjudgedEntries(entries, integration, place),
  };
}

function unjudgedEntries(
  entries: readonly Unjudged[],
  integration: string | undefined,
  place: (location: Location) => Place,
): UnjudgedEntry[] {
  const placed = new Map<string, UnjudgedEntry>();
  for (const { system, message, at } of entries) {
    const entry = { ...(integration !== undefined && { integration }), system, message, ...(at && { at: place(at) }) };
    placed.set(JSON.stringify(entry), entry);
  }
  return [...placed.values()];
}

function placer(locations: readonly (Location | undefined)[]): (location: Location) => Place {
  const wanted = new Map<SourceFile, Set<Pointer>>();
  for (const location of locations) {
    if (location === undefined) continue;
    const { file, pointer } = location;
    const pointers = wanted.get(file);
    if (pointers === undefined) wanted.set(file, new Set([pointer]));
    else pointers.add(pointer);
  }
  const found = new Map([...wanted].map(([file, pointers]) => [file, locate(file, pointers)]));
  return ({ file, pointer }) => {
    const { line, column } = found.get(file)?.get(pointer) ?? { line: 1, column: 1 };
    return { file: file.name, pointer, line, column };
  };
}
