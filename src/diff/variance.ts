/** Variance, stated once: what an edit of a set of values means for those who choose and those who must cope. */

import type { Direction } from './pair.ts';

/** What an edit does to the set of allowed values. `unknown`: only a proof could tell. */
export type Effect = 'narrows' | 'widens' | 'replaces' | 'none' | 'unknown';

export type Compatibility = 'breaking' | 'compatible' | 'unknown';

/**
 * A request must go on being accepted: the new set must contain the old. A response must go on being understood: the
 * old set must contain the new.
 */
export function compatibilityOf(effect: Effect, direction: Direction): Compatibility {
  switch (effect) {
    case 'none':
      return 'compatible';
    case 'unknown':
      return 'unknown';
    case 'replaces':
      return 'breaking';
    case 'narrows':
      return direction === 'request' ? 'breaking' : 'compatible';
    case 'widens':
      return direction === 'response' ? 'breaking' : 'compatible';
  }
}

export function opposite(direction: Direction): Direction {
  return direction === 'request' ? 'response' : 'request';
}
