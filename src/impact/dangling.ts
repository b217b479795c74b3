/** Names in a manifest that neither version of a description has, and what could have been meant. */

import { printSteps } from '../manifest/field-path.ts';
import type { FieldRef, Mark, OperationRef, PathStep } from '../manifest/manifest.ts';
import { literal } from '../rules/literal.ts';
import type { Operation } from '../spec/api.ts';
import { nearest } from '../spec/nearest.ts';
import { code } from '../spec/words.ts';
import type { MappingState } from './mapping.ts';
import type { Located, Side } from './message.ts';
import { findOperation, likeOperations } from './operations.ts';

/** A name in the manifest that neither version of the description has. */
export interface Dangling {
  readonly mark: Mark;
  readonly message: string;
  readonly word: string;
  readonly candidates: readonly string[];
  /** The path that leads there, to which the items of a list are written. */
  readonly within?: string;
}

/** What stands there, and what could. */
type Misspelt = Pick<Dangling, 'word' | 'candidates' | 'within'>;

export function danglingOperation(
  { before, after }: { readonly before: Operation | undefined; readonly after: Operation | undefined },
  ref: OperationRef,
  side: { readonly after: Side },
): Dangling | undefined {
  if (before !== undefined || after !== undefined) return undefined;
  const { operations, webhooks } = side.after.api;
  const { target } = ref;
  const found = ref.callback === undefined ? undefined : findOperation(side.after.api, withoutCallback(ref));
  if (found !== undefined) {
    const names = found.parts().callbacks.map(({ callback }) => callback ?? '');
    return {
      mark: ref.mark,
      message: `${code(ref.system)} has no callback ${code(ref.callback ?? '')} there`,
      word: ref.callback ?? '',
      candidates: names,
    };
  }
  switch (target.kind) {
    case 'path': {
      const candidates = likeOperations(side.after.api, ref);
      const word = `${target.method.toUpperCase()} ${target.path}`;
      return { mark: ref.mark, message: `${code(ref.system)} has no operation ${code(word)}`, word, candidates };
    }
    case 'operationId': {
      const candidates = operations.flatMap(({ operationId }) => operationId ?? []);
      return {
        mark: ref.mark,
        message: `${code(ref.system)} has no operation with the operationId ${code(target.operationId)}`,
        word: target.operationId,
        candidates,
      };
    }
    case 'webhook': {
      const candidates = webhooks.map(({ path }) => path);
      return {
        mark: ref.mark,
        message: `${code(ref.system)} has no webhook ${code(target.name)}`,
        word: target.name,
        candidates,
      };
    }
  }
}

export function withoutCallback({ callback: _, ...ref }: OperationRef): OperationRef {
  return ref;
}

export function danglingFields(now: MappingState, then: MappingState): Dangling[] {
  if (now.field.unchecked !== undefined) return [];
  const found: Dangling[] = [];
  for (const [index, { ref, at }] of now.sources.entries()) {
    if (isNowhere(at) && !isKnown(then.sources[index]?.at)) found.push(danglingField(ref, at, 'source'));
  }
  const { target } = now;
  if (isNowhere(target?.at) && target !== undefined && !isKnown(then.target?.at))
    found.push(danglingField(target.ref, target.at, 'target'));
  return found;
}

type Nowhere = Located & { readonly found: false };

function isNowhere(at: Located | undefined): at is Nowhere {
  return at?.found === false && at.why === 'field';
}

/** What is read-only or write-only is there. */
function isKnown(at: Located | undefined): boolean {
  return at !== undefined && (at.found || at.why === 'read-only' || at.why === 'write-only');
}

/** Where a path leads no further, and what could stand there. */
export type DeadEnd = Pick<Located & { readonly found: false }, 'names' | 'step'>;

export function danglingField(ref: FieldRef, { names, step }: DeadEnd, role: 'source' | 'target'): Dangling {
  const message = `the ${role} has no field ${code(ref.text)}${noSuchStep(step)}`;
  const candidates = isMisspelt(step) ? names : [];
  return { mark: ref.mark, message, word: wrongName(ref, step), candidates, within: pathTo(ref, step) };
}

function pathTo(ref: FieldRef, step: PathStep | undefined): string {
  const above = ref.place === 'body' && step !== undefined ? ref.steps.slice(0, ref.steps.indexOf(step)) : [];
  return above.length === 0 ? '' : printSteps(above);
}

/** What was likely meant; a forgotten `[*]` is shown with the list that it belongs to. */
export function likelyOf({ word, candidates, within = '' }: Misspelt): string | undefined {
  const near = nearest(word, candidates);
  return near?.startsWith('[') ? `${within}${near}` : near;
}

function isMisspelt(step: PathStep | undefined): boolean {
  return step === undefined || step.kind === 'name';
}

/** What goes on after a sentence about a path, where it is no name that is wrong. */
function noSuchStep(step: PathStep | undefined): string {
  switch (step?.kind) {
    case 'items':
    case 'index':
      return ': what an item is asked of is no list';
    case 'values':
      return ': what values are asked of is no map';
    case 'match':
      return `: no item of a list there has ${code(step.name)} as ${literal(step.value)}`;
    default:
      return '';
  }
}

/** The rest of a sentence about a path that leads nowhere: why, or what was meant. */
export function nowhereBy(ref: FieldRef, { step, names }: DeadEnd): string {
  if (!isMisspelt(step)) return noSuchStep(step);
  return meantBy({ word: wrongName(ref, step), candidates: names, within: pathTo(ref, step) });
}

/** The name at which a path leads no further, which is the one that is misspelt. */
function wrongName(ref: FieldRef, step: PathStep | undefined): string {
  if (ref.place !== 'body') return ref.name;
  const named = step?.kind === 'name' ? step : ref.steps.findLast(({ kind }) => kind === 'name');
  return named?.kind === 'name' ? named.name : ref.text;
}

/** What goes on after a sentence about a name that is not there. */
export function meantBy(misspelt: Misspelt): string {
  const meant = likelyOf(misspelt);
  return meant === undefined ? '' : `; did you mean ${code(meant)}?`;
}
