/** How a parameter, a header or a form field is written: `style` and `explode`, in Swagger 2.0 `collectionFormat`. */

import type { Dialect, Obj } from './spec-version.ts';

/** Styles of OpenAPI 3.2 (Parameter Object, "Style Values"), and what Swagger 2.0 has beside them. */
export type Style =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'cookie'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'tabDelimited'
  | 'deepObject';

export interface Serialization {
  readonly style: Style;
  readonly explode: boolean;
  /** Reserved characters (RFC 3986, section 2.2) may be sent as they are. */
  readonly allowReserved: boolean;
  /** `?name` and `?name=` are allowed whatever the schema says. */
  readonly allowEmptyValue: boolean;
  /** Between the elements of lists inside the list (Swagger 2.0). */
  readonly inner?: string;
}

const STYLES: ReadonlySet<unknown> = new Set<Style>([
  'simple',
  'label',
  'matrix',
  'form',
  'cookie',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
]);

/** Of a Parameter, Header or Encoding Object of 3.x; the defaults depend on the place (OpenAPI 3.1, 4.8.12). */
export function serializationOf(object: Obj, place: string, dialect: Dialect): Serialization {
  const { style: given, explode } = object;
  const style = STYLES.has(given) ? (given as Style) : place === 'path' || place === 'header' ? 'simple' : 'form';
  // Up to 3.1 it is for queries alone.
  const reserves = place === 'query' || (dialect === '3.2' && place !== 'header');
  return {
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowReserved: style === 'cookie' || (reserves && object['allowReserved'] === true),
    allowEmptyValue: place === 'query' && object['allowEmptyValue'] === true,
  };
}

const FORMATS: ReadonlyMap<unknown, { readonly style: Style; readonly between: string }> = new Map([
  ['csv', { style: 'form', between: ',' }],
  ['ssv', { style: 'spaceDelimited', between: ' ' }],
  ['tsv', { style: 'tabDelimited', between: '\t' }],
  ['pipes', { style: 'pipeDelimited', between: '|' }],
]);

/** Of a parameter, header or form field of Swagger 2.0 ("Parameter Object": `collectionFormat` is `csv` unless said). */
export function collectionOf(object: Obj, place: string): Serialization {
  const { collectionFormat: given, items } = object;
  const isQuery = place === 'query' || place === 'formData';
  const format = FORMATS.get(given) ?? { style: 'form' as const, between: ',' };
  const inner = innerFormat(items);
  return {
    style: format.style === 'form' && !isQuery ? 'simple' : format.style,
    explode: isQuery && given === 'multi',
    allowReserved: false,
    allowEmptyValue: isQuery && object['allowEmptyValue'] === true,
    ...(inner !== undefined && { inner }),
  };
}

/** Lists inside lists have a format of their own. */
function innerFormat(items: unknown): string | undefined {
  if (typeof items !== 'object' || items === null || !('type' in items) || items.type !== 'array') return undefined;
  return (FORMATS.get('collectionFormat' in items ? items.collectionFormat : undefined) ?? { between: ',' }).between;
}
