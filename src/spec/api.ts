/** One form for all dialects: what an operation takes and gives. Every part keeps its place in the original file. */

import type { Document } from './document.ts';
import type { Serialization } from './serialization.ts';
import type { Servers } from './servers.ts';
import type { At } from './spec-version.ts';

export interface Api {
  readonly document: Document;
  /** Operations of `paths`, in document order. */
  readonly operations: readonly Operation[];
  /** `webhooks` (3.1), `x-webhooks` (3.0, the common extension). */
  readonly webhooks: readonly Operation[];
}

export interface Operation {
  readonly kind: 'operation' | 'webhook' | 'callback';
  readonly at: At;
  /** The Path Item Object that holds it. */
  readonly pathItem: At;
  /** That, and those on the way of its references: parameters and servers of all of them hold. */
  readonly pathItems: readonly At[];
  /** Path template; the name of a webhook; the runtime expression of a callback. */
  readonly path: string;
  /** Upper case: `GET`. */
  readonly method: string;
  /** The callback's name. */
  readonly callback?: string;
  readonly operationId?: string;
  readonly servers: Servers;
  /** `x-stability-level`. */
  readonly stability?: Stability;
  readonly deprecation?: Deprecation;
  readonly parts: () => OperationParts;
}

/** Each part is read when it is first asked for, where that can be told apart. */
export interface OperationParts {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody | undefined;
  readonly responses: readonly Response[];
  readonly callbacks: readonly Operation[];
  readonly security: Security;
}

/** What its owner promises of it, from least to most; a common extension. */
export const STABILITIES = ['draft', 'alpha', 'beta', 'stable'] as const;

export type Stability = (typeof STABILITIES)[number];

export interface Deprecation {
  readonly at: At;
  /** `x-sunset`, as written. */
  readonly sunset?: string;
}

export type ParameterIn = 'query' | 'path' | 'header' | 'cookie' | 'querystring';

export interface Parameter {
  readonly at: At;
  readonly name: string;
  readonly in: ParameterIn;
  readonly required: boolean;
  /** Place of the schema; absent when any value is allowed or `content` says it. */
  readonly schema?: At;
  /** One entry, when the value is written in a media type; then the serialization does not count. */
  readonly content: readonly MediaType[];
  readonly serialization: Serialization;
  readonly deprecation?: Deprecation;
}

export interface RequestBody {
  readonly at: At;
  readonly required: boolean;
  /** Made of the form parameters of Swagger 2.0: it is required where one of them is. */
  readonly implied?: true;
  readonly content: readonly MediaType[];
}

export interface Response {
  readonly at: At;
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly headers: readonly Header[];
  readonly content: readonly MediaType[];
  readonly links: readonly Link[];
}

/** A Link Object (OpenAPI 3.1, 4.8.20). */
export interface Link {
  readonly at: At;
  readonly name: string;
  /** Without its text for people. */
  readonly says: unknown;
}

export interface Header {
  readonly at: At;
  readonly name: string;
  readonly required: boolean;
  readonly schema?: At;
  readonly content: readonly MediaType[];
  readonly serialization: Serialization;
  readonly deprecation?: Deprecation;
}

/** How the parts of a form or multipart body are written. */
export interface Encodings {
  /** By property. */
  readonly encoding?: ReadonlyMap<string, Encoding>;
  /** By position: `0`, `1`, and `*` for those after (`prefixEncoding`, `itemEncoding` of 3.2). */
  readonly positions?: ReadonlyMap<string, Encoding>;
}

export interface MediaType extends Encodings {
  readonly at: At;
  readonly name: string;
  /** Swagger 2.0 lists no media type: this one is usual. */
  readonly assumed?: true;
  /** Of the whole body; of each item where only those are described. */
  readonly schema?: At;
  /** Of each item of a sequence (OpenAPI 3.2, 4.14.3). */
  readonly itemSchema?: At;
}

/** How a property is written in a form (OpenAPI 3.1, 4.8.15), and what is in a part that is multipart itself (3.2, 4.15). */
export interface Encoding extends Encodings {
  /** One or more media types, as written: `image/png, image/jpeg`. */
  readonly contentType?: string;
  /** Where a style is said. */
  readonly serialization?: Serialization;
  /** A style is said where this dialect ignores it, or where a later one has no word for it. */
  readonly ignoresStyle?: true;
  readonly headers: readonly Header[];
}

/** Alternatives, any one of which lets a call in; empty alternatives list means nothing is asked. */
export interface Security {
  readonly at: At;
  readonly alternatives: readonly SecurityAlternative[];
}

/** Schemes which are all needed; none means anonymous access is allowed. */
export interface SecurityAlternative {
  readonly at: At;
  readonly schemes: readonly SecurityScheme[];
}

export interface SecurityScheme {
  /** The name under which the description knows it. */
  readonly name: string;
  readonly at: At;
  /** What is shown at each call, without the scheme's name: type, place, parameter. Equal texts are the same. */
  readonly identity: string;
  readonly scopes: readonly string[];
  /** How the credentials are got, any of which will do; none where the description does not say. */
  readonly ways: readonly CredentialWay[];
  readonly deprecation?: Deprecation;
}

/** An OAuth flow, or discovery by OpenID Connect. */
export interface CredentialWay {
  readonly at: At;
  /** `clientCredentials`, `authorizationCode`, …, `OpenID Connect`. */
  readonly kind: string;
  /** By the name of the field: `tokenUrl`, … */
  readonly urls: ReadonlyMap<string, string>;
  /** Scopes there are; undefined where they are not listed. */
  readonly scopes?: ReadonlySet<string>;
}

/** Methods of the Path Item Object, OpenAPI 3.2 section 4.9 (`query` is new there). */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;
