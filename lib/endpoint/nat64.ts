import type { Config } from '../config/config.ts';
import { addressOf, isInside } from './address.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * `--nat64-networks`: an AAAA endpoint with targets inside one of the /96 prefixes gets an A twin whose targets are
 * their last four octets (RFC 6052 section 2.2; ExternalDNS source/wrappers/nat64source.go).
 */
export function withNat64Twin(
  endpoint: Endpoint,
  { nat64Networks }: Pick<Config, 'nat64Networks'>,
): readonly Endpoint[] {
  if (endpoint.recordType !== 'AAAA') return [endpoint];
  const targets = endpoint.targets.filter((target) => isInside(target, nat64Networks)).map(embeddedIpv4);
  return targets.length === 0 ? [endpoint] : [endpoint, { ...endpoint, recordType: 'A', targets }];
}

const embeddedIpv4 = (address: string): string => addressOf(address)?.toByteArray().slice(12).join('.') ?? '';
