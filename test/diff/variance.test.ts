import { describe, expect, it } from 'vitest';
import { formatFits, meaningOf } from '../../src/diff/format.ts';
import {
  ANY,
  ARRAY,
  BOOLEAN,
  bitOf,
  FRACTION,
  INTEGER,
  NULL,
  NUMBER,
  OBJECT,
  STRING,
  typeBits,
  typeNames,
} from '../../src/diff/types.ts';
import { valueKey } from '../../src/diff/value-key.ts';
import { compatibilityOf, opposite } from '../../src/diff/variance.ts';

describe('variance', () => {
  it.each([
    ['none', 'compatible', 'compatible'],
    ['narrows', 'breaking', 'compatible'],
    ['widens', 'compatible', 'breaking'],
    ['replaces', 'breaking', 'breaking'],
    ['unknown', 'unknown', 'unknown'],
  ] as const)('%s: a request is %s, a response %s', (effect, request, response) => {
    expect(compatibilityOf(effect, 'request')).toBe(request);
    expect(compatibilityOf(effect, 'response')).toBe(response);
    expect([opposite('request'), opposite('response')]).toEqual(['response', 'request']);
  });
});

describe('formats as sets of values', () => {
  it.each([
    ['int32', 'int64', true],
    ['int64', 'int32', false],
    ['int64', 'double', false], // 2^53 + 1 has no double
    ['float', 'double', true],
    ['date', 'date-time', false],
    ['uri', 'uri-reference', true],
    ['email', undefined, true],
    [undefined, 'email', false],
    ['phone', 'email', false],
    ['email', 'phone', true],
    ['phone', undefined, true],
  ])('%s is within %s: %s', (inner, outer, fits) => {
    expect(formatFits(inner, outer)).toBe(fits);
  });

  it('knows the registry only', () => {
    expect([meaningOf('uuid'), meaningOf('phone'), meaningOf(undefined)]).toEqual(['uuid', undefined, undefined]);
  });
});

describe('types as bits', () => {
  it.each<[unknown, number | undefined]>([
    ['integer', INTEGER],
    ['number', NUMBER],
    [['integer', 'number'], NUMBER],
    [['string', 'null'], STRING | NULL],
    ['file', STRING],
    ['strnig', undefined],
    [[], undefined],
    [['strnig'], undefined],
    [undefined, undefined],
  ])('%j', (type, bits) => {
    expect(typeBits(type)).toBe(bits);
  });

  it('knows the type of a value', () => {
    expect([null, true, 1, 1.5, '', [], {}].map(bitOf)).toEqual([
      NULL,
      BOOLEAN,
      INTEGER,
      FRACTION,
      STRING,
      ARRAY,
      OBJECT,
    ]);
    expect(bitOf(1e300)).toBe(INTEGER);
  });

  it('names types in a fixed order', () => {
    expect(typeNames(ANY)).toEqual(['object', 'array', 'string', 'number', 'boolean', 'null']);
    expect(typeNames(INTEGER | NULL)).toEqual(['integer', 'null']);
    expect(typeNames(0)).toEqual([]);
  });
});

describe('one text for equal values', () => {
  it('does not care for the order of members', () => {
    expect(valueKey({ a: 1, b: [{ d: 1, c: 2 }] })).toBe(valueKey({ b: [{ c: 2, d: 1 }], a: 1 }));
    expect(valueKey([1, 2])).not.toBe(valueKey([2, 1]));
    expect(valueKey('1')).not.toBe(valueKey(1));
    expect(valueKey(undefined)).toBe('undefined');
  });
});
