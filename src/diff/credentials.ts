/** Whether credentials of one version are enough in another, and if not, what is amiss. */

import type { CredentialWay, Security, SecurityAlternative, SecurityScheme } from '../spec/api.ts';
import type { At } from '../spec/spec-version.ts';

/** What a caller shows for one scheme, and the way by which they got it. */
export interface HeldScheme extends Pick<SecurityScheme, 'name' | 'identity' | 'scopes'> {
  readonly way?: CredentialWay;
}

/** What a caller can show; nothing is anonymous access. */
export interface Held {
  readonly schemes: readonly HeldScheme[];
}

/** Why credentials of the right kind are not enough. */
export type Amiss =
  | { readonly kind: 'url'; readonly way: CredentialWay; readonly now: CredentialWay; readonly field: string }
  | { readonly kind: 'flow'; readonly way: CredentialWay; readonly now: At }
  | { readonly kind: 'unobtainable'; readonly way: CredentialWay; readonly now: CredentialWay; readonly scope: string }
  | { readonly kind: 'scopes'; readonly scopes: readonly string[] };

/** Combinations of ways that are looked at for one alternative. */
const MAX_COMBINATIONS = 64;

/** Everything that lets a call in: nothing asked at all is anonymous access; each way to get a token is one. */
export function heldBy({ alternatives }: Security): readonly Held[] {
  return alternatives.length === 0 ? [{ schemes: [] }] : alternatives.flatMap(combinations);
}

function combinations({ schemes }: SecurityAlternative): Held[] {
  let combined: HeldScheme[][] = [[]];
  for (const { name, identity, scopes, ways } of schemes) {
    const own: HeldScheme[] =
      ways.length === 0 ? [{ name, identity, scopes }] : ways.map((way) => ({ name, identity, scopes, way }));
    combined = combined.flatMap((before) => own.map((one) => [...before, one])).slice(0, MAX_COMBINATIONS);
  }
  return combined.map((all) => ({ schemes: all }));
}

/**
 * What is amiss with credentials: an empty list when they are enough, undefined when they are of a kind that is not
 * asked for at all. Of several alternatives the one counts that lacks least.
 */
export function amissWith(held: Held, { alternatives }: Security): readonly Amiss[] | undefined {
  if (alternatives.length === 0) return [];
  const own = Map.groupBy(held.schemes, ({ identity }) => identity);
  let least: readonly Amiss[] | undefined;
  for (const { schemes } of alternatives) {
    if (least?.length === 0) break;
    if (!schemes.every(({ identity }) => own.has(identity))) continue;
    // A description of a stranger may have thousands of alternatives: what lacks as many scopes is not looked at closer.
    if (least !== undefined && countLacking(own, schemes) >= least.length) continue;
    const all = schemes.flatMap((asked) => amissWithScheme(own.get(asked.identity) ?? [], asked));
    if (least === undefined || all.length < least.length) least = all;
  }
  return least;
}

function countLacking(own: ReadonlyMap<string, readonly HeldScheme[]>, schemes: readonly SecurityScheme[]): number {
  const lacks = ({ identity, scopes }: SecurityScheme): boolean =>
    (own.get(identity) ?? []).every((held) => scopes.some((one) => !held.scopes.includes(one)));
  return schemes.reduce((count, asked) => (lacks(asked) ? count + 1 : count), 0);
}

function amissWithScheme(held: readonly HeldScheme[], asked: SecurityScheme): readonly Amiss[] {
  let least: readonly Amiss[] | undefined;
  for (const own of held) {
    const missing = asked.scopes.filter((one) => !own.scopes.includes(one));
    const all: Amiss[] = [...amissWithWay(own, asked)];
    if (missing.length > 0) all.push({ kind: 'scopes', scopes: missing });
    if (least === undefined || all.length < least.length) least = all;
  }
  return least ?? [];
}

function amissWithWay({ way }: HeldScheme, asked: SecurityScheme): readonly Amiss[] {
  if (way === undefined || asked.ways.length === 0) return [];
  const alike = asked.ways.filter(({ kind }) => kind === way.kind);
  const found = alike.map((now) => [
    ...[...way.urls.keys()]
      .filter((field) => !sameAddress(way.urls.get(field), urlOf(now, field)))
      .map((field): Amiss => ({ kind: 'url', way, now, field })),
    ...asked.scopes
      .filter((scope) => way.scopes?.has(scope) && now.scopes !== undefined && !now.scopes.has(scope))
      .map((scope): Amiss => ({ kind: 'unobtainable', way, now, scope })),
  ]);
  return found.sort((a, b) => a.length - b.length)[0] ?? [{ kind: 'flow', way, now: asked.at }];
}

/**
 * The same URL may be spelled in several ways (RFC 3986, 6.2). One without a host is relative to a server (OpenAPI 3.1, 4.6), of which
 * there may be several: paths are compared.
 */
function sameAddress(one: string | undefined, other: string | undefined): boolean {
  if (one === other || one === undefined || other === undefined) return one === other;
  if (URL.canParse(one) && URL.canParse(other)) return new URL(one).href === new URL(other).href;
  const [a, b] = [one, other].map((url) => ({ url, path: url.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '') }));
  if (a === undefined || b === undefined || (a.url !== a.path && b.url !== b.path)) return false;
  const [longer, shorter] = a.path.length >= b.path.length ? [a, b] : [b, a];
  return longer.path === shorter.path || (shorter.url === shorter.path && isBelow(longer.path, shorter.path));
}

function isBelow(path: string, relative: string): boolean {
  return !relative.startsWith('/') && path.endsWith(`/${relative.replace(/^\.\//, '')}`);
}

/** Without a URL of its own, tokens are refreshed where they are got (RFC 6749, section 6). */
function urlOf({ urls }: CredentialWay, field: string): string | undefined {
  return urls.get(field) ?? (field === 'refreshUrl' ? urls.get('tokenUrl') : undefined);
}
