/** Where an operation answers: Server Objects (OpenAPI 3.1, 4.8.5), or host, basePath and schemes of Swagger 2.0. */

import { type At, child, isObj, type Obj } from './spec-version.ts';

export interface Servers {
  readonly at: At;
  /** Each listed value of each variable has a URL of its own. */
  readonly urls: readonly ServerUrl[];
  /** Path of the first URL with the defaults of its variables, without a trailing slash. */
  readonly base: string;
  /** The same with its variables as they are written. */
  readonly template: string;
}

export interface ServerUrl {
  readonly at: At;
  /** Scheme and host in lower case, without the usual port; absent where the URL is relative to the description. */
  readonly origin?: string;
  /** Without a trailing slash. `{name}` stands for any value: a variable that lists none. */
  readonly path: string;
}

/** A server with more combinations than this keeps its variables open. */
const MAX_COMBINATIONS = 64;

const known = new WeakMap<object, Servers>();

/** No servers at all are one, at `/`. */
export function serversOf(list: At | undefined, document: At): Servers {
  if (list === undefined || !Array.isArray(list.value) || list.value.length === 0)
    return { at: list ?? document, urls: [{ at: list ?? document, path: '' }], base: '', template: '' };
  const before = known.get(list.value);
  if (before !== undefined) return before;
  const urls = list.value.flatMap((_, index) => {
    const at = child(list, index);
    return at !== undefined && isObj(at.value) && typeof at.value['url'] === 'string'
      ? expanded(at.value['url'], at.value).map((url) => urlOf(url, at))
      : [];
  });
  const first: unknown = list.value[0];
  const url = isObj(first) && typeof first['url'] === 'string' ? first['url'] : '';
  const base = isObj(first) ? urlOf(withDefaults(url, first), list).path : '';
  const servers = { at: list, urls, base, template: urlOf(url, list).path };
  known.set(list.value, servers);
  return servers;
}

/** Of Swagger 2.0: what is not said is that of the place the description came from. */
export function hostServers(root: At): Servers {
  const document = isObj(root.value) ? root.value : {};
  const text = (name: string) => (typeof document[name] === 'string' ? document[name] : undefined);
  const schemes = Array.isArray(document['schemes'])
    ? document['schemes'].filter((one) => typeof one === 'string')
    : [];
  const host = text('host');
  const path = text('basePath') ?? '';
  const origins =
    host === undefined ? [''] : schemes.length === 0 ? [`//${host}`] : schemes.map((one) => `${one}://${host}`);
  const urls = origins.map((origin) => urlOf(origin + (path.startsWith('/') || path === '' ? path : `/${path}`), root));
  const base = urls[0]?.path ?? '';
  return { at: root, urls, base, template: base };
}

/** A server as a person would write it. */
export function serverText({ origin = '', path }: ServerUrl): string {
  return origin + path || '/';
}

function variableOf({ variables }: Obj, name: string): Obj {
  const variable = isObj(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
  return isObj(variable) ? variable : {};
}

const VARIABLE = /\{([^{}]*)\}/g;

function withDefaults(url: string, server: Obj): string {
  return url.replace(VARIABLE, (whole, name: string) => {
    const value = variableOf(server, name)['default'];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

function expanded(url: string, server: Obj): string[] {
  let urls = [''];
  for (const [index, part] of url.split(VARIABLE).entries()) {
    // every second part is the name of a variable
    const values = index % 2 === 0 ? [part] : variableOf(server, part)['enum'];
    const fits = Array.isArray(values) && values.length > 0 && urls.length * values.length <= MAX_COMBINATIONS;
    urls = urls.flatMap((one) => (fits ? values.map((value) => one + String(value)) : [`${one}{${part}}`]));
  }
  return urls;
}

const PORTS: Readonly<Record<string, string>> = { 'http:': ':80', 'https:': ':443' };

function urlOf(url: string, at: At): ServerUrl {
  const [, scheme = '', host] = /^(?:([a-z][a-z0-9+.-]*:)?\/\/([^/?#]*))?/i.exec(url) ?? [];
  const rest = url.slice(host === undefined ? 0 : scheme.length + 2 + host.length).replace(/[?#].*$/s, '');
  const path = rest.replace(/^\.?\/?/, '/').replace(/\/+$/, '');
  if (host === undefined) return { at, path };
  const [protocol, name] = [scheme.toLowerCase(), host.toLowerCase()];
  const port = PORTS[protocol];
  const origin = port !== undefined && name.endsWith(port) ? name.slice(0, -port.length) : name;
  return { at, origin: `${protocol}//${origin}`, path };
}
