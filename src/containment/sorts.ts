/** What a formula says about a whole sort of values: true of all of them, false of all, or it depends. */
import { Unjudgeable } from './budget.ts';
import { type Formula, NULL, sortsOfAtom } from './formula.ts';

export interface Sorts {
  readonly at: (formula: Formula, sort: number) => boolean | undefined;
  /** Follows references and unfolds unevaluated*, so that what comes back is a connective or an atom. */
  readonly unfold: (formula: Formula) => Formula;
}

export function createSorts(spend: () => void): Sorts {
  const memo = new Map<number, boolean | undefined>();
  const grounded = new Set<number>();

  const unfold = (formula: Formula): Formula => {
    let here = formula;
    while (here.kind === 'ref' || here.kind === 'unevaluated') {
      spend();
      ground(here);
      here = here.kind === 'ref' ? here.target() : here.force();
    }
    return here;
  };

  /** A reference that leads back to itself without entering a member or an item means nothing. */
  const ground = (start: Formula): void => {
    if (grounded.has(start.id)) return;
    const open = new Set<number>();
    const path: { readonly formula: Formula; readonly kids: readonly Formula[]; at: number }[] = [];
    const enter = (formula: Formula): void => {
      if (grounded.has(formula.id)) return;
      if (open.has(formula.id)) throw new Unjudgeable('a reference leads back to itself');
      spend();
      open.add(formula.id);
      path.push({ formula, kids: inPlace(formula), at: 0 });
    };
    enter(start);
    while (path.length > 0) {
      const top = path[path.length - 1] as (typeof path)[number];
      const kid = top.kids[top.at++];
      if (kid !== undefined) enter(kid);
      else {
        open.delete(top.formula.id);
        grounded.add(top.formula.id);
        path.pop();
      }
    }
  };

  const at = (formula: Formula, sort: number): boolean | undefined => {
    switch (formula.kind) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'unknown':
        return undefined;
      case 'type':
        return (formula.mask & sort) !== 0;
      case 'enum':
        return (formula.mask & sort) === 0 ? false : sort === NULL ? true : undefined;
      case 'not':
        return flipped(at(formula.kids[0] as Formula, sort));
      default: {
        const sorts = sortsOfAtom(formula);
        if (sorts !== 0) return (sorts & sort) === 0 ? true : undefined;
      }
    }
    const key = formula.id * 128 + sort;
    if (memo.has(key)) return memo.get(key);
    spend();
    const truth = composed(unfold(formula), sort);
    memo.set(key, truth);
    return truth;
  };

  const composed = (formula: Formula, sort: number): boolean | undefined => {
    const truths = (): (boolean | undefined)[] => formula.kids.map((kid) => at(kid, sort));
    switch (formula.kind) {
      case 'and': {
        const all = truths();
        return all.includes(false) ? false : all.includes(undefined) ? undefined : true;
      }
      case 'or': {
        const all = truths();
        return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
      }
      case 'one': {
        const all = truths();
        const sure = all.filter((truth) => truth === true).length;
        return sure > 1 ? false : all.includes(undefined) ? undefined : sure === 1;
      }
      case 'if': {
        const [test, then, otherwise] = truths();
        if (test !== undefined) return test ? then : otherwise;
        return then === otherwise ? then : undefined;
      }
      default:
        return at(formula, sort);
    }
  };

  return { at, unfold };
}

function flipped(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** The parts of a formula that speak about the same value. */
function inPlace(formula: Formula): readonly Formula[] {
  switch (formula.kind) {
    case 'ref':
      return [formula.target()];
    case 'and':
    case 'or':
    case 'one':
    case 'not':
    case 'if':
      return formula.kids;
    case 'unevaluated':
      return formula.kids.slice(0, 1);
    default:
      return [];
  }
}
