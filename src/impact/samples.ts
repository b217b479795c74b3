/** Example values of a shape: those it lists or shows, and those at its limits. */

import { lengthsOf, meaningOf } from '../diff/format.ts';
import type { Shape } from '../diff/shape.ts';
import type { Shapes } from '../diff/shapes.ts';
import { ARRAY, BOOLEAN, FRACTION, NULL, NUMBER, OBJECT, STRING } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { isObj } from '../spec/spec-version.ts';
import { takes } from './takes.ts';

export interface Samples {
  readonly values: readonly unknown[];
  /** Those that the description itself names: listed, shown, at a limit. The others are made up. */
  readonly stated: ReadonlySet<string>;
  /** There are no others. */
  readonly complete: boolean;
}

const MAX_SAMPLES = 64;
/** Of listed values: a currency or a country has some hundred. */
const MAX_LISTED = 500;
const MAX_DEPTH = 6;
/** Shapes that are looked into for one answer: they refer to one another without end. */
const MAX_SHAPES = 500;
const LONGEST = 1000;

interface Work {
  left: number;
}

/** Texts of a format, as its definition has them. */
const FORMATTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['date', ['2024-02-29', '1999-12-31']],
  ['date-time', ['2024-02-29T23:59:59Z', '1999-12-31T00:00:00.5+01:00']],
  ['time', ['23:59:59Z']],
  ['duration', ['P1D']],
  ['email', ['a@example.com']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000']],
  ['uri', ['https://example.com/a']],
  ['ipv4', ['192.0.2.1']],
  ['ipv6', ['2001:db8::1']],
  ['hostname', ['example.com']],
  ['byte', ['YWJj']],
]);

/** In a fixed order, each once, all valid as far as can be told. */
export function samplesOf(shapes: Shapes, shape: Shape): Samples {
  const all = distinct(candidates(shapes, shape, 0, { left: MAX_SHAPES }));
  const values = all.filter((value) => takes(shapes, shape, value) !== 'no');
  const most = isListed(shape) ? MAX_LISTED : MAX_SAMPLES;
  const stated = new Set(statedIn(shape, values).map(valueKey));
  return { values: values.slice(0, most), stated, complete: isListed(shape) && values.length <= most };
}

function statedIn(shape: Shape, values: readonly unknown[]): readonly unknown[] {
  if (isListed(shape)) return values;
  const shown = [...shownIn(shape), ...(shape.default === undefined ? [] : [shape.default.value])];
  const ends = [shape.minimum?.value, shape.maximum?.value];
  const lengths = [shape.minLength?.value, shape.maxLength?.value];
  const isFormatted = meaningOf(shape.format?.value) !== undefined;
  return values.filter((value) => {
    if (value === null || typeof value === 'boolean') return true;
    if (typeof value === 'number') return ends.includes(value) || shown.includes(value);
    if (typeof value === 'string') return isFormatted || lengths.includes(value.length) || shown.includes(value);
    return true;
  });
}

function isListed(shape: Shape): boolean {
  return shape.enum !== undefined || (shape.types & ~(NULL | BOOLEAN)) === 0;
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [valueKey(value), value])).values()];
}

function candidates(shapes: Shapes, shape: Shape, depth: number, work: Work): unknown[] {
  if (depth > MAX_DEPTH || work.left <= 0) return [];
  work.left--;
  const listed = shape.enum && [...shape.enum.values.values()].map(({ value }) => value);
  if (listed !== undefined) return listed;
  const shown = [...shownIn(shape), ...(shape.default === undefined ? [] : [shape.default.value])];
  const branches = shape.unions.flatMap((union) =>
    union.branches.flatMap((branch) => candidates(shapes, shapes.of([branch.at], branch.at), depth + 1, work)),
  );
  const { types } = shape;
  return [
    ...shown,
    ...(types & STRING ? texts(shape) : []),
    ...(types & NUMBER ? numbers(shape) : []),
    ...(types & BOOLEAN ? [true, false] : []),
    ...(types & OBJECT ? objects(shapes, shape, depth, work, branches) : []),
    ...(types & ARRAY ? arrays(shapes, shape, depth, work) : []),
    ...branches,
    ...(types & NULL ? [null] : []),
  ];
}

/** `example` (OpenAPI 3.0, Swagger 2.0) and `examples` (JSON Schema) of each conjunct. */
function shownIn({ parts }: Shape): unknown[] {
  return parts.flatMap(({ at: { value } }) => {
    if (!isObj(value)) return [];
    const { example, examples } = value as { readonly example?: unknown; readonly examples?: unknown };
    return [...(example === undefined ? [] : [example]), ...(Array.isArray(examples) ? examples : [])];
  });
}

function texts(shape: Shape): string[] {
  const format = meaningOf(shape.format?.value);
  const formatted = format === undefined ? undefined : FORMATTED.get(format);
  if (formatted !== undefined) return [...formatted];
  const [least, most] = lengthsOf(format) ?? [shape.minLength?.value ?? 0, shape.maxLength?.value];
  const lengths = [...new Set([least, Math.max(least, 1), Math.max(least, 8), most ?? least + 60])];
  const within = lengths.filter((length) => length <= Math.min(most ?? LONGEST, LONGEST));
  return ['Example', ...within.map((length) => 'Aa1 '.repeat(Math.ceil(length / 4)).slice(0, length))];
}

function numbers({ types, minimum, maximum, multipleOf }: Shape): number[] {
  const step = multipleOf?.value ?? 1;
  const bounds = [minimum?.value, maximum?.value].flatMap((bound) =>
    bound === undefined ? [] : [bound, bound + step, bound - step],
  );
  const plain = [1, 0, -1, step, 42, 1_000_000, 1_700_000_000];
  const broken = types & FRACTION ? [1.5, 0.01] : [];
  return [...plain, ...broken, ...bounds].filter((value) => types & FRACTION || Number.isInteger(value));
}

/** With all its members, and with those it must have. */
function objects(shapes: Shapes, shape: Shape, depth: number, work: Work, branches: readonly unknown[]): unknown[] {
  const first = (name: string): readonly [string, unknown][] => {
    const property = shape.properties.get(name);
    if (property === undefined) return [[name, 'Example']];
    const inner = shapes.of(property.schemas, shape.at);
    const value = candidates(shapes, inner, depth + 1, work).find((one) => takes(shapes, inner, one) !== 'no');
    return value === undefined ? [] : [[name, value]];
  };
  const required = [...shape.required.keys()];
  const full = Object.fromEntries([...new Set([...shape.properties.keys(), ...required])].flatMap(first));
  const least = Object.fromEntries(required.flatMap(first));
  const merged = branches.filter(isObj).map((branch) => ({ ...full, ...branch }));
  return [full, least, ...merged];
}

function arrays(shapes: Shapes, shape: Shape, depth: number, work: Work): unknown[] {
  const least = shape.minItems?.value ?? 0;
  if (least > 10) return [];
  const inner = shape.items === undefined ? undefined : shapes.of(shape.items, shape.at);
  const items =
    inner === undefined
      ? ['Example']
      : distinct(candidates(shapes, inner, depth + 1, work)).filter((one) => takes(shapes, inner, one) !== 'no');
  const [first] = items;
  if (first === undefined) return [[]];
  const few: unknown[] = Array.from({ length: Math.max(least, 1) }, () => first);
  // Null beside objects, a number beside texts: one of each other type.
  const types = Map.groupBy(items, (item) => (item === null ? 'null' : typeof item));
  const others = [...types.values()].flatMap(([item]) => (item === first || item === undefined ? [] : [item]));
  const lists = [items.slice(0, Math.max(least, 2)), few, ...others.map((item) => few.with(-1, item)), []];
  return shape.uniqueItems === undefined ? lists : lists.filter((list) => distinct(list).length === list.length);
}
