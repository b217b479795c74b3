/** Where links lead, in two versions: a way from a response to another operation (OpenAPI 3.1, 4.8.20). */

import type { Api, Link, Operation, Response } from '../spec/api.ts';
import { isObj, type Obj } from '../spec/spec-version.ts';
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
    const isSame = !isElsewhere && was.values.size === is.values.size && sameJson(was.rest, is.rest);
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
  const place = typeof operationRef === 'string' ? api.document.peek(at, operationRef)?.value : undefined;
  const operation = api.operations.find((one) =>
    place === undefined ? operationId !== undefined && one.operationId === operationId : one.at.value === place,
  );
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(isObj(parameters) ? parameters : {}))
    values.set(inputOf(operation, name), value);
  if (requestBody !== undefined) values.set('body', requestBody);
  return { target, values, rest, ...(operation && { operation }) };
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
  if (one.operation === undefined || other.operation === undefined) return one.target === other.target;
  return align([one.operation], [other.operation], operationIdentity).kept.length > 0;
}

function agree(values: Way['values'], others: Way['values']): boolean {
  return [...values].every(([input, value]) => !others.has(input) || sameJson(value, others.get(input)));
}
