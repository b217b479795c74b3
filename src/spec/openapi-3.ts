/** OpenAPI 3.0, 3.1 and 3.2 as `Api`. Section numbers are those of OpenAPI 3.1.1. */

import {
  type Api,
  type Encoding,
  type Encodings,
  type Header,
  type Link,
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
import { deprecationOf, entriesOf, mergeParameters, notesOf, pathItemsOf, pathsOf } from './object.ts';
import { noteDialect } from './schema-dialect.ts';
import { securityOf } from './security.ts';
import { serializationOf } from './serialization.ts';
import { serversOf } from './servers.ts';
import { type At, child, isObj } from './spec-version.ts';

export function openApi3(document: Document): Api {
  const { root } = document;
  noteDialect(document, root, 'jsonSchemaDialect');
  const webhooks = child(root, 'webhooks') ?? child(root, 'x-webhooks');
  return {
    document,
    operations: pathsOf(document).flatMap((item) =>
      operationsOf(document, item, { kind: 'operation', path: String(item.token) }),
    ),
    webhooks: entriesOf(document, webhooks).flatMap((item) =>
      operationsOf(document, item, { kind: 'webhook', path: String(item.token) }),
    ),
  };
}

type Identity = Pick<Operation, 'kind' | 'path' | 'callback'>;

/** The operations of a Path Item Object (4.8.9), those behind its own `$ref` included. */
function operationsOf(document: Document, declared: At, identity: Identity): Operation[] {
  const pathItems = pathItemsOf(document, declared);
  const operations: Operation[] = [];
  const seen = new Set<string>();
  for (const item of pathItems) {
    for (const [method, at] of methodsOf(document, item)) {
      if (seen.has(method)) continue;
      seen.add(method);
      operations.push(operationAt(document, at, { ...identity, method, pathItem: item, pathItems }));
    }
  }
  return operations;
}

function* methodsOf(document: Document, item: At): Iterable<[string, At]> {
  for (const method of METHODS) {
    const at = child(item, method);
    if (at !== undefined && isObj(at.value)) yield [method.toUpperCase(), at];
  }
  for (const at of entriesOf(document, child(item, 'additionalOperations'))) {
    if (isObj(at.value)) yield [String(at.token), at];
  }
}

type Around = Pick<Operation, 'kind' | 'path' | 'callback' | 'method' | 'pathItem' | 'pathItems'>;

function operationAt(document: Document, at: At, around: Around): Operation {
  const { pathItems } = around;
  const servers = [at, ...pathItems, document.root].map((one) => child(one, 'servers'));
  let parts: OperationParts | undefined;
  return {
    ...around,
    ...notesOf(at),
    at,
    servers: serversOf(
      servers.find((one) => one !== undefined),
      document.root,
    ),
    parts: () => {
      parts ??= readParts(document, at, around);
      return parts;
    },
  };
}

function readParts(document: Document, at: At, { kind, pathItems }: Around): OperationParts {
  const body = child(at, 'requestBody');
  const own = child(at, 'security');
  const parameters = once(() =>
    [at, ...pathItems]
      .map((one) => parametersAt(document, child(one, 'parameters')))
      .reduce((nearer, farther) => mergeParameters(farther, nearer)),
  );
  const requestBody = once(() => body && requestBodyAt(document, body));
  const responses = once(() =>
    entriesOf(document, child(at, 'responses'))
      .filter((response) => !String(response.token).startsWith('x-'))
      .flatMap((response) => responseAt(document, response)),
  );
  const callbacks = once(() =>
    entriesOf(document, child(at, 'callbacks')).flatMap((named) => callbackAt(document, named)),
  );
  const security = once(() =>
    securityOf(
      document,
      // What the document asks for is asked of those who call it.
      kind === 'operation' ? (own ?? child(document.root, 'security')) : own,
      child(child(document.root, 'components') ?? document.root, 'securitySchemes'),
      at,
    ),
  );
  return {
    get parameters() {
      return parameters();
    },
    get requestBody() {
      return requestBody();
    },
    get responses() {
      return responses();
    },
    get callbacks() {
      return callbacks();
    },
    get security() {
      return security();
    },
  };
}

function once<T>(read: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: read() };
    return result.value;
  };
}

/** A Callback Object (4.8.18): expressions, each with a Path Item. */
function callbackAt(document: Document, named: At): Operation[] {
  const callback = document.resolve(named);
  if (callback === undefined) return [];
  return entriesOf(document, callback)
    .filter((item) => !String(item.token).startsWith('x-'))
    .flatMap((item) =>
      operationsOf(document, item, { kind: 'callback', path: String(item.token), callback: String(named.token) }),
    );
}

const PLACES: ReadonlySet<string> = new Set<ParameterIn>(['query', 'path', 'header', 'cookie', 'querystring']);

/** Header parameters of these names are described elsewhere, and shall be ignored (Parameter Object, 4.8.12). */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

function parametersAt(document: Document, list: At | undefined): Parameter[] {
  return entriesOf(document, list).flatMap((declared) => {
    const at = document.resolve(declared);
    if (at === undefined || !isObj(at.value)) return [];
    const { name, in: place, required } = at.value;
    if (typeof name !== 'string' || typeof place !== 'string' || !PLACES.has(place)) {
      document.note('a parameter needs a `name` and an `in` of query, path, header or cookie', at);
      return [];
    }
    if (place === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return [];
    const schema = child(at, 'schema');
    const deprecation = deprecationOf(at);
    return [
      {
        at,
        name,
        in: place as ParameterIn,
        required: required === true || place === 'path',
        ...(schema !== undefined && { schema }),
        content: contentAt(document, child(at, 'content')),
        serialization: serializationOf(at.value, place, document.spec.dialect),
        ...(deprecation !== undefined && { deprecation }),
      },
    ];
  });
}

function requestBodyAt(document: Document, declared: At): RequestBody | undefined {
  const at = document.resolve(declared);
  if (at === undefined || !isObj(at.value)) return undefined;
  return { at, required: at.value['required'] === true, content: contentAt(document, child(at, 'content')) };
}

function contentAt(document: Document, content: At | undefined): MediaType[] {
  return entriesOf(document, content).flatMap((declared) => {
    const at = document.resolve(declared);
    if (at === undefined) return [];
    const itemSchema = document.spec.dialect === '3.2' ? child(at, 'itemSchema') : undefined;
    const schema = child(at, 'schema') ?? itemSchema;
    const name = String(declared.token);
    return [
      {
        at,
        name,
        ...(schema !== undefined && { schema }),
        ...(itemSchema !== undefined && { itemSchema }),
        ...encodingsAt(document, at, name),
      },
    ];
  });
}

function encodingsAt(document: Document, at: At, name: string): Encodings {
  const encoding = new Map(
    entriesOf(document, child(at, 'encoding')).map((one) => [String(one.token), encodingAt(document, one, name)]),
  );
  const positions = positionsAt(document, at, name);
  return { ...(encoding.size > 0 && { encoding }), ...(positions.size > 0 && { positions }) };
}

function positionsAt(document: Document, at: At, name: string): ReadonlyMap<string, Encoding> {
  if (document.spec.dialect !== '3.2') return new Map();
  const items = child(at, 'itemEncoding');
  return new Map([
    ...entriesOf(document, child(at, 'prefixEncoding')).map((one): [string, Encoding] => [
      String(one.token),
      encodingAt(document, one, name),
    ]),
    ...(items === undefined ? [] : [['*', encodingAt(document, items, name)] as const]),
  ]);
}

/** Up to 3.0 a style counts in urlencoded forms only (3.0.3, 4.7.15). */
function encodingAt(document: Document, at: At, mediaType: string): Encoding {
  const value = isObj(at.value) ? at.value : {};
  const { dialect } = document.spec;
  const isStyled = 'style' in value || 'explode' in value || 'allowReserved' in value;
  const mayBeStyled = dialect !== '3.0' || !/^multipart/i.test(mediaType);
  return {
    ...(typeof value['contentType'] === 'string' && { contentType: value['contentType'] }),
    ...(isStyled && mayBeStyled && { serialization: serializationOf(value, 'query', dialect) }),
    ...(isStyled && !mayBeStyled && { ignoresStyle: true }),
    headers: entriesOf(document, child(at, 'headers')).flatMap((header) => headerAt(document, header)),
    ...(dialect === '3.2' && encodingsAt(document, at, mediaType)),
  };
}

function responseAt(document: Document, declared: At): Response[] {
  const at = document.resolve(declared);
  if (at === undefined) return [];
  return [
    {
      at,
      status: String(declared.token).toUpperCase().replace('DEFAULT', 'default'),
      headers: entriesOf(document, child(at, 'headers')).flatMap((header) => headerAt(document, header)),
      content: contentAt(document, child(at, 'content')),
      links: entriesOf(document, child(at, 'links')).flatMap((link) => linkAt(document, link)),
    },
  ];
}

function linkAt(document: Document, declared: At): Link[] {
  const at = document.resolve(declared);
  if (at === undefined || !isObj(at.value)) return [];
  const { description: _, ...says } = at.value;
  return [{ at, name: String(declared.token), says }];
}

function headerAt(document: Document, declared: At): Header[] {
  const at = document.resolve(declared);
  // A response header of this name is described by the media types, and shall be ignored (Response Object, 4.8.17).
  if (at === undefined || !isObj(at.value) || String(declared.token).toLowerCase() === 'content-type') return [];
  const schema = child(at, 'schema');
  const deprecation = deprecationOf(at);
  return [
    {
      at,
      name: String(declared.token),
      required: at.value['required'] === true,
      ...(schema !== undefined && { schema }),
      content: contentAt(document, child(at, 'content')),
      serialization: serializationOf(at.value, 'header', document.spec.dialect),
      ...(deprecation !== undefined && { deprecation }),
    },
  ];
}
