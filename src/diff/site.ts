/** One place where a change is felt, and the way to it. */
import type { OperationPair } from './direction.ts';
import type { Edge } from './pair.ts';

/** One operation that a pair belongs to or is reached from. */
export interface Site {
  readonly operation: OperationPair;
  /** From the operation down to the pair; empty for the operation itself. */
  readonly trail: readonly Edge[];
  /** Only both ends are there: thousands of places thousands of levels deep would take all time and memory. */
  readonly isCut: boolean;
}

/** Of so many edges all are there. */
export const MAX_TRAIL = 500;

/** Otherwise so many at each end. */
export const END = 100;

export function siteAt(operation: OperationPair, trail: readonly Edge[]): Site {
  if (trail.length <= MAX_TRAIL) return { operation, trail, isCut: false };
  return { operation, trail: [...trail.slice(0, END), ...trail.slice(-END)], isCut: true };
}
