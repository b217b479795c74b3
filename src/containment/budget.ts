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
  constructor() {
    super('out of steps');
  }
}

/** A schema this module cannot judge: the answer is unproven, with this reason. */
export class Unjudgeable extends Error {}

export function createBudget(total: number): Budget {
  let used = 0;
  let earlier = 0;
  let limit = total;
  /** One for all: it is thrown thousands of times, and where from does not matter. */
  const outOfSteps = new OutOfSteps();
  let exceeded = total;
  return {
    spend: (steps = 1) => {
      used += steps;
      if (used <= limit) return;
      exceeded = limit;
      throw outOfSteps;
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
        if (error === outOfSteps && exceeded === mine && mine < outer) return undefined;
        throw error;
      } finally {
        limit = outer;
      }
    },
  };
}
