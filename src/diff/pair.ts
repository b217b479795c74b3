/** The pair graph: each thing of the old version beside its counterpart in the new one. */

import type { Header, MediaType, Operation, Parameter, RequestBody, Response, Security } from '../spec/api.ts';
import type { At } from '../spec/spec-version.ts';
import type { FormField } from './form.ts';
import type { LinkChange } from './links.ts';
import type { Branch, Shape } from './shape.ts';
import type { Written } from './wire.ts';
import type { XmlChange } from './xml.ts';

/** Operations of one path that went or came together. */
export interface PathSide {
  readonly at: At;
  readonly path: string;
  readonly operations: readonly Operation[];
}

export interface OperationSide extends Operation {
  /** Its webhook or callback is there in the other version, or came or went with further methods. */
  readonly isOneMethod?: true;
}

export interface PropertySide {
  readonly name: string;
  readonly at: At;
  readonly required: boolean;
  /** The place of its name under `required`. */
  readonly requiredAt?: At;
  readonly shape: Shape;
  /** The object it belongs to. */
  readonly owner: Shape;
}

/** A parameter with what tells how its values are written. */
export type ParameterSide = Parameter & Written;

export type HeaderSide = Header & Written;

export interface BranchSide extends Branch {
  readonly shape: Shape;
  /** Members that its objects have in requests and in responses. */
  readonly needs: readonly string[];
}

export interface MediaTypeSide extends MediaType {
  /** Asked for by the one who reads it (`Accept`), not chosen by the one who sends it. */
  readonly negotiated: boolean;
  /** Of a form or multipart body, by name. */
  readonly fields?: ReadonlyMap<string, FormField>;
  /** On the new side: what is written in XML in another way. */
  readonly xml?: readonly XmlChange[];
}

export interface ResponseSide extends Response {
  /** On the new side: links that do not say what they said. */
  readonly linkChanges?: readonly LinkChange[];
}

export interface Kinds {
  readonly path: PathSide;
  readonly operation: OperationSide;
  readonly security: Security;
  readonly parameter: ParameterSide;
  readonly requestBody: RequestBody;
  readonly response: ResponseSide;
  readonly header: HeaderSide;
  readonly mediaType: MediaTypeSide;
  readonly schema: Shape;
  readonly property: PropertySide;
  readonly branch: BranchSide;
}

export type Kind = keyof Kinds;

interface Node<K extends Kind> {
  readonly id: number;
  readonly kind: K;
  /** Edges that lead here: who contains this pair. */
  readonly parents: Edge[];
  readonly children: Edge[];
}

export interface Added<K extends Kind = Kind> extends Node<K> {
  readonly status: 'added';
  readonly before?: undefined;
  readonly after: Kinds[K];
}

export interface Removed<K extends Kind = Kind> extends Node<K> {
  readonly status: 'removed';
  readonly before: Kinds[K];
  readonly after?: undefined;
}

export interface Kept<K extends Kind = Kind> extends Node<K> {
  readonly status: 'kept';
  readonly before: Kinds[K];
  readonly after: Kinds[K];
}

export type Pair<K extends Kind = Kind> = { [P in K]: Added<P> | Removed<P> | Kept<P> }[K];

/** Who chooses the value: the consumer in a request, the provider in a response. */
export type Direction = 'request' | 'response';

export interface Edge {
  readonly parent: Pair;
  readonly child: Pair;
  readonly step: Step;
  /** Members below that step whose text is the same, from there to the reference that leads to the child. */
  readonly within?: readonly (string | number)[];
  /** There are alternatives within that step, and no other of them takes objects. */
  readonly isOnlyObject?: true;
  /** The part of a message that begins here. */
  readonly begins?: Direction;

  /** `readOnly` members are in responses only, `writeOnly` ones in requests only. */
  readonly only?: Direction;
}

export type Step =
  | { readonly kind: 'part' /** Of a form: whose part it is. */; readonly field?: string }
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'values' }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'branch'; readonly label: string; readonly picked?: Picked }
  | { readonly kind: 'inside' /** Of a kind of a base. */; readonly picked?: Picked };

/** The values of a member by which a discriminator picks an alternative, in both versions. */
export interface Picked {
  readonly name: string;
  readonly values: readonly string[];
}

export const INSIDE: Step = { kind: 'inside' };
export const PART: Step = { kind: 'part' };
