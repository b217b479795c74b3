/** Operations and webhooks that have another name: how the manifest calls them from now on. */

import { anonymous } from '../diff/address.ts';
import type { Pair } from '../diff/pair.ts';
import type { Manifest, OperationRef } from '../manifest/manifest.ts';
import type { Suggestion } from '../report/report.ts';
import { ruleOf } from '../rules/catalogue.ts';
import { operationName } from '../rules/operation.ts';
import type { Operation } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import type { Effect } from './impact.ts';
import { editedLines } from './manifest-patch.ts';
import type { Subject } from './outcome.ts';

/** Undefined where nothing moved, or where the manifest finds it by its operationId all the same. */
export function movedSuggestion(
  { change, system }: Effect,
  manifest: Manifest,
  lines: readonly string[],
): Suggestion | undefined {
  const pair = change.pairs.find((one) => one.kind === 'operation') as Pair<'operation'> | undefined;
  if (ruleOf(change.rule).renames !== true || pair?.before === undefined || pair.after === undefined) return undefined;
  const { before, after } = pair;
  const refs = operationsIn(manifest).flatMap(({ ref }) => (ref.system === system && names(ref, before) ? [ref] : []));
  return renaming(refs, after, lines);
}

/** What to call an operation instead, and the lines that do. `refs`: what the manifest calls it. */
export function renaming(
  refs: readonly OperationRef[],
  after: Operation,
  lines: readonly string[],
): Suggestion | undefined {
  const [first] = refs;
  if (first === undefined) return undefined;
  const text = `Call it ${code(nameFor(first, after))} in the manifest.`;
  const patches = editedLines(refs, lines, (line, ref) => renamedIn(line, ref, after));
  return patches.length === 0 ? { text } : { text, manifest: patches };
}

/** A place where the manifest names an operation, and what names it there. */
export interface Naming {
  readonly ref: OperationRef;
  readonly subject: Subject;
}

export function operationsIn({ flows, workflows, exceptions }: Manifest): Naming[] {
  const of = (subject: Subject, refs: readonly (OperationRef | undefined)[]): Naming[] =>
    refs.flatMap((ref) => (ref === undefined ? [] : [{ ref, subject }]));
  return [
    ...flows.flatMap((flow) => {
      const { from, to, back, lookup, fields } = flow;
      const lookups = [lookup, ...fields.map((field) => field.lookup)];
      return of(flow, [from, to, back?.from, back?.to, ...lookups.map((one) => one?.operation)]);
    }),
    ...workflows.flatMap(({ name, trigger, invokes, suppresses }) =>
      of({ id: name, owners: [], levels: {} }, [trigger, ...invokes, ...suppresses.map(({ effect }) => effect)]),
    ),
    ...exceptions.flatMap(({ id, owners, on }) => of({ id, owners, levels: {} }, [on.operation])),
  ];
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

/** As the manifest would write it, by the same kind of name where it has one. */
function nameFor({ target, callback }: OperationRef, after: Operation): string {
  if (callback !== undefined) return `callback ${after.callback}`;
  return target.kind === 'operationId' && after.operationId !== undefined ? after.operationId : operationName(after);
}

/** What stands in the manifest for the name, as a regular expression. */
function patternOf({ target, callback }: OperationRef): string {
  if (callback !== undefined) return `callback\\s+${literally(callback)}`;
  switch (target.kind) {
    case 'path':
      return `${literally(target.method)}\\s+${literally(target.path)}`;
    case 'webhook':
      return `webhook\\s+${literally(target.name)}`;
    case 'operationId':
      return literally(target.operationId);
  }
}

/** Only what stands in the line as it is read, and is no part of a longer word. */
function renamedIn(line: string, ref: OperationRef, after: Operation): string {
  const name = nameFor(ref, after);
  const column = ref.mark.column - 1 + ref.system.length;
  const [start, rest] = [line.slice(0, column), line.slice(column)];
  const found = new RegExp(`\\b${patternOf(ref)}(?=["'\\s,}\\]]|$)`, 'i').exec(rest);
  if (found === null || /["']|\s.*\s/.test(name)) return line;
  return `${start}${rest.slice(0, found.index)}${name}${rest.slice(found.index + found[0].length)}`;
}

function literally(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_]/g, '\\$&');
}
