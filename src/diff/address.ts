/** The URLs at which an operation answers: servers and path together. */

import type { Operation } from '../spec/api.ts';
import type { ServerUrl } from '../spec/servers.ts';

/** `/a/{id}` and `/a/{x}` are one path: a template's names are no part of the URL. */
export function anonymous(path: string): string {
  return plain(path.includes('{') ? path.replace(/\{[^{}]*\}/g, '{}') : path);
}

/** What no URL has as it is (RFC 3986, 2); braces are those of templates. */
const FOREIGN = /[^!#-;=?-[\]_a-z{}~]+/g;

/** One spelling of what may be percent-encoded: unreserved characters are not, others in upper case (RFC 3986, 6.2.2). */
function plain(path: string): string {
  if (path.search(FOREIGN) < 0 && !path.includes('%')) return path;
  return path
    .replace(FOREIGN, (text) => encodeURIComponent(text.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : octet.toUpperCase();
    });
}

/** Paths of all its URLs. */
export function addressesOf({ servers, path }: Operation): string[] {
  return [...new Set(servers.urls.map((url) => anonymous(url.path + path)))].sort();
}

/** Whether both answer at the same URL, wherever its prefix stands, or the servers aside. */
export function sameUrl(before: Operation, after: Operation): boolean {
  if (anonymous(before.path) === anonymous(after.path)) return true;
  if (anonymous(before.servers.base + before.path) === anonymous(after.servers.base + after.path)) return true;
  // a server's variable may be a parameter of the path, whatever it lists
  if (anonymous(before.servers.template + before.path) === anonymous(after.servers.template + after.path)) return true;
  const now = new Set(addressesOf(after));
  return addressesOf(before).some((address) => now.has(address));
}

const besideKnown = new WeakMap<readonly ServerUrl[], WeakMap<readonly ServerUrl[], ServerUrl[]>>();

/** Servers of `one` at which `other` does not answer. Where one of two URLs has no host, only paths are compared. */
export function serversBeside(one: Operation, other: Operation): ServerUrl[] {
  const [mine, theirs] = [one.servers.urls, other.servers.urls];
  if (anonymous(one.path) !== anonymous(other.path)) return beside(mine, one.path, theirs, other.path);
  // Thousands of operations share what servers the document lists.
  const known = besideKnown.get(mine) ?? new WeakMap<readonly ServerUrl[], ServerUrl[]>();
  besideKnown.set(mine, known);
  const found = known.get(theirs) ?? beside(mine, one.path, theirs, other.path);
  known.set(theirs, found);
  return found;
}

/** Templates of one side against URLs of the other; past this only those count that are spelled the same. */
const MAX_MATCHED = 20_000_000;

function beside(mine: readonly ServerUrl[], path: string, others: readonly ServerUrl[], ownPath: string): ServerUrl[] {
  const theirs = others.map(({ origin, path: base }) => ({ origin, address: anonymous(base + ownPath) }));
  const equal = new Set(theirs.map(({ origin = '', address }) => `${anonymous(origin)} ${address}`));
  const templates = theirs.filter(({ origin, address }) => `${origin}${address}`.includes('{'));
  const matched = templates.length * mine.length > MAX_MATCHED ? [] : templates;
  const addresses = new Set(theirs.map(({ address }) => address));
  /** Where the scheme or the whole origin is not said. */
  const open = new Set(theirs.filter(({ origin }) => isOpen(origin)).map((their) => placeOf(their)));
  const hosts = new Set(theirs.map((their) => placeOf(their)));
  return mine.filter((url) => {
    const { origin } = url;
    const address = anonymous(url.path + path);
    if (equal.has(`${anonymous(origin ?? '')} ${address}`)) return false;
    if (open.has(placeOf({ address })) || open.has(placeOf({ origin, address }))) return false;
    if (origin === undefined ? addresses.has(address) : isOpen(origin) && hosts.has(placeOf({ origin, address })))
      return false;
    return !matched.some((their) => covers(their.address, address) && sameOrigin(origin, their.origin));
  });
}

/** Host and path. */
function placeOf({ origin, address }: { readonly origin?: string | undefined; readonly address: string }): string {
  return `${origin === undefined ? '' : hostOf(origin)} ${address}`;
}

function isOpen(origin: string | undefined): boolean {
  return origin === undefined || origin.startsWith('//');
}

function sameOrigin(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  if (isOpen(one) || isOpen(other)) return hostOf(one) === hostOf(other);
  return covers(anonymous(other), anonymous(one));
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//'));
}

/** A variable stands for anything, another variable too. In one pass: both are a stranger's. */
export function covers(template: string, text: string): boolean {
  // Nearly always they are equal, or have no variable.
  if (template === text) return true;
  if (!template.includes('{}')) return false;
  const [first = '', ...parts] = template.split('{}');
  const last = parts.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, end + 1);
    if (found < 0) return false;
    end = found + part.length;
  }
  return text.length - last.length > end && text.endsWith(last);
}

const VERSION = /^(?:v\d+(?:[._]\d+)*(?:(?:alpha|beta|rc)\d*)?|\d+(?:\.\d+)+|\d{4}-\d{2}(?:-\d{2})?)$/i;

/** The URL without its version: `/v3/a` and `/2026-09/a` are versions of one thing. */
export function versionless({ servers, path }: Operation): string | undefined {
  const segments = anonymous(servers.base + path).split('/');
  const rest = segments.filter((one) => !VERSION.test(one));
  return rest.length > 1 ? rest.join('/') : undefined;
}
