/** Where a change is felt, in words a person knows: the operation, the part of the message, the field path. */

import { firstOperation } from '../diff/direction.ts';
import type { Edge, Pair, Step } from '../diff/pair.ts';
import { END, type Site } from '../diff/site.ts';
import { type StepWithin, stepsOf } from '../diff/within.ts';
import { operationName } from '../rules/operation.ts';
import type { Operation } from '../spec/api.ts';

/** The operation, or all those of a path that came or went as a whole, those that are `used` first. */
export function operationTexts(
  pair: Pair<'operation' | 'path'>,
  used: ReadonlySet<Operation> | undefined,
): readonly string[] {
  if (pair.kind === 'operation') return [operationName(firstOperation(pair))];
  const operations = (pair.after ?? pair.before)?.operations ?? [];
  const first = operations.filter((one) => used?.has(one));
  return [...new Set([...first, ...operations])].map((one) => operationName(one));
}

/** `request body`, `response 200`, `query parameter limit`; undefined for the operation itself. */
export function partText(site: Site): string | undefined {
  const parts: string[] = [];
  for (const { child, step } of site.trail) {
    switch (child.kind) {
      case 'requestBody':
        parts.push('request body');
        break;
      case 'response':
        parts.push(`response ${(child.after ?? child.before)?.status}`);
        break;
      case 'parameter': {
        const side = child.after ?? child.before;
        parts.push(`${side?.in} parameter ${side?.name}`);
        break;
      }
      case 'header':
        if (step.kind === 'part' && step.field !== undefined) parts.push(`field ${step.field}`);
        parts.push(`header ${(child.after ?? child.before)?.name}`);
        break;
      case 'security':
        parts.push('security');
        break;
      default:
    }
  }
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Field path inside the part, as a manifest would write it: `lines[*].sku`; of one that is too long the middle is left out. */
export function pathText({ trail, isCut }: Site): string {
  if (!isCut && trail.length <= 2 * END) return textOf(trail, true);
  return `${textOf(trail.slice(0, END), true)}.…${textOf(trail.slice(-END), false)}`;
}

function textOf(trail: readonly Edge[], first: boolean): string {
  let text = '';
  for (const edge of trail) {
    for (const step of stepsOf(edge)) text += stepText(step, first && text === '');
  }
  return text;
}

function stepText(step: Step | StepWithin, first: boolean): string {
  switch (step.kind) {
    case 'property':
      return nameText(step.name, first);
    case 'items':
      return '[*]';
    case 'index':
      return `[${step.index}]`;
    case 'values':
    case 'pattern':
      return first ? '*' : '.*';
    default:
      return '';
  }
}

function nameText(name: string, first: boolean): string {
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return first ? name : `.${name}`;
  return `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}
