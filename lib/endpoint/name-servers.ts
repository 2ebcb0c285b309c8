import { plannerName } from './dns-name.ts';
import type { Endpoint } from './endpoint.ts';

/** The name servers of a zone, at its own name: the provider sets them, and a zone may not be without. */
export const isOfZone = ({ recordType, dnsName, zone }: Endpoint): boolean =>
  recordType === 'NS' && plannerName(dnsName) === zone?.name;

/** Name servers below the name of the zone: what is at or under them is in another zone (RFC 1034 section 4.2.1). */
export const isDelegation = (record: Endpoint): boolean => record.recordType === 'NS' && !isOfZone(record);
