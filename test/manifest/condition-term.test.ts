import { describe, expect, it } from 'vitest';
import { type Term, termOf } from '../../src/manifest/condition-term.ts';

/** `all` and `any` with their parts, terms as their text. */
function shownOf(term: Term): unknown {
  if (term.kind === 'one') return term.text.trim();
  return { [term.kind]: term.kind === 'not' ? shownOf(term.of) : term.of.map(shownOf) };
}

describe('termOf', () => {
  it.each([
    ['a', 'a'],
    ['a != "x and y"', 'a != "x and y"'],
    ['a = 1 and b or c', { any: [{ all: ['a = 1', 'b'] }, 'c'] }],
    ['a and (b or c)', { all: ['a', { any: ['b', 'c'] }] }],
    ['( (a or b) )', { any: ['a', 'b'] }],
    ['`and`.x = 1 or `or`', { any: ['`and`.x = 1', '`or`'] }],
    ['(a /* b */) and c', { all: ['a /* b */', 'c'] }],
    ['(a or b) /* ) */ and c', { all: ['(a or b) /* ) */', 'c'] }],
    ['(a or b)[0] and c', { all: ['(a or b)[0]', 'c'] }],
    ['($x := a; $x or b)', '($x := a; $x or b)'],
    ['a ? b and c : d', 'a ? b and c : d'],
    ['$not(a and b)', { not: { all: ['a', 'b'] } }],
    ['a or $not ( (b) )', { any: ['a', { not: 'b' }] }],
    ['$not(a) and b', { all: [{ not: 'a' }, 'b'] }],
    ['$exists(a or b)', '$exists(a or b)'],
    ['($not := $boolean; $not(a or b))', '($not := $boolean; $not(a or b))'],
    ['$not(a or b)[0]', '$not(a or b)[0]'],
  ])('%s', (condition, terms) => {
    expect(shownOf(termOf(condition))).toEqual(terms);
  });

  it('says what each term reads', () => {
    const term = termOf('a.b = 1 and (c or $exists(d))');
    expect(term).toMatchObject({
      of: [{ reads: [['a', 'b']] }, { of: [{ reads: [['c']] }, { reads: [['d']] }] }],
    });
  });
});
