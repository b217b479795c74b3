/** Which keywords mean something in which dialect. Everything else in a schema is an annotation. */
import type { Obj } from '../spec/spec-version.ts';

export type Dialect = 'openapi-2.0' | 'openapi-3.0' | 'draft4' | 'draft7' | 'draft2020-12';

export interface DialectRules {
  /** A schema object with `$ref` is that reference and nothing else. */
  readonly refAlone: boolean;
  /** `exclusiveMinimum: true` beside `minimum` (draft-04), not a bound of its own. */
  readonly booleanExclusive: boolean;
  /** `items` may be an array, with `additionalItems` for the rest. */
  readonly tuples: boolean;
  /** The keyword that adds null to the types beside it. */
  readonly nullable: 'nullable' | 'x-nullable' | undefined;
  /** `type: file` are the bytes of a file, which JSON Schema calls a string. */
  readonly files: boolean;
  readonly has: (keyword: string) => boolean;
}

const COMMON =
  'type enum multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern format items ' +
  'minItems maxItems uniqueItems properties required additionalProperties minProperties maxProperties allOf';
const COMPOSED = `${COMMON} anyOf oneOf not`;
const OLD = `${COMPOSED} additionalItems patternProperties dependencies`;
const DRAFT7 = `${OLD} const contains propertyNames if`;
const DRAFT2020 =
  `${COMPOSED} prefixItems patternProperties const contains minContains maxContains propertyNames if ` +
  'dependentRequired dependentSchemas unevaluatedProperties unevaluatedItems $dynamicRef';

const rules = (
  keywords: string,
  flags: Pick<DialectRules, 'refAlone' | 'booleanExclusive' | 'tuples' | 'nullable' | 'files'>,
): DialectRules => {
  const known = new Set(keywords.split(' '));
  return { ...flags, has: (keyword) => known.has(keyword) };
};

export const DIALECTS: Readonly<Record<Dialect, DialectRules>> = {
  'openapi-2.0': rules(COMMON, {
    refAlone: true,
    booleanExclusive: true,
    tuples: false,
    nullable: 'x-nullable',
    files: true,
  }),
  'openapi-3.0': rules(COMPOSED, {
    refAlone: true,
    booleanExclusive: true,
    tuples: false,
    nullable: 'nullable',
    files: false,
  }),
  draft4: rules(OLD, { refAlone: true, booleanExclusive: true, tuples: true, nullable: undefined, files: false }),
  draft7: rules(DRAFT7, { refAlone: true, booleanExclusive: false, tuples: true, nullable: undefined, files: false }),
  'draft2020-12': rules(DRAFT2020, {
    refAlone: false,
    booleanExclusive: false,
    tuples: false,
    nullable: undefined,
    files: false,
  }),
};

/** The names under `type`, with what the dialect adds to them. */
export function typesOf(raw: Obj, { nullable, files }: DialectRules): unknown[] {
  const types: unknown[] = Array.isArray(raw.type) ? raw.type : [raw.type];
  const known = files ? types.map((type) => (type === 'file' ? 'string' : type)) : types;
  return nullable !== undefined && raw[nullable] === true ? [...new Set([...known, 'null'])] : known;
}

/** The name under `format`; of a file it is what 3.0 calls it: the same bytes, which are not any text. */
export function formatOf({ format, type }: Obj, { files }: DialectRules): unknown {
  return format === undefined && files && type === 'file' ? 'binary' : format;
}
