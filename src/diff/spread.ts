/**
 * Objects whose members are written as parameters of their own, beside parameters of these names: `?a=1&b=2` is an exploded object
 * of style form, a whole query string (OpenAPI 3.2, 4.12.1), and two parameters.
 */

import { serializationOf } from '../spec/serialization.ts';
import type { At } from '../spec/spec-version.ts';
import type { ParameterSide } from './pair.ts';
import type { Shapes } from './shapes.ts';
import { NULL, OBJECT } from './types.ts';
import { isSpread, writtenShapes } from './wire.ts';

/** The parameters of one version, as the other one lists them. */
export function listedLike(
  parameters: readonly ParameterSide[],
  others: readonly ParameterSide[],
  shapes: Shapes,
): readonly ParameterSide[] {
  return parameters.flatMap((parameter) => {
    if (!isApart(parameter) || others.some(isApart)) return [parameter];
    const place = parameter.in === 'cookie' ? 'cookie' : 'query';
    const names = new Set(others.filter((one) => one.in === place).map(({ name }) => name));
    const { properties } = parameter.shape;
    if (![...properties.keys()].some((name) => names.has(name))) return [parameter];
    return [...properties].map(([name, { schemas }]) => memberOf(parameter, place, name, schemas, shapes));
  });
}

function isApart(parameter: ParameterSide): boolean {
  if (parameter.in !== 'querystring') return isSpread(parameter);
  const [format] = parameter.content;
  const isForm = format?.name.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
  return isForm && format.encoding === undefined && (parameter.shape.types & ~NULL) === OBJECT;
}

function memberOf(
  parameter: ParameterSide,
  place: 'query' | 'cookie',
  name: string,
  schemas: readonly At[],
  shapes: Shapes,
): ParameterSide {
  const schema = schemas[0] ?? parameter.at;
  const member = { at: schema, schema, content: [] };
  return {
    ...member,
    name,
    in: place,
    required: parameter.required && parameter.shape.required.has(name),
    serialization: serializationOf({}, place, '3.1'),
    ...writtenShapes(shapes, member),
  };
}
