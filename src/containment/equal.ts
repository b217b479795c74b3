/** Deep equality of JSON values; gives up (says no) on anything nested too deeply to compare. */

const MAX_DEPTH = 1000;

export function isEqual(x: unknown, y: unknown, depth = 0): boolean {
  if (x === y) return true;
  if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null || depth > MAX_DEPTH) return false;
  if (Array.isArray(x) !== Array.isArray(y)) return false;
  if (Array.isArray(x) && Array.isArray(y)) {
    return x.length === y.length && x.every((item, index) => isEqual(item, y[index], depth + 1));
  }
  const names = Object.keys(x);
  if (names.length !== Object.keys(y).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(y, name) &&
      isEqual((x as Record<string, unknown>)[name], (y as Record<string, unknown>)[name], depth + 1),
  );
}
