import { createHash } from 'node:crypto';

/**
 * The address that stands for an AWS service's host, which has none here: always the same for the same host, from the
 * documentation ranges 192.0.2.0/24 (RFC 5737) and 2001:db8::/32 (RFC 3849). Other types have no stand-in.
 */
export function serviceAddress(host: string, type: string): string | undefined {
  const digest = createHash('sha256').update(host.toLowerCase()).digest();
  if (type === 'A') return `192.0.2.${(digest.readUInt8(0) % 254) + 1}`;
  if (type === 'AAAA') return `2001:db8:${digest.toString('hex', 0, 12).match(/..../g)?.join(':')}`;
  return undefined;
}
