/** Rules on security requirements. What is compared is what a scheme asks for, not the name it is defined under. */

import { type Amiss, amissWith, type Held, type HeldScheme, heldBy } from '../diff/credentials.ts';
import type { Pair } from '../diff/pair.ts';
import { valueKey } from '../diff/value-key.ts';
import type { Security, SecurityScheme } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { deprecationMessage } from './deprecation.ts';
import { type Fact, NOTHING, rule } from './rule.ts';

/** Alternatives that are listed in a message. */
const MAX_ASKED = 20;

/** In words, for two versions: a name that stands for something else in each says nothing by itself. */
function describer(before: Security, after: Security): (held: Held) => string {
  const olds = identities(before);
  const isOther = new Set(
    [...identities(after)].flatMap(([name, is]) => ((olds.get(name) ?? is) === is ? [] : [name])),
  );
  const describeScheme = ({ name, identity, scopes }: HeldScheme): string => {
    const details = [...(isOther.has(name) ? [identity] : []), ...scopes];
    return details.length === 0 ? code(name) : `${code(name)} (${details.map(code).join(', ')})`;
  };
  return ({ schemes }) => (schemes.length === 0 ? 'anonymous access' : schemes.map(describeScheme).join(' with '));
}

function identities({ alternatives }: Security): ReadonlyMap<string, string> {
  return new Map(alternatives.flatMap(({ schemes }) => schemes.map(({ name, identity }) => [name, identity])));
}

type Refused = readonly (readonly [held: Held, amiss: readonly Amiss[] | undefined])[];

const refusedKnown = new WeakMap<Security, WeakMap<Security, Refused>>();

/** The credentials that are not enough, and why: each rule asks. */
function refusedOf(from: Security, to: Security): Refused {
  const known = refusedKnown.get(from) ?? new WeakMap<Security, Refused>();
  refusedKnown.set(from, known);
  const refused =
    known.get(to) ??
    heldBy(from)
      .map((held) => [held, amissWith(held, to)] as const)
      .filter(([, amiss]) => amiss?.length !== 0);
  known.set(to, refused);
  return refused;
}

/** Facts about each of the credentials of one version that are not enough in the other; each fact once. */
function facts<D>(
  from: Security,
  to: Security,
  find: (held: Held, amiss: readonly Amiss[] | undefined) => readonly Fact<D>[],
): Fact<D>[] {
  const found = new Map<string, Fact<D>>();
  for (const [held, amiss] of refusedOf(from, to)) {
    for (const fact of find(held, amiss)) {
      const key = valueKey(fact.data);
      if (!found.has(key)) found.set(key, fact);
    }
  }
  return [...found.values()];
}

function of<K extends Amiss['kind']>(kind: K, amiss: readonly Amiss[] | undefined): Extract<Amiss, { kind: K }>[] {
  return (amiss ?? []).filter((one): one is Extract<Amiss, { kind: K }> => one.kind === kind);
}

function both(pair: Pair<'security'>): { before: Security; after: Security } | undefined {
  return pair.status === 'kept' ? pair : undefined;
}

export const securityRules = {
  'security-scope-added': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'Security scope added',
    explain: 'Tokens that were enough now lack a scope: calls are refused with 401 or 403.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      const describe = describer(sides.before, sides.after);
      return facts(sides.before, sides.after, (held, amiss) => {
        const scopes = of('scopes', amiss).flatMap((one) => one.scopes);
        return scopes.length === 0 ? [] : [{ data: { held: describe(held), scopes } }];
      });
    },
    effect: 'narrows',
    message: ({ held, scopes }) => `${held} is no longer enough: it now needs ${scopes.map(code).join(', ')} as well`,
  }),
  'security-requirement-added': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'Credentials no longer accepted',
    explain: 'Calls that were let in with these credentials are now refused.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      const describe = describer(sides.before, sides.after);
      // Repeated in every fact.
      const asked = [...new Set(sides.after.alternatives.map(describe))].slice(0, MAX_ASKED);
      return facts(sides.before, sides.after, (held, amiss) =>
        amiss === undefined ? [{ data: { held: describe(held), asked } }] : [],
      );
    },
    effect: 'narrows',
    message: ({ held, asked }) => `${held} is no longer enough: it now takes ${asked.join(', or ')}`,
  }),
  'security-requirement-removed': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'More credentials accepted',
    explain: 'Calls are let in that were refused before.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      const describe = describer(sides.before, sides.after);
      return facts(sides.after, sides.before, (held, amiss) => {
        const without = of('scopes', amiss).flatMap((one) => one.scopes);
        return amiss === undefined || without.length > 0 ? [{ data: { held: describe(held), without } }] : [];
      });
    },
    effect: 'widens',
    message: ({ held, without }) =>
      without.length === 0 ? `${held} is enough now` : `${held} is enough now, without ${without.map(code).join(', ')}`,
  }),
  'security-flow-removed': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'OAuth flow removed',
    explain: 'Clients that get their tokens by this flow get none any more.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      return facts(sides.before, sides.after, (_held, amiss) =>
        of('flow', amiss).map(({ way, now }) => ({ data: { flow: way.kind }, before: way.at, after: now })),
      );
    },
    effect: 'narrows',
    message: ({ flow }) => `OAuth flow ${code(flow)} was removed`,
  }),
  'security-flow-added': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'OAuth flow added',
    explain: 'There is one more way to get a token.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      return facts(sides.after, sides.before, (_held, amiss) =>
        of('flow', amiss).map(({ way, now }) => ({ data: { flow: way.kind }, before: now, after: way.at })),
      );
    },
    effect: 'widens',
    message: ({ flow }) => `OAuth flow ${code(flow)} was added`,
  }),
  'security-url-changed': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'URL of the authorization server changed',
    explain:
      'Clients that get or refresh their tokens, or discover how, at the old URL may find nobody there, or get tokens that are not accepted.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      return facts(sides.before, sides.after, (_held, amiss) =>
        of('url', amiss).map(({ way, now, field }) => ({
          data: { flow: way.kind, field, from: way.urls.get(field) ?? null, to: now.urls.get(field) ?? null },
          before: way.at,
          after: now.at,
        })),
      );
    },
    effect: 'replaces',
    message: ({ flow, field, from, to }) =>
      `${code(field)} of ${code(flow)} changed from ${code(from ?? 'none')} to ${code(to ?? 'none')}`,
  }),
  'security-scope-removed': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'Needed scope no longer to be had',
    explain: 'The operation asks for a scope that the flow no longer lists: no token can have it.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      return facts(sides.before, sides.after, (_held, amiss) =>
        of('unobtainable', amiss).map(({ way, now, scope }) => ({
          data: { flow: way.kind, scope },
          before: way.at,
          after: now.at,
        })),
      );
    },
    effect: 'narrows',
    message: ({ flow, scope }) => `scope ${code(scope)} is asked for, and ${code(flow)} no longer has it`,
  }),
  'security-scheme-deprecated': rule({
    on: 'security',
    aspect: 'deprecation',
    when: 'kept',
    title: 'Security scheme deprecated',
    explain: 'The credentials still work. Their owner announces that they will go.',
    find: (pair) => {
      const sides = both(pair);
      if (sides === undefined) return NOTHING;
      const olds = new Map<string, SecurityScheme>();
      for (const scheme of sides.before.alternatives.flatMap(({ schemes }) => schemes))
        if (!olds.has(scheme.identity)) olds.set(scheme.identity, scheme);
      return sides.after.alternatives.flatMap(({ schemes }) =>
        schemes.flatMap(({ name, identity, deprecation }) => {
          const known = olds.get(identity);
          if (deprecation === undefined || known === undefined || known.deprecation !== undefined) return [];
          const { at, sunset = null } = deprecation;
          return [{ data: { name, sunset }, before: known.at, after: at }];
        }),
      );
    },
    effect: 'none',
    message: ({ name, sunset }) => deprecationMessage(`security scheme ${code(name)}`, { sunset, was: false }),
  }),
};
