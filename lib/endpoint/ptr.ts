import type ipaddr from 'ipaddr.js';
import type { Config } from '../config/config.ts';
import { addressOf } from './address.ts';
import { type Endpoint, uniteReferences } from './endpoint.ts';
import { sortedTargets } from './merge.ts';

type PtrConfig = Pick<Config, 'createPtr' | 'managedRecordTypes'>;

/**
 * PTR endpoints of addresses (ExternalDNS source/wrappers/ptrsource.go), where PTR is managed at all: for every A and
 * AAAA with `--create-ptr`, or as its `record-type` property says (`ptr` or anything else). Wildcards have none. One PTR
 * for each address, its targets all names of the address, its TTL the lowest of them (unset is lower than any). Upstream
 * gives it neither references nor labels; ours keeps the references and the first `resource`, so that its owner hears of it.
 */
export function withPtrEndpoints(endpoints: readonly Endpoint[], config: PtrConfig): readonly Endpoint[] {
  if (!config.managedRecordTypes.includes('PTR')) return endpoints;
  const pairs = endpoints.filter((endpoint) => wantsPtr(endpoint, config)).flatMap(addresses);
  const byName = Map.groupBy(pairs, ({ address }) => reverseName(address));
  return [
    ...endpoints.map(withoutMarker),
    ...[...byName].map(([name, group]) =>
      ptrOf(
        name,
        group.map(({ endpoint }) => endpoint),
      ),
    ),
  ];
}

const marker = 'record-type';

function wantsPtr({ recordType, dnsName, providerSpecific }: Endpoint, { createPtr }: PtrConfig): boolean {
  if ((recordType !== 'A' && recordType !== 'AAAA') || dnsName.startsWith('*.')) return false;
  const wish = providerSpecific[marker];
  return wish === undefined ? createPtr : wish.toLowerCase() === 'ptr';
}

/** Host names (of aliases) have no reverse name. */
const addresses = (endpoint: Endpoint) =>
  endpoint.targets.flatMap((target) => {
    const address = addressOf(target);
    return address === undefined ? [] : [{ endpoint, address }];
  });

function withoutMarker(endpoint: Endpoint): Endpoint {
  const { [marker]: _, ...providerSpecific } = endpoint.providerSpecific;
  return { ...endpoint, providerSpecific };
}

/** `4.3.2.1.in-addr.arpa` (RFC 1035 section 3.5), nibbles under `ip6.arpa` (RFC 3596 section 2.5). */
function reverseName(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const bytes = address.toByteArray();
  if (bytes.length === 4) return `${bytes.reverse().join('.')}.in-addr.arpa`;
  const nibbles = bytes.flatMap((byte) => [byte >> 4, byte & 15]).reverse();
  return `${nibbles.map((nibble) => nibble.toString(16)).join('.')}.ip6.arpa`;
}

function ptrOf(dnsName: string, group: readonly Endpoint[]): Endpoint {
  const ttl = Math.min(...group.map((endpoint) => endpoint.ttl ?? 0));
  const resource = group.map(({ labels }) => labels['resource']).find((label) => label !== undefined);
  return {
    dnsName,
    recordType: 'PTR',
    targets: sortedTargets(group.map((endpoint) => endpoint.dnsName)),
    ...(ttl > 0 ? { ttl } : {}),
    labels: resource === undefined ? {} : { resource },
    providerSpecific: {},
    refs: uniteReferences(...group.map(({ refs }) => refs)),
  };
}
