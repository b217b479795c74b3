/** What to do about a finding: the likely successor, the rows to add, the lines of the manifest to change. */

import type { Pair } from '../diff/pair.ts';
import type { FieldRef } from '../manifest/manifest.ts';
import type { ManifestPatch, Suggestion } from '../report/report.ts';
import { literal } from '../rules/literal.ts';
import { code } from '../spec/words.ts';
import type { Effect, Hit } from './impact.ts';
import type { Outcome } from './outcome.ts';
import type { Problem } from './problem.ts';
import { successorOf } from './rename.ts';

export function suggestionFor(
  effect: Effect,
  hits: ReadonlyMap<Outcome, Hit>,
  lines: readonly string[],
): Suggestion | undefined {
  const renamed = effect.change.pairs.find((pair) => pair.kind === 'property');
  if (effect.change.rule === 'property-removed' && renamed !== undefined) {
    const successor = successorOf(renamed as Pair<'property'>);
    if (successor !== undefined)
      return renameSuggestion(effect, renamed as Pair<'property'>, successor.name, hits, lines);
  }
  for (const [outcome, { problems }] of hits) {
    for (const problem of problems) {
      const found = suggestionForProblem(outcome, problem, lines);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

export function suggestionForProblem(
  outcome: Outcome,
  problem: Problem,
  lines: readonly string[],
): Suggestion | undefined {
  switch (problem.kind) {
    case 'value-unmapped': {
      if (problem.value === undefined) return { text: 'Say under `unmapped` what becomes of a value without a row.' };
      const patch = rowPatch(outcome, problem.value.of, lines);
      const text = `Add a row for ${literal(problem.value.of)} to the value table, or say under \`unmapped\` what becomes of it.`;
      return patch === undefined ? { text } : { text, manifest: [patch] };
    }
    case 'source-may-be-missing':
    case 'source-may-be-null':
      return { text: `Give the row a \`default\`, or a second source with \`take: first\`.` };
    case 'target-unfed':
      return { text: `Add a row that feeds ${code(outcome.to)}: a source field, or a constant with \`value\`.` };
    case 'value-refused':
      return {
        text: `Send another value instead of ${problem.value ? literal(problem.value.of) : 'it'}: a row in the value table decides it.`,
      };
    case 'type-refused':
    case 'format-refused':
      return { text: 'Convert the value with a `transform`.' };
    case 'limit-refused':
      return { text: 'Agree with the owner of the target on the limit, or shorten the value with a `transform`.' };
    default:
      return undefined;
  }
}

function renameSuggestion(
  effect: Effect,
  removed: Pair<'property'>,
  name: string,
  hits: ReadonlyMap<Outcome, Hit>,
  lines: readonly string[],
): Suggestion {
  const old = removed.before?.name ?? '';
  const text = `It is likely ${code(name)} now: rename it in the mapping.`;
  const patches = new Map<number, ManifestPatch>();
  for (const [outcome, hit] of hits) {
    for (const ref of refsOf(outcome, hit)) {
      const patch = renamePatch(ref, old, name, patches.get(ref.mark.line)?.add[0] ?? lines[ref.mark.line - 1]);
      if (patch !== undefined) patches.set(ref.mark.line, { ...patch, remove: [lines[ref.mark.line - 1] ?? ''] });
    }
  }
  const manifest = [...patches.values()].sort((a, b) => a.line - b.line);
  return manifest.length === 0 || effect.hits.size === 0 ? { text } : { text, manifest };
}

function refsOf({ field }: Outcome, { role }: Hit): readonly FieldRef[] {
  if (field === undefined) return [];
  return role === 'source' ? field.from : field.to === undefined ? [] : [field.to];
}

/** Replaces the name where the reference stands in its line: the last step of that name in the reference's text. */
function renamePatch(ref: FieldRef, old: string, name: string, line: string | undefined): ManifestPatch | undefined {
  if (line === undefined) return undefined;
  const start = line.indexOf(ref.text, Math.max(0, ref.mark.column - 1));
  const found = start < 0 ? line.indexOf(ref.text) : start;
  const inside = ref.text.lastIndexOf(old);
  if (found < 0 || inside < 0) return undefined;
  const at = found + inside;
  return { line: ref.mark.line, remove: [line], add: [`${line.slice(0, at)}${name}${line.slice(at + old.length)}`] };
}

/** A new row after the last of the table, in the table's own style, for a person to fill. */
function rowPatch({ field }: Outcome, value: unknown, lines: readonly string[]): ManifestPatch | undefined {
  const last = field?.values?.rows.at(-1);
  const line = last && lines[last.mark.line - 1];
  if (last === undefined || line === undefined) return undefined;
  const key =
    typeof value === 'string' && /^[A-Za-z_][\w-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off)$/i.test(value)
      ? value
      : JSON.stringify(value);
  const end = line.indexOf('}', last.mark.column);
  if (end >= 0) {
    const before = line.slice(0, end).trimEnd();
    return { line: last.mark.line, remove: [line], add: [`${before}, ${key}: TODO ${line.slice(end)}`] };
  }
  const indent = line.match(/^\s*/)?.[0] ?? '';
  return { line: last.mark.line, remove: [line], add: [line, `${indent}${key}: TODO`] };
}
