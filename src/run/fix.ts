/** (edge) `guard fix`: the changes of manifests that findings propose, planned and not yet made. */
import { patched, patchesOf } from '../report/patch.ts';
import { hurtMappings } from '../report/phrases.ts';
import type { Finding } from '../report/report.ts';
import { defaultLimits } from '../spec/load-policy.ts';
import { displayName } from '../spec/read-file.ts';
import type { DiffRequest } from './diff-request.ts';
import { findingsOf } from './findings.ts';
import { findManifests, manifestParser, readManifest } from './manifests.ts';
import type { PlannedFile } from './planned-file.ts';
import type { Talk } from './talk.ts';
import { together } from './together.ts';

export interface Fix {
  readonly file: PlannedFile;
  /** Patches in it. */
  readonly applied: number;
  /** Lines of patches that do not go with the others: another run gets to them. */
  readonly left: readonly number[];
  /** Rows that a person has to fill: lines of the new text. */
  readonly todo: readonly number[];
  /** Mappings that are hurt, and that no patch is about. */
  readonly open: number;
}

/** One for each manifest of the request. Throws InputError. */
export async function planFixes(request: DiffRequest, talk: Talk): Promise<readonly Fix[]> {
  const limits = { ...defaultLimits, ...request.limits };
  const paths = findManifests(request.manifests, request.cwd);
  return together(
    paths.map(async (path): Promise<Fix> => {
      const { text } = await readManifest(path, request.cwd, limits);
      const parse = await manifestParser(text);
      const findings = await findingsOf({ ...request, manifests: [path] }, talk);
      const name = displayName(path, request.cwd);
      const { text: after, applied, left } = patched(text, patchesOf(findings), (one) => parse(one, name).ok);
      return {
        file: { path, name, before: text, after },
        applied,
        left: left.map(({ line }) => line),
        todo: applied === 0 ? [] : linesWith(after, 'TODO'),
        open: openMappings(findings),
      };
    }),
  );
}

function openMappings(findings: readonly Finding[]): number {
  const counted = findings.filter(({ level, accepted }) => level !== 'info' && accepted === undefined);
  const namesIn = (some: readonly Finding[]) =>
    some.flatMap((finding) => hurtMappings(finding).map(({ flow, from, to }) => JSON.stringify([flow, to || from])));
  const patchable = new Set(namesIn(counted.filter(({ suggestion }) => suggestion?.manifest !== undefined)));
  return new Set(namesIn(counted).filter((name) => !patchable.has(name))).size;
}

function linesWith(text: string, word: string): number[] {
  const pattern = new RegExp(`\\b${word}\\b`);
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
