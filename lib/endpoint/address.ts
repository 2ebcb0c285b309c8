import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * The address that a target is, if it is one in strict notation (as Node reads it: no leading zeros, no brackets). An
 * IPv4 in its IPv6-mapped form becomes the IPv4; a zone suffix (`fe80::1%eth0`) says nothing in DNS and is left out.
 */
export function addressOf(target: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return isIP(target) === 0 ? undefined : ipaddr.process(target.split('%')[0] ?? target);
}

/** Whether an address lies in one of the networks (CIDR). A host name is inside no network. */
export function isInside(target: string, networks: readonly string[]): boolean {
  const address = addressOf(target);
  if (address === undefined) return false;
  return networks
    .map((network) => ipaddr.parseCIDR(network))
    .some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
}
