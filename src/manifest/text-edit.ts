/** Edits to the text of a YAML file: what is not edited keeps every character, comments and order included. */

/** `text` put in the place of what stands between two offsets; equal offsets: inserted there. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** All edits at once; those that insert at one place stand in the order given, before one that replaces what starts there. Edits may not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((left, right) => left.from - right.from || left.to - right.to)) {
    if (edit.from < at) throw new RangeError('edits overlap');
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}
