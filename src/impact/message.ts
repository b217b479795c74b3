/** Where a field of a mapping lies in one version of a system's description. */

import type { Graph } from '../diff/graph.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import type { FieldRef, OperationRef, PathStep } from '../manifest/manifest.ts';
import type { Api, Header, MediaType, Operation, Parameter, RequestBody, Response } from '../spec/api.ts';
import type { At } from '../spec/spec-version.ts';
import type { Covering } from './covering.ts';
import { type Field, followPath, type Way } from './field.ts';
import { payloadOf, responseOf } from './operations.ts';
import type { Fixed } from './picked.ts';

/** One system in one version. */
export interface Side {
  readonly which: 'before' | 'after';
  readonly api: Api;
  readonly shapes: Shapes;
  readonly graph: Graph;
  /** One for all sides of a run. */
  readonly covering: Covering;
}

/** What a flow reads from its source, or writes to its target. */
export type Role = 'reads' | 'writes';

/** The message of an operation that carries the body fields of a flow. */
export interface Message {
  readonly operation: Operation;
  /** The path template as the manifest, or else the other version, writes it: names of path parameters may differ. */
  readonly template?: string;
  readonly response?: Response;
  readonly requestBody?: RequestBody;
  readonly mediaType?: MediaType;
  /** Shape of the whole body. */
  readonly body?: Shape;
}

/** `other`: the message in the other version, which says what media type the integration speaks. */
export function messageOf(side: Side, operation: Operation, ref: OperationRef, role: Role, other?: Message): Message {
  const parts = operation.parts();
  // What a webhook or callback tells, it tells in its request.
  const inRequest = role === 'writes' || operation.kind !== 'operation';
  const response = inRequest ? undefined : responseOf(operation, ref.status);
  const requestBody = inRequest ? parts.requestBody : undefined;
  const mediaType = payloadOf((inRequest ? requestBody?.content : response?.content) ?? [], other?.mediaType);
  const template = ref.target.kind === 'path' ? ref.target.path : other?.operation.path;
  const message = {
    operation,
    ...(template !== undefined && { template }),
    ...(response !== undefined && { response }),
    ...(requestBody !== undefined && { requestBody }),
  };
  return mediaType === undefined ? message : inMediaType(side, message, mediaType);
}

export function inMediaType({ shapes }: Pick<Side, 'shapes'>, message: Message, mediaType: MediaType): Message {
  const { schema, at } = mediaType;
  return { ...message, mediaType, body: shapes.of(schema ? [schema] : [], schema ?? at) };
}

export type Located =
  | {
      readonly found: true;
      readonly ways: readonly Way[];
      readonly parameter?: Parameter;
      /** The payload that it lies in need not come. */
      readonly isOptional?: true;
      /** The operation that takes the parameter, or answers with the header. */
      readonly operation?: Operation;
      readonly header?: Header;
    }
  | {
      readonly found: false;
      readonly why: 'response' | 'body' | 'field' | 'read-only' | 'write-only';
      readonly ways: readonly Way[];
      /** What could stand in the place of `step`. */
      readonly names: readonly string[];
      /** Where a path leads no further. */
      readonly step?: PathStep;
    };

/** `fixed`: what is always sent beside it, which may pick the alternative that it lies in. */
export function locateField(
  side: Pick<Side, 'shapes'>,
  message: Message,
  ref: FieldRef,
  fixed: readonly Fixed[] = [],
): Located {
  switch (ref.place) {
    case 'body': {
      if (message.body === undefined) {
        const why = message.response === undefined && message.requestBody === undefined ? 'response' : 'body';
        return { found: false, why, ways: [], names: [] };
      }
      const field: Field = followPath(side.shapes, message.body, ref.steps, {
        ...(ref.throughLists && { throughLists: true }),
        fixed,
      });
      if (!field.found) return { ...field, why: 'field' };
      return message.requestBody?.required === false ? { ...field, isOptional: true } : field;
    }
    case 'request-parameter': {
      const { parameters } = message.operation.parts();
      const parameter = parameterNamed(message, ref.in, ref.name);
      if (parameter === undefined) {
        return {
          found: false,
          why: 'field',
          ways: [],
          names: parameters.filter((one) => one.in === ref.in).map((one) => one.name),
        };
      }
      const schema = parameter.schema ?? payloadOf(parameter.content)?.schema;
      return { found: true, ways: [wayTo(side, schema, parameter.at)], parameter, operation: message.operation };
    }
    case 'response-header': {
      const headers = message.response?.headers ?? [];
      const header = headers.find((one) => one.name.toLowerCase() === ref.name.toLowerCase());
      if (header === undefined) return { found: false, why: 'field', ways: [], names: headers.map((one) => one.name) };
      return { found: true, ways: [wayTo(side, header.schema, header.at)], header, operation: message.operation };
    }
  }
}

function parameterNamed({ operation, template }: Message, place: string, name: string): Parameter | undefined {
  const { parameters } = operation.parts();
  const named = (wanted: string) =>
    parameters.find((one) => one.in === place && nameKey(place, one.name) === nameKey(place, wanted));
  const found = named(name);
  if (found !== undefined || place !== 'path' || template === undefined) return found;
  // Names in a path template are not on the wire: the place in the path counts, from its end.
  const position = namesIn(template).indexOf(name) - namesIn(template).length;
  const there = position < 0 ? namesIn(operation.path).at(position) : undefined;
  return there === undefined || !namesIn(template).includes(name) ? undefined : named(there);
}

function namesIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
}

function nameKey(place: string, name: string): string {
  return place === 'header' ? name.toLowerCase() : name;
}

function wayTo(side: Pick<Side, 'shapes'>, schema: At | undefined, at: At): Way {
  const shape = side.shapes.of(schema ? [schema] : [], schema ?? at);
  return { start: shape, passed: [], shape, free: false };
}
