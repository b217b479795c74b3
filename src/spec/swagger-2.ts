/** Swagger 2.0 as `Api`: body and formData parameters become the request body, `produces` the media types. */

import {
  type Api,
  type Encoding,
  type Header,
  METHODS,
  type MediaType,
  type Operation,
  type OperationParts,
  type Parameter,
  type ParameterIn,
  type RequestBody,
  type Response,
} from './api.ts';
import type { Document } from './document.ts';
import { entriesOf, mergeParameters, notesOf, pathItemsOf, pathsOf } from './object.ts';
import { securityOf } from './security.ts';
import { collectionOf } from './serialization.ts';
import { hostServers, type Servers } from './servers.ts';
import { type At, child, isObj, type Obj } from './spec-version.ts';

export function swagger2(document: Document): Api {
  const servers = hostServers(document.root);
  return {
    document,
    operations: pathsOf(document).flatMap((item) => operationsOf(document, item, servers)),
    webhooks: [],
  };
}

function operationsOf(document: Document, declared: At, servers: Servers): Operation[] {
  const pathItems = pathItemsOf(document, declared);
  const operations: Operation[] = [];
  for (const method of METHODS) {
    const pathItem = pathItems.find((one) => isObj(child(one, method)?.value));
    const at = pathItem && child(pathItem, method);
    if (pathItem === undefined || at === undefined) continue;
    let parts: OperationParts | undefined;
    operations.push({
      kind: 'operation',
      path: String(declared.token),
      method: method.toUpperCase(),
      ...notesOf(at),
      at,
      pathItem,
      pathItems,
      servers: withSchemes(servers, at),
      parts: () => {
        parts ??= readParts(document, at, pathItems);
        return parts;
      },
    });
  }
  return operations;
}

/** Schemes of the operation override those of the document. */
function withSchemes(servers: Servers, operation: At): Servers {
  const { value } = child(operation, 'schemes') ?? {};
  if (!Array.isArray(value) || value.length === 0) return servers;
  const urls = servers.urls.flatMap((url) => {
    const host = url.origin?.slice(url.origin.indexOf('//'));
    return host === undefined ? [url] : value.map((scheme) => ({ ...url, origin: `${scheme}:${host}` }));
  });
  return { ...servers, urls };
}

type Raw = Parameter & { readonly raw: Obj; readonly place: string };

function readParts(document: Document, at: At, pathItems: readonly At[]): OperationParts {
  const all = [at, ...pathItems]
    .map((one) => rawParameters(document, child(one, 'parameters')))
    .reduce((nearer, farther) => mergeParameters(farther, nearer));
  const requestBody = requestBodyOf(document, at, all);
  return {
    parameters: all.filter((parameter) => parameter.place !== 'body' && parameter.place !== 'formData'),
    ...(requestBody !== undefined && { requestBody }),
    responses: entriesOf(document, child(at, 'responses'))
      .filter((response) => !String(response.token).startsWith('x-'))
      .flatMap((response) => responseAt(document, at, response)),
    callbacks: [],
    security: securityOf(
      document,
      child(at, 'security') ?? child(document.root, 'security'),
      child(document.root, 'securityDefinitions'),
      at,
    ),
  };
}

const PLACES: ReadonlySet<string> = new Set(['query', 'path', 'header', 'body', 'formData']);

function rawParameters(document: Document, list: At | undefined): Raw[] {
  return entriesOf(document, list).flatMap((declared): Raw[] => {
    const at = document.resolve(declared);
    if (at === undefined || !isObj(at.value)) return [];
    const { name, in: place, required } = at.value;
    if (typeof name !== 'string' || typeof place !== 'string' || !PLACES.has(place)) {
      document.note('a parameter needs a `name` and an `in` of query, path, header, body or formData', at);
      return [];
    }
    const schema = place === 'body' ? child(at, 'schema') : at;
    return [
      {
        at,
        name,
        in: place as ParameterIn,
        place,
        raw: at.value,
        required: required === true || place === 'path',
        ...(schema !== undefined && { schema }),
        content: [],
        serialization: collectionOf(at.value, place),
      },
    ];
  });
}

function mediaTypes(document: Document, operation: At, key: 'consumes' | 'produces', fallback: string): At[] | string {
  const listed = child(operation, key) ?? child(document.root, key);
  const names = entriesOf(document, listed).filter((at) => typeof at.value === 'string');
  return names.length > 0 ? names : fallback;
}

function content(
  document: Document,
  operation: At,
  key: 'consumes' | 'produces',
  fallback: string,
  schema: At,
): MediaType[] {
  const listed = mediaTypes(document, operation, key, fallback);
  if (typeof listed === 'string') return [{ at: schema, name: listed, schema, assumed: true }];
  return listed.map((at) => ({ at, name: String(at.value), schema }));
}

function requestBodyOf(document: Document, operation: At, parameters: readonly Raw[]): RequestBody | undefined {
  const body = parameters.findLast((parameter) => parameter.place === 'body');
  if (body !== undefined) {
    const schema = body.schema ?? { value: {}, file: body.at.file, parent: body.at.parent, token: body.at.token };
    return {
      at: body.at,
      required: body.required,
      content: content(document, operation, 'consumes', 'application/json', schema),
    };
  }
  const form = parameters.filter((parameter) => parameter.place === 'formData');
  if (form.length === 0) return undefined;
  const hasFile = form.some((field) => field.raw['type'] === 'file');
  const schema = formSchema(operation, form);
  const encoding = new Map(
    form
      .filter(({ raw }) => raw['type'] === 'array')
      .map(({ name, serialization }): [string, Encoding] => [name, { serialization, headers: [] }]),
  );
  return {
    at: operation,
    required: form.some((field) => field.required),
    implied: true,
    content: content(
      document,
      operation,
      'consumes',
      hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded',
      schema,
    ).map((one) => (encoding.size === 0 ? one : { ...one, encoding: encodingIn(one, encoding) })),
  };
}

/** 3.0 has no way to say how a list is written in a multipart body: what it does not say is no other than this. */
function encodingIn({ name }: MediaType, encoding: ReadonlyMap<string, Encoding>): ReadonlyMap<string, Encoding> {
  if (!/^multipart/i.test(name)) return encoding;
  return new Map([...encoding].map(([field, one]) => [field, { ...one, ignoresStyle: true }]));
}

/** An object schema made of form fields; `places` leads from each property back to its parameter. */
function formSchema(operation: At, form: readonly Raw[]): At {
  const properties: Record<string, unknown> = Object.create(null);
  const places = new Map<string, At>();
  for (const field of form) {
    properties[field.name] = field.raw;
    places.set(field.name, field.at);
  }
  const value = { type: 'object', properties, required: form.filter((one) => one.required).map((one) => one.name) };
  formPlaces.set(properties, places);
  return { value, file: operation.file, parent: operation.parent, token: operation.token };
}

const formPlaces = new WeakMap<object, ReadonlyMap<string, At>>();

/** The real place of a property of a schema that was made from form parameters. */
export function formPlaceOf(properties: object, name: string): At | undefined {
  return formPlaces.get(properties)?.get(name);
}

function responseAt(document: Document, operation: At, declared: At): Response[] {
  const at = document.resolve(declared);
  if (at === undefined) return [];
  const schema = child(at, 'schema');
  return [
    {
      at,
      status: String(declared.token),
      headers: entriesOf(document, child(at, 'headers')).map((header): Header => {
        return {
          at: header,
          name: String(header.token),
          required: false,
          schema: header,
          content: [],
          serialization: collectionOf(isObj(header.value) ? header.value : {}, 'header'),
        };
      }),
      content: schema === undefined ? [] : content(document, operation, 'produces', 'application/json', schema),
      links: [],
    },
  ];
}
