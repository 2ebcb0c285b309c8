import { describe, expect, it } from '@jest/globals';
import type { RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { valueProblems } from '../../../../lib/emulators/route53/values.ts';
import { plain } from './batch-fixture.ts';

const problems = (type: RecordSet['Type'], ...values: readonly string[]) =>
  valueProblems(plain('a.example.org.', type, ...values), 400);

describe('a value that fits its type', () => {
  it.each<[RecordSet['Type'], string]>([
    ['A', '192.0.2.1'],
    ['AAAA', '2001:db8::1'],
    ['AAAA', '::ffff:192.0.2.1'],
    ['CNAME', 'b.example.org'],
    ['NS', 'ns.example.org.'],
    ['PTR', 'host.example.org'],
    ['MX', '10 mail.example.org'],
    ['MX', '0 .'],
    ['SRV', '1 2 443 host.example.org'],
    ['NAPTR', '100 50 "s" "SIP+D2U" "!^.*$!sip:info@example.org!" .'],
    ['TXT', '"a" "b"'],
    ['SPF', '"v=spf1 -all"'],
    ['CAA', '0 issue "ca.example.net"'],
    ['SOA', 'ns.example.org. host.example.org. 1 2 3 4 5'],
    ['DS', '1 8 2 0af1'],
    ['TLSA', '3 1 1 0af1'],
    ['SSHFP', '1 2 0af1'],
    ['HTTPS', '1 . alpn=h2'],
  ])('is accepted: %s %s', (type, value) => {
    expect(problems(type, value)).toEqual([]);
  });
});

describe('a value that does not fit its type', () => {
  it.each<[RecordSet['Type'], string, string]>([
    [
      'A',
      'host.example.org',
      "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with 'host.example.org'",
    ],
    [
      'A',
      '192.0.2.1, 192.0.2.2',
      "ARRDATANotSingleField (Value contains spaces) encountered with '192.0.2.1, 192.0.2.2'",
    ],
    ['A', '192.0.2', "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '192.0.2'"],
    [
      'A',
      '2001:db8::1',
      "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address) encountered with '2001:db8::1'",
    ],
    [
      'AAAA',
      '192.0.2.1',
      "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with '192.0.2.1'",
    ],
    [
      'AAAA',
      'fe80::1%eth0',
      "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address) encountered with 'fe80::1%eth0'",
    ],
    ['CNAME', '', "DomainNameEmpty (Domain name is empty) encountered with ''"],
    ['CNAME', 'a..b', "DomainLabelEmpty (Domain label is empty) encountered with 'a..b'"],
    [
      'MX',
      'mail.example.org',
      "MXRRDATANotTwoFields (MX record doesn't have 2 fields) encountered with 'mail.example.org'",
    ],
    ['MX', '70000 a.b', "MXRRDATAIllegalNumber (Value is not a number from 0 to 65535) encountered with '70000'"],
    ['SRV', '1 2 3 a. b.', "SRVRRDATANotFourFields (SRV record doesn't have 4 fields) encountered with '1 2 3 a. b.'"],
    ['TXT', 'plain', "InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'plain'"],
    [
      'TXT',
      `"${'x'.repeat(256)}"`,
      `CharacterStringTooLong (Value is too long) encountered with '"${'x'.repeat(256)}"'`,
    ],
    [
      'CAA',
      '0 issue ca.example.net',
      "InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'ca.example.net'",
    ],
    [
      'NAPTR',
      '1 2 "s "x" "" .',
      `InvalidCharacterString (Value should be enclosed in quotation marks) encountered with 'x"'`,
    ],
    ['NAPTR', '10 20', "NAPTRRRDATANotSixFields (NAPTR record doesn't have 6 fields) encountered with '10 20'"],
  ])('is refused: %s %s', (type, value, expected) => {
    expect(problems(type, value)).toEqual([`Invalid Resource Record: FATAL problem: ${expected}`]);
  });

  it('is named once for every value that is wrong', () => {
    expect(problems('A', 'x', '192.0.2.1', 'y')).toHaveLength(2);
  });
});

describe('the values together', () => {
  it('may not repeat one', () => {
    expect(problems('A', '192.0.2.1', '192.0.2.1', '192.0.2.1')).toEqual(["Duplicate Resource Record: '192.0.2.1'"]);
  });

  const addresses = (count: number) => Array.from({ length: count }, (_, index) => `10.0.${index >> 8}.${index & 255}`);

  it('may be 400', () => {
    expect(problems('A', ...addresses(400))).toEqual([]);
  });

  it('may not be 401', () => {
    expect(problems('A', ...addresses(401))).toEqual(['Cannot have more than 400 records in a RRSet.']);
  });
});
