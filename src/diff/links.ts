/** Where links lead, in two versions: a way from a response to another operation (OpenAPI 3.1, 4.8.20). */

import type { Api, Link, Operation, Response } from '../spec/api.ts';
import { tokensOf } from '../spec/json-pointer.ts';
import { type At, isObj, type Obj } from '../spec/spec-version.ts';
import { align } from './align.ts';
import { operationIdentity } from './identity.ts';
import { sameJson } from './same.ts';

export interface LinkChange {
  readonly before: Link;
  readonly after: Link;
  /** To another operation, or with another value for one of its inputs; else it says more, or less, of the same way. */
  readonly isElsewhere: boolean;
}

/** Links of both versions, by name, that do not say the same; what they say in other words is none. */
export function linkChanges(
  apis: { readonly before: Api; readonly after: Api },
  old: Response,
  now: Response,
): LinkChange[] {
  return now.links.flatMap((after) => {
    const before = old.links.find(({ name }) => name === after.name);
    if (before === undefined || sameJson(before.says, after.says)) return [];
    const [was, is] = [wayOf(apis.before, before), wayOf(apis.after, after)];
    const isElsewhere = !sameTarget(was, is) || !agree(was.values, is.values);
    const inputs = new Set([...was.values.keys(), ...is.values.keys()]).size;
    const isAsFull = inputs === was.values.size && inputs === is.values.size;
    const isSame = !isElsewhere && isAsFull && sameJson(was.rest, is.rest);
    return isSame ? [] : [{ before, after, isElsewhere }];
  });
}

interface Way {
  readonly operation?: Operation;
  /** As it is written. */
  readonly target: unknown;
  /** By input: `path 0`, `query.page`, `body`. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly rest: Obj;
}

function wayOf(api: Api, { at, says }: Link): Way {
  const { operationId, operationRef, parameters, requestBody, ...rest } = isObj(says) ? says : {};
  const target = operationId ?? operationRef;
  const operation = operationId === undefined ? operationBy(api, at, operationRef) : operationCalled(api, operationId);
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(isObj(parameters) ? parameters : {}))
    values.set(inputOf(operation, name), value);
  if (requestBody !== undefined) values.set('body', requestBody);
  return { target, values, rest, ...(operation && { operation }) };
}

function operationCalled(api: Api, operationId: unknown): Operation | undefined {
  return api.operations.find((one) => one.operationId === operationId);
}

/** By its place, also where the path item on the way is itself a reference. */
function operationBy(api: Api, at: At, ref: unknown): Operation | undefined {
  if (typeof ref !== 'string') return undefined;
  const place = api.document.peek(at, ref)?.value;
  const [, path, method] = ref.startsWith('#/paths/') ? (tokensOf(ref.slice(1)) ?? []) : [];
  return api.operations.find(
    (one) => one.at.value === place || (one.path === path && one.method === method?.toUpperCase()),
  );
}

/** `id` and `path.id` are one, whatever the template calls it. */
function inputOf(operation: Operation | undefined, name: string): string {
  const qualified = /^(?:path|query|header|cookie)\./.test(name);
  const bare = qualified ? name.slice(name.indexOf('.') + 1) : name;
  const place = qualified
    ? name.slice(0, name.indexOf('.'))
    : operation?.parts().parameters.find((one) => one.name === name)?.in;
  if (place !== 'path') return place === undefined ? name : `${place}.${bare}`;
  const names = [...(operation?.path ?? '').matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]);
  return names.includes(bare) ? `path ${names.indexOf(bare)}` : `path.${bare}`;
}

function sameTarget(one: Way, other: Way): boolean {
  if (one.operation !== undefined && other.operation !== undefined)
    return align([one.operation], [other.operation], operationIdentity).kept.length > 0;
  // where one leads nowhere, nothing is known of the way
  return one.operation !== undefined || other.operation !== undefined || one.target === other.target;
}

function agree(values: Way['values'], others: Way['values']): boolean {
  return [...values].every(([input, value]) => !others.has(input) || sameJson(value, others.get(input)));
}
