import { digestOf } from '../spec/digest.ts';

/** One text for each JSON value, equal for equal values (JSON Schema 2020-12, section 4.2.2: member order is no difference). */
export function valueKey(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  return JSON.stringify(value, sortMembers);
}

function sortMembers(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

const known = new WeakMap<object, string>();
const LONG = 100;

/** The same for values as large as whole schemas, one within the other: short, and each part is read once. */
export function contentKey(value: unknown): string {
  if (typeof value !== 'object' || value === null) return valueKey(value);
  const key = known.get(value);
  if (key !== undefined) return key;
  const text = Array.isArray(value)
    ? `[${value.map(contentKey).join(',')}]`
    : `{${Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([name, inner]) => `${JSON.stringify(name)}:${contentKey(inner)}`)
        .join(',')}}`;
  if (text.length <= LONG) return text;
  const short = `#${digestOf(text)}`;
  known.set(value, short);
  return short;
}
