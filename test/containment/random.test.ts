import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trial } from './differential.ts';

describe('random pairs', () => {
  it('are never judged wrong by two judges, over all keywords, dialects and modes', () => {
    let decided = 0;
    let asked = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        const result = trial(seed);
        if (result === undefined) return;
        asked++;
        if (result.verdict.verdict !== 'unproven') decided++;
        if (result.disputed !== true) expect(result.contradiction, `seed ${seed}`).toBeUndefined();
      }),
      { numRuns: 2000, seed: 20_260_101, endOnFailure: true },
    );
    expect(decided / asked).toBeGreaterThan(0.99);
  }, 240_000);
});
