import type { Cause } from '../../endpoint/cause.ts';
import type { Endpoint } from '../../endpoint/endpoint.ts';
import { shortText } from '../../endpoint/name-problem.ts';
import { isAlias } from './record-set.ts';

/** Lengths and numbers that Route 53 takes (AWS API reference, ResourceRecordSet; developer guide, "Quotas"). */
const limits = {
  setIdentifier: 128,
  healthCheckId: 64,
  hostedZoneId: 32,
  value: 4000,
  valuesPerSet: 400,
  ttl: 2_147_483_647,
};

/**
 * Why Route 53 would refuse this record set, whatever else its zone holds; undefined where nothing is known against it.
 * Every record that is refused here is one that cannot spoil a batch for the others.
 *
 * | checked                         | rule                                                                     |
 * |---------------------------------|--------------------------------------------------------------------------|
 * | set identifier, ids             | their lengths                                                            |
 * | TTL                             | 0 to 2147483647                                                          |
 * | number of values, each value    | 400, and 4,000 characters as it is sent, quotes included                 |
 * | values other than text          | printable ASCII                                                          |
 * | NAPTR                           | order, preference, flags, service, expression, replacement               |
 * | CNAME at the zone's own name    | never: SOA and NS are there (RFC 1034 section 3.6.2)                     |
 * | NS at a wildcard                | never                                                                    |
 * | multivalue answer               | no alias and no CNAME                                                    |
 */
export function serviceRuleCause(endpoint: Endpoint): Cause | undefined {
  return settingCause(endpoint) ?? placeCause(endpoint) ?? valueCause(endpoint);
}

function settingCause({ setIdentifier, ttl, providerSpecific }: Endpoint): Cause | undefined {
  if (setIdentifier !== undefined && (setIdentifier === '' || setIdentifier.length > limits.setIdentifier))
    return wrong(`set-identifier has ${setIdentifier.length} characters, not 1 to ${limits.setIdentifier}`);
  if (ttl !== undefined && !(ttl >= 0 && ttl <= limits.ttl))
    return wrong(`the TTL is ${ttl}, not a number of seconds from 0 to ${limits.ttl}`);
  return (
    idCause('aws-health-check-id', providerSpecific['aws/health-check-id'], limits.healthCheckId) ??
    idCause('aws-target-hosted-zone', providerSpecific['aws/target-hosted-zone'], limits.hostedZoneId)
  );
}

const idCause = (name: string, id: string | undefined, most: number): Cause | undefined =>
  id !== undefined && id.length > most
    ? wrong(`${name} is ${JSON.stringify(shortText(id))}, longer than the ${most} characters of an id`)
    : undefined;

function placeCause(endpoint: Endpoint): Cause | undefined {
  const { recordType, dnsName, zone, providerSpecific } = endpoint;
  if (recordType === 'CNAME' && dnsName === zone?.name)
    return wrong(
      `a CNAME cannot stand at the name of the hosted zone itself, ${dnsName}`,
      'use addresses as targets, or an alias to a record of the zone (the annotation alias)',
    );
  if (recordType === 'NS' && dnsName.startsWith('*.')) return wrong('an NS record cannot stand at a wildcard');
  const isMultivalue = providerSpecific['aws/multi-value-answer'] !== undefined;
  if (isMultivalue && (recordType === 'CNAME' || isAlias(endpoint)))
    return wrong(
      `aws-multi-value-answer is set on ${isAlias(endpoint) ? 'an alias' : 'a CNAME'}, which cannot have it`,
    );
  return undefined;
}

function valueCause({ recordType, targets }: Endpoint): Cause | undefined {
  if (targets.length > limits.valuesPerSet)
    return wrong(`it has ${targets.length} targets, and a record holds ${limits.valuesPerSet}`);
  return targets.map((target) => targetProblem(recordType, target)).find((cause) => cause !== undefined);
}

function targetProblem(type: Endpoint['recordType'], target: string): Cause | undefined {
  const subject = `the target ${JSON.stringify(shortText(target))}`;
  if (target.length > limits.value)
    return wrongTarget(`${subject} is longer than the ${limits.value} characters of a value`, 'shorten it');
  if (type !== 'TXT' && !/^[\x20-\x7e]*$/.test(target))
    return wrongTarget(`${subject} holds a character that is not printable ASCII`, 'write it in ASCII');
  if (type === 'NAPTR' && !isNaptr(target))
    return wrongTarget(
      `${subject} is not of the form "order preference flags service expression replacement"`,
      'write it so, such as 100 50 "s" "SIP+D2U" "" _sip._udp.example.org.',
    );
  return undefined;
}

/** RFC 3403 section 4.1. */
function isNaptr(target: string): boolean {
  const fields = target.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
  const [order = '', preference = ''] = fields;
  return (
    fields.length === 6 && [order, preference].every((field) => /^\d{1,5}$/.test(field) && Number(field) <= 65_535)
  );
}

const wrong = (problem: string, fix = 'correct it on the object'): Cause => ({ code: 'InvalidObject', problem, fix });

const wrongTarget = (problem: string, fix: string): Cause => ({ code: 'InvalidTarget', problem, fix });
