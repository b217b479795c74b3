import { InputError } from './input-error.ts';
import { code } from './words.ts';

/**
 * What the loader may read, and how much. Every way in (file, git revision, URL, and each `$ref` inside them) asks this one
 * object, so that no way is guarded less than another.
 */
export interface LoadPolicy {
  readonly limits: Limits;
  /** Hosts (`name` or `name:port`) that a `$ref` may lead to from another place; never taken from the description itself. */
  readonly allowHosts: readonly string[];
}

export interface Limits {
  /** Bytes of one file, after decompression. */
  readonly fileBytes: number;
  /** Files of one description. */
  readonly files: number;
  /** Nesting of objects and arrays; 1,000 at most. */
  readonly depth: number;
  /** YAML aliases in one file. */
  readonly aliases: number;
  /** Values of one YAML file, with each alias counted as a copy. */
  readonly nodes: number;
  /** Milliseconds for one URL, redirects included. */
  readonly fetchMs: number;
  /** Parts of one version that are compared with parts of the other: references that go in circles can pair each with each. */
  readonly pairs: number;
  /** Changes between two versions of one description. */
  readonly changes: number;
}

/** Parsing YAML recurses, so this much is safe on the stack whatever the setting; timers count in 32 bits. */
const MOST = { depth: 1_000, fetchMs: 2 ** 31 - 1 } satisfies Partial<Limits>;

export const defaultLimits: Limits = {
  fileBytes: 64 * 1024 * 1024,
  files: 2_000,
  depth: 200,
  aliases: 10_000,
  nodes: 20_000_000,
  fetchMs: 30_000,
  // The largest real comparison has ten thousand; so many take a second for each hundred thousand, and 0.7 GB.
  pairs: 400_000,
  // The largest real comparison has two thousand; a report of more is read by nobody.
  changes: 30_000,
};

/** The most that a limit can be, if there is one. */
export function mostOf(name: keyof Limits): number | undefined {
  const most: Partial<Limits> = MOST;
  return most[name];
}

export function withinMost(limits: Limits): Limits {
  return {
    ...limits,
    depth: Math.min(limits.depth, MOST.depth),
    fetchMs: Math.min(limits.fetchMs, MOST.fetchMs),
  };
}

/** The noun of one, and what follows it. */
const whatLimits: Readonly<Record<keyof Limits, readonly [noun: string, more: string]>> = {
  fileBytes: ['byte', ' a file'],
  files: ['file', ''],
  depth: ['level', ' of nesting'],
  aliases: ['YAML alias', ' a file'],
  nodes: ['value', ' with aliases expanded'],
  fetchMs: ['millisecond', ' for a URL'],
  pairs: ['pair', ' of parts to compare'],
  changes: ['change', ' between two versions'],
};

function howMany(count: number, [noun, more]: (typeof whatLimits)[keyof Limits]): string {
  const ending = noun.endsWith('s') ? 'es' : 's';
  return `${count} ${noun}${count === 1 ? '' : ending}${more}`;
}

/** The refusal that names the cap, its value and the way to raise it. */
export function overLimit(
  limits: Limits,
  name: keyof Limits,
  place: { readonly file?: string | undefined },
): InputError {
  return new InputError({
    ...place,
    message: `more than ${howMany(limits[name], whatLimits[name])} (limit "${name}")`,
    hint:
      limits[name] >= (mostOf(name) ?? Number.POSITIVE_INFINITY)
        ? 'the limit cannot be raised further'
        : `if this input is to be trusted, raise the limit: --limit ${name}=N`,
  });
}

/** A host, perhaps with a port: no address, no pattern. */
export const HOST = String.raw`^[^\s/\\@?#*]+$`;

/** As hosts stand in URLs: lower case, without the port that goes without saying; undefined for what is no host. */
export function hostIn(word: string): string | undefined {
  return new RegExp(HOST).test(word) ? URL.parse(`https://${word}`)?.host : undefined;
}

/** The host that somebody may have meant who gave an address or a pattern. */
export function hostMeant(word: string): string | undefined {
  const host = URL.parse(word)?.host || word.replace(/[/?#].*$|^\*\./gs, '');
  return hostIn(host);
}

const DESCRIPTION = /\.(?:json|ya?ml)$/i;

/**
 * Why a `$ref` from the description `entryUrl` may not be followed to `target`; undefined when it may. Decided before any I/O.
 * The reader of files adds what only the disk knows: that no symbolic link leads out of the root.
 */
export function refusal(target: string, entryUrl: string, policy: LoadPolicy): string | undefined {
  const url = URL.parse(target);
  const entry = URL.parse(entryUrl);
  if (url === null || entry === null) return 'it is not a URL reference';
  if (url.protocol === 'http:' || url.protocol === 'https:') return hostRefusal(url, entry, policy);
  if (url.protocol !== entry.protocol || url.host !== entry.host) {
    return `a reference from here may not lead to ${url.protocol}${url.host === '' ? '' : `//${url.host}`}`;
  }
  if (!DESCRIPTION.test(url.pathname)) return 'only .yaml, .yml and .json files are read';
  if (/%2f|%5c|%00/i.test(url.pathname)) return 'its path has an encoded separator';
  return undefined;
}

function hostRefusal(url: URL, entry: URL, policy: LoadPolicy): string | undefined {
  if (url.username !== '' || url.password !== '') return 'a URL with credentials is not fetched';
  if (url.origin === entry.origin) return undefined;
  if (!policy.allowHosts.some((host) => hostIn(host) === url.host))
    return `the host ${code(url.host)} is not allowed; ${code('policy.allow-hosts')} in the manifest or ${code(`--allow-host ${url.host}`)} allows it`;
  return url.protocol === 'https:' ? undefined : 'only https is fetched';
}
