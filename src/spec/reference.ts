/** How a `$ref` becomes a file and a place in it (RFC 3986 and RFC 6901): loader and core follow the same rule. */

interface ResolvedReference {
  /** Absolute URL without fragment: a key of `SpecVersion.files` when that file was loaded. */
  readonly url: string;
  /** Percent-decoded: a JSON Pointer, `''` for the whole file, or a plain name (an `$anchor`). */
  readonly fragment: string;
}

/**
 * The target of `ref` as written in the file `baseUrl`. Never throws: a text that is no URL reference yields itself as `url`,
 * which names no file.
 */
export function resolveUrl(ref: string, baseUrl: string): ResolvedReference {
  const hash = ref.indexOf('#');
  const fragment = hash < 0 ? '' : decodeFragment(ref.slice(hash + 1));
  if (hash === 0 || ref === '') return { url: baseUrl, fragment };
  const path = hash < 0 ? ref : ref.slice(0, hash);
  // `file:` and `https:` URLs read a backslash as a slash; so does a path inside a git revision.
  const target = URL.parse(path.includes('\\') ? path.replaceAll('\\', '/') : path, baseUrl);
  return { url: target === null ? path : target.href, fragment };
}

/** What a reference calls its target: the last part of a pointer, an anchor, or a file without what says its format. */
export function nameIn(ref: string): string {
  const [file = '', fragment = ''] = ref.split('#');
  const pointer = fragment.replace(/\/$/, '');
  const path = pointer === '' ? file.replace(/\.(?:json|ya?ml)$/, '') : pointer;
  return decodeFragment(path.slice(path.lastIndexOf('/') + 1));
}

/** A fragment with a broken escape stays as it is. */
function decodeFragment(fragment: string): string {
  if (!fragment.includes('%')) return fragment;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
