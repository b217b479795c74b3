/** What a schema position allows, keyword by keyword, once `$ref` and `allOf` are merged. */

import type { At } from '../spec/spec-version.ts';

/** One conjunct of a position. */
export interface Part {
  readonly at: At;
  /** The conjunct speaks of values that are not null; null is allowed beside it (`anyOf: [X, {type: null}]`). */
  readonly orNull: boolean;
}

/** A keyword's value with its place. */
export interface Facet<T> {
  readonly value: T;
  readonly at: At;
}

export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
  readonly at: At;
}

export interface EnumFacet {
  /** Allowed values by a key under which equal values meet. */
  readonly values: ReadonlyMap<string, Facet<unknown>>;
  readonly at: At;
}

/** Alternatives that could not be folded into the other facets. */
export interface Union {
  readonly kind: 'oneOf' | 'anyOf';
  readonly at: At;
  /** Without those that allow null and nothing else. */
  readonly branches: readonly Branch[];
  /** Null is allowed beside what the branches allow. */
  readonly orNull?: boolean;
}

/** A name that a schema declares, with the values that it may have where these are listed. */
export interface Member {
  readonly name: string;
  readonly values?: readonly string[];
}

export interface Branch {
  readonly at: At;
  /** The `$ref` as written, when the branch is one, or `allOf` of one. */
  readonly ref?: string;
  /** What the branch comes down to. */
  readonly content: At;
  /** What it says of its members, behind references and in alternatives of its own. */
  readonly members: () => readonly Member[];
  /** The discriminator's value that picks this branch. */
  readonly tag?: string;
}

/** What tells the alternatives of a schema apart, be they listed there or not (OpenAPI 3.1, 4.8.25). */
export interface Discriminator {
  readonly at: At;
  readonly propertyName: string;
  /** Its values by the schema they pick, by the last part of its address. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Where the schema is the one that has it, not one that extends that: the schemas that may stand for it, by the value that picks them. */
  readonly kinds?: ReadonlyMap<string, At | undefined>;
  /** Whether an alternative lists the values of the property itself: then the mapping adds nothing. */
  readonly lists: (target: string) => boolean;
  /** The schema that is picked by no value, or by one that picks none (OpenAPI 3.2, 4.25). */
  readonly otherwise?: string;
}

export interface Property {
  readonly name: string;
  /** Every conjunct that speaks of this name; all of them hold. */
  readonly schemas: readonly At[];
}

/** Members a schema does not name: anything (`open`), nothing (`closed`), or values of these schemas. */
export type Additional = 'open' | 'closed' | readonly At[];

export interface Shape {
  readonly id: number;
  /** Place that stands for the whole: the first conjunct, or where the position is declared when there is none. */
  readonly at: At;
  readonly parts: readonly Part[];
  /** Lists under `oneOf` or `anyOf` whose one branch is among `parts`. */
  readonly folded: ReadonlySet<unknown>;
  /** A reference in it leads nowhere: nothing that depends on it can be judged. */
  readonly dangling: boolean;
  /** Allowed JSON types as bits, narrowed by `enum`. */
  readonly types: number;
  readonly typeAt: At;
  readonly enum?: EnumFacet;
  /** `x-extensible-enum`: values that are known, of a list that may grow. */
  readonly extensible?: EnumFacet;
  readonly format?: Facet<string>;
  readonly minimum?: Bound;
  readonly maximum?: Bound;
  readonly multipleOf?: Facet<number>;
  readonly minLength?: Facet<number>;
  readonly maxLength?: Facet<number>;
  readonly patterns: readonly Facet<string>[];
  readonly minItems?: Facet<number>;
  readonly maxItems?: Facet<number>;
  readonly uniqueItems?: Facet<true>;
  readonly items?: readonly At[];
  readonly prefixItems?: readonly At[];
  readonly minProperties?: Facet<number>;
  readonly maxProperties?: Facet<number>;
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: ReadonlyMap<string, At>;
  readonly patternProperties: ReadonlyMap<string, readonly At[]>;
  readonly additional: Additional;
  readonly additionalAt?: At;
  readonly unions: readonly Union[];
  /** Keywords that only a proof can compare: `not`, `if`, `contains`, `propertyNames`, `dependentSchemas`, … */
  readonly conditions: ReadonlyMap<string, readonly At[]>;
  readonly discriminator?: Discriminator;
  /** How bytes are written as text: `contentEncoding`, or its spelling as a format in 2.0 and 3.0. */
  readonly encoding?: Facet<string>;
  /** The media type of a text; none where any bytes will do. */
  readonly content?: Facet<string>;
  /** What is inside a text of that media type. */
  readonly inner?: At;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** `nullable` in a dialect that does not know it (3.1 and later): what its author meant is not what it says. */
  readonly strayNullable?: At;
  readonly default?: Facet<unknown>;
  readonly deprecated?: { readonly at: At; readonly sunset?: string };
}
