/** Steps, not seconds: the same answer on every machine. Nested limits keep one hard corner from eating everything. */

export interface Budget {
  /** Counts `steps` (1) and throws `OutOfSteps` at the limit in force. */
  readonly spend: (steps?: number) => void;
  readonly used: () => number;
  /** Of all calls together. */
  readonly usedInAll: () => number;
  /** A new call with `total` steps. */
  readonly restart: (total: number) => void;
  /** Runs `work` with at most `share` of what is left; `undefined` when that was not enough. */
  readonly within: <T>(share: number, work: () => T) => T | undefined;
}

export class OutOfSteps extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super('out of steps');
    this.limit = limit;
  }
}

/** A schema this module cannot judge: the answer is unproven, with this reason. */
export class Unjudgeable extends Error {}

export function createBudget(total: number): Budget {
  let used = 0;
  let earlier = 0;
  let limit = total;
  return {
    spend: (steps = 1) => {
      used += steps;
      if (used > limit) throw new OutOfSteps(limit);
    },
    used: () => used,
    usedInAll: () => earlier + used,
    restart: (fresh) => {
      earlier += used;
      used = 0;
      limit = fresh;
    },
    within: (share, work) => {
      const outer = limit;
      limit = Math.min(outer, used + Math.ceil((outer - used) * share));
      const mine = limit;
      try {
        return work();
      } catch (error) {
        if (error instanceof OutOfSteps && error.limit === mine && mine < outer) return undefined;
        throw error;
      } finally {
        limit = outer;
      }
    },
  };
}
