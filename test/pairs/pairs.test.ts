import { describe, expect, it } from 'vitest';
import { errorsOf, pairCasesOf, pairFiles, sideOf, told, warningsOf } from '../support/pair-case.ts';

describe.each(pairFiles)('%s', (file) => {
  it.each(pairCasesOf(file))('$name', (example) => {
    const { because, same, fits, breaks, warns = [] } = example;
    const [before, after] = [sideOf(example, 'before'), sideOf(example, 'after')];
    expect([same, fits, breaks].filter((one) => one !== undefined).length, 'one verdict').toBe(1);
    if (breaks === undefined) expect(told(errorsOf(before, after)), because).toEqual([]);
    else if (breaks === true) expect(errorsOf(before, after).length, because).toBeGreaterThan(0);
    else
      expect(
        errorsOf(before, after)
          .map(({ rule }) => rule)
          .sort(),
        because,
      ).toEqual([...breaks].sort());
    if (!same) return;
    expect(told(errorsOf(after, before)), `${because} (the other way round)`).toEqual([]);
    const warnings = [...warningsOf(before, after), ...warningsOf(after, before)];
    expect(told(warnings.filter(({ rule }) => !warns.includes(rule))), because).toEqual([]);
  });
});
