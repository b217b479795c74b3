/** The URLs at which an operation answers: servers and path together. */

import type { Operation } from '../spec/api.ts';
import type { ServerUrl } from '../spec/servers.ts';

/** `/a/{id}` and `/a/{x}` are one path: a template's names are no part of the URL. */
export function anonymous(path: string): string {
  return plain(path.includes('{') ? path.replace(/\{[^{}]*\}/g, '{}') : path);
}

/** One spelling of what may be percent-encoded: unreserved characters are not, others in upper case (RFC 3986, 6.2.2). */
function plain(path: string): string {
  if (!/%|[^ -~]/.test(path)) return path;
  return path
    .replace(/[^ -~]+/g, (text) => encodeURIComponent(text.toWellFormed()))
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
  const now = new Set(addressesOf(after));
  return addressesOf(before).some((address) => now.has(address));
}

/** Servers of `one` at which `other` does not answer. Where one of two URLs has no host, only paths are compared. */
export function serversBeside(one: Operation, other: Operation): ServerUrl[] {
  const theirs = other.servers.urls.map(({ origin, path }) => ({ origin, address: anonymous(path + other.path) }));
  return one.servers.urls.filter((url) => {
    const address = anonymous(url.path + one.path);
    return !theirs.some((their) => covers(their.address, address) && sameOrigin(url.origin, their.origin));
  });
}

function sameOrigin(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  if (one.startsWith('//') || other.startsWith('//')) return hostOf(one) === hostOf(other);
  return covers(anonymous(other), anonymous(one));
}

function hostOf(origin: string): string {
  return origin.slice(origin.indexOf('//'));
}

/** A variable stands for anything, another variable too. */
function covers(template: string, text: string): boolean {
  // Nearly always they are equal, and an expression for each path would cost more than all other rules together.
  if (template === text) return true;
  if (!template.includes('{}')) return false;
  const parts = template.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.+')}$`, 's').test(text);
}

const VERSION = /^(?:v\d+(?:[._]\d+)*(?:(?:alpha|beta|rc)\d*)?|\d+(?:\.\d+)+|\d{4}-\d{2}(?:-\d{2})?)$/i;

/** The URL without its version: `/v3/a` and `/2026-09/a` are versions of one thing. */
export function versionless({ servers, path }: Operation): string | undefined {
  const segments = anonymous(servers.base + path).split('/');
  const rest = segments.filter((one) => !VERSION.test(one));
  return rest.length > 1 ? rest.join('/') : undefined;
}
