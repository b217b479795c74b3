/** Formats as sets of values (OpenAPI Format Registry; JSON Schema 2020-12, validation 7.3). */

import { isInsideFormat } from '../spec/format-inclusion.ts';

/** Formats of the registry that stand for a set of values; others are notes for a person. */
const KNOWN: ReadonlySet<string> = new Set(
  (
    'int8 int16 int32 int64 uint8 float double decimal byte binary base64url date date-time time duration email idn-email ' +
    'hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid json-pointer regex'
  ).split(' '),
);

/** Formats that say how bytes are written, by the name that `contentEncoding` of 3.1 has for it (RFC 4648). */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['byte', 'base64'],
  ['base64url', 'base64url'],
]);

export function encodingOf(format: string): string | undefined {
  return ENCODINGS.get(format);
}

export function meaningOf(format: string | undefined): string | undefined {
  return format !== undefined && KNOWN.has(format) ? format : undefined;
}

/** Whether every value of one format is a value of the other; undefined and unknown formats forbid nothing. */
export function formatFits(inner: string | undefined, outer: string | undefined): boolean {
  const [from, to] = [meaningOf(inner), meaningOf(outer)];
  return to === undefined || from === to || (from !== undefined && isInsideFormat(from, to));
}

/** Formats whose texts have a length by their definition: the fewest and the most characters. */
const LENGTHS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['uuid', [36, 36]], // RFC 9562, section 4
  ['date', [10, 10]], // RFC 3339, full-date
  ['ipv4', [7, 15]], // RFC 2673, section 3.2
  ['ipv6', [2, 45]], // RFC 4291, section 2.2
]);

export function lengthsOf(format: string | undefined): readonly [least: number, most: number] | undefined {
  return format === undefined ? undefined : LENGTHS.get(format);
}
