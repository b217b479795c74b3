/** Keywords that an OpenAPI version does not know: there they say nothing. */

import type { Dialect } from '../spec/spec-version.ts';

/** Came with OpenAPI 3.1 (3.0.3, 4.7.24: other keywords are not supported). */
const SINCE_3_1 =
  'const if then else contains minContains maxContains propertyNames dependentRequired dependentSchemas dependencies ' +
  'additionalItems unevaluatedItems unevaluatedProperties patternProperties prefixItems $dynamicRef';

/** Came with OpenAPI 3.0 (2.0, Schema Object: it lists what it takes over from JSON Schema). */
const SINCE_3_0 = 'oneOf anyOf not';

const IN_3_0 = new Set(SINCE_3_1.split(' '));
const IN_2_0 = new Set([...IN_3_0, ...SINCE_3_0.split(' ')]);
const NONE: ReadonlySet<string> = new Set();

export function unknownTo(dialect: Dialect): ReadonlySet<string> {
  if (dialect === '2.0') return IN_2_0;
  return dialect === '3.0' ? IN_3_0 : NONE;
}
