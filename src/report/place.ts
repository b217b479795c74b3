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

export function placeFindings(drafts: readonly Placed[]): Finding[] {
  const place = placer(drafts.flatMap(({ before, after }) => [before, after].filter((one) => one !== undefined)));
  return drafts.map(({ before, after, at, ...finding }) => ({
    ...finding,
    ...(after ? { at: place(after) } : at && { at }),
    ...(before && { was: place(before) }),
  }));
}

export function placeUnjudged(entries: readonly Unjudged[], integration: string | undefined): UnjudgedEntry[] {
  const place = placer(entries.flatMap(({ at }) => at ?? []));
  const seen = new Set<string>();
  const placed: UnjudgedEntry[] = [];
  for (const { system, message, at } of entries) {
    const entry = { ...(integration !== undefined && { integration }), system, message, ...(at && { at: place(at) }) };
    const key = JSON.stringify(entry);
    if (seen.has(key)) continue;
    seen.add(key);
    placed.push(entry);
  }
  return placed;
}

function placer(locations: readonly Location[]): (location: Location) => Place {
  const wanted = new Map<SourceFile, Set<Pointer>>();
  for (const { file, pointer } of locations) {
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
