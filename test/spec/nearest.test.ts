import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/spec/nearest.ts';

describe('the nearest right spelling', () => {
  it.each([
    ['a letter too many', 'fielsds', ['flows', 'fields'], 'fields'],
    ['two letters swapped', 'form', ['to', 'from'], 'from'],
    ['a letter missing', 'adress', ['address', 'addresses'], 'address'],
    ['a wrong letter', 'crn', ['erp', 'crm'], 'crm'],
    ['case', 'LEGALNAME', ['legalNames', 'legalName'], 'legalName'],
    ['separators', 'legal_name', ['legalName'], 'legalName'],
    ['the signs of a list', 'email', ['name', '[*].email'], '[*].email'],
    ['case before distance', 'Status', ['statue', 'status'], 'status'],
    ['the word itself before another case', 'status', ['Status', 'status'], 'status'],
    ['the first of several that differ in case', 'STATUS', ['Status', 'status'], 'Status'],
    ['the first of equals', 'cat', ['bat', 'hat'], 'bat'],
    ['a beginning', 'warn', ['error', 'warning'], 'warning'],
    ['a beginning of two', 'cust', ['customerName', 'customerNumber'], undefined],
    ['nothing near', 'colour', ['from', 'to'], undefined],
    ['short words share nothing', 'id', ['to'], undefined],
    ['a single letter is no misspelling of another', 'a', ['b'], undefined],
    ['only signs', '***', ['---', 'a'], undefined],
    ['no candidates', 'a', [], undefined],
    ['far more letters than anybody types', 'a'.repeat(200), [`${'a'.repeat(199)}b`], undefined],
  ])('%s', (_, word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });
});
