/** What each schema keyword adds to a shape. One entry a keyword; a keyword that is not here allows everything. */

import { noteDialect } from '../spec/schema-dialect.ts';
import { type At, child, type Obj } from '../spec/spec-version.ts';
import { branchesOf } from './branches.ts';
import { discriminatorOf } from './discriminator.ts';
import {
  condition,
  type Draft,
  facet,
  grown,
  meetEnum,
  narrowTypes,
  nullBit,
  place,
  type Reader,
  type ShapeInput,
} from './draft.ts';
import { encodingOf } from './format.ts';
import { INSIDE_KEYWORDS } from './keywords-inside.ts';
import type { Bound, EnumFacet, Facet, Part, Union } from './shape.ts';
import { NULL, typeBits } from './types.ts';
import { valueKey } from './value-key.ts';

export const KEYWORDS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['$schema', (_draft, part, _value, _schema, { document }) => noteDialect(document, part.at, '$schema')],
  ['type', readType],
  ['enum', readEnum],
  ['const', readConst],
  ['x-extensible-enum', readExtensible],
  [
    'minimum',
    (draft, part, value, schema) => raise(draft, part, 'minimum', value, schema['exclusiveMinimum'] === true),
  ],
  [
    'maximum',
    (draft, part, value, schema) => lower(draft, part, 'maximum', value, schema['exclusiveMaximum'] === true),
  ],
  ['exclusiveMinimum', (draft, part, value) => raise(draft, part, 'exclusiveMinimum', value, true)],
  ['exclusiveMaximum', (draft, part, value) => lower(draft, part, 'exclusiveMaximum', value, true)],
  ['minLength', (draft, part, value) => atLeast(draft, part, 'minLength', value)],
  ['minItems', (draft, part, value) => atLeast(draft, part, 'minItems', value)],
  ['minProperties', (draft, part, value) => atLeast(draft, part, 'minProperties', value)],
  ['maxLength', (draft, part, value) => atMost(draft, part, 'maxLength', value)],
  ['maxItems', (draft, part, value) => atMost(draft, part, 'maxItems', value)],
  ['maxProperties', (draft, part, value) => atMost(draft, part, 'maxProperties', value)],
  ['multipleOf', readMultipleOf],
  ['pattern', readPattern],
  ['format', readFormat],
  ['uniqueItems', readUniqueItems],
  ...INSIDE_KEYWORDS,
  ['oneOf', (draft, part, value, schema, input) => readUnion(draft, part, 'oneOf', value, schema, input)],
  ['anyOf', (draft, part, value, schema, input) => readUnion(draft, part, 'anyOf', value, schema, input)],
  ['readOnly', readReadOnly],
  ['writeOnly', readWriteOnly],
  ['discriminator', readDiscriminator],
  ['contentEncoding', readEncoding],
  ['contentMediaType', readContent],
  ['contentSchema', readInner],
  ['default', readDefault],
  ['deprecated', readDeprecated],
  ...[
    'not',
    'if',
    'contains',
    'minContains',
    'maxContains',
    'dependentRequired',
    'dependentSchemas',
    'dependencies',
    'additionalItems',
  ].map((keyword): [string, Reader] => [keyword, (draft, part) => condition(draft, part, keyword)]),
]);

function readType(draft: Draft, part: Part, value: unknown, schema: Obj, { document }: ShapeInput): void {
  const bits = typeBits(value);
  if (bits === undefined) {
    document.note('this `type` names no JSON type', part.at);
    return;
  }
  if (value === 'file') draft.format ??= facet(part, 'type', 'binary'); // Swagger 2.0: what 3.0 calls a binary string
  narrowTypes(
    draft,
    bits | nullBit(part) | nullableBit(draft, part, schema, document.spec.dialect),
    place(part, 'type'),
  );
}

/** `nullable` speaks only beside a `type` (OpenAPI 3.0.3, 4.7.24), and 3.1 no longer knows it. */
function nullableBit(draft: Draft, part: Part, schema: Obj, dialect: string): number {
  const nullable = dialect === '2.0' ? schema['x-nullable'] === true : schema['nullable'] === true;
  if (!nullable) return 0;
  if (dialect === '2.0' || dialect === '3.0') return NULL;
  draft.strayNullable ??= place(part, 'nullable');
  return 0;
}

function readEnum(draft: Draft, part: Part, value: unknown): void {
  if (Array.isArray(value)) meetEnum(draft, part, listOf(place(part, 'enum'), value));
}

function readExtensible(draft: Draft, part: Part, value: unknown): void {
  if (Array.isArray(value)) draft.extensible ??= listOf(place(part, 'x-extensible-enum'), value);
}

function listOf(at: At, list: readonly unknown[]): EnumFacet {
  const values = new Map<string, Facet<unknown>>();
  list.forEach((one, index) => {
    const key = valueKey(one);
    if (!values.has(key)) values.set(key, { value: one, at: child(at, index) ?? at });
  });
  return { values, at };
}

function readConst(draft: Draft, part: Part, value: unknown): void {
  const at = place(part, 'const');
  meetEnum(draft, part, { values: new Map([[valueKey(value), { value, at }]]), at });
}

function raise(draft: Draft, part: Part, keyword: string, value: unknown, exclusive: boolean): void {
  if (typeof value !== 'number') return;
  const known = draft.minimum;
  const tighter = known === undefined || value > known.value || (value === known.value && exclusive);
  if (tighter) draft.minimum = { value, exclusive, at: place(part, keyword) };
}

function lower(draft: Draft, part: Part, keyword: string, value: unknown, exclusive: boolean): void {
  if (typeof value !== 'number') return;
  const known: Bound | undefined = draft.maximum;
  const tighter = known === undefined || value < known.value || (value === known.value && exclusive);
  if (tighter) draft.maximum = { value, exclusive, at: place(part, keyword) };
}

function atLeast(draft: Draft, part: Part, keyword: 'minLength' | 'minItems' | 'minProperties', value: unknown): void {
  const known = draft[keyword];
  if (typeof value !== 'number' || value <= 0 || (known !== undefined && known.value >= value)) return;
  draft[keyword] = facet(part, keyword, value);
}

function atMost(draft: Draft, part: Part, keyword: 'maxLength' | 'maxItems' | 'maxProperties', value: unknown): void {
  const known = draft[keyword];
  if (typeof value !== 'number' || (known !== undefined && known.value <= value)) return;
  draft[keyword] = facet(part, keyword, value);
}

function readMultipleOf(draft: Draft, part: Part, value: unknown): void {
  if (typeof value !== 'number') return;
  if (draft.multipleOf === undefined) draft.multipleOf = facet(part, 'multipleOf', value);
  else if (draft.multipleOf.value !== value) condition(draft, part, 'multipleOf');
}

function readPattern(draft: Draft, part: Part, value: unknown): void {
  if (typeof value !== 'string' || draft.patterns.some((known) => known.value === value)) return;
  draft.patterns = grown(draft.patterns, facet(part, 'pattern', value));
}

function readFormat(draft: Draft, part: Part, value: unknown): void {
  if (typeof value !== 'string') return;
  draft.format ??= facet(part, 'format', value);
  const encoding = encodingOf(value);
  if (encoding !== undefined) draft.encoding ??= facet(part, 'format', encoding);
}

/** Encodings that leave bytes as they are (RFC 2045, 6.2). */
const NO_ENCODING: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary']);

function readEncoding(draft: Draft, part: Part, value: unknown): void {
  if (typeof value !== 'string' || NO_ENCODING.has(value.toLowerCase())) return;
  draft.encoding ??= facet(part, 'contentEncoding', value.toLowerCase());
}

function readContent(draft: Draft, part: Part, value: unknown): void {
  if (typeof value !== 'string') return;
  const type = value.trim().toLowerCase();
  if (type !== 'application/octet-stream') draft.content ??= facet(part, 'contentMediaType', type);
}

/** Without a media type it says nothing (JSON Schema 2020-12, validation 8.5). */
function readInner(draft: Draft, part: Part, _value: unknown, schema: Obj): void {
  if (typeof schema['contentMediaType'] === 'string') draft.inner ??= place(part, 'contentSchema');
}

function readDiscriminator(draft: Draft, part: Part, value: unknown, _schema: Obj, input: ShapeInput): void {
  if (draft.discriminator !== undefined) return;
  const found = discriminatorOf(part.at, value, input);
  if (found !== undefined) draft.discriminator = found;
}

function readUniqueItems(draft: Draft, part: Part, value: unknown): void {
  if (value === true) draft.uniqueItems ??= facet(part, 'uniqueItems', value);
}

function readReadOnly(draft: Draft, _part: Part, value: unknown): void {
  if (value === true) draft.readOnly = true;
}

function readWriteOnly(draft: Draft, _part: Part, value: unknown): void {
  if (value === true) draft.writeOnly = true;
}

function readDefault(draft: Draft, part: Part, value: unknown): void {
  draft.default ??= facet(part, 'default', value);
}

function readDeprecated(draft: Draft, part: Part, value: unknown, schema: Obj): void {
  if (value !== true) return;
  const sunset = schema['x-sunset'];
  const at = place(part, 'deprecated');
  draft.deprecated ??= typeof sunset === 'string' ? { at, sunset } : { at };
}

function readUnion(
  draft: Draft,
  part: Part,
  kind: Union['kind'],
  value: unknown,
  schema: Obj,
  input: ShapeInput,
): void {
  if (!Array.isArray(value) || value.length === 0 || input.folded.has(value)) return;
  const list = place(part, kind);
  draft.unions = grown(draft.unions, {
    kind,
    at: list,
    branches: branchesOf(list, kind, schema, input),
    orNull: part.orNull,
  });
}
