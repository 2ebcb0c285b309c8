import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { Cause } from './cause.ts';
import { plannerName, withoutTrailingDot } from './dns-name.ts';
import type { Endpoint } from './endpoint.ts';
import { nameCause, targetCause, unresolvedProblem } from './name-problem.ts';
import { kept, type Prepared, refused } from './prepared.ts';

/**
 * Passes an endpoint on, or refuses it whole with the exact problem (ExternalDNS endpoint/endpoint.go, CheckEndpoint).
 *
 *     any            a name that DNS can hold, and at least one target
 *     alias          on A, AAAA and CNAME alone, whatever its value
 *     A, AAAA        addresses of that family (without a zone: fe80::1%eth0), host names where alias is "true"
 *     MX, SRV        priority host; priority weight port host. with numbers up to 65535
 *     PTR            a name below in-addr.arpa or ip6.arpa, host names as targets
 *     CNAME, DNAME, NS   host names
 *     TXT, NAPTR     anything
 */
export function validateEndpoint(endpoint: Endpoint): Prepared {
  const cause =
    nameCause(withoutTrailingDot(endpoint.dnsName)) ??
    aliasCause(endpoint) ??
    emptyCause(endpoint) ??
    contentCause(endpoint);
  return cause === undefined ? kept(endpoint) : refused(endpoint, cause);
}

function aliasCause({ recordType, providerSpecific }: Endpoint): Cause | undefined {
  if (!Object.hasOwn(providerSpecific, 'alias') || ['A', 'AAAA', 'CNAME'].includes(recordType)) return undefined;
  const problem = `the property alias is set on a record of type ${recordType}, and only A, AAAA and CNAME can be aliases`;
  return { code: 'InvalidObject', problem, fix: 'remove the property alias' };
}

function emptyCause({ recordType, targets }: Endpoint): Cause | undefined {
  if (targets.length > 0) return undefined;
  return { code: 'NoTargets', problem: `the ${recordType} has no target`, fix: 'give it a target' };
}

function contentCause(endpoint: Endpoint): Cause | undefined {
  const place = endpoint.recordType === 'PTR' ? reverseNameCause(endpoint.dnsName) : undefined;
  return (
    place ?? endpoint.targets.map((target) => contentProblem(endpoint, target)).find((cause) => cause !== undefined)
  );
}

/** What is wrong with one target, by the type of its record. */
function contentProblem(endpoint: Endpoint, target: string): Cause | undefined {
  const { recordType, providerSpecific } = endpoint;
  switch (recordType) {
    case 'A':
    case 'AAAA':
      return providerSpecific['alias'] === 'true' ? hostCause(target) : addressCause(recordType, target);
    case 'MX':
      return fieldsCause(target, mailExchange);
    case 'SRV':
      return fieldsCause(target, service);
    case 'PTR':
      return (
        hostCause(target) ?? (isIP(target) === 0 ? undefined : wrong(target, 'is an address', 'write the host name'))
      );
    case 'CNAME':
    case 'DNAME':
    case 'NS':
      return hostCause(target);
    case 'TXT':
    case 'NAPTR':
      return undefined;
  }
}

/** A host name may end with the dot of an absolute name. */
const hostCause = (host: string): Cause | undefined => targetCause(withoutTrailingDot(host));

const wrong = (target: string, what: string, fix: string): Cause => ({
  code: 'InvalidTarget',
  problem: `the target ${JSON.stringify(target)} ${what}`,
  fix,
});

/** A mapped address (::ffff:192.0.2.1) counts as IPv6, as upstream. */
function addressCause(recordType: 'A' | 'AAAA', target: string): Cause | undefined {
  if (isIPv6(target) && target.includes('%'))
    return wrong(target, 'names a network interface, which DNS cannot hold', 'write an address that others can reach');
  if (recordType === 'A' ? isIPv4(target) : isIPv6(target)) return undefined;
  const family = recordType === 'A' ? 'an IPv4' : 'an IPv6';
  const unresolved = unresolvedProblem(target, `the target ${JSON.stringify(target)}`);
  if (unresolved !== undefined) return { code: 'InvalidTarget', ...unresolved };
  return wrong(
    target,
    `is not ${family} address`,
    `write ${family} address, or use the record type that fits the target`,
  );
}

interface FieldFormat {
  readonly pattern: RegExp;
  /** How many numbers of 16 bits stand first. The host is last. */
  readonly numbers: number;
  readonly shape: string;
}

const mailExchange: FieldFormat = {
  pattern: /^\d+\s+\S+$/,
  numbers: 1,
  shape: '"priority host", such as "10 mail.example.org"',
};
const service: FieldFormat = {
  pattern: /^\d+\s+\d+\s+\d+\s+\S*\.$/,
  numbers: 3,
  shape: '"priority weight port host." with a final dot, such as "0 50 443 web.example.org."',
};

function fieldsCause(target: string, { pattern, numbers, shape }: FieldFormat): Cause | undefined {
  const fields = target.trim().split(/\s+/);
  const fit = pattern.test(target.trim()) && fields.slice(0, numbers).every((field) => Number(field) <= 65_535);
  if (!fit) return wrong(target, `is not of the form ${shape}`, 'write it so, with numbers up to 65535');
  const host = fields.at(-1) ?? '';
  return host === '.' ? undefined : hostCause(host);
}

function reverseNameCause(dnsName: string): Cause | undefined {
  if (/.\.(?:in-addr|ip6)\.arpa$/.test(plannerName(dnsName))) return undefined;
  const problem = `the name ${JSON.stringify(dnsName)} of a PTR does not end in .in-addr.arpa or .ip6.arpa`;
  return { code: 'InvalidName', problem, fix: 'write the reverse name of the address' };
}
