import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFindings, countsOf, verdictOf } from '../../src/report/order.ts';
import type { Finding } from '../../src/report/report.ts';
import { finding, many, mappedBreaks } from './samples.ts';

const base = finding({ rule: 'r', message: 'm' });

/** Each pair differs in one thing, and agrees in all that weighs more. */
const PAIRS: readonly [string, Partial<Finding>, Partial<Finding>][] = [
  [
    'an error before a warning, whatever it touches',
    { level: 'error', touch: 'unmapped' },
    { level: 'warning', touch: 'mapped' },
  ],
  ['a warning before an information', { level: 'warning', system: 'z' }, { level: 'info', system: 'a' }],
  ['mapped before adjacent', { touch: 'mapped', compatibility: 'compatible' }, { touch: 'adjacent' }],
  ['adjacent before unmapped', { touch: 'adjacent', system: 'z' }, { touch: 'unmapped', system: 'a' }],
  ['breaking before unknown', { compatibility: 'breaking', system: 'z' }, { compatibility: 'unknown', system: 'a' }],
  [
    'unknown before compatible',
    { compatibility: 'unknown', system: 'z' },
    { compatibility: 'compatible', system: 'a' },
  ],
  ['systems by code unit', { system: 'Z', operation: 'z' }, { system: 'a', operation: 'a' }],
  ['operations', { operation: 'GET /a', path: 'z' }, { operation: 'GET /b', path: 'a' }],
  ['parts', { part: 'request body', path: 'z' }, { part: 'response 200', path: 'a' }],
  ['paths by code unit, not as numbers', { path: 'x10' }, { path: 'x9' }],
  ['paths by code unit, not by locale', { path: 'z', rule: 'z' }, { path: 'ä', rule: 'a' }],
  ['rules', { rule: 'a', fingerprint: 'f' }, { rule: 'b', fingerprint: '0' }],
  ['fingerprints', { fingerprint: '0', integration: 'z' }, { fingerprint: '1', integration: 'a' }],
  ['the same finding of two integrations', { integration: 'a' }, { integration: 'b' }],
];

describe('order of findings', () => {
  it.each(PAIRS)('%s', (_, first, second) => {
    const [a, b] = [
      { ...base, ...first },
      { ...base, ...second },
    ];
    expect(Math.sign(compareFindings(a, b))).toBe(-1);
    expect(Math.sign(compareFindings(b, a))).toBe(1);
    expect(compareFindings(a, { ...a })).toBe(0);
  });

  it('is total: any shuffle sorts to the same list', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...many.findings], { minLength: 600, maxLength: 600 }), (shuffled) => {
        expect(shuffled.toSorted(compareFindings)).toEqual(many.findings);
      }),
      { numRuns: 5 },
    );
  });
});

describe('counts and verdict', () => {
  it('counts levels, touches and breaks apart', () => {
    expect(countsOf(mappedBreaks.findings)).toEqual({
      error: 4,
      warning: 2,
      info: 3,
      breaking: 7,
      mapped: 6,
      adjacent: 2,
      unmapped: 1,
      accepted: 0,
    });
  });

  it('says the worst', () => {
    expect(verdictOf({ error: 1, warning: 1 })).toBe('breaking');
    expect(verdictOf({ error: 0, warning: 1 })).toBe('warnings');
    expect(verdictOf({ error: 0, warning: 0 })).toBe('clean');
  });
});
