/** Are two formulas the same but for where their references lead, and do those lead to the same again? (Bisimulation.) */
import type { Formula } from './formula.ts';

export type Same = (x: Formula, y: Formula) => boolean;

/**
 * Two documents hold the same component under two identities. Equality is assumed of a pair while it is being decided; a
 * difference is remembered for every pair that led to it, an equality only once nothing is assumed any more.
 */
export function createSame(spend: () => void): Same {
  const decided = new Map<Formula, Map<Formula, boolean>>();
  const answerTo = (x: Formula, y: Formula): boolean | undefined => decided.get(x)?.get(y);
  const decide = (x: Formula, y: Formula, answer: boolean): void => {
    const ofX = decided.get(x) ?? new Map<Formula, boolean>();
    decided.set(x, ofX.set(y, answer));
  };

  return (x, y) => {
    if (x === y) return true;
    if (x.skeleton !== y.skeleton || !x.hasRef) return false;
    const known = answerTo(x, y);
    if (known !== undefined) return known;
    const assumed = new Map<Formula, Set<Formula>>();
    const pending: Asked[] = [{ x, y, cause: undefined }];
    while (pending.length > 0) {
      const pair = pending.pop() as Asked;
      if (pair.x === pair.y) continue;
      const before = answerTo(pair.x, pair.y);
      const alike = assumed.get(pair.x) ?? new Set<Formula>();
      if (before === true || alike.has(pair.y)) continue;
      spend();
      const differs =
        before === false || pair.x.skeleton !== pair.y.skeleton || pair.x.kids.length !== pair.y.kids.length;
      if (differs) {
        for (let here: Asked | undefined = pair; here !== undefined; here = here.cause) decide(here.x, here.y, false);
        return false;
      }
      assumed.set(pair.x, alike.add(pair.y));
      if (pair.x.kind === 'ref' && pair.y.kind === 'ref') {
        pending.push({ x: pair.x.target(), y: pair.y.target(), cause: pair });
      }
      for (const [index, kid] of pair.x.kids.entries()) {
        pending.push({ x: kid, y: pair.y.kids[index] as Formula, cause: pair });
      }
    }
    for (const [one, others] of assumed) for (const other of others) decide(one, other, true);
    return true;
  };
}

interface Asked {
  readonly x: Formula;
  readonly y: Formula;
  /** Where these two have to be the same for it. */
  readonly cause: Asked | undefined;
}
