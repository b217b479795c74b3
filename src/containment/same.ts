/** Are two formulas the same but for where their references lead, and do those lead to the same again? (Bisimulation.) */
import type { Formula } from './formula.ts';

export type Same = (x: Formula, y: Formula) => boolean;

/**
 * Two documents hold the same component under two identities. Equality is assumed of a pair while it is being decided; a
 * difference is remembered for every pair that led to it, an equality only once nothing is assumed any more.
 */
export function createSame(spend: () => void): Same {
  const decided = new Map<string, boolean>();

  return (x, y) => {
    if (x === y) return true;
    if (x.skeleton !== y.skeleton || !x.hasRef) return false;
    const key = `${x.id} ${y.id}`;
    const known = decided.get(key);
    if (known !== undefined) return known;
    const assumed = new Set<string>();
    const pending: { readonly x: Formula; readonly y: Formula; readonly cause: Cause | undefined }[] = [
      { x, y, cause: undefined },
    ];
    while (pending.length > 0) {
      const pair = pending.pop() as (typeof pending)[number];
      if (pair.x === pair.y) continue;
      const name = `${pair.x.id} ${pair.y.id}`;
      const before = decided.get(name);
      if (before === true || assumed.has(name)) continue;
      spend();
      const cause: Cause = { name, parent: pair.cause };
      const differs =
        before === false || pair.x.skeleton !== pair.y.skeleton || pair.x.kids.length !== pair.y.kids.length;
      if (differs) {
        for (let here: Cause | undefined = cause; here !== undefined; here = here.parent) decided.set(here.name, false);
        return false;
      }
      assumed.add(name);
      if (pair.x.kind === 'ref' && pair.y.kind === 'ref') {
        pending.push({ x: pair.x.target(), y: pair.y.target(), cause });
      }
      for (const [index, kid] of pair.x.kids.entries()) {
        pending.push({ x: kid, y: pair.y.kids[index] as Formula, cause });
      }
    }
    for (const name of assumed) decided.set(name, true);
    return true;
  };
}

interface Cause {
  readonly name: string;
  readonly parent: Cause | undefined;
}
