/**
 * Objects whose members are written as parameters of their own, beside parameters of these names: `?a=1&b=2` is an exploded object
 * of style form, a whole query string (OpenAPI 3.2, 4.12.1), and two parameters.
 */

import { serializationOf } from '../spec/serialization.ts';
import type { At } from '../spec/spec-version.ts';
import { withoutMembers } from './members.ts';
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
  return parameters.flatMap((given) => {
    const parameter = spreadLike(given, others);
    if (!isApart(parameter)) return [parameter];
    const place = parameter.in === 'cookie' ? 'cookie' : 'query';
    const namesIn = (side: readonly ParameterSide[]) =>
      new Set(side.filter((one) => one.in === place && !isApart(one)).map(({ name }) => name));
    const [names, own] = [namesIn(others), namesIn(parameters)];
    const { properties } = parameter.shape;
    const listed = [...properties].filter(([name]) => names.has(name) && !own.has(name));
    if (listed.length === 0) return [parameter];
    const rest = others.some(isApart) ? without(parameter, listed, shapes) : undefined;
    const members = rest === undefined ? [...properties] : listed;
    return [
      ...(rest ?? []),
      ...members.map(([name, { schemas }]) => memberOf(parameter, place, name, schemas, shapes)),
    ];
  });
}

/** A whole query string is an exploded object, where the other version has one of these. */
function spreadLike(parameter: ParameterSide, others: readonly ParameterSide[]): ParameterSide {
  const schema = parameter.content[0]?.schema;
  const isWhole = parameter.in === 'querystring' && isApart(parameter);
  if (!isWhole || schema === undefined || !others.some((one) => one.in === 'query' && isSpread(one))) return parameter;
  return { ...parameter, in: 'query', schema, content: [], serialization: serializationOf({}, 'query', '3.2') };
}

/** Where the other version has an object too, what is left is compared with that. */
function without(
  parameter: ParameterSide,
  listed: readonly (readonly [name: string, unknown])[],
  shapes: Shapes,
): readonly ParameterSide[] {
  if (parameter.schema === undefined) return [];
  const schema = withoutMembers(shapes.document, parameter.schema, new Set(listed.map(([name]) => name)));
  const written = writtenShapes(shapes, { ...parameter, schema });
  // With no member that is needed the object is as good as left out.
  return [{ ...parameter, schema, ...written, required: parameter.required && written.shape.required.size > 0 }];
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
