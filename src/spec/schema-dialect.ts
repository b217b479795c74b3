/** Schemas of OpenAPI 3.1 and later may be written in another dialect of JSON Schema (OpenAPI 3.1, 4.8.24.4). */

import type { Document } from './document.ts';
import { type At, child } from './spec-version.ts';

/** Their keywords mean what those of JSON Schema 2020-12 mean. */
const READ =
  /^https?:\/\/(?:spec\.openapis\.org\/oas\/3\.\d+\/(?:dialect|schema-base)\/|json-schema\.org\/draft\/2020-12\/schema#?$)/;

/** Notes that what `keyword` says is passed over, where it names a dialect that is not read. */
export function noteDialect(document: Document, at: At, keyword: '$schema' | 'jsonSchemaDialect'): void {
  const { dialect } = document.spec;
  const named = child(at, keyword);
  if (named === undefined || dialect === '2.0' || dialect === '3.0') return;
  if (typeof named.value === 'string' && !READ.test(named.value))
    document.note(`\`${keyword}\` names another dialect: schemas are read as JSON Schema 2020-12 all the same`, named);
}
