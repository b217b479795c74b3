/**
 * unevaluatedProperties and unevaluatedItems (2020-12, 11) without annotations: which members are evaluated depends only
 * on which in-place subschemas hold, so the keyword is a decision tree over those, with plain `rest` and `items` atoms
 * at its leaves.
 */
import type { Arena } from './arena.ts';
import type { Formula } from './formula.ts';

interface Seen {
  readonly all: boolean;
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  readonly prefix: number;
  readonly contained: readonly Formula[];
}

type Then = (seen: Seen) => Formula;

const MAX_VISITS = 3000;
const MAX_DEPTH = 60;

class TooMany extends Error {}

export function expandUnevaluated(arena: Arena, of: 'object' | 'array', base: Formula, rest: Formula): Formula {
  let visits = 0;

  const leaf: Then = (seen) => {
    if (seen.all) return arena.TRUE;
    if (of === 'array') {
      const matched = arena.or([...seen.contained, rest]);
      return arena.atom('items', String(seen.prefix), { index: seen.prefix }, [matched]);
    }
    const names = [...new Set(seen.names)].sort();
    const patterns = [...new Set(seen.patterns)].sort();
    return arena.atom('rest', JSON.stringify([names, patterns]), { names, patterns }, [rest]);
  };

  const each = (kids: readonly Formula[], at: number, seen: Seen, depth: number, then: Then): Formula => {
    const kid = kids[at];
    if (kid === undefined) return then(seen);
    return walk(kid, seen, depth, (more) => each(kids, at + 1, more, depth, then));
  };

  /** Only the alternatives that hold count. */
  const held = (kids: readonly Formula[], at: number, seen: Seen, depth: number, then: Then): Formula => {
    const kid = kids[at];
    if (kid === undefined) return then(seen);
    const on: Then = (more) => held(kids, at + 1, more, depth, then);
    return kid.notes ? arena.ifThen(kid, walk(kid, seen, depth, on), on(seen)) : on(seen);
  };

  const walk = (formula: Formula, seen: Seen, depth: number, then: Then): Formula => {
    if (!formula.notes || seen.all) return then(seen);
    if (++visits > MAX_VISITS || depth > MAX_DEPTH) throw new TooMany();
    switch (formula.kind) {
      case 'prop':
        return then({ ...seen, names: [...seen.names, formula.name] });
      case 'patterned':
        return then({ ...seen, patterns: [...seen.patterns, formula.source] });
      case 'rest':
        return then({ ...seen, all: seen.all || of === 'object' });
      case 'items':
        return then({ ...seen, all: seen.all || of === 'array' });
      case 'item':
        return then({ ...seen, prefix: Math.max(seen.prefix, formula.index + 1) });
      case 'count':
        return then(formula.lower ? { ...seen, contained: [...seen.contained, ...formula.kids] } : seen);
      case 'unevaluated':
        return then({ ...seen, all: seen.all || of === formula.of });
      case 'and':
        return each(formula.kids, 0, seen, depth + 1, then);
      case 'or':
      case 'one':
        return held(formula.kids, 0, seen, depth + 1, then);
      case 'if': {
        const [test, yes, no] = formula.kids as readonly [Formula, Formula, Formula];
        return arena.ifThen(test, each([test, yes], 0, seen, depth + 1, then), walk(no, seen, depth + 1, then));
      }
      case 'unknown': {
        // it may have evaluated anything, which makes the keyword hold more often and never less
        const perhaps = `what it evaluates (${formula.id} ${base.id} ${rest.id})`;
        return arena.or([then(seen), arena.unknown(formula.reason, perhaps)]);
      }
      case 'ref':
        return walk(formula.target(), seen, depth + 1, then);
      default:
        return then(seen);
    }
  };

  try {
    return walk(base, { all: false, names: [], patterns: [], prefix: 0, contained: [] }, 0, leaf);
  } catch (error) {
    if (error instanceof TooMany) return arena.unknown(`too many ways to evaluate members (${base.id} ${rest.id})`);
    throw error;
  }
}
