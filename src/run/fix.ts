/** (edge) `guard fix`: the changes of manifests that findings propose, planned and not yet made. */
import { patched, patchesOf } from '../report/patch.ts';
import { displayName } from '../spec/read-file.ts';
import { compareEach } from './diff.ts';
import type { DiffRequest } from './diff-request.ts';
import { manifestParser } from './manifests.ts';
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
  /** Errors and warnings that propose no change of the manifest. */
  readonly open: number;
}

/** One for each manifest of the request. Throws InputError. */
export async function planFixes(request: DiffRequest, talk: Talk): Promise<readonly Fix[]> {
  const compared = await compareEach(request, talk);
  const planned = compared.map(async ({ file: { path, text }, report }): Promise<Fix> => {
    const parse = await manifestParser(text);
    const name = displayName(path, request.cwd);
    const { text: after, applied, left } = patched(text, patchesOf(report.findings), (one) => parse(one, name).ok);
    const open = report.findings.filter(
      ({ level, accepted, suggestion }) =>
        level !== 'info' && accepted === undefined && suggestion?.manifest === undefined,
    );
    return {
      file: { path, name, before: text, after },
      applied,
      left: left.map(({ line }) => line),
      todo: applied === 0 ? [] : linesWith(after, 'TODO'),
      open: open.length,
    };
  });
  return together(planned);
}

function linesWith(text: string, word: string): number[] {
  const pattern = new RegExp(`\\b${word}\\b`);
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}
