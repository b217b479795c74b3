/** Longer words are compared exactly, but for case and separators: nobody mistypes them by hand. */
const LONGEST = 128;

/**
 * The candidate that a person most likely meant by `word`, or undefined when none is near. Case and separators count for nothing
 * (`legal_name` is `legalName`); else the Damerau-Levenshtein distance decides, up to a third of the letters, and
 * then a beginning that only one candidate has. Equals: the first wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = folded(word);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  const longer: string[] = [];
  for (const candidate of candidates) {
    const offered = folded(candidate);
    if (offered === wanted) {
      if (candidate === word) return candidate;
      if (bestDistance > 0) best = candidate;
      bestDistance = 0;
      continue;
    }
    if (isStart(wanted, offered)) longer.push(candidate);
    const allowed = Math.min(bestDistance - 1, Math.max(1, Math.floor(Math.max(wanted.length, offered.length) / 3)));
    const distance = distanceUpTo(wanted, offered, allowed);
    if (distance === undefined) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best ?? (longer.length === 1 ? longer[0] : undefined);
}

/** `warn` for `warning`. */
function isStart(short: string, long: string): boolean {
  return short.length >= 3 && long.startsWith(short);
}

function folded(word: string): string {
  const bare = word.toLowerCase().replace(/[\s_.\-[\]*]+/g, '');
  return bare === '' ? word : bare;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other (optimal string alignment), or
 * undefined when they are more than `limit` or nothing would be left of the word. O(length²), three rows of memory.
 */
function distanceUpTo(from: string, to: string, limit: number): number | undefined {
  if (limit < 1 || Math.abs(from.length - to.length) > limit) return undefined;
  if (from.length > LONGEST || to.length > LONGEST) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let smallest = row;
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      smallest = Math.min(smallest, cost);
    }
    if (smallest > limit) return undefined;
    beforeLast = last;
    last = current;
  }
  const distance = last[to.length] ?? 0;
  return distance <= limit && distance < Math.max(from.length, to.length) ? distance : undefined;
}
