import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../../lib/endpoint/endpoint.ts';
import { serviceRuleCause } from '../../../../lib/providers/route53/service-rules.ts';
import { placed } from './transaction-fixture.ts';

const naptr = (target: string): Partial<Endpoint> => ({ recordType: 'NAPTR', targets: [target] });
const addresses = (count: number) => Array.from({ length: count }, (_, index) => `10.0.${index >> 8}.${index & 255}`);

describe('a record that Route 53 would refuse wherever it stands', () => {
  it.each<readonly [string, Partial<Endpoint>]>([
    ['InvalidObject: set-identifier has 129 characters, not 1 to 128', { setIdentifier: 'x'.repeat(129) }],
    ['InvalidObject: set-identifier has 0 characters, not 1 to 128', { setIdentifier: '' }],
    ['InvalidObject: the TTL is 2147483648, not a number of seconds from 0 to 2147483647', { ttl: 2_147_483_648 }],
    [
      `InvalidObject: aws-health-check-id is "${'h'.repeat(65)}", longer than the 64 characters of an id`,
      { providerSpecific: { 'aws/health-check-id': 'h'.repeat(65) } },
    ],
    [
      `InvalidObject: aws-target-hosted-zone is "${'Z'.repeat(33)}", longer than the 32 characters of an id`,
      { providerSpecific: { alias: 'true', 'aws/target-hosted-zone': 'Z'.repeat(33) } },
    ],
    [
      'InvalidObject: a CNAME cannot stand at the name of the hosted zone itself, example.org',
      { recordType: 'CNAME', dnsName: 'example.org', targets: ['lb.example.net'] },
    ],
    [
      'InvalidObject: an NS record cannot stand at a wildcard',
      { recordType: 'NS', dnsName: '*.example.org', targets: ['ns.example.net'] },
    ],
    [
      'InvalidObject: aws-multi-value-answer is set on a CNAME, which cannot have it',
      { recordType: 'CNAME', targets: ['lb.example.net'], providerSpecific: { 'aws/multi-value-answer': '' } },
    ],
    [
      'InvalidObject: aws-multi-value-answer is set on an alias, which cannot have it',
      { targets: ['lb.example.org'], providerSpecific: { 'aws/multi-value-answer': '', alias: 'true' } },
    ],
    ['InvalidObject: it has 401 targets, and a record holds 400', { targets: addresses(401) }],
    [
      `InvalidTarget: the target "\\"${'x'.repeat(299)}…" is longer than the 4000 characters of a value`,
      { recordType: 'TXT', targets: [`"${'x'.repeat(4000)}"`] },
    ],
    [
      'InvalidTarget: the target "10 mail\\u0007.example.org" holds a character that is not printable ASCII',
      { recordType: 'MX', targets: ['10 mail\u0007.example.org'] },
    ],
    ...['100 50 "s" "SIP+D2U" ""', '70000 50 "s" "SIP+D2U" "" .', 'a 50 "s" "SIP+D2U" "" .'].map(
      (target) =>
        [
          `InvalidTarget: the target ${JSON.stringify(target)} is not of the form "order preference flags service expression replacement"`,
          naptr(target),
        ] as const,
    ),
  ])('%s', (text, changes) => {
    const cause = serviceRuleCause(placed(changes));
    expect(cause && 'problem' in cause && `${cause.code}: ${cause.problem}`).toBe(text);
  });
});

describe('a record at the limit', () => {
  it.each<readonly [string, Partial<Endpoint>]>([
    ['of its set identifier', { setIdentifier: 'x'.repeat(128) }],
    ['of its TTL', { ttl: 2_147_483_647 }],
    ['of the number of its values', { targets: addresses(400) }],
    ['of the length of a value', { recordType: 'TXT', targets: ['x'.repeat(4000)] }],
    ['of NAPTR', naptr('100 50 "u" "E2U+sip" "!^(\\\\+441632960083)$!sip:\\\\1@example.com!" .')],
    ['of the zone, as an alias', { dnsName: 'example.org', providerSpecific: { alias: 'true' } }],
  ])('goes through: %s', (_, changes) => {
    expect(serviceRuleCause(placed(changes))).toBeUndefined();
  });
});
