import type { Cause } from '../endpoint/cause.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { type Endpoint, type RecordType, recordTypes } from '../endpoint/endpoint.ts';
import { greatestTtl } from './record-settings.ts';

/** A record set as somebody wrote it down: its type is still any text, its TTL any whole number. */
export interface WrittenEndpoint extends Omit<Endpoint, 'recordType'> {
  readonly recordType: string;
}

/** The endpoint, or why it is refused, under the name that it gives. */
export type ReadEndpoint =
  | { readonly endpoint: Endpoint; readonly problems: readonly string[] }
  | { readonly dnsName: string; readonly targets: readonly string[]; readonly cause: Cause };

/** How the writer calls the fields that may be wrong. */
export interface FieldNames {
  readonly recordType: string;
  readonly ttl: string;
}

/**
 * Reads a record set that names its type itself. Name and host targets lose one trailing dot, which upstream keeps
 * here: read back from DNS they have none, and a record whose target differs is updated in every run.
 */
export function readWritten({ ttl: seconds = 0, ...written }: WrittenEndpoint, fields: FieldNames): ReadEndpoint {
  const { targets } = written;
  const dnsName = withoutTrailingDot(written.dnsName);
  const recordType = recordTypes.find((each) => each === written.recordType);
  if (recordType === undefined) return { dnsName, targets, cause: unknownType(fields.recordType, written.recordType) };
  const cause = targets.map((target) => badDot(recordType, target)).find((each) => each !== undefined);
  if (cause !== undefined) return { dnsName, targets, cause };
  const { ttl, problems } = readTtl(seconds, fields.ttl);
  const spelled = targets.map((target) => spell(recordType, target));
  const endpoint = { ...written, dnsName, recordType, targets: spelled, ...(ttl === undefined ? {} : { ttl }) };
  return { endpoint, problems };
}

/** The dot that stands alone is a host, the root (RFC 7505: no mail is taken). */
const spell = (recordType: RecordType, target: string): string =>
  ['CNAME', 'DNAME', 'MX'].includes(recordType) && !/\s\.$/.test(target) ? withoutTrailingDot(target) : target;

/** Zero and less mean "not set", as everywhere; a TTL that DNS cannot hold is left out (RFC 2181, section 8). */
function readTtl(seconds: number, field: string): { readonly ttl?: number; readonly problems: readonly string[] } {
  if (seconds <= 0) return { problems: [] };
  if (seconds <= greatestTtl) return { ttl: seconds, problems: [] };
  return { problems: [`${field} is ${seconds}, more than DNS can hold; write at most ${greatestTtl}`] };
}

function unknownType(field: string, value: string): Cause {
  const problem =
    value === '' ? `${field} is missing` : `${field} says ${JSON.stringify(value)}, which is no record type`;
  return { code: 'InvalidObject', problem, fix: `write one of ${recordTypes.join(', ')}` };
}

/**
 *     NAPTR                       must end with a dot
 *     CNAME DNAME TXT MX SRV      either way
 *     every other type            must not end with a dot
 */
function badDot(recordType: RecordType, target: string): Cause | undefined {
  switch (recordType) {
    case 'NAPTR':
      return target.endsWith('.') ? undefined : invalidTarget(target, 'lacks its final dot', 'end it with a dot');
    case 'CNAME':
    case 'DNAME':
    case 'TXT':
    case 'MX':
    case 'SRV':
      return undefined;
    case 'A':
    case 'AAAA':
    case 'NS':
    case 'PTR':
      return target.endsWith('.')
        ? invalidTarget(target, 'ends with a dot', 'write it without the final dot')
        : undefined;
  }
}

const invalidTarget = (target: string, problem: string, fix: string): Cause => ({
  code: 'InvalidTarget',
  problem: `the target ${JSON.stringify(target)} ${problem}`,
  fix,
});
