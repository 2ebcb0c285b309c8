import { isIP } from 'node:net';
import type { RecordType } from './endpoint.ts';

/**
 * The record type that a bare target asks for (ExternalDNS endpoint/utils.go, SuitableType): IPv4 text is A, IPv6 text
 * (mapped and zoned ones too) is AAAA, anything else is a host name.
 *
 *     192.0.2.1  A      ::ffff:192.0.2.1  AAAA     01.2.3.4   CNAME (no leading zeros)
 *     lb.x.com   CNAME  fe80::1%eth0      AAAA     [::1]      CNAME
 */
export function recordTypeOfTarget(target: string): Extract<RecordType, 'A' | 'AAAA' | 'CNAME'> {
  switch (isIP(target)) {
    case 4:
      return 'A';
    case 6:
      return 'AAAA';
    default:
      return 'CNAME';
  }
}
