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

/**
 * The text with all patches that fit together, those that come first before others; `isReadable` has the last word. What no patch touches stays as
 * it is.
 */
export function patched(
  text: string,
  patches: readonly ManifestPatch[],
  isReadable: (text: string) => boolean,
): Patched {
  const fitting = fittingEdits(text, patches);
  const good: PlannedEdit[] = [];
  // Of thousands, a few make the file unreadable: they are looked for by halves.
  const keep = (some: readonly PlannedEdit[]): void => {
    if (some.length === 0) return;
    if (isReadable(withEdits(text, [...good, ...some]))) good.push(...some);
    else if (some.length > 1) {
      const half = some.length >> 1;
      keep(some.slice(0, half));
      keep(some.slice(half));
    }
  };
  keep(fitting);
  const applied = new Set(good.map(({ patch }) => patch));
  const left = patches.filter((patch) => !applied.has(patch));
  return { text: withEdits(text, good), applied: good.length, left };
}

interface PlannedEdit {
  readonly patch: ManifestPatch;
  readonly edit: TextEdit;
}

function withEdits(text: string, edits: readonly PlannedEdit[]): string {
  return applyEdits(
    text,
    edits.map(({ edit }) => edit),
  );
}

/** Those that change other characters than the ones before them do. */
function fittingEdits(text: string, patches: readonly ManifestPatch[]): readonly PlannedEdit[] {
  const starts = lineStarts(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const onLines = new Map<number, TextEdit[]>();
  return patches.flatMap((patch) => {
    const edit = editOf(text, starts, newline, patch);
    if (edit === undefined) return [];
    const lines = Array.from({ length: Math.max(1, patch.remove.length) }, (_, index) => patch.line + index);
    const near = lines.flatMap((line) => onLines.get(line) ?? []);
    if (near.some((other) => edit.from < other.to && other.from < edit.to)) return [];
    for (const line of lines) {
      const own = onLines.get(line);
      if (own === undefined) onLines.set(line, [edit]);
      else own.push(edit);
    }
    return [{ patch, edit }];
  });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The characters that a patch changes, and no more: what two patches leave alone between them cannot clash. */
function editOf(
  text: string,
  starts: readonly number[],
  newline: string,
  { line, remove, add }: ManifestPatch,
): TextEdit | undefined {
  const start = starts[line - 1];
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
