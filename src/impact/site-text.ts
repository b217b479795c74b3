/** Where a change is felt, in words a person knows: the operation, the part of the message, the field path. */

import { firstOperation } from '../diff/direction.ts';
import type { Edge, Pair, Step } from '../diff/pair.ts';
import { END, type Site } from '../diff/site.ts';
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
  for (const { child } of site.trail) {
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
    text += stepText(edge.step, first && text === '');
    text += withinText(edge, first && text === '');
  }
  return text;
}

function stepText(step: Step, first: boolean): string {
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
    case 'part':
    case 'branch':
    case 'inside':
      return '';
  }
}

function nameText(name: string, first: boolean): string {
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return first ? name : `.${name}`;
  return `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
}

/** Members that were not compared one by one: schema keywords between the ends of an edge. */
function withinText({ within }: Edge, first: boolean): string {
  let text = '';
  const tokens = within ?? [];
  for (let index = 0; index < tokens.length; index++) {
    const atStart = first && text === '';
    switch (tokens[index]) {
      case 'properties':
        index++;
        text += nameText(String(tokens[index]), atStart);
        break;
      case 'items':
        text += '[*]';
        break;
      case 'prefixItems':
        index++;
        text += `[${tokens[index]}]`;
        break;
      case 'additionalProperties':
      case 'unevaluatedProperties':
        text += atStart ? '*' : '.*';
        break;
      case 'patternProperties':
        index++;
        text += atStart ? '*' : '.*';
        break;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        index++;
        break;
      default:
    }
  }
  return text;
}
