/** Lines of the manifest as they should be: a field under its new name, a table with a row for a person to fill. */

import { printSteps } from '../manifest/field-path.ts';
import type { FieldRef, Mark, Scalar, ValueTable } from '../manifest/manifest.ts';
import { scalarText } from '../manifest/scalar-text.ts';
import type { ManifestPatch } from '../report/report.ts';

/**
 * A longer line nobody reads, and thousands of findings may each tell it twice, as it is and as it should be: of a manifest written without line
 * breaks, or a table of thousands of rows in one line.
 */
const MAX_LINE = 10_000;

/** Each line in which one of the fields stands, with the name `old` in it replaced by `name`. */
export function renamePatches(
  refs: readonly FieldRef[],
  old: string,
  name: string,
  lines: readonly string[],
): ManifestPatch[] {
  return editedLines(refs, lines, (line, ref) => renamedIn(line, ref, old, name));
}

/** Each line in which one of the references stands, with what `edit` makes of it for each of them. */
export function editedLines<R extends { readonly mark: Mark }>(
  refs: readonly R[],
  lines: readonly string[],
  edit: (line: string, ref: R) => string,
): ManifestPatch[] {
  const byPlace = new Map(refs.map((ref) => [`${ref.mark.line}:${ref.mark.column}`, ref]));
  return [...Map.groupBy(byPlace.values(), ({ mark }) => mark.line)]
    .sort(([left], [right]) => left - right)
    .flatMap(([number, own]): ManifestPatch[] => {
      const line = lines[number - 1] ?? '';
      if (line.length > MAX_LINE) return [];
      // From the right: a replacement moves what comes after it.
      const edited = own
        .toSorted((left, right) => right.mark.column - left.mark.column)
        .reduce((text, ref) => edit(text, ref), line);
      return edited === line ? [] : [{ line: number, remove: [line], add: [edited] }];
    });
}

function renamedIn(line: string, ref: FieldRef, old: string, name: string): string {
  const start = ref.mark.column - 1;
  const sign = /["']/.exec(line.charAt(start))?.[0] ?? '';
  const from = start + sign.length;
  const text = renamedField(ref, old, name);
  // Text with escapes or over several lines does not stand in the line as it is read.
  if (text === undefined || !line.startsWith(`${ref.text}${sign}`, from)) return line;
  const scalar =
    sign === "'" ? `'${text.replaceAll("'", "''")}'` : sign === '"' ? JSON.stringify(text) : scalarText(text);
  return `${line.slice(0, start)}${scalar}${line.slice(from + ref.text.length + sign.length)}`;
}

/** Undefined where it is not certain which step is meant, or the field is not written as a path. */
function renamedField(ref: FieldRef, old: string, name: string): string | undefined {
  if (ref.place !== 'body') return undefined;
  const path = printSteps(ref.steps);
  if (ref.text !== path && ref.text !== `$.${path}`) return undefined;
  const isOld = ref.steps.map((step) => step.kind === 'name' && step.name === old);
  if (isOld.filter(Boolean).length !== 1) return undefined;
  const steps = ref.steps.map((step, index) => (isOld[index] === true ? { kind: 'name' as const, name } : step));
  const renamed = printSteps(steps);
  return ref.text === path ? renamed : `$${renamed.startsWith('[') ? '' : '.'}${renamed}`;
}

/** The last row of a table in JSON that has its line to itself. */
const ROW_BY_ITSELF = /^\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[^\s,"{}[\]]+)\s*$/;

/** A row for `value` that a person has to fill, in the table's own style. */
export function rowPatch(
  { mark, rows }: ValueTable,
  value: Scalar,
  lines: readonly string[],
): ManifestPatch | undefined {
  if (rows.some((row) => row.from === value)) return undefined;
  const last = rows.at(-1);
  const open = lines[mark.line - 1];
  const line = last && lines[last.mark.line - 1];
  if (last === undefined || line === undefined || open === undefined) return undefined;
  if (Math.max(line.length, open.length) > MAX_LINE) return undefined;
  const isJson = line.charAt(last.mark.column - 1) === '"' && /^\s*\{/.test(lines.find((one) => /\S/.test(one)) ?? '');
  // In JSON a key is text, which another value is not.
  if (isJson && typeof value !== 'string') return undefined;
  const key = isJson ? JSON.stringify(value) : typeof value === 'string' ? scalarText(value) : String(value);
  const row = `${key}: ${isJson ? '"TODO"' : 'TODO'}`;
  if (open.charAt(mark.column - 1) !== '{') {
    const indent = ' '.repeat(last.mark.column - 1);
    return { line: last.mark.line, remove: [line], add: [line, `${indent}${row}`] };
  }
  if (isJson && ROW_BY_ITSELF.test(line)) {
    const indent = ' '.repeat(last.mark.column - 1);
    return { line: last.mark.line, remove: [line], add: [`${line.trimEnd()},`, `${indent}${row}`] };
  }
  // At the end where that is plain to see, or else right after the brace, which is always right.
  const end = /^[^}"'#]*\}/.exec(line.slice(last.mark.column - 1))?.[0].length;
  if (end !== undefined) {
    const at = last.mark.column - 1 + end - 1;
    return {
      line: last.mark.line,
      remove: [line],
      add: [`${line.slice(0, at).trimEnd()}, ${row} ${line.slice(at)}`],
    };
  }
  return {
    line: mark.line,
    remove: [open],
    add: [`${open.slice(0, mark.column)} ${row},${open.slice(mark.column)}`],
  };
}
