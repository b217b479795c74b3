/** (edge) Which hosts are on the public internet: what a redirect may lead to that nobody named. */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Hop } from './fetch.ts';

/** Not globally reachable (IANA IPv4 Special-Purpose Address Registry, RFC 6890), multicast, reserved, and the platform address of Azure. */
const SPECIAL_4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32';

/** Within global unicast, 2000::/3: protocol assignments and Teredo, documentation, 6to4. All outside of it is special. */
const SPECIAL_6 = '2001::/23 2001:db8::/32 2002::/16 3fff::/20';

const special4 = blockList(SPECIAL_4, 'ipv4');
const special6 = blockList(SPECIAL_6, 'ipv6');
const global6 = blockList('2000::/3', 'ipv6');

function blockList(ranges: string, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges.split(' ')) {
    const [address = '', prefix = ''] = range.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** Whether an IP address is globally reachable unicast. An IPv4 address in the form of IPv6 is not. */
function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special4.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}

/**
 * Where a redirect from an address that a person named may lead. The server that was named is theirs to name; every other one has to be
 * public, in all of its addresses, and these alone are connected to: a name server may answer something else the next time.
 */
export async function redirectFrom(next: string, named: string, look: typeof addressesOf = addressesOf): Promise<Hop> {
  const { host: place, hostname, port } = new URL(next);
  const own = new URL(named);
  // Another port may be another service; the usual ones are where http leads to https.
  if (hostname === own.hostname && (port === own.port || port === '')) return {};
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family === 0 ? await look(host) : [{ address: host, family }];
  if (!addresses.every(({ address }) => isPublicAddress(address)))
    return { refused: `it redirects to ${place}, which is no public host` };
  return { addresses };
}

/** None for a host that is unknown: fetching it says so. */
async function addressesOf(host: string): Promise<readonly LookupAddress[]> {
  try {
    return await lookup(host, { all: true });
  } catch {
    return [];
  }
}
