/** The vendors' descriptions next to the repository. They are never part of it: without them the tests skip, and say so. */

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { SystemVersions } from '../../src/guard.ts';
import { guard, runTransforms } from '../../src/guard.ts';
import { readExpression } from '../../src/manifest/expression.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Finding, Report } from '../../src/report/report.ts';
import { loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';

export const SHARED = resolve(import.meta.dirname, '../../../shared/specs');

export const isShared = existsSync(SHARED);

/** To be put behind a suite's name: says why nothing ran. */
export const whenShared = isShared
  ? ''
  : ' (skipped: the vendors’ descriptions in ../shared/specs are not on this machine)';

const loaded = new Map<string, Promise<SpecVersion>>();

/** Each description is read once for all tests of a file. */
export function loadShared(system: string, path: string): Promise<SpecVersion> {
  const key = `${system} ${path}`;
  const known = loaded.get(key) ?? loadSpec(path, { system, cwd: SHARED });
  loaded.set(key, known);
  return known;
}

export function readManifest(path: string): Manifest {
  const text = readFileSync(resolve(import.meta.dirname, path), 'utf8');
  const parsed = parseManifest(text, path, readExpression);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.manifest;
}

/** By system: the description before and after; the same path twice means that nothing changed there. */
export type Versions = Readonly<Record<string, readonly [before: string, after: string]>>;

export async function guardShared(manifest: Manifest, versions: Versions): Promise<Report> {
  const systems = new Map<string, SystemVersions>();
  for (const [system, [before, after]] of Object.entries(versions)) {
    systems.set(system, { before: await loadShared(system, before), after: await loadShared(system, after) });
  }
  const input = { systems, manifest };
  return guard({ ...input, transforms: await runTransforms(input) });
}

/**
 * What is said about the mappings, one line for each row that does not hold: `level rule flow: from -> to`, with the
 * value where the change is about one. A finding may break one row and leave another unjudged: the level is the row's.
 */
export function verdictsOf({ findings }: Report): string[] {
  return findings
    .filter(({ touch, level }) => touch === 'mapped' && level !== 'info')
    .flatMap((finding) =>
      finding.mappings
        .filter(({ verdict }) => verdict !== 'holds')
        .map(({ flow, from, to, verdict }) => {
          const level = verdict === 'breaks' ? 'error' : 'warning';
          return `${level} ${finding.rule} ${flow}: ${from} -> ${to}${changedValue(finding)}`;
        }),
    )
    .sort();
}

function changedValue({ rule, message }: Finding): string {
  return rule.startsWith('enum-value-') ? ` [${/`([^`]*)`/.exec(message)?.[1] ?? ''}]` : '';
}

/** One thing that the vendors' files make true, and where they do. */
export interface Expected {
  readonly says: string;
  /** JSON Pointers into the old (−) and the new (+) description, and the reason. */
  readonly because: string;
}

export function saysOf(expected: readonly Expected[]): string[] {
  return expected.map(({ says }) => says).sort();
}
