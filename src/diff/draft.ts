/** A shape in the making, and the few ways to narrow one. */

import type { Document } from '../spec/document.ts';
import { type At, child, type Obj } from '../spec/spec-version.ts';
import type { EnumFacet, Facet, Part, Property, Shape, Union } from './shape.ts';
import { ANY, NULL } from './types.ts';
import { valueKey } from './value-key.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Gathered = 'properties' | 'required' | 'patternProperties' | 'patterns' | 'unions' | 'conditions';

/** A shape while its conjuncts are being merged. The empty collections are shared: `own` them before writing. */
export interface Draft extends Mutable<Omit<Shape, Gathered>> {
  properties: Map<string, Property>;
  required: Map<string, At>;
  patternProperties: Map<string, readonly At[]>;
  conditions: Map<string, readonly At[]>;
  patterns: Facet<string>[];
  unions: Union[];
  /** Conjuncts that forbid every name they do not know themselves. */
  closing: At[];
  /** Conjuncts that have a schema for the names they do not know themselves. */
  mapping: At[];
}

export interface ShapeInput {
  readonly document: Document;
  readonly parts: readonly Part[];
  readonly folded: ReadonlySet<unknown>;
  readonly dangling: boolean;
  /** See `Flattened`. */
  readonly visited: Pick<ReadonlySet<unknown>, 'keys'>;
  readonly at: At;
  readonly id: number;
  /** The shape of a union's branch; undefined when it cannot be known yet (the union contains itself). */
  readonly branchShape: (branch: At) => Shape | undefined;
}

/** Adds what a keyword says to a shape in the making. */
export type Reader = (draft: Draft, part: Part, value: unknown, schema: Obj, input: ShapeInput) => void;

const EMPTY_MAP = new Map<string, never>();
const EMPTY_LIST: never[] = [];

export function newDraft({ id, at, parts, folded, dangling }: ShapeInput): Draft {
  return {
    id,
    at,
    parts,
    folded,
    dangling,
    types: ANY,
    typeAt: at,
    patterns: EMPTY_LIST,
    properties: EMPTY_MAP,
    required: EMPTY_MAP,
    patternProperties: EMPTY_MAP,
    additional: 'open',
    unions: EMPTY_LIST,
    conditions: EMPTY_MAP,
    readOnly: false,
    writeOnly: false,
    closing: EMPTY_LIST,
    mapping: EMPTY_LIST,
  };
}

export function narrowTypes(draft: Draft, bits: number, at: At): void {
  const narrowed = draft.types & bits;
  if (narrowed !== draft.types) draft.typeAt = at;
  draft.types = narrowed;
}

export function meetEnum(draft: Draft, part: Part, found: EnumFacet): void {
  const values = part.orNull ? withNull(found) : found.values;
  const known = draft.enum;
  if (known === undefined) draft.enum = { values, at: found.at };
  else draft.enum = { values: new Map([...known.values].filter(([key]) => values.has(key))), at: known.at };
}

function withNull(found: EnumFacet): ReadonlyMap<string, Facet<unknown>> {
  const key = valueKey(null);
  return found.values.has(key) ? found.values : new Map([...found.values, [key, { value: null, at: found.at }]]);
}

export function own<K, V>(map: Map<K, V>): Map<K, V> {
  return map === (EMPTY_MAP as Map<unknown, unknown>) ? new Map() : map;
}

/** A list of a draft with one more: the same one, for thousands of conjuncts may add to it; shared empty ones stay as they are. */
export function grown<T>(list: readonly T[] | undefined, one: T): T[] {
  if (list === undefined || list.length === 0) return [one];
  (list as T[]).push(one);
  return list as T[];
}

export function nullBit(part: Part): number {
  return part.orNull ? NULL : 0;
}

export function place(part: Part, keyword: string): At {
  return child(part.at, keyword) ?? part.at;
}

export function facet<T>(part: Part, keyword: string, value: T): Facet<T> {
  return { value, at: place(part, keyword) };
}

/** A keyword that only a proof can compare. */
export function condition(draft: Draft, part: Part, keyword: string): void {
  draft.conditions = own(draft.conditions);
  draft.conditions.set(keyword, grown(draft.conditions.get(keyword), part.at));
}
