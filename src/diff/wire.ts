/** What travels: the same value written by two versions of a description. */

import type { MediaType } from '../spec/api.ts';
import type { Serialization } from '../spec/serialization.ts';
import type { Shape } from './shape.ts';
import type { Shapes } from './shapes.ts';
import { ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING } from './types.ts';

/** A parameter, header or form field as it is written. */
export interface Written {
  readonly name: string;
  readonly in: string;
  readonly serialization: Serialization;
  /** Instead of a style: the one media type in which the value is written. */
  readonly content: readonly MediaType[];
  readonly shape: Shape;
  /** Of the elements, when it may be a list. */
  readonly element?: Shape;
}

type Sample = string | number | readonly string[] | Readonly<Record<string, string>>;

/** The same value, before and after. */
export interface WireChange {
  readonly from: string;
  readonly to: string;
}

/** The first sample of a kind both versions allow that is written differently now. */
export function wireChange(before: Written, after: Written): WireChange | undefined {
  for (const sample of samplesOf(before, after)) {
    const [from, to] = [written(before, sample), written(after, sample)];
    if (from !== to) return { from, to };
  }
  return undefined;
}

/** Values both versions allow: a single one, a list, an object; each as long as the schemas let it be. */
function samplesOf({ shape: before, ...old }: Written, { shape: after }: Written): Sample[] {
  const shared = before.types & after.types;
  const most = (a: { readonly value: number } | undefined, b: { readonly value: number } | undefined) =>
    Math.min(a?.value ?? 2, b?.value ?? 2);
  const samples: Sample[] = [];
  if (shared & STRING) samples.push('a');
  else if (shared & ~(ARRAY | OBJECT | NULL)) samples.push(1);
  if (shared & ARRAY) {
    const nested = old.serialization.inner !== undefined;
    samples.push(['a', 'b'].slice(0, nested ? 2 : Math.max(1, most(before.maxItems, after.maxItems))));
  }
  if (shared & OBJECT) {
    const members = [
      ['k', 'a'],
      ['l', 'b'],
    ].slice(0, Math.max(1, most(before.maxProperties, after.maxProperties)));
    samples.push(Object.fromEntries(members) as Record<string, string>);
  }
  return samples;
}

/** How a media type writes a value, as far as that is known. */
export function writtenAs({ name }: MediaType): 'text' | 'json' | undefined {
  const type = name.toLowerCase();
  if (type.startsWith('text/plain')) return 'text';
  return /[/+]json\b/.test(type) ? 'json' : undefined;
}

function written({ name, in: place, serialization, content }: Written, sample: Sample): string {
  const named = place === 'path' || place === 'header' || place === 'querystring' ? '' : `${name}=`;
  const [format] = content;
  if (format !== undefined) {
    const kind = writtenAs(format);
    if (kind === 'text' && typeof sample !== 'object') return `${named}${sample}`;
    return `${named}${kind === 'json' ? JSON.stringify(sample) : `(${format.name.toLowerCase()})`}`;
  }
  if (typeof sample !== 'object') return single(serialization, name, named, String(sample));
  return Array.isArray(sample)
    ? list(serialization, name, named, sample)
    : members(serialization, name, named, Object.entries(sample));
}

function single({ style }: Serialization, name: string, named: string, value: string): string {
  if (style === 'label') return `.${value}`;
  return style === 'matrix' ? `;${name}=${value}` : `${named}${value}`;
}

const BETWEEN = { spaceDelimited: '%20', pipeDelimited: '|', tabDelimited: '%09' } as const;

/** Lists, as the table of style examples has them (OpenAPI 3.1, 4.8.12.4, and RFC 6570). */
function list({ style, explode, inner }: Serialization, name: string, named: string, given: readonly string[]): string {
  const values = inner === undefined ? given : given.map((one) => `${one}${inner}${one}`);
  switch (style) {
    case 'simple':
      return values.join(',');
    case 'label':
      return `.${values.join(explode ? '.' : ',')}`;
    case 'matrix':
      return explode ? values.map((one) => `;${name}=${one}`).join('') : `;${name}=${values.join(',')}`;
    case 'deepObject':
      return values.map((one, index) => `${name}[${index}]=${one}`).join('&');
    case 'cookie':
      return explode ? values.map((one) => `${name}=${one}`).join('; ') : `${named}${values.join(',')}`;
    case 'form':
      return explode ? values.map((one) => `${name}=${one}`).join('&') : `${named}${values.join(',')}`;
    case 'spaceDelimited':
    case 'pipeDelimited':
    case 'tabDelimited':
      return explode ? values.map((one) => `${name}=${one}`).join('&') : `${named}${values.join(BETWEEN[style])}`;
  }
}

/** Objects, by the same table. */
function members(
  { style, explode }: Serialization,
  name: string,
  named: string,
  entries: readonly (readonly [string, string])[],
): string {
  const pairs = entries.map(([key, value]) => `${key}=${value}`);
  switch (style) {
    case 'simple':
      return explode ? pairs.join(',') : entries.flat().join(',');
    case 'label':
      return explode ? `.${pairs.join('.')}` : `.${entries.flat().join(',')}`;
    case 'matrix':
      return explode ? pairs.map((one) => `;${one}`).join('') : `;${name}=${entries.flat().join(',')}`;
    case 'deepObject':
      return entries.map(([key, value]) => `${name}[${key}]=${value}`).join('&');
    case 'cookie':
      return explode ? pairs.join('; ') : `${named}${entries.flat().join(',')}`;
    case 'form':
      return explode ? pairs.join('&') : `${named}${entries.flat().join(',')}`;
    case 'spaceDelimited':
    case 'pipeDelimited':
    case 'tabDelimited':
      return explode ? pairs.join('&') : `${named}${entries.flat().join(BETWEEN[style])}`;
  }
}

/**
 * A number or a boolean is text where it is written by a style: a schema that takes any text takes it as well.
 * `widens`: any text now, `narrows`: any text before.
 */
export function textChange(before: Written, after: Written): 'widens' | 'narrows' | undefined {
  if (before.content.length > 0 || after.content.length > 0) return undefined;
  if (isWord(before.shape) && isAnyText(after.shape)) return 'widens';
  return isAnyText(before.shape) && isWord(after.shape) ? 'narrows' : undefined;
}

/** A text that no number, boolean or null is written as. */
export const NO_WORD = { const: 'a' };

/** Numbers and booleans: what a style writes without quotes. */
export function isWord({ types }: Shape): boolean {
  return (types & ~(BOOLEAN | NUMBER | NULL)) === 0 && (types & ~NULL) !== 0;
}

export function isAnyText(shape: Shape): boolean {
  const limits = [shape.enum, shape.minLength, shape.maxLength, shape.format];
  const free = limits.every((one) => one === undefined) && shape.patterns.length === 0 && shape.conditions.size === 0;
  return (shape.types & ~NULL) === STRING && free && shape.unions.length === 0 && !shape.dangling;
}

/** Whether one value, of one of these shapes, is written as a list of one is: nothing in it can be taken for what stands between two elements. */
export function writesAsList(one: Written, list: Written, shapes: readonly Shape[] = [one.shape]): boolean {
  if (written(one, 'a') !== written(list, ['a'])) return false;
  const { style, explode } = list.serialization;
  const isRepeated = explode && style !== 'simple' && style !== 'label';
  return isRepeated || shapes.every(isUndivided);
}

/** Formats whose texts hold none of `,`, `|`, space and tab. */
const UNDIVIDED: ReadonlySet<string> = new Set([
  'uuid',
  'date',
  'date-time',
  'time',
  'byte',
  'base64url',
  'ipv4',
  'ipv6',
]);

/**
 * Patterns of letters, digits and what divides nothing, from the first character to the last. Others may do so too, and are not looked into.
 * Nothing follows a bracket that opens: `(?:` read in two ways would take twice as long with each one.
 */
const UNDIVIDED_PATTERN =
  /^\^(?:\((?:\?:)?|(?:\)|\[(?:[a-zA-Z0-9]-[a-zA-Z0-9]|\\[dw-]|[\w:/@])+-?\]|\\[dw/-]|[\w:/@-])(?:[*+?]|\{\d+(?:,\d*)?\})?)*\$$/;

function isUndivided(shape: Shape): boolean {
  if (isWord(shape) || shape.patterns.some(({ value }) => UNDIVIDED_PATTERN.test(value))) return true;
  if (shape.enum !== undefined)
    return [...shape.enum.values.values()].every(({ value }) => /^[^,|\s.]*$/.test(String(value)));
  return shape.format !== undefined && UNDIVIDED.has(shape.format.value);
}

/** An object whose members are written as parameters of their own: its name is nowhere in the message. */
export function isSpread({ in: place, serialization: { style, explode }, content, shape }: Written): boolean {
  const isExploded = explode && (style === 'form' || style === 'cookie');
  return (place === 'query' || place === 'cookie') && isExploded && content.length === 0 && isObject(shape);
}

function isObject({ types }: Shape): boolean {
  return (types & ~NULL) === OBJECT;
}

/** Some value may hold a character that is reserved in URLs. */
export function mayHoldReserved({ shape, element }: Written): boolean {
  if (shape.types & OBJECT) return true;
  if (shape.types & STRING && !isPlain(shape)) return true;
  return (shape.types & ARRAY) !== 0 && (element === undefined || (element.types & STRING) !== 0) && !isPlain(element);
}

/** All texts are listed, and consist of unreserved characters (RFC 3986, section 2.3). */
function isPlain(shape: Shape | undefined): boolean {
  const values = shape?.enum?.values;
  return values !== undefined && [...values.values()].every(({ value }) => /^[\w.~-]*$/.test(String(value)));
}

/** The shapes that tell how a value is written. */
export function writtenShapes(
  shapes: Shapes,
  { schema, content, at }: Pick<Written, 'content'> & { readonly schema?: Shape['at']; readonly at: Shape['at'] },
): Pick<Written, 'shape' | 'element'> {
  const place = schema ?? content[0]?.schema;
  const shape = shapes.of(place === undefined ? [] : [place], at);
  const element = shape.items === undefined ? undefined : shapes.of(shape.items, shape.at);
  return { shape, ...(element !== undefined && { element }) };
}
