/** Which keywords mean something in which dialect. Everything else in a schema is an annotation. */

export type Dialect = 'openapi-2.0' | 'openapi-3.0' | 'draft4' | 'draft7' | 'draft2020-12';

export interface DialectRules {
  /** A schema object with `$ref` is that reference and nothing else. */
  readonly refAlone: boolean;
  /** `exclusiveMinimum: true` beside `minimum` (draft-04), not a bound of its own. */
  readonly booleanExclusive: boolean;
  /** `items` may be an array, with `additionalItems` for the rest. */
  readonly tuples: boolean;
  readonly nullable: boolean;
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
  flags: Pick<DialectRules, 'refAlone' | 'booleanExclusive' | 'tuples' | 'nullable'>,
): DialectRules => {
  const known = new Set(keywords.split(' '));
  return { ...flags, has: (keyword) => known.has(keyword) };
};

export const DIALECTS: Readonly<Record<Dialect, DialectRules>> = {
  'openapi-2.0': rules(COMMON, { refAlone: true, booleanExclusive: true, tuples: false, nullable: false }),
  'openapi-3.0': rules(COMPOSED, { refAlone: true, booleanExclusive: true, tuples: false, nullable: true }),
  draft4: rules(OLD, { refAlone: true, booleanExclusive: true, tuples: true, nullable: false }),
  draft7: rules(DRAFT7, { refAlone: true, booleanExclusive: false, tuples: true, nullable: false }),
  'draft2020-12': rules(DRAFT2020, { refAlone: false, booleanExclusive: false, tuples: false, nullable: false }),
};
