/**
 * Paths that a template lists: `/orders/{state}` whose parameter is `open` or `closed` stands for two paths, which the
 * other version may write out. A path that is written out is matched before a template (OpenAPI 3.1, 4.8.8.2).
 */

import type { Operation } from '../spec/api.ts';
import { anonymous } from './address.ts';
import { callKey } from './identity.ts';
import type { Shapes } from './shapes.ts';
import { BOOLEAN } from './types.ts';

/** The operations of one version, with those apart that the other one writes out. */
export function withListed(own: readonly Operation[], other: readonly Operation[], shapes: Shapes): Operation[] {
  const ours = new Set(own.map(callKey));
  const theirs = new Set(other.map(callKey));
  const apart = other.filter((one) => !ours.has(callKey(one)));
  const all = [...own];
  if (apart.length === 0) return all;
  const likely = Map.groupBy(apart, (one) => likenessOf(one, firstOf(one)));
  const alike = Map.groupBy(apart, (one) => likenessOf(one, ''));
  let compared = 0;
  for (const template of own) {
    if (!template.path.includes('{')) continue;
    const first = firstOf(template);
    const candidates =
      (first.includes('{') ? alike.get(likenessOf(template, '')) : likely.get(likenessOf(template, first))) ?? [];
    compared += candidates.length;
    if (compared > MAX_COMPARED) break;
    const written = candidates.filter((one) => isListed(template, segmentsOf(one), shapes));
    if (written.length === 0) continue;
    all.push(...written.map((one) => instanceOf(template, one, shapes)));
    const isAll = !theirs.has(callKey(template)) && written.length === countListed(template, written, shapes);
    if (isAll) all.splice(all.indexOf(template), 1);
  }
  return all;
}

/** The parts of the URL: where the server ends and the path begins is nothing to the caller. */
function segmentsOf({ servers, path }: Operation): string[] {
  return (servers.base + path).split('/');
}

/** Operations of one path that a template may list have this in common: templates seldom begin with a parameter. */
function likenessOf(operation: Operation, first: string): string {
  return `${operation.method} ${segmentsOf(operation).length} ${first}`;
}

function firstOf(operation: Operation): string {
  return segmentsOf(operation)[1] ?? '';
}

/** A description may have any number of paths. */
const MAX_COMPARED = 100_000;

/** Some segment of the template is a parameter that lists what stands there; all others are the same. */
export function isListed(template: Operation, segments: readonly string[], shapes: Shapes): boolean {
  const pattern = segmentsOf(template);
  if (pattern.some((one, index) => !one.includes('{') && one !== segments[index])) return false;
  if (pattern.length !== segments.length || anonymous(pattern.join('/')) === anonymous(segments.join('/')))
    return false;
  return pattern.every((one, index) => {
    const segment = segments[index] as string;
    if (anonymous(one) === anonymous(segment)) return true;
    return textsOf(template, one, shapes).has(anonymous(segment));
  });
}

const VARIABLE = /\{([^{}]+)\}/;
/** A segment that stands for more is left as it is. */
const MAX_TEXTS = 1000;

/** What a segment becomes with values in place of its parameters that list some, by what is in the URL. */
function textsOf(template: Operation, segment: string, shapes: Shapes): ReadonlyMap<string, string> {
  let texts = [''];
  const parts = segment.split(VARIABLE);
  for (const [index, part] of parts.entries()) {
    // every second part is the name of a variable
    const values = index % 2 === 0 ? [part] : (valuesOf(template, part, shapes) ?? [`{${part}}`]);
    if (texts.length * values.length > MAX_TEXTS) return new Map();
    texts = texts.flatMap((text) => values.map((value) => text + value));
  }
  return new Map(texts.map((text) => [anonymous(text), text]));
}

function valuesOf(template: Operation, name: string, shapes: Shapes): readonly string[] | undefined {
  const parameter = template.parts().parameters.find((one) => one.in === 'path' && one.name === name);
  if (parameter?.schema === undefined || parameter.serialization.style !== 'simple') return undefined;
  const { enum: listed, types } = shapes.of([parameter.schema], parameter.at);
  if (listed === undefined) return types === BOOLEAN ? ['true', 'false'] : undefined;
  return [...listed.values.values()].map(({ value }) => String(value));
}

/** How many paths a template stands for in the places that are written out; undefined where some have a value there and some a variable. */
function countListed(template: Operation, written: readonly Operation[], shapes: Shapes): number | undefined {
  let count = 1;
  const urls = written.map(segmentsOf);
  for (const [index, segment] of segmentsOf(template).entries()) {
    if (!segment.includes('{')) continue;
    const open = urls.filter((segments) => anonymous(segments[index] as string) === anonymous(segment));
    if (open.length === written.length) continue;
    if (open.length > 0) return undefined;
    count *= textsOf(template, segment, shapes).size;
  }
  return count;
}

/** The template with these values in place of its parameters. What people know it by is no part of the call. */
function instanceOf(template: Operation, written: Operation, shapes: Shapes): Operation {
  const { operationId, stability, deprecation } = written;
  const segments = segmentsOf(written);
  const own = segmentsOf(template).map((one, index) => {
    const segment = segments[index] as string;
    return anonymous(one) === anonymous(segment)
      ? one
      : (textsOf(template, one, shapes).get(anonymous(segment)) ?? one);
  });
  const { operationId: _, stability: __, deprecation: ___, ...rest } = template;
  return {
    ...rest,
    path: own.join('/').slice(template.servers.base.length),
    ...(operationId !== undefined && { operationId }),
    ...(stability !== undefined && { stability }),
    ...(deprecation !== undefined && { deprecation }),
  };
}
