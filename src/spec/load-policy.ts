import { InputError } from './input-error.ts';

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
  /** Nesting of objects and arrays; at most `maxDepth`. */
  readonly depth: number;
  /** YAML aliases in one file. */
  readonly aliases: number;
  /** Values of one YAML file, with each alias counted as a copy. */
  readonly nodes: number;
  /** Milliseconds for one URL, redirects included. */
  readonly fetchMs: number;
  /** Changes between two versions of one description. */
  readonly changes: number;
}

/** Parsing YAML recurses, so this much is safe on the stack whatever the setting. */
export const maxDepth = 1_000;

export const defaultLimits: Limits = {
  fileBytes: 64 * 1024 * 1024,
  files: 2_000,
  depth: 200,
  aliases: 10_000,
  nodes: 20_000_000,
  fetchMs: 30_000,
  // The largest real comparison has two thousand; a report of more is read by nobody.
  changes: 30_000,
};

const whatLimits: Readonly<Record<keyof Limits, string>> = {
  fileBytes: 'bytes a file',
  files: 'files',
  depth: 'levels of nesting',
  aliases: 'YAML aliases a file',
  nodes: 'values with aliases expanded',
  fetchMs: 'milliseconds for a URL',
  changes: 'changes between two versions',
};

/** The refusal that names the cap, its value and the way to raise it. */
export function overLimit(
  limits: Limits,
  name: keyof Limits,
  place: { readonly file?: string | undefined },
): InputError {
  return new InputError({
    ...place,
    message: `more than ${limits[name]} ${whatLimits[name]} (limit "${name}")`,
    hint: `if this input is to be trusted, raise the limit: --limit ${name}=N`,
  });
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
  if (!policy.allowHosts.includes(url.host))
    return `host ${url.host} is not allowed (hosts a reference may lead to are listed by you)`;
  return url.protocol === 'https:' ? undefined : 'only https is fetched';
}
