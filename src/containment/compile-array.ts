/** Array keywords to formulas. */
import type { Obj } from '../spec/spec-version.ts';
import { type Folding, sizeParts } from './folding.ts';
import { ARR, type Formula } from './formula.ts';

export function arrayParts(raw: Obj, folding: Folding, parts: Formula[]): void {
  const { arena, rules, below, malformed } = folding;
  sizeParts(raw, folding, 'minItems', 'maxItems', ARR, parts);
  const items = (index: number, schema: unknown): Formula =>
    arena.atom('items', String(index), { index }, [below(schema)]);
  const tuple = (list: readonly unknown[]): Formula[] =>
    list.map((schema, index) => arena.atom('item', String(index), { index }, [below(schema)]));

  let first = 0;
  if (rules.has('prefixItems') && raw.prefixItems !== undefined) {
    if (!Array.isArray(raw.prefixItems)) parts.push(malformed('prefixItems'));
    else {
      parts.push(...tuple(raw.prefixItems));
      first = raw.prefixItems.length;
    }
  }
  if (raw.items !== undefined) {
    if (!Array.isArray(raw.items)) parts.push(items(first, raw.items));
    else if (!rules.tuples) parts.push(malformed('items'));
    else {
      parts.push(...tuple(raw.items));
      if (raw.additionalItems !== undefined) parts.push(items(raw.items.length, raw.additionalItems));
    }
  }
  if (rules.has('contains') && raw.contains !== undefined) {
    const wanted = below(raw.contains);
    for (const keyword of ['minContains', 'maxContains']) {
      const lower = keyword === 'minContains';
      const given = rules.has(keyword) ? raw[keyword] : undefined;
      const count = given ?? (lower ? 1 : undefined);
      if (count === undefined) continue;
      const fits = typeof count === 'number' && Number.isInteger(count) && count >= 0;
      parts.push(fits ? arena.atom('count', `${lower} ${count}`, { lower, count }, [wanted]) : malformed(keyword));
    }
  }
  if (raw.uniqueItems === true) parts.push(arena.atom('unique', '', {}));
  else if (raw.uniqueItems !== undefined && raw.uniqueItems !== false) parts.push(malformed('uniqueItems'));
}
