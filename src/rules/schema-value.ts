/** Rules on which values of its types a schema position allows: enums and formats; and on defaults. */

import { encodingOf, formatFits } from '../diff/format.ts';
import type { Kept } from '../diff/pair.ts';
import type { Facet, Shape } from '../diff/shape.ts';
import { NUMBER, STRING } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import type { Effect } from '../diff/variance.ts';
import type { At } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { announced, deprecationMessage } from './deprecation.ts';
import { literal } from './literal.ts';
import { type Fact, NOTHING, rule } from './rule.ts';
import { comparable, isWhole, shared, typeChange } from './schema-pair.ts';

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

function literals(values: readonly unknown[]): string {
  const shown = values.slice(0, 5).map(literal).join(', ');
  return values.length > 5 ? `${shown} and ${values.length - 5} more` : shown;
}
