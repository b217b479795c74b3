/** Rules on limits: numbers, lengths, counts, patterns, and what only a proof can compare. */

import { isMultiple } from '../containment/decimal.ts';
import type { Kept, Pair } from '../diff/pair.ts';
import type { Shape } from '../diff/shape.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from '../diff/types.ts';
import { valueKey } from '../diff/value-key.ts';
import { compositionDiffers } from '../diff/walk-schema.ts';
import { numbersOf } from '../diff/word-texts.ts';
import type { Obj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { changedConditions } from './condition.ts';
import { bound, characters, count, isOnStep, items, limitRule, matters, members, size, step } from './limit.ts';
import { type Fact, NOTHING, rule } from './rule.ts';
import { comparable, shared } from './schema-pair.ts';

function patternTexts(shape: Shape): string[] {
  return shape.patterns.map((facet) => facet.value).sort();
}

function additionalName(shape: Shape): 'open' | 'closed' | 'limited' {
  return typeof shape.additional === 'string' ? shape.additional : 'limited';
}

function isReshaped(pair: Pair<'schema'>): pair is Kept<'schema'> {
  if (pair.status !== 'kept' || pair.before === pair.after || pair.before.dangling || pair.after.dangling) return false;
  return (
    compositionDiffers(pair) || pair.before.unions.some((union, index) => union.kind !== pair.after.unions[index]?.kind)
  );
}

/** Objects with a name that neither side declares. */
function undeclared({ before, after }: Pair<'schema'>): Obj {
  const declared = [before, after].flatMap((shape) => [...(shape?.properties.keys() ?? [])]);
  return { type: 'object', not: { propertyNames: { enum: declared } } };
}

function named(patterns: readonly string[]): string {
  return patterns
    .map((pattern) => {
      const numbers = numbersOf(pattern);
      return numbers ? `that of ${numbers}` : code(pattern);
    })
    .join(' and ');
}

export const schemaLimitRules = {
  'minimum-changed': limitRule({
    keyword: 'minimum',
    title: 'Minimum changed',
    explain: 'Smaller numbers are refused, or come as a surprise.',
    bits: NUMBER,
    raising: true,
    read: (shape) => bound(shape, 'minimum'),
    measure: size,
  }),
  'maximum-changed': limitRule({
    keyword: 'maximum',
    title: 'Maximum changed',
    explain: 'Larger numbers are refused, or come as a surprise.',
    bits: NUMBER,
    raising: false,
    read: (shape) => bound(shape, 'maximum'),
    measure: size,
  }),
  'min-length-changed': limitRule({
    keyword: 'minLength',
    title: 'Minimum length changed',
    explain: 'Shorter texts are refused, or come as a surprise.',
    bits: STRING,
    raising: true,
    read: (shape) => count(shape.minLength),
    measure: characters,
  }),
  'max-length-changed': limitRule({
    keyword: 'maxLength',
    title: 'Maximum length changed',
    explain: 'Longer texts are refused, or do not fit where they are stored.',
    bits: STRING,
    raising: false,
    read: (shape) => count(shape.maxLength),
    measure: characters,
  }),
  'min-items-changed': limitRule({
    keyword: 'minItems',
    title: 'Minimum number of items changed',
    explain: 'Shorter lists are refused, or come as a surprise.',
    bits: ARRAY,
    raising: true,
    read: (shape) => count(shape.minItems),
    measure: items,
  }),
  'max-items-changed': limitRule({
    keyword: 'maxItems',
    title: 'Maximum number of items changed',
    explain: 'Longer lists are refused, or come as a surprise.',
    bits: ARRAY,
    raising: false,
    read: (shape) => count(shape.maxItems),
    measure: items,
  }),
  'min-properties-changed': limitRule({
    keyword: 'minProperties',
    title: 'Minimum number of members changed',
    explain: 'Objects with fewer members are refused, or come as a surprise.',
    bits: OBJECT,
    raising: true,
    read: (shape) => count(shape.minProperties),
    measure: members,
  }),
  'max-properties-changed': limitRule({
    keyword: 'maxProperties',
    title: 'Maximum number of members changed',
    explain: 'Objects with more members are refused, or come as a surprise.',
    bits: OBJECT,
    raising: false,
    read: (shape) => count(shape.maxProperties),
    measure: members,
  }),
  'multiple-of-changed': rule({
    on: 'schema',
    aspect: 'limit',
    when: 'kept',
    title: 'Step of numbers changed',
    explain: 'Numbers between the allowed steps are refused, or come as a surprise.',
    find: (pair) => {
      if (!comparable(pair) || !shared(pair, NUMBER)) return NOTHING;
      const [before, after] = [pair.before, pair.after].map((side) => step(side, pair.before.types & pair.after.types));
      if (before?.value === after?.value || !matters(pair, isOnStep)) return NOTHING;
      const data = { from: before?.value ?? null, to: after?.value ?? null };
      return [{ data, ...(before && { before: before.at }), ...(after && { after: after.at }) }];
    },
    effect: ({ from, to }) => {
      if (from === null) return 'narrows';
      if (to === null) return 'widens';
      if (isMultiple(to, from)) return 'narrows';
      return isMultiple(from, to) ? 'widens' : 'replaces';
    },
    shows: () => ({ type: 'number' }),
    message: ({ from, to }) => {
      if (from === null) return `multipleOf ${code(String(to))} was added`;
      return to === null
        ? `multipleOf ${code(String(from))} was removed`
        : `multipleOf changed from ${code(String(from))} to ${code(String(to))}`;
    },
  }),
  'unique-items-changed': rule({
    on: 'schema',
    aspect: 'limit',
    when: 'kept',
    title: 'Uniqueness of items changed',
    explain: 'Lists with equal items are refused, or come as a surprise.',
    find: (pair) => {
      if (!comparable(pair) || !shared(pair, ARRAY)) return NOTHING;
      const [before, after] = [pair.before.uniqueItems, pair.after.uniqueItems];
      if ((before === undefined) === (after === undefined)) return NOTHING;
      return [
        {
          data: { added: after !== undefined },
          ...(before && { before: before.at }),
          ...(after && { after: after.at }),
        },
      ];
    },
    effect: ({ added }) => (added ? 'narrows' : 'widens'),
    shows: () => ({ type: 'array' }),
    message: ({ added }) => (added ? 'items must now be unique' : 'items need no longer be unique'),
  }),
  'pattern-changed': rule({
    on: 'schema',
    aspect: 'limit',
    when: 'kept',
    title: 'Pattern changed',
    explain: 'Texts that do not match the new pattern are refused, or come as a surprise.',
    find: (pair) => {
      if (!comparable(pair) || !shared(pair, STRING)) return NOTHING;
      const [from, to] = [patternTexts(pair.before), patternTexts(pair.after)];
      if (valueKey(from) === valueKey(to)) return NOTHING;
      const [before, after] = [pair.before.patterns[0]?.at, pair.after.patterns[0]?.at];
      const listed = pair.before.enum !== undefined || pair.after.enum !== undefined;
      return [{ data: { from, to, listed }, ...(before && { before }), ...(after && { after }) }];
    },
    effect: ({ from, to, listed }) => {
      if (listed) return 'unknown';
      if (from.every((pattern) => to.includes(pattern))) return 'narrows';
      return to.every((pattern) => from.includes(pattern)) ? 'widens' : 'unknown';
    },
    because: 'Whether a pattern takes all that another, or a list, takes needs a proof.',
    limit: { keyword: 'pattern' },
    shows: () => ({ type: 'string' }),
    message: ({ from, to }) => {
      const [lost, won] = [from, to].map((patterns) => patterns.map(numbersOf).find((one) => one !== undefined));
      if (from.length === 0) return won ? `texts are ${won} now` : `pattern ${named(to)} was added`;
      if (to.length === 0) return lost ? `texts need no longer be ${lost}` : `pattern ${named(from)} was removed`;
      return `pattern changed from ${named(from)} to ${named(to)}`;
    },
  }),
  'additional-properties-changed': rule({
    on: 'schema',
    aspect: 'shape',
    when: 'kept',
    title: 'Undeclared members allowed or refused',
    explain:
      'A closed object refuses requests with names it does not declare, and one with a schema for them other values; readers who were told what they hold meet anything once it is gone.',
    find: (pair) => {
      if (!comparable(pair) || !shared(pair, OBJECT)) return NOTHING;
      const [from, to] = [additionalName(pair.before), additionalName(pair.after)];
      if (from === to) return NOTHING;
      const [before, after] = [pair.before.additionalAt, pair.after.additionalAt];
      return [{ data: { from, to }, ...(before && { before }), ...(after && { after }) }];
    },
    effect: ({ from, to }, direction) => {
      if (to === 'closed' || from === 'open') return 'narrows';
      return from === 'closed' && to === 'open' && direction === 'response' ? 'none' : 'widens';
    },
    because:
      'Undeclared names do not count as used (mode `declared`), so opening an object is none for its readers. What a schema says of them counts, and so does closing: somebody wrote it on purpose.',
    shows: (_, pair) => ({
      type: 'object',
      not: { propertyNames: { enum: [...(pair.after?.properties.keys() ?? [])] } },
    }),
    countsUndeclared: ({ from, to }) => from !== 'closed' || to === 'limited',
    message: ({ from, to }) => {
      if (to === 'closed') return 'members that are not declared are now refused';
      if (from === 'closed') return 'members that are not declared are now allowed';
      return to === 'limited'
        ? 'members that are not declared now have a schema'
        : 'members that are not declared may now be anything';
    },
  }),
  'keyword-changed': rule({
    on: 'schema',
    aspect: 'shape',
    when: 'kept',
    title: 'Condition changed',
    explain: 'The keyword combines schemas; what the edit does to the allowed values needs a proof.',
    find: (pair) => (comparable(pair) ? changedConditions(pair) : NOTHING),
    effect: 'unknown',
    because:
      'Names that an open object lets in count where the other side refuses or limits them: somebody wrote it on purpose.',
    shows: ({ limits }, pair) => (limits ? undeclared(pair) : true),
    countsUndeclared: ({ limits }) => limits === true,
    message: ({ keyword }) => `${code(keyword)} was edited`,
  }),
  'values-changed': rule({
    on: 'schema',
    aspect: 'shape',
    when: 'kept',
    title: 'Allowed values changed',
    explain:
      'No single keyword tells it, but together the edits refuse a value that was allowed, or allow one that was refused. Found by proof: the value shows it.',
    // Found by asking about whole messages, where no other rule explains the answer.
    find: () => NOTHING as readonly Fact<object>[],
    effect: 'unknown',
    message: () => 'other values are allowed than before',
  }),
  'composition-changed': rule({
    on: 'schema',
    aspect: 'shape',
    when: 'kept',
    title: 'Composition changed',
    explain: 'The schema is put together from other alternatives; whether it allows the same values needs a proof.',
    find: (pair) => {
      if (!isReshaped(pair)) return NOTHING;
      const text = (shape: Shape) =>
        shape.unions.map((union) => `${union.kind} of ${union.branches.length}`).join(', ');
      const data = { from: text(pair.before), to: text(pair.after) };
      const [before, after] = [pair.before.unions[0]?.at, pair.after.unions[0]?.at];
      return [{ data, ...(before && { before }), ...(after && { after }) }];
    },
    effect: 'unknown',
    message: ({ from, to }) => `alternatives changed from ${from || 'none'} to ${to || 'none'}`,
  }),
};
