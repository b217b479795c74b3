/** Reading Objects of a description that may not be what they should: nothing is trusted, what is odd is noted. */

import { type Deprecation, type Operation, type Parameter, STABILITIES } from './api.ts';
import { type Document, refOf } from './document.ts';
import { type At, child, isObj } from './spec-version.ts';

/**
 * The members of an object, or the elements of a list. An empty list where an object belongs is an empty object
 * (PHP prints it so); anything else that is neither is noted and has no members.
 */
export function entriesOf(document: Document, at: At | undefined): At[] {
  if (at === undefined || at.value === null) return [];
  const { value } = at;
  if (typeof value !== 'object') {
    document.note(`\`${String(at.token)}\` should be an object or a list, and is passed over`, at);
    return [];
  }
  const tokens = Array.isArray(value) ? value.keys() : Object.keys(value);
  const entries: At[] = [];
  for (const token of tokens) {
    const inner = child(at, token);
    if (inner !== undefined) entries.push(inner);
  }
  return entries;
}

/** What stands under `paths` with a `/` in front (3.1, 4.8.8.1). What else does, extensions aside, is noted: somebody meant it to count. */
export function pathsOf(document: Document): At[] {
  return entriesOf(document, child(document.root, 'paths')).filter((item) => {
    const name = String(item.token);
    if (name.startsWith('/')) return true;
    if (!name.startsWith('x-')) {
      document.note(`the path \`${name}\` should start with \`/\`, and is passed over`, item);
    }
    return false;
  });
}

function textOf(at: At, name: string): string | undefined {
  const value = child(at, name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** `deprecated: true`, with `x-sunset` (a date, as written) when there is one. */
export function deprecationOf(at: At): Deprecation | undefined {
  if (!isObj(at.value) || at.value['deprecated'] !== true) return undefined;
  const sunset = textOf(at, 'x-sunset');
  return sunset === undefined ? { at } : { at, sunset };
}

/** What an operation says of itself. */
export function notesOf(at: At): Pick<Operation, 'operationId' | 'deprecation' | 'stability'> {
  const operationId = textOf(at, 'operationId');
  const deprecation = deprecationOf(at);
  const level = textOf(at, 'x-stability-level');
  const stability = STABILITIES.find((one) => one === level);
  return {
    ...(operationId !== undefined && { operationId }),
    ...(deprecation !== undefined && { deprecation }),
    ...(stability !== undefined && { stability }),
  };
}

/** A Path Item Object and those its chain of `$ref`s leads to: unlike elsewhere, members beside the reference count. */
export function pathItemsOf(document: Document, declared: At): At[] {
  const items: At[] = [];
  const seen = new Set<unknown>();
  for (let here: At | undefined = declared; here !== undefined && !seen.has(here.value); ) {
    items.push(here);
    seen.add(here.value);
    const ref = refOf(here);
    here = ref === undefined ? undefined : document.follow(here, ref);
  }
  return items;
}

/** Parameters of the path item, overridden by the operation's of the same name and place (OpenAPI 3.1, 4.8.10). */
export function mergeParameters<P extends Parameter>(ofPath: readonly P[], ofOperation: readonly P[]): P[] {
  if (ofPath.length === 0) return [...ofOperation];
  const own = new Set(ofOperation.map(parameterKey));
  return [...ofPath.filter((parameter) => !own.has(parameterKey(parameter))), ...ofOperation];
}

/** Header names are case-insensitive (RFC 9110, section 5.1); the others are not. */
export function parameterKey({ in: place, name }: { readonly in: string; readonly name: string }): string {
  return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
}
