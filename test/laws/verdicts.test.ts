import { describe, expect, it } from 'vitest';
import { errorsOf, pairCasesOf, pairFiles, type Side, sideOf, told } from '../support/pair-case.ts';
import { operationRewrites } from '../support/rewrite-operations.ts';

/** Every third rewrite, from one on: which meet in a pair differs from pair to pair. */
function inOtherWords([document, beside]: Side, from: number): Side {
  const copy = structuredClone(document);
  if (copy['swagger'] !== undefined) return [copy, beside];
  operationRewrites.forEach((rewrite, index) => {
    if (index % 3 === from % 3) rewrite(copy);
  });
  return [copy, beside];
}

/** Neither a false alarm nor a miss where the two sides are told in other words. */
describe('a verdict stays', () => {
  it.each(pairFiles)('%s', (file) => {
    const wrong = pairCasesOf(file).flatMap((example, index) => {
      const before = inOtherWords(sideOf(example, 'before'), index);
      const after = inOtherWords(sideOf(example, 'after'), index + 1 + Math.floor(index / 3));
      const errors = errorsOf(before, after);
      const isRight = errors.length > 0 === (example.breaks !== undefined);
      return isRight ? [] : [{ name: example.name, because: example.because, errors: told(errors) }];
    });
    expect(wrong).toEqual([]);
  });
});
