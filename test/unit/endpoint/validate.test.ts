import { describe, expect, it } from '@jest/globals';
import { validateEndpoint } from '../../../lib/endpoint/validate.ts';
import { sampleEndpoint } from '../../support/sample-endpoint.ts';

const ptrName = '1.2.0.192.in-addr.arpa';

describe('validateEndpoint', () => {
  it.each([
    { recordType: 'A', targets: ['192.0.2.1'] },
    { recordType: 'A', targets: ['lb.example.net'], providerSpecific: { alias: 'true' } },
    { recordType: 'A', targets: ['192.0.2.1'], providerSpecific: { alias: 'A' } },
    { recordType: 'AAAA', targets: ['::ffff:1.2.3.4', '2001:db8::1'] },
    { recordType: 'CNAME', targets: ['lb.example.net'], providerSpecific: { alias: 'false' } },
    { recordType: 'MX', targets: ['10 mail.example.org', '65535   mail.example.org', '0 .', '10 bücher.example'] },
    { recordType: 'SRV', targets: ['0 50 443 web.example.org.', '0 0 0 .'] },
    { recordType: 'PTR', dnsName: ptrName, targets: ['web.example.org'] },
    { recordType: 'PTR', dnsName: '1.0.ip6.arpa', targets: ['web.example.org'] },
    { recordType: 'TXT', targets: ['anything ${at} all', ''] },
    {
      recordType: 'NAPTR',
      targets: ['100 10 "u" "E2U+sip" "!^.*$!sip:a@x y!" .', '65535 0 "s" "SIP+D2U" "" _sip._udp.example.org.'],
    },
    { recordType: 'CNAME', dnsName: '*.example.org', targets: ['_x.bücher.example'] },
    { recordType: 'SRV', dnsName: '_sip._tcp.example.org', targets: ['0 50 443 web.example.org.'] },
    { recordType: 'NS', dnsName: 'sub.example.org.', targets: ['ns.example.org.'] },
  ] as const)('passes $recordType $dnsName $targets on', (changes) => {
    const endpoint = sampleEndpoint(changes);
    expect(validateEndpoint(endpoint)).toEqual({ endpoints: [endpoint], refusals: [] });
  });

  it.each([
    [{ recordType: 'A', targets: ['192.0.2.1', '::1'] }, 'InvalidTarget', 'the target "::1" is not an IPv4 address'],
    [
      { recordType: 'A', targets: ['::ffff:1.2.3.4'] },
      'InvalidTarget',
      'the target "::ffff:1.2.3.4" is not an IPv4 address',
    ],
    [{ recordType: 'A', targets: ['01.2.3.4'] }, 'InvalidTarget', 'the target "01.2.3.4" is not an IPv4 address'],
    [
      { recordType: 'A', targets: ['${IP}'] },
      'InvalidTarget',
      'the target "${IP}" holds the unresolved variable ${IP}',
    ],
    [
      { recordType: 'A', targets: ['lb.x'], providerSpecific: { alias: 'A' } },
      'InvalidTarget',
      'the target "lb.x" is not an IPv4 address',
    ],
    [
      { recordType: 'AAAA', targets: ['fe80::1%eth0'] },
      'InvalidTarget',
      'the target "fe80::1%eth0" names a network interface, which DNS cannot hold',
    ],
    [{ recordType: 'NS', targets: ['ns..x'] }, 'InvalidTarget', 'the target "ns..x" holds an empty label'],
    [
      { recordType: 'CNAME', targets: ['https://lb.example.net/'] },
      'InvalidTarget',
      'the target "https://lb.example.net/" holds the character :',
    ],
    [{ recordType: 'MX', targets: ['10 mail..x'] }, 'InvalidTarget', 'the target "mail..x" holds an empty label'],
    [{ recordType: 'SRV', targets: ['0 50 65536 web.x.'] }, 'InvalidTarget', /"priority weight port host."/],
    [{ recordType: 'AAAA', targets: ['192.0.2.1'] }, 'InvalidTarget', 'the target "192.0.2.1" is not an IPv6 address'],
    [{ recordType: 'CNAME', targets: ['lb..x'] }, 'InvalidTarget', 'the target "lb..x" holds an empty label'],
    [
      { recordType: 'MX', targets: ['mail.x'] },
      'InvalidTarget',
      /^the target "mail.x" is not of the form "priority host"/,
    ],
    [{ recordType: 'MX', targets: ['65536 mail.x'] }, 'InvalidTarget', /not of the form "priority host"/],
    [{ recordType: 'MX', targets: ['-1 mail.x'] }, 'InvalidTarget', /not of the form "priority host"/],
    [
      { recordType: 'SRV', targets: ['0 50 443 web.x'] },
      'InvalidTarget',
      /"priority weight port host." with a final dot/,
    ],
    [{ recordType: 'SRV', targets: ['0 50 web.x.'] }, 'InvalidTarget', /"priority weight port host."/],
    [
      { recordType: 'PTR', targets: ['web.x'] },
      'InvalidName',
      'the name "a.example.org" of a PTR does not end in .in-addr.arpa or .ip6.arpa',
    ],
    [{ recordType: 'PTR', dnsName: 'in-addr.arpa', targets: ['web.x'] }, 'InvalidName', /does not end in/],
    [
      { recordType: 'PTR', dnsName: ptrName, targets: ['192.0.2.1'] },
      'InvalidTarget',
      'the target "192.0.2.1" is an address',
    ],
    [{ recordType: 'PTR', dnsName: ptrName, targets: [' '] }, 'InvalidTarget', /white space/],
    [
      { recordType: 'TXT', targets: ['"v"'], providerSpecific: { alias: 'false' } },
      'InvalidObject',
      /^the property alias is set on a record of type TXT/,
    ],
    [{ dnsName: 'a b.org' }, 'InvalidName', /white space/],
    [{ dnsName: '\\052.example.org' }, 'InvalidName', /holds a backslash/],
    [{ dnsName: 'a.inter\\156al.example.org' }, 'InvalidName', /holds a backslash/],
    [{ targets: [] }, 'NoTargets', 'the A has no target'],
  ] as const)('refuses %j with the cause %s and says: %s', (changes, code, problem) => {
    const endpoint = sampleEndpoint(changes);
    const { endpoints, refusals } = validateEndpoint(endpoint);
    expect(endpoints).toEqual([]);
    expect(refusals).toMatchObject([
      {
        dnsName: endpoint.dnsName,
        recordType: endpoint.recordType,
        targets: endpoint.targets,
        refs: endpoint.refs,
        cause: { code },
      },
    ]);
    const text = typeof problem === 'string' ? expect.stringContaining(problem) : expect.stringMatching(problem);
    expect(refusals[0]?.cause).toEqual({ code, problem: text, fix: expect.stringMatching(/.+/) });
  });
});
