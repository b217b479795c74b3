/** An operation at another path, and a webhook under another name: how the manifest calls them from now on. */

import { anonymous } from '../diff/address.ts';
import type { Pair } from '../diff/pair.ts';
import type { Manifest, OperationRef } from '../manifest/manifest.ts';
import type { ManifestPatch, Suggestion } from '../report/report.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import type { Effect } from './impact.ts';

const MOVES: ReadonlySet<string> = new Set(['operation-moved', 'webhook-renamed']);

/** Undefined where nothing moved, or where the manifest finds it by its operationId all the same. */
export function movedSuggestion(
  { change, system }: Effect,
  manifest: Manifest,
  lines: readonly string[],
): Suggestion | undefined {
  const pair = change.pairs.find((one) => one.kind === 'operation') as Pair<'operation'> | undefined;
  if (!MOVES.has(change.rule) || pair?.before === undefined || pair.after === undefined) return undefined;
  const { before, after } = pair;
  const named = operationsIn(manifest).filter((ref) => ref.system === system && names(ref, before));
  if (named.length === 0) return undefined;
  const text = `Call it ${code(after.kind === 'webhook' ? `webhook ${after.path}` : `${after.method} ${after.path}`)} in the manifest.`;
  const byLine = Map.groupBy(named, ({ mark }) => mark.line);
  const patches = [...byLine]
    .sort(([left], [right]) => left - right)
    .flatMap(([number, refs]): ManifestPatch[] => {
      const line = lines[number - 1] ?? '';
      // From the right: a replacement moves what comes after it.
      const moved = refs
        .toSorted((left, right) => right.mark.column - left.mark.column)
        .reduce((text, ref) => movedIn(text, ref, after), line);
      return moved === line ? [] : [{ line: number, remove: [line], add: [moved] }];
    });
  return patches.length === 0 ? { text } : { text, manifest: patches };
}

function operationsIn({ flows, workflows, exceptions }: Manifest): OperationRef[] {
  const refs = [
    ...flows.flatMap(({ from, to, back, lookup, fields }) => [
      from,
      to,
      back?.from,
      back?.to,
      lookup?.operation,
      ...fields.map((field) => field.lookup?.operation),
    ]),
    ...workflows.flatMap(({ trigger, invokes, suppresses }) => [
      trigger,
      ...invokes,
      ...suppresses.map(({ effect }) => effect),
    ]),
    ...exceptions.map(({ on }) => on.operation),
  ].filter((ref) => ref !== undefined);
  return [...new Map(refs.map((ref) => [`${ref.mark.line}:${ref.mark.column}`, ref])).values()];
}

function names({ target }: OperationRef, { kind, method, path }: Operation): boolean {
  switch (target.kind) {
    case 'path':
      return kind === 'operation' && target.method === method && anonymous(target.path) === anonymous(path);
    case 'webhook':
      return kind === 'webhook' && target.name === path;
    case 'operationId':
      return false;
  }
}

/** Only what stands in the line as it is read, and is no part of a longer word. */
function movedIn(line: string, { target, mark }: OperationRef, { kind, path, method }: Operation): string {
  const [start, rest] = [line.slice(0, mark.column - 1), line.slice(mark.column - 1)];
  const [word, old] = target.kind === 'path' ? [target.method, target.path] : ['webhook', nameOf(target)];
  const found = new RegExp(`\\b${literally(word)}\\s+${literally(old)}(?=["'\\s,}\\]]|$)`, 'i').exec(rest);
  if (found === null || /["'\s]/.test(path)) return line;
  const name = kind === 'webhook' ? `webhook ${path}` : `${method} ${path}`;
  return `${start}${rest.slice(0, found.index)}${name}${rest.slice(found.index + found[0].length)}`;
}

function nameOf(target: OperationRef['target']): string {
  return target.kind === 'webhook' ? target.name : '';
}

function literally(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_]/g, '\\$&');
}
