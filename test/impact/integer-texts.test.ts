import { describe, expect, it } from 'vitest';
import { integerTexts } from '../../src/impact/integer-texts.ts';
import { shapeOf } from '../support/shape.ts';

function patternOf(schema: object): RegExp | undefined {
  const told = integerTexts(shapeOf({ type: 'integer', ...schema }));
  return told && new RegExp(told.texts.pattern);
}

describe('the texts of whole numbers within bounds', () => {
  const ends = [-1000, -101, -100, -99, -10, -9, -1, 0, 1, 7, 9, 10, 19, 42, 99, 100, 101, 120, 999, 1000, 1001];
  const tried = Array.from({ length: 2401 }, (_, index) => index - 1200);

  it.each(ends)('are those from %d on, and up to it, and no others', (end) => {
    const [from, to] = [patternOf({ minimum: end }), patternOf({ maximum: end })];
    expect(tried.filter((one) => from?.test(String(one)))).toEqual(tried.filter((one) => one >= end));
    expect(tried.filter((one) => to?.test(String(one)))).toEqual(tried.filter((one) => one <= end));
    for (const most of ends.filter((one) => one >= end)) {
      const within = patternOf({ minimum: end, maximum: most });
      expect(tried.filter((one) => within?.test(String(one)))).toEqual(
        tried.filter((one) => one >= end && one <= most),
      );
    }
  });

  it('are written in digits only, the first of which is no zero', () => {
    for (const text of ['007', '00', '-0', '+1', '1.0', '1e1', '', ' 1', '1\n'])
      expect(patternOf({ maximum: 100 })?.test(text)).toBe(false);
  });

  it.each([
    {},
    { multipleOf: 2, minimum: 0 },
    { minimum: 2, maximum: 1 },
    { maximum: 1e300 },
    { format: 'int32', minimum: 0 },
    { enum: [1], minimum: 0 },
  ])('are not told of %o', (schema) => {
    expect(patternOf(schema)).toBeUndefined();
  });
});
