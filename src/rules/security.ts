/** Rules on security requirements. What is compared is what a scheme asks for, not the name it is defined under. */

import type { SecurityAlternative, SecurityScheme } from '../spec/api.ts';
import { code } from '../spec/words.ts';
import { NOTHING, rule } from './rule.ts';

/** What a caller can show. */
type Held = Pick<SecurityAlternative, 'schemes'>;

/** Whether a caller who satisfies `held` also satisfies `asked`. */
function satisfies(held: Held, asked: SecurityAlternative): boolean {
  return asked.schemes.every((scheme) =>
    held.schemes.some(
      (own) => own.identity === scheme.identity && scheme.scopes.every((one) => own.scopes.includes(one)),
    ),
  );
}

function isEnough(held: Held, alternatives: readonly SecurityAlternative[]): boolean {
  return alternatives.length === 0 || alternatives.some((asked) => satisfies(held, asked));
}

const ANONYMOUS: Held = { schemes: [] };

/** Nothing asked at all is one alternative: anonymous access. */
function listed(alternatives: readonly SecurityAlternative[]): readonly Held[] {
  return alternatives.length === 0 ? [ANONYMOUS] : alternatives;
}

function describe({ schemes }: Held): string {
  if (schemes.length === 0) return 'anonymous access';
  return schemes.map(describeScheme).join(' with ');
}

function describeScheme({ name, scopes }: SecurityScheme): string {
  return scopes.length === 0 ? code(name) : `${code(name)} (${scopes.map(code).join(', ')})`;
}

/** The scopes that one more of would be enough, when scopes are all that is missing. */
function missingScopes(held: Held, alternatives: readonly SecurityAlternative[]): string[] | undefined {
  for (const asked of alternatives) {
    const missing: string[] = [];
    const known = asked.schemes.every((scheme) => {
      const own = held.schemes.find((one) => one.identity === scheme.identity);
      if (own !== undefined) missing.push(...scheme.scopes.filter((one) => !own.scopes.includes(one)));
      return own !== undefined;
    });
    if (known && missing.length > 0) return missing;
  }
  return undefined;
}

export const securityRules = {
  'security-scope-added': rule({
    on: 'security',
    aspect: 'access',
    when: 'kept',
    title: 'Security scope added',
    explain: 'Tokens that were enough now lack a scope: calls are refused with 401 or 403.',
    find: (pair) => {
      if (pair.status !== 'kept') return NOTHING;
      return listed(pair.before.alternatives).flatMap((held) => {
        if (isEnough(held, pair.after.alternatives)) return [];
        const scopes = missingScopes(held, pair.after.alternatives);
        return scopes === undefined ? [] : [{ data: { held: describe(held), scopes } }];
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
      if (pair.status !== 'kept') return NOTHING;
      return listed(pair.before.alternatives).flatMap((held) => {
        if (isEnough(held, pair.after.alternatives)) return [];
        if (missingScopes(held, pair.after.alternatives) !== undefined) return [];
        return [{ data: { held: describe(held), asked: pair.after.alternatives.map(describe) } }];
      });
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
      if (pair.status !== 'kept') return NOTHING;
      return listed(pair.after.alternatives).flatMap((held) =>
        isEnough(held, pair.before.alternatives) ? [] : [{ data: { held: describe(held) } }],
      );
    },
    effect: 'widens',
    message: ({ held }) => `${held} is enough now`,
  }),
};
