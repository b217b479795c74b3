/** Security Requirement Objects resolved to what they ask for (OpenAPI 3.1, 4.8.27 and 4.8.30; Swagger 2.0 alike). */

import type { CredentialWay, Security, SecurityAlternative, SecurityScheme } from './api.ts';
import type { Document } from './document.ts';
import { deprecationOf, entriesOf, parameterKey } from './object.ts';
import { type At, child, isObj, type Obj } from './spec-version.ts';

/** What the document asks of all operations is read once: there may be thousands of both. */
const ofAll = new WeakMap<Document, Security>();

export function securityOf(
  document: Document,
  requirements: At | undefined,
  definitions: At | undefined,
  fallback: At,
): Security {
  if (requirements?.parent !== document.root) return read(document, requirements, definitions, fallback);
  const security = ofAll.get(document) ?? read(document, requirements, definitions, fallback);
  ofAll.set(document, security);
  return security;
}

function read(document: Document, requirements: At | undefined, definitions: At | undefined, fallback: At): Security {
  const alternatives = entriesOf(document, requirements).map((at): SecurityAlternative => {
    // All of them together, so that their order says nothing: by name, or a finding would change with it.
    const asked = entriesOf(document, at).sort((a, b) => (String(a.token) < String(b.token) ? -1 : 1));
    const schemes = asked.map((one) => schemeOf(document, one, definitions));
    return { at, schemes };
  });
  return { at: requirements ?? fallback, alternatives };
}

function schemeOf(document: Document, asked: At, definitions: At | undefined): SecurityScheme {
  const name = String(asked.token);
  const listed: readonly unknown[] | undefined = Array.isArray(asked.value) ? asked.value : undefined;
  const scopes = (listed ?? []).filter((scope) => typeof scope === 'string').sort();
  if (scopes.length !== listed?.length)
    document.note(`the scopes of \`${name}\` should be a list of texts; what is none is passed over`, asked);
  const at = definitionOf(document, asked, definitions);
  if (at === undefined || !isObj(at.value)) {
    document.note(`the security scheme \`${name}\` is not defined`, asked);
    return { name, at: asked, identity: `undefined ${name}`, scopes, ways: [] };
  }
  const deprecation = deprecationOf(at);
  return {
    name,
    at,
    identity: identityOf(at.value),
    scopes,
    ways: waysOf(document, at),
    ...(deprecation !== undefined && { deprecation }),
  };
}

/** A component's name, or since 3.2 a reference to a scheme elsewhere. */
function definitionOf(document: Document, asked: At, definitions: At | undefined): At | undefined {
  const name = String(asked.token);
  const declared = definitions && child(definitions, name);
  if (declared !== undefined) return document.resolve(declared);
  const target = /[/#]/.test(name) ? document.follow(asked, name) : undefined;
  return target && document.resolve(target);
}

/** How tokens are got is told apart from what is shown: see `waysOf`. */
function identityOf(scheme: Obj): string {
  const text = (key: string) => (typeof scheme[key] === 'string' ? scheme[key] : '');
  switch (text('type')) {
    case 'basic': // Swagger 2.0
      return 'http basic';
    case 'http':
      return `http ${text('scheme').toLowerCase()}`;
    case 'apiKey':
      return apiKeyIdentity({ in: text('in'), name: text('name') });
    default:
      return text('type');
  }
}

/** Of a scheme, or of a parameter that carries the key. */
export function apiKeyIdentity(key: { readonly in: string; readonly name: string }): string {
  return `apiKey ${parameterKey(key)}`;
}

const FLOWS_OF_2: Readonly<Record<string, string>> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** OAuth flows (one of them is enough), or the discovery document of OpenID Connect. */
function waysOf(document: Document, scheme: At): CredentialWay[] {
  const value = isObj(scheme.value) ? scheme.value : {};
  if (value['type'] === 'openIdConnect')
    return [{ at: scheme, kind: 'OpenID Connect', urls: urlsIn(value, ['openIdConnectUrl']) }];
  if (value['type'] !== 'oauth2') return [];
  const { flow } = value;
  if (typeof flow === 'string') return [wayOf(document, scheme, FLOWS_OF_2[flow] ?? flow)];
  return entriesOf(document, child(scheme, 'flows'))
    .filter((at) => isObj(at.value) && !String(at.token).startsWith('x-'))
    .map((at) => wayOf(document, at, String(at.token)));
}

/** One flow may be named by thousands of requirements. */
const scopesKnown = new WeakMap<object, ReadonlySet<string>>();

function wayOf(document: Document, at: At, kind: string): CredentialWay {
  const list = child(at, 'scopes');
  const key = typeof list?.value === 'object' && list.value !== null ? list.value : undefined;
  const known = key && scopesKnown.get(key);
  const scopes = known ?? new Set(entriesOf(document, list).map(({ token }) => String(token)));
  if (key !== undefined) scopesKnown.set(key, scopes);
  return { at, kind, urls: urlsIn(isObj(at.value) ? at.value : {}, URLS[kind] ?? ALL_URLS), scopes };
}

/** Which URLs a flow has (OpenAPI 3.1, 4.8.29; the device flow is of 3.2): others apply to nothing. */
const URLS: Readonly<Record<string, readonly string[]>> = {
  implicit: ['authorizationUrl', 'refreshUrl'],
  password: ['tokenUrl', 'refreshUrl'],
  clientCredentials: ['tokenUrl', 'refreshUrl'],
  authorizationCode: ['authorizationUrl', 'tokenUrl', 'refreshUrl'],
  deviceAuthorization: ['deviceAuthorizationUrl', 'tokenUrl', 'refreshUrl'],
};
const ALL_URLS = [...new Set(Object.values(URLS).flat())];

function urlsIn(object: Obj, fields: readonly string[]): ReadonlyMap<string, string> {
  return new Map(fields.flatMap((name) => (typeof object[name] === 'string' ? [[name, object[name]]] : [])));
}
