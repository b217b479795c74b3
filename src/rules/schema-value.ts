/** Rules on which values a schema position allows: types, enums, formats and defaults. */

import { encodingOf, formatFits } from '../diff/format.ts';
import type { Kept, Pair } from '../diff/pair.ts';
import type { Facet, Shape } from '../diff/shape.ts';
import { ANY, BOOLEAN, NULL, NUMBER, STRING, typeNames } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import type { Effect } from '../diff/variance.ts';
import { compositionDiffers } from '../diff/walk-schema.ts';
import type { At, Obj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { announced, deprecationMessage } from './deprecation.ts';
import { literal } from './literal.ts';
import { type Fact, NOTHING, rule } from './rule.ts';

/** A pair that keyword rules can speak of: both sides exist and are composed alike. */
export function comparable(pair: Pair<'schema'>): pair is Kept<'schema'> {
  if (pair.status !== 'kept' || pair.before === pair.after) return false;
  return !pair.before.dangling && !pair.after.dangling && !compositionDiffers(pair);
}

/** Both sides may be of this type. A keyword that speaks of another type says nothing here. */
export function shared({ before, after }: Kept<'schema'>, bits: number): boolean {
  return (before.types & after.types & bits) !== 0;
}

function isAnything(shape: Shape): boolean {
  return shape.types === ANY && shape.enum === undefined && shape.unions.length === 0;
}

/** The list says no more than the types do: both booleans, or only null. */
function isWhole({ enum: facet, types }: Shape): boolean {
  if (facet === undefined || (types & ~(BOOLEAN | NULL)) !== 0) return false;
  return facet.values.has('true') === facet.values.has('false');
}

/** The values are listed, and the list says more than the types do. */
function saysMore(shape: Shape): boolean {
  return shape.enum !== undefined && !isWhole(shape);
}

/** Null is allowed by some branch of a union, where it is told, and not by what is said beside the union. */
function branchesTellNull({ unions, types }: Shape, other: Shape): boolean {
  if (unions.length === 0 || (types & NULL) === 0 || unions.some(({ orNull }) => orNull)) return false;
  const isRegrouped = unions.some(({ branches }, index) => branches.length !== other.unions[index]?.branches.length);
  return types === ANY || isRegrouped;
}

/** Types beside null, when the two sides differ in them and no enum says it more exactly. */
function typeChange({ before, after }: Kept<'schema'>): { from: number; to: number } | undefined {
  const wild = isAnything(before) || isAnything(after);
  const from = wild ? before.types : before.types & ~NULL;
  const to = wild ? after.types : after.types & ~NULL;
  if (from === to) return undefined;
  const [listsOld, listsNow] = [saysMore(before), saysMore(after)];
  if (listsOld && listsNow && (from & to) !== 0) return undefined;
  if (listsNow && (to & ~from) === 0 && to !== 0) return undefined;
  if (listsOld && (from & ~to) === 0 && from !== 0) return undefined;
  return { from, to };
}

function listed({ enum: facet }: Shape): readonly (readonly [string, Facet<unknown>])[] {
  return facet === undefined ? [] : [...facet.values].filter(([key]) => key !== NULL_KEY);
}

const NULL_KEY = valueKey(null);

function enumFacts(
  from: Shape,
  to: Shape,
  place: (value: At, list: At) => Omit<Fact<never>, 'data'>,
): Fact<{ value: unknown }>[] {
  if (from.enum === undefined || to.enum === undefined) return [];
  const known = from.enum.values;
  const list = from.enum.at;
  return listed(to)
    .filter(([key]) => !known.has(key))
    .map(([, facet]) => ({ data: { value: facet.value }, ...place(facet.at, list) }));
}

function singleValues({ before, after }: Kept<'schema'>): { from: unknown; to: unknown } | undefined {
  const [old, now] = [listed(before), listed(after)];
  if (old.length !== 1 || now.length !== 1 || old[0]?.[0] === now[0]?.[0]) return undefined;
  return { from: old[0]?.[1].value, to: now[0]?.[1].value };
}

/** Formats that say how bytes are written are told by `content-encoding-changed`. */
function formatName({ format }: Shape): string | null {
  return format === undefined || encodingOf(format.value) !== undefined ? null : format.value;
}

function formatEffect({ from, to }: { from: string | null; to: string | null }): Effect {
  const narrows = !formatFits(from ?? undefined, to ?? undefined);
  const widens = !formatFits(to ?? undefined, from ?? undefined);
  if (narrows) return widens ? 'replaces' : 'narrows';
  return widens ? 'widens' : 'none';
}

export const schemaValueRules = {
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
    find: (pair) => {
      if (
        !comparable(pair) ||
        isAnything(pair.before) ||
        isAnything(pair.after) ||
        branchesTellNull(pair.after, pair.before)
      )
        return NOTHING;
      const added = (pair.before.types & NULL) === 0 && (pair.after.types & NULL) !== 0;
      if (!added) return NOTHING;
      const unread = pair.before.strayNullable !== undefined;
      return [{ data: { unread }, before: pair.before.strayNullable ?? pair.before.typeAt, after: pair.after.typeAt }];
    },
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
    find: (pair) => {
      if (
        !comparable(pair) ||
        isAnything(pair.before) ||
        isAnything(pair.after) ||
        branchesTellNull(pair.before, pair.after)
      )
        return NOTHING;
      const removed = (pair.before.types & NULL) !== 0 && (pair.after.types & NULL) === 0;
      if (!removed) return NOTHING;
      const unread = pair.after.strayNullable !== undefined;
      return [{ data: { unread }, before: pair.before.typeAt, after: pair.after.strayNullable ?? pair.after.typeAt }];
    },
    effect: 'narrows',
    shows: () => ({ type: 'null' }),
    message: ({ unread }) =>
      unread
        ? 'null is no longer allowed: this version of OpenAPI does not know `nullable`'
        : 'null is no longer allowed',
  }),
  'enum-value-added': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Enum value added',
    explain: 'Readers may meet a value they do not know.',
    find: (pair) =>
      comparable(pair) && singleValues(pair) === undefined
        ? enumFacts(pair.before, pair.after, (after, before) => ({ before, after }))
        : NOTHING,
    effect: 'widens',
    shows: ({ value }) => ({ const: value }),
    policies: [
      {
        profile: 'lenient',
        is: 'tolerated',
        when: (_data, direction) => direction === 'response',
        because: 'A tolerant reader copes with a value it does not know.',
      },
    ],
    message: ({ value }) => `enum value ${literal(value)} was added`,
  }),
  'enum-value-removed': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Enum value removed',
    explain: 'Requests with this value are now refused.',
    find: (pair) =>
      comparable(pair) && singleValues(pair) === undefined
        ? enumFacts(pair.after, pair.before, (before, after) => ({ before, after }))
        : NOTHING,
    effect: 'narrows',
    shows: ({ value }) => ({ const: value }),
    message: ({ value }) => `enum value ${literal(value)} was removed`,
  }),
  'const-changed': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Only allowed value changed',
    explain: 'The one value that was allowed is refused, and the new one is unknown to readers.',
    find: (pair) => {
      const change = comparable(pair) ? singleValues(pair) : undefined;
      if (change === undefined || !comparable(pair)) return NOTHING;
      const [before, after] = [pair.before.enum?.at, pair.after.enum?.at];
      return [{ data: change, ...(before && { before }), ...(after && { after }) }];
    },
    effect: 'replaces',
    shows: ({ from, to }, _pair, direction) => ({ const: direction === 'request' ? from : to }),
    message: ({ from, to }) => `the only allowed value changed from ${literal(from)} to ${literal(to)}`,
  }),
  'enum-added': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Values limited to a list',
    explain: 'Requests with a value that is not on the list are now refused.',
    find: (pair) => {
      if (!comparable(pair) || pair.before.enum !== undefined || pair.after.enum === undefined) return NOTHING;
      if (isWhole(pair.after)) return NOTHING;
      return [{ data: { values: listed(pair.after).map(([, { value }]) => value) }, after: pair.after.enum.at }];
    },
    effect: 'narrows',
    shows: ({ values }) => ({ not: { enum: values } }),
    message: ({ values }) => `values are now limited to ${literals(values)}`,
  }),
  'enum-removed': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Values no longer limited to a list',
    explain: 'Readers may meet values that are not on the list they know.',
    find: (pair) => {
      if (!comparable(pair) || pair.before.enum === undefined || pair.after.enum !== undefined) return NOTHING;
      if (isWhole(pair.before)) return NOTHING;
      return [{ data: { values: listed(pair.before).map(([, { value }]) => value) }, before: pair.before.enum.at }];
    },
    effect: 'widens',
    shows: ({ values }) => ({ not: { enum: values } }),
    message: ({ values }) => `values are no longer limited to ${literals(values)}`,
  }),
  'format-changed': rule({
    on: 'schema',
    aspect: 'format',
    when: 'kept',
    title: 'Format changed',
    explain: 'Values are written differently; who parses or sends the old form fails.',
    find: (pair) => {
      if (!comparable(pair) || !shared(pair, STRING | NUMBER)) return NOTHING;
      const [from, to] = [formatName(pair.before), formatName(pair.after)];
      if (
        from === to ||
        typeChange(pair) !== undefined ||
        pair.before.enum !== undefined ||
        pair.after.enum !== undefined
      ) {
        return NOTHING;
      }
      const [before, after] = [pair.before.format?.at, pair.after.format?.at];
      return [{ data: { from, to }, ...(before && { before }), ...(after && { after }) }];
    },
    effect: formatEffect,
    because: 'A format that is not in the OpenAPI registry is a note for people.',
    shows: () => ({ not: { type: 'null' } }),
    policies: [
      { profile: 'lenient', is: 'tolerated', because: 'JSON Schema reads format as a note (2020-12, 7.2.1).' },
    ],
    message: ({ from, to }) => {
      if (from === null) return `format ${code(to ?? '')} was added`;
      return to === null ? `format ${code(from)} was removed` : `format changed from ${code(from)} to ${code(to)}`;
    },
  }),
  'default-changed': rule({
    on: 'schema',
    aspect: 'notice',
    when: 'kept',
    title: 'Default changed',
    explain: 'Calls that leave the value out mean something else from now on.',
    find: (pair) => {
      if (!comparable(pair)) return NOTHING;
      const [before, after] = [pair.before.default, pair.after.default];
      const [from, to] = [before && valueKey(before.value), after && valueKey(after.value)];
      if (from === to) return NOTHING;
      return [
        {
          data: { from: from ?? null, to: to ?? null },
          ...(before && { before: before.at }),
          ...(after && { after: after.at }),
        },
      ];
    },
    effect: 'none',
    because: 'The same messages are valid before and after.',
    ofAbsence: true,
    weight: ({ from }) => (from === null ? 'info' : 'warning'),
    message: ({ from, to }) => {
      if (from === null) return `default ${code(to ?? '')} was added`;
      return to === null ? `default ${code(from)} was removed` : `default changed from ${code(from)} to ${code(to)}`;
    },
  }),
  'schema-deprecated': rule({
    on: 'schema',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Field deprecated',
    explain: 'The field still works. Its owner announces that it will go.',
    find: (pair) => (comparable(pair) ? announced(pair.before.deprecated, pair.after.deprecated) : NOTHING),
    effect: 'none',
    message: (data) => deprecationMessage('it', data),
  }),
};

function typeText(names: readonly string[]): string {
  if (names.length === 0) return 'nothing at all';
  return names.length === typeNames(ANY).length ? 'anything' : names.join(' or ');
}

/** Values of these types; of none where there are none. */
export function typed(names: readonly string[]): Obj {
  return names.length === 0 ? { enum: [] } : { type: names };
}

function literals(values: readonly unknown[]): string {
  const shown = values.slice(0, 5).map(literal).join(', ');
  return values.length > 5 ? `${shown} and ${values.length - 5} more` : shown;
}
