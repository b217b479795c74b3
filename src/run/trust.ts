/** What a manifest may decide about its own run: the bar, and the hosts that are asked. A change under review does not judge itself. */

import type { FailOn, Manifest } from '../manifest/manifest.ts';
import { hostIn } from '../spec/load-policy.ts';
import type { DiffRequest } from './diff-request.ts';

/** The manifest as it was with the old versions: the same text, another, or none (then all of it is new). */
export type Earlier =
  | { readonly kind: 'same' }
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly manifest: Manifest };

export interface Trust {
  readonly failOn: FailOn;
  /** Hosts that a reference may lead to. */
  readonly allowHosts: readonly string[];
  /** Whether the address of a description may be asked. */
  readonly mayFetch: (url: string) => boolean;
}

/**
 * Policy of the base where there is one and the run does not take that of the change. In a run under review a manifest that is new lowers no
 * bar and opens no host, and a description is fetched only from a host that the base allows or names already.
 */
export function trustOf(
  manifest: Manifest,
  earlier: Earlier,
  { policyFrom, underReview = false, allowHosts }: Pick<DiffRequest, 'policyFrom' | 'underReview' | 'allowHosts'>,
): Trust {
  const known = earlier.kind === 'new' ? undefined : earlier.kind === 'changed' ? earlier.manifest : manifest;
  const decides = policyFrom === 'change' ? manifest : (known ?? (underReview ? undefined : manifest));
  const hosts = [...allowHosts, ...(decides?.policy.allowHosts ?? [])];
  const failOn = decides?.policy.failOn ?? 'error';
  if (!underReview) return { failOn, allowHosts: hosts, mayFetch: () => true };
  const asked = new Set([...hosts.flatMap((host) => hostIn(host) ?? []), ...hostsOf(known)]);
  return { failOn, allowHosts: hosts, mayFetch: (url) => asked.has(URL.parse(url)?.host ?? '') };
}

/** Hosts that descriptions are on. */
function hostsOf(manifest: Manifest | undefined): string[] {
  const systems = [...(manifest?.systems.values() ?? [])];
  const addresses = systems.flatMap(({ spec, upstream }) => [spec, ...(upstream === undefined ? [] : [upstream])]);
  return addresses.flatMap((address) => {
    const host = URL.parse(address)?.host;
    return host === undefined || host === '' ? [] : [host];
  });
}
