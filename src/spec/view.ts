import type { Api } from './api.ts';
import { openDocument } from './document.ts';
import { openApi3 } from './openapi-3.ts';
import type { SpecVersion } from './spec-version.ts';
import { swagger2 } from './swagger-2.ts';

/** A description in the one form that everything after it reads. */
export function viewOf(spec: SpecVersion): Api {
  const document = openDocument(spec);
  return spec.dialect === '2.0' ? swagger2(document) : openApi3(document);
}
