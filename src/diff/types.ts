/** JSON types as bits. `integer` is a part of `number`, so number is two bits: the integers and the rest. */

export const NULL = 1;
export const BOOLEAN = 2;
export const INTEGER = 4;
export const FRACTION = 8;
export const STRING = 16;
export const ARRAY = 32;
export const OBJECT = 64;
export const NUMBER = INTEGER | FRACTION;
export const ANY = 127;

const BITS: ReadonlyMap<unknown, number> = new Map([
  ['null', NULL],
  ['boolean', BOOLEAN],
  ['integer', INTEGER],
  ['number', NUMBER],
  ['string', STRING],
  ['array', ARRAY],
  ['object', OBJECT],
  ['file', STRING], // Swagger 2.0: the bytes of a file
]);

/** The bits of a `type` keyword; undefined when it is absent or names no known type. */
export function typeBits(type: unknown): number | undefined {
  if (type === undefined) return undefined;
  if (!Array.isArray(type)) return BITS.get(type);
  let bits = 0;
  for (const one of type) bits |= BITS.get(one) ?? 0;
  return bits === 0 ? undefined : bits;
}

/** The type of a value (JSON Schema 2020-12, section 4.2.3: 1.0 is an integer). */
export function bitOf(value: unknown): number {
  if (value === null) return NULL;
  switch (typeof value) {
    case 'boolean':
      return BOOLEAN;
    case 'number':
      return Number.isInteger(value) ? INTEGER : FRACTION;
    case 'string':
      return STRING;
    default:
      return Array.isArray(value) ? ARRAY : OBJECT;
  }
}

/** The names of a set of types, in a fixed order: `['string', 'null']`. */
export function typeNames(bits: number): string[] {
  const names: string[] = [];
  if (bits & OBJECT) names.push('object');
  if (bits & ARRAY) names.push('array');
  if (bits & STRING) names.push('string');
  if (bits & FRACTION) names.push('number');
  else if (bits & INTEGER) names.push('integer');
  if (bits & BOOLEAN) names.push('boolean');
  if (bits & NULL) names.push('null');
  return names;
}
