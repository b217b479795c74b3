/** The pairs of real descriptions beside the repository; they are not part of it, and tests skip where they are absent. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadSpec } from '../../src/spec/load.ts';
import type { SpecVersion } from '../../src/spec/spec-version.ts';

const folder = join(import.meta.dirname, '../../../shared/specs');

export interface RealPair {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** In order of their file names, which are versions. */
export function realPairs(): RealPair[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .flatMap((name) => {
      const versions = readdirSync(join(folder, name)).filter((file) => file !== 'LICENSE');
      versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
      const [before, after] = versions.map((file) => entryOf(join(folder, name, file)));
      return before === undefined || after === undefined ? [] : [{ name, before, after }];
    });
}

function entryOf(path: string): string {
  return statSync(path).isDirectory() ? join(path, 'openapi.yaml') : path;
}

export function loadReal(path: string): Promise<SpecVersion> {
  return loadSpec(path, { system: 'api', cwd: folder });
}
