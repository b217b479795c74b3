/**
 * What is known about `format`: validators for the common ones, and which is part of which. An unknown format is equal
 * to itself and to nothing else. Grammars: RFC 3339 (dates), RFC 5321 (email), RFC 1123 (hostname), RFC 2673 and 4291
 * (addresses), RFC 3986 (uri), RFC 4122 (uuid), OpenAPI format registry (integers).
 */

import { isInsideFormat } from '../spec/format-inclusion.ts';

/**
 * `ignore`: an annotation. `registry`: asserted, and an unknown format might be anything. `assume`: asserted, and an
 * unknown format is satisfied, which is how a validator reads it.
 */
export type FormatReading = 'ignore' | 'registry' | 'assume';

export const NUMBER_FORMATS: ReadonlySet<string> = new Set(
  'int8 uint8 int16 int32 int64 float double decimal'.split(' '),
);

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
/** Quoted-string (RFC 5321, 4.1.2). */
const QUOTED = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/;
const MAILBOX = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const URI = /^[a-z][a-z0-9+.-]*:([a-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i;
const OCTET = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return false;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}

/** Leap seconds are 23:59:60 UTC and nothing else. */
function isTime(text: string): boolean {
  if (!TIME.test(text)) return false;
  if (text.slice(6, 8) !== '60') return true;
  const offset = /([+-])(\d\d):(\d\d)$/.exec(text);
  const minutes = Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const shift = offset === null ? 0 : (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '+' ? -1 : 1);
  return (minutes + shift + 2880) % 1440 === 1439;
}

function isDateTime(text: string): boolean {
  return /^.{10}t/i.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => LABEL.test(label));
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => OCTET.test(part));
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || text.length > 45) return false;
  let count = 0;
  for (const [index, half] of halves.entries()) {
    const groups = half === '' ? [] : half.split(':');
    for (const [at, group] of groups.entries()) {
      const last = index === halves.length - 1 && at === groups.length - 1;
      if (last && group.includes('.')) {
        if (!isIpv4(group)) return false;
        count += 2;
      } else if (/^[0-9a-f]{1,4}$/i.test(group)) count++;
      else return false;
    }
  }
  return halves.length === 2 ? count <= 7 : count === 8;
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at <= 0 || text.length > 254) return false;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  return (MAILBOX.test(local) || QUOTED.test(local)) && (isHostname(domain) || isAddressLiteral(domain));
}

/** `[127.0.0.1]`, `[IPv6:::1]` (RFC 5321, 4.1.3). */
function isAddressLiteral(text: string): boolean {
  const [, six, address] = /^\[(IPv6:)?([0-9A-Fa-f:.]+)\]$/i.exec(text) ?? [];
  return address !== undefined && (six === undefined ? isIpv4(address) : isIpv6(address));
}

function isUri(text: string): boolean {
  return URI.test(text) && !/^[^[\]]*[[\]][^[\]]*$/.test(text) && (text.match(/#/g)?.length ?? 0) <= 1;
}

interface TextFormat {
  readonly accepts: (text: string) => boolean;
  readonly samples: readonly string[];
}

const TEXT_FORMATS: Readonly<Record<string, TextFormat>> = {
  date: { accepts: isDate, samples: ['2024-01-01', '2024-02-29', '1999-12-31'] },
  'date-time': { accepts: isDateTime, samples: ['2024-01-01T00:00:00Z', '1999-12-31T23:59:59.5+01:00'] },
  time: { accepts: isTime, samples: ['00:00:00Z', '12:30:00.5+01:00'] },
  email: { accepts: isEmail, samples: ['a@b.example', 'first.last@mail.example.com'] },
  hostname: { accepts: isHostname, samples: ['a.example', 'localhost', 'www.example.com'] },
  ipv4: { accepts: isIpv4, samples: ['127.0.0.1', '10.0.0.1'] },
  ipv6: { accepts: isIpv6, samples: ['::1', '2001:db8::1'] },
  uri: { accepts: isUri, samples: ['https://a.example/', 'http://a.example', 'urn:a:b', 'mailto:a@b.example'] },
  uuid: { accepts: (text) => UUID.test(text), samples: ['123e4567-e89b-12d3-a456-426614174000'] },
};

const DAY = '[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])';
const SAFE_DAY =
  '[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)';
const CLOCK = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:';
const OFFSET = '(?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])';
const SECOND = '(?:[0-5][0-9]|60)';
const SAFE_SECOND = '[0-5][0-9]';
const HEX = '[0-9A-Fa-f]';
const UUIDS = `^${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}$`;
const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const IPV4S = `^${BYTE}(?:\\.${BYTE}){3}$`;

/** What patterns say of a format: all its texts match `outer`, and all texts that match `inner` are of it. */
const PATTERNS: Readonly<Record<string, { readonly outer: string; readonly inner?: string }>> = {
  date: { outer: `^${DAY}$`, inner: `^${SAFE_DAY}$` },
  'date-time': {
    outer: `^${DAY}[Tt]${CLOCK}${SECOND}${OFFSET}$`,
    inner: `^${SAFE_DAY}[Tt]${CLOCK}${SAFE_SECOND}${OFFSET}$`,
  },
  time: { outer: `^${CLOCK}${SECOND}${OFFSET}$`, inner: `^${CLOCK}${SAFE_SECOND}${OFFSET}$` },
  uuid: { outer: UUIDS, inner: UUIDS },
  ipv4: { outer: IPV4S, inner: IPV4S },
  ipv6: { outer: '^[0-9A-Fa-f:.]{2,45}$' },
  hostname: { outer: '^[A-Za-z0-9.-]{1,253}$' },
  email: { outer: '^[\\x20-\\x7e]+@(?:[A-Za-z0-9.-]+|\\[[A-Za-z0-9:.]+\\])$' },
  uri: { outer: '^[A-Za-z][A-Za-z0-9+.-]*:' },
};

export function outerPatternOf(format: string): string | undefined {
  return Object.hasOwn(PATTERNS, format) ? PATTERNS[format]?.outer : undefined;
}

export function innerPatternOf(format: string): string | undefined {
  return Object.hasOwn(PATTERNS, format) ? PATTERNS[format]?.inner : undefined;
}

/** Formats that JSON Schema and OpenAPI define for strings only, without a validator here. */
const OTHER_TEXT =
  'duration idn-email idn-hostname iri iri-reference uri-reference uri-template json-pointer relative-json-pointer ' +
  'regex byte binary password';

export const STRING_FORMATS: ReadonlySet<string> = new Set([...Object.keys(TEXT_FORMATS), ...OTHER_TEXT.split(' ')]);

/** Two whole-string formats that share no text. */
const DISJOINT: readonly ReadonlySet<string>[] = [
  new Set(['date', 'date-time', 'time', 'email', 'uuid', 'uri']),
  new Set(['ipv4', 'ipv6', 'date', 'date-time', 'time', 'email', 'uuid']),
];

export function areDisjointFormats(x: string, y: string): boolean {
  return x !== y && DISJOINT.some((group) => group.has(x) && group.has(y));
}

export function isSubFormat(sub: string, of: string): boolean {
  return sub === of || (sub === 'ipv4' && of === 'hostname') || isInsideFormat(sub, of);
}

export function samplesOf(format: string): readonly string[] {
  return Object.hasOwn(TEXT_FORMATS, format) ? (TEXT_FORMATS[format] as TextFormat).samples : [];
}

export interface NumberRange {
  readonly min: number;
  readonly below: number;
  readonly integers: boolean;
}

/**
 * Integers of 8 to 64 bits; the upper 64-bit bound is exclusive because 2^63 - 1 is no double. Floats of 32 bits (IEEE
 * 754) up to the largest, and what is rounded to it.
 */
const RANGES: Readonly<Record<string, NumberRange>> = {
  int8: { min: -(2 ** 7), below: 2 ** 7, integers: true },
  uint8: { min: 0, below: 2 ** 8, integers: true },
  int16: { min: -(2 ** 15), below: 2 ** 15, integers: true },
  int32: { min: -(2 ** 31), below: 2 ** 31, integers: true },
  int64: { min: -(2 ** 63), below: 2 ** 63, integers: true },
  float: { min: -(2 - 2 ** -23) * 2 ** 127, below: (2 - 2 ** -24) * 2 ** 127, integers: false },
};

export function rangeOf(format: string): NumberRange | undefined {
  return Object.hasOwn(RANGES, format) ? RANGES[format] : undefined;
}

/** Whether a value satisfies a format by the registry; undefined when the format is not known to it. */
export function satisfiesFormat(format: string, value: unknown): boolean | undefined {
  if (typeof value === 'string') {
    if (Object.hasOwn(TEXT_FORMATS, format)) return (TEXT_FORMATS[format] as TextFormat).accepts(value);
    return NUMBER_FORMATS.has(format) ? true : undefined;
  }
  if (STRING_FORMATS.has(format)) return true;
  if (typeof value !== 'number') return NUMBER_FORMATS.has(format) ? true : undefined;
  const range = rangeOf(format);
  if (range === undefined) return undefined;
  return (Number.isInteger(value) || !range.integers) && value >= range.min && value < range.below;
}
