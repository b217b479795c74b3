/** From the lines that findings propose to one text: patches of several findings may touch one line. */

import { applyEdits, type TextEdit } from '../manifest/text-edit.ts';
import type { Finding, ManifestPatch } from './report.ts';

/** The patches that open findings propose, each once, worst finding first. */
export function patchesOf(findings: readonly Finding[]): ManifestPatch[] {
  const open = findings.filter(({ accepted }) => accepted === undefined);
  const patches = open.flatMap(({ suggestion }) => suggestion?.manifest ?? []);
  return [...new Map(patches.map((patch) => [JSON.stringify(patch), patch])).values()];
}

export interface Patched {
  readonly text: string;
  /** How many patches are in it. */
  readonly applied: number;
  /** Those that are not: another one changes the same characters, or the file would not be readable. */
  readonly left: readonly ManifestPatch[];
}

/** The text with all patches that fit together; `isReadable` has the last word on each. What no patch touches stays as it is. */
export function patched(
  text: string,
  patches: readonly ManifestPatch[],
  isReadable: (text: string) => boolean,
): Patched {
  const whole = withAll(text, patches);
  if (whole !== undefined && isReadable(whole)) return { text: whole, applied: patches.length, left: [] };
  const good: ManifestPatch[] = [];
  const left: ManifestPatch[] = [];
  for (const patch of patches) {
    const result = withAll(text, [...good, patch]);
    (result !== undefined && isReadable(result) ? good : left).push(patch);
  }
  return { text: withAll(text, good) ?? text, applied: good.length, left };
}

function withAll(text: string, patches: readonly ManifestPatch[]): string | undefined {
  const starts = lineStarts(text);
  const edits: TextEdit[] = [];
  for (const patch of patches) {
    const edit = editOf(text, starts, patch);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  const ordered = edits.toSorted((left, right) => left.from - right.from);
  const overlap = ordered.some((edit, index) => edit.from < (ordered[index - 1]?.to ?? 0));
  return overlap ? undefined : applyEdits(text, ordered);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The characters that a patch changes, and no more: what two patches leave alone between them cannot clash. */
function editOf(text: string, starts: readonly number[], { line, remove, add }: ManifestPatch): TextEdit | undefined {
  const start = starts[line - 1];
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const [before, after] = [remove.join(newline), add.join(newline)];
  if (start === undefined || !text.startsWith(before, start)) return undefined;
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return {
    from: start + head,
    to: start + before.length - tail,
    text: after.slice(head, after.length - tail),
  };
}
