/** Security Requirement Objects resolved to what they ask for (OpenAPI 3.1, 4.8.27 and 4.8.30; Swagger 2.0 alike). */

import type { Security, SecurityAlternative, SecurityScheme } from './api.ts';
import type { Document } from './document.ts';
import { entriesOf } from './object.ts';
import { type At, child, isObj, type Obj } from './spec-version.ts';

export function securityOf(
  document: Document,
  requirements: At | undefined,
  definitions: At | undefined,
  fallback: At,
): Security {
  const alternatives = entriesOf(document, requirements).map((at): SecurityAlternative => {
    const schemes = entriesOf(document, at).map((asked) => schemeOf(document, asked, definitions));
    return { at, schemes };
  });
  return { at: requirements ?? fallback, alternatives };
}

function schemeOf(document: Document, asked: At, definitions: At | undefined): SecurityScheme {
  const name = String(asked.token);
  const scopes = Array.isArray(asked.value) ? asked.value.filter((scope) => typeof scope === 'string').sort() : [];
  const declared = definitions === undefined ? undefined : child(definitions, name);
  const at = declared === undefined ? undefined : document.resolve(declared);
  if (at === undefined || !isObj(at.value)) {
    document.note(`the security scheme \`${name}\` is not defined`, asked);
    return { name, identity: `undefined ${name}`, kind: name, scopes };
  }
  return { name, ...describe(at.value), scopes };
}

/** OAuth2 URLs are left out: a moved token endpoint is not another kind of credential. */
function describe(scheme: Obj): { identity: string; kind: string } {
  const text = (key: string) => (typeof scheme[key] === 'string' ? scheme[key] : '');
  switch (text('type')) {
    case 'basic': // Swagger 2.0
      return { identity: 'http basic', kind: 'http basic' };
    case 'http': {
      const kind = `http ${text('scheme').toLowerCase()}`;
      return { identity: kind, kind };
    }
    case 'apiKey': {
      const place = text('in');
      const name = place === 'header' ? text('name').toLowerCase() : text('name');
      return { identity: `apiKey ${place} ${name}`, kind: `API key in ${place} \`${text('name')}\`` };
    }
    case 'oauth2':
      return { identity: 'oauth2', kind: 'oauth2' };
    case 'openIdConnect':
      return { identity: `openIdConnect ${text('openIdConnectUrl')}`, kind: 'openIdConnect' };
    default:
      return { identity: text('type'), kind: text('type') };
  }
}
