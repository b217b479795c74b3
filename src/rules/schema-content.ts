/** Rules on what a schema says beyond the values it allows: how alternatives are told apart, how texts are to be read. */

import { align } from '../diff/align.ts';
import { branchIdentity } from '../diff/identity.ts';
import type { Kept } from '../diff/pair.ts';
import type { Discriminator, Facet, Shape } from '../diff/shape.ts';
import { STRING } from '../diff/types.ts';
import type { Effect } from '../diff/variance.ts';
import { nameIn } from '../spec/reference.ts';
import { type At, isObj } from '../spec/spec-version.ts';
import { code } from '../spec/words.ts';
import { literal } from './literal.ts';
import { type Fact, NOTHING, rule } from './rule.ts';
import { comparable, shared } from './schema-pair.ts';

interface Tags {
  readonly lost: readonly string[];
  readonly won: readonly string[];
}

/** Values of the property that picked a schema both sides have, and no longer do, or do now. */
function tagChange(pair: Kept<'schema'>, before: Discriminator, after: Discriminator): Tags {
  const { lost, won } =
    pair.before.unions.length + pair.after.unions.length === 0
      ? ofKinds(before, after)
      : ofBranches(pair, before, after);
  const [could, can] = [listedValues(pair, 'before', before), listedValues(pair, 'after', after)];
  return { lost: among(lost, could), won: among(won, can) };
}

/**
 * Without a list of alternatives. A kind more is one that readers of the base cope with already. What is one of the kinds itself, or
 * may be one by all that it says, has none.
 */
function ofKinds(
  before: Discriminator,
  after: Discriminator,
): { readonly lost: Set<string>; readonly won: Set<string> } {
  const { kinds: old = after.kinds } = before;
  const { kinds: now = old } = after;
  if (old === undefined || now === undefined) return { lost: new Set(), won: new Set() };
  const lost = new Set([...old.keys()].filter((tag) => !now.has(tag)));
  return { lost, won: new Set(lost.size === 0 ? [] : [...now.keys()].filter((tag) => !old.has(tag))) };
}

function ofBranches(pair: Kept<'schema'>, before: Discriminator, after: Discriminator) {
  const [old, now] = [tagsOf(pair, 'before', before), tagsOf(pair, 'after', after)];
  const renamed = renamedBranches(pair);
  const lost = new Set<string>();
  const won = new Set<string>();
  for (const [target, tags] of now) {
    const known = old.get(renamed.get(target) ?? target);
    const isListed = before.lists(renamed.get(target) ?? target) && after.lists(target);
    if (known === undefined || isListed) continue;
    for (const tag of known) if (!tags.includes(tag)) lost.add(tag);
    for (const tag of tags) if (!known.includes(tag)) won.add(tag);
  }
  return { lost, won };
}

function among(tags: ReadonlySet<string>, values: ReadonlySet<unknown> | undefined): string[] {
  return [...tags].filter((tag) => values === undefined || values.has(tag)).sort();
}

/** Values that the schema itself lists for the property. */
function listedValues(
  pair: Kept<'schema'>,
  side: 'before' | 'after',
  { propertyName }: Discriminator,
): ReadonlySet<unknown> | undefined {
  for (const { step, child: property } of pair.children) {
    if (step.kind !== 'property' || step.name !== propertyName || property.kind !== 'property') continue;
    const values = property[side]?.shape.enum?.values;
    return values && new Set([...values.values()].map(({ value }) => value));
  }
  // passed by, or listed where it is written
  const [only] = pair[side].properties.get(propertyName)?.schemas ?? [];
  if (!isObj(only?.value)) return undefined;
  const { enum: values, const: one } = only.value;
  return Array.isArray(values) ? new Set(values) : one === undefined ? undefined : new Set([one]);
}

/** The schema for values that pick none, where some message may have such a value. */
function otherwiseChange(
  pair: Kept<'schema'>,
  before: Discriminator,
  after: Discriminator,
): { readonly from: string; readonly to: string } | undefined {
  const [from, to] = [before.otherwise, after.otherwise];
  if (from === undefined || to === undefined || (renamedBranches(pair).get(to) ?? to) === from) return undefined;
  const branches = pair.children.filter(({ step }) => step.kind === 'branch').map(({ child: branch }) => branch);
  const allSay = branches.every(
    (branch) =>
      branch.kind === 'schema' &&
      branch.status === 'kept' &&
      saysItsTag(branch.before, before.propertyName) &&
      saysItsTag(branch.after, after.propertyName),
  );
  return branches.length > 0 && allSay ? undefined : { from, to };
}

function saysItsTag({ properties, required }: Shape, name: string): boolean {
  return required.has(name) && listsValues(properties.get(name)?.schemas ?? []);
}

function listsValues(schemas: readonly At[]): boolean {
  return schemas.some(({ value }) => isObj(value) && (value['const'] !== undefined || value['enum'] !== undefined));
}

/** Names of alternatives that are another schema's now, by their new name. */
function renamedBranches({ before, after }: Kept<'schema'>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  before.unions.forEach(({ branches }, index) => {
    for (const [old, now] of align(branches, after.unions[index]?.branches ?? [], branchIdentity).kept)
      if (old.ref !== undefined && now.ref !== undefined) names.set(nameIn(now.ref), nameIn(old.ref));
  });
  return names;
}

/** A schema without values of its own is picked by its name. */
function tagsOf(
  pair: Kept<'schema'>,
  side: 'before' | 'after',
  { tags }: Discriminator,
): Map<string, readonly string[]> {
  const all = new Map(tags);
  for (const { branches } of pair[side].unions) {
    for (const { ref } of branches) {
      const name = ref && nameIn(ref);
      if (name !== undefined && !all.has(name)) all.set(name, [name]);
    }
  }
  return all;
}

/** A text of a kind that is not said may be of any. */
function kindEffect({ from, to }: { readonly from: string | null; readonly to: string | null }): Effect {
  if (from === null) return 'narrows';
  return to === null ? 'widens' : 'replaces';
}

function kindChange(from: Facet<string> | undefined, to: Facet<string> | undefined) {
  if (from?.value === to?.value) return NOTHING;
  const data = { from: from?.value ?? null, to: to?.value ?? null };
  return [{ data, ...(from && { before: from.at }), ...(to && { after: to.at }) }];
}

function kindMessage(what: string, { from, to }: { readonly from: string | null; readonly to: string | null }): string {
  if (from === null) return `${what} ${code(to ?? '')} was added`;
  return to === null ? `${what} ${code(from)} was removed` : `${what} changed from ${code(from)} to ${code(to)}`;
}

function quoted(values: readonly string[]): string {
  return values.map(code).join(', ');
}

/** Values that only one of two open lists names. Beside a closed list they say nothing. */
function named(pair: Kept<'schema'>, here: 'before' | 'after', there: 'before' | 'after'): Fact<{ value: unknown }>[] {
  const [list, other] = [pair[here].extensible, pair[there].extensible];
  if (list === undefined || other === undefined || (pair.before.enum ?? pair.after.enum) !== undefined) return [];
  const only = [...list.values].filter(([key]) => !other.values.has(key));
  return only.map(([, { value, at }]) => {
    const places = here === 'before' ? { before: at, after: other.at } : { before: other.at, after: at };
    return { data: { value }, ...places };
  });
}

export const schemaContentRules = {
  'extensible-value-added': rule({
    on: 'schema',
    aspect: 'notice',
    when: 'kept',
    title: 'Value of an open list added',
    explain: 'A list that may grow (`x-extensible-enum`) has grown: readers were told to expect it.',
    find: (pair) => (comparable(pair) ? named(pair, 'after', 'before') : NOTHING),
    effect: 'none',
    beyondValues: true,
    message: ({ value }) => `${literal(value)} was added to the values of \`x-extensible-enum\``,
  }),
  'extensible-value-removed': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Value of an open list removed',
    explain: 'Requests with this value were described, and are no longer.',
    find: (pair) => (comparable(pair) ? named(pair, 'before', 'after') : NOTHING),
    effect: 'narrows',
    because:
      'By JSON Schema any value of the type is allowed before and after. But `x-extensible-enum` lists what is known: who sends a value of it relies on that.',
    beyondValues: true,
    policies: [
      {
        profile: 'lenient',
        is: 'tolerated',
        when: (_data, direction) => direction === 'request',
        because: 'The schema allows the value still.',
      },
    ],
    message: ({ value }) => `${literal(value)} was removed from the values of \`x-extensible-enum\``,
  }),
  'discriminator-changed': rule({
    on: 'schema',
    aspect: 'values',
    when: 'kept',
    title: 'Discriminator changed',
    explain:
      'Alternatives are told apart by another property, or by other values of it; who sends or reads the old ones picks none, or the wrong one.',
    find: (pair) => {
      if (pair.status !== 'kept' || pair.before.dangling || pair.after.dangling) return NOTHING;
      const { before, after } = pair;
      if (before.discriminator === undefined || after.discriminator === undefined) return NOTHING;
      const { lost, won } = tagChange(pair, before.discriminator, after.discriminator);
      const [from, to] = [before.discriminator.propertyName, after.discriminator.propertyName];
      const otherwise = otherwiseChange(pair, before.discriminator, after.discriminator);
      if (from === to && lost.length + won.length === 0 && otherwise === undefined) return NOTHING;
      const data = { from, to, lost, won, ...(otherwise && { otherwise }) };
      return [{ data, before: before.discriminator.at, after: after.discriminator.at }];
    },
    effect: ({ from, to, lost, won, otherwise }) => {
      if (from !== to || otherwise !== undefined || (lost.length > 0 && won.length > 0)) return 'replaces';
      return lost.length > 0 ? 'narrows' : 'widens';
    },
    beyondValues: true,
    mayPick: true,
    message: ({ from, to, lost, won, otherwise }) => {
      if (from === to && lost.length + won.length === 0 && otherwise !== undefined)
        return `other values of ${code(to)} pick ${code(otherwise.to)} where they picked ${code(otherwise.from)}`;
      if (from !== to) return `alternatives are told apart by ${code(to)} where they were by ${code(from)}`;
      const other = lost.filter((tag) => won.includes(tag));
      const gone = lost.filter((tag) => !other.includes(tag));
      const come = won.filter((tag) => !other.includes(tag));
      const parts = [
        gone.length === 0 ? '' : `no longer by ${quoted(gone)}`,
        come.length === 0 ? '' : `now by ${quoted(come)}`,
        other.length === 0 ? '' : `in another way by ${quoted(other)}`,
      ];
      return `alternatives are picked ${parts.filter((one) => one !== '').join(', ')} of ${code(to)}`;
    },
  }),
  'content-encoding-changed': rule({
    on: 'schema',
    aspect: 'format',
    when: 'kept',
    title: 'Encoding of bytes changed',
    explain:
      'Bytes are written as text in another way; who decodes or encodes in the old way gets other bytes, or none.',
    find: (pair) =>
      comparable(pair) && shared(pair, STRING) ? kindChange(pair.before.encoding, pair.after.encoding) : NOTHING,
    effect: kindEffect,
    beyondValues: true,
    policies: [
      { profile: 'lenient', is: 'tolerated', because: 'JSON Schema reads contentEncoding as a note (2020-12, 8.3).' },
    ],
    message: (data) => kindMessage('encoding', data),
  }),
  'content-media-type-changed': rule({
    on: 'schema',
    aspect: 'format',
    when: 'kept',
    title: 'Media type of a text changed',
    explain: 'What is inside the text is of another media type; who parses the old one fails.',
    find: (pair) =>
      comparable(pair) && shared(pair, STRING) ? kindChange(pair.before.content, pair.after.content) : NOTHING,
    effect: ({ from, to }) => (from === null || to === null ? 'none' : 'replaces'),
    because: 'That a text has a media type may be documented at last, or no longer; another one is another content.',
    beyondValues: true,
    policies: [
      { profile: 'lenient', is: 'tolerated', because: 'JSON Schema reads contentMediaType as a note (2020-12, 8.4).' },
    ],
    message: (data) => kindMessage('media type', data),
  }),
};
