/** Rules on the types that a schema position allows, null among them. */

import type { Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { ANY, NULL, typeNames } from '../diff/types.ts';
import { type Fact, NOTHING, rule } from './rule.ts';
import { comparable, isAnything, typeChange, typed } from './schema-pair.ts';

/** Null is allowed by some branch of a union, where it is told, and not by what is said beside the union. */
function branchesTellNull({ unions, types }: Shape, other: Shape): boolean {
  if (unions.length === 0 || (types & NULL) === 0 || unions.some(({ orNull }) => orNull)) return false;
  const isRegrouped = unions.some(({ branches }, index) => branches.length !== other.unions[index]?.branches.length);
  return types === ANY || isRegrouped;
}

/** Null is one of the types of one side only, where that is said in no other way. */
function nullFacts(pair: Pair<'schema'>, lacks: 'before' | 'after', has: 'before' | 'after'): readonly NullFact[] {
  if (!comparable(pair)) return NOTHING;
  const [without, taking] = [pair[lacks], pair[has]];
  if (isAnything(without) || isAnything(taking) || branchesTellNull(taking, without)) return NOTHING;
  if ((without.types & NULL) !== 0 || (taking.types & NULL) === 0) return NOTHING;
  const { strayNullable, typeAt } = without;
  return [{ data: { unread: strayNullable !== undefined }, [lacks]: strayNullable ?? typeAt, [has]: taking.typeAt }];
}

/** `unread`: the side without null has a `nullable` that its version of OpenAPI does not know. */
type NullFact = Fact<{ readonly unread: boolean }>;

export const schemaTypeRules = {
  'type-changed': rule({
    on: 'schema',
    aspect: 'type',
    when: 'kept',
    title: 'Type changed',
    explain: 'Values of a type that is gone are refused; values of a new type are a surprise to readers.',
    find: (pair) => {
      const change = comparable(pair) ? typeChange(pair) : undefined;
      if (change === undefined || !comparable(pair)) return NOTHING;
      const data = {
        from: typeNames(change.from),
        to: typeNames(change.to),
        loses: (change.from & ~change.to) !== 0,
        gains: (change.to & ~change.from) !== 0,
      };
      return [{ data, before: pair.before.typeAt, after: pair.after.typeAt }];
    },
    effect: ({ loses, gains }) => (loses ? (gains ? 'replaces' : 'narrows') : 'widens'),
    shows: ({ from, to }, _pair, direction) =>
      direction === 'request' ? { ...typed(from), not: typed(to) } : { ...typed(to), not: typed(from) },
    message: ({ from, to }) => `type changed from ${typeText(from)} to ${typeText(to)}`,
  }),
  'null-added': rule({
    on: 'schema',
    aspect: 'null',
    when: 'kept',
    title: 'Null allowed',
    explain: 'Readers may meet null where there was always a value.',
    find: (pair) => nullFacts(pair, 'before', 'after'),
    effect: 'widens',
    shows: () => ({ type: 'null' }),
    message: ({ unread }) =>
      unread ? 'null is now allowed: the old version of OpenAPI did not know its `nullable`' : 'null is now allowed',
  }),
  'null-removed': rule({
    on: 'schema',
    aspect: 'null',
    when: 'kept',
    title: 'Null no longer allowed',
    explain: 'Null is refused where it was accepted.',
    find: (pair) => nullFacts(pair, 'after', 'before'),
    effect: 'narrows',
    shows: () => ({ type: 'null' }),
    message: ({ unread }) =>
      unread
        ? 'null is no longer allowed: this version of OpenAPI does not know `nullable`'
        : 'null is no longer allowed',
  }),
};

function typeText(names: readonly string[]): string {
  if (names.length === 0) return 'nothing at all';
  return names.length === typeNames(ANY).length ? 'anything' : names.join(' or ');
}
