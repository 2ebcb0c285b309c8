import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Endpoint, Zone } from '../../../../lib/endpoint/endpoint.ts';
import { adjust } from '../../../../lib/providers/route53/adjust.ts';
import { sampleEndpoint } from '../../../support/sample-endpoint.ts';
import { placed } from './transaction-fixture.ts';
import { privateZone, publicZone } from './zone-fixture.ts';

const options = {
  zones: [publicZone()],
  unavailable: [],
  view: 'all-zones',
  preferCname: false,
  evaluateTargetHealth: true,
  managedTypes: new Set(['A', 'AAAA', 'CNAME'] as const),
} as const;

const pointer = (dnsName: string, target: string, alias = 'true'): Endpoint =>
  sampleEndpoint({ dnsName, recordType: 'CNAME', targets: [target], providerSpecific: { alias } });
const address = (recordType: 'A' | 'AAAA', changes: Partial<Endpoint> = {}): Endpoint =>
  sampleEndpoint({ dnsName: 'web.example.org', recordType, ...changes });

const typesOf = (
  name: string,
  wishes: readonly Endpoint[],
  records: readonly Endpoint[] = [],
  zones: readonly Zone[] = options.zones,
) =>
  adjust(wishes, { ...options, zones, records })
    .endpoints.filter(({ dnsName }) => dnsName === name)
    .map(({ recordType, zone }) => `${recordType} ${zone?.id}`);

const www = pointer('www.example.org', 'web.example.org');

describe('an alias of both address types to a name of its own zone', () => {
  it.each<readonly [string, readonly Endpoint[], readonly Endpoint[], readonly string[]]>([
    ['A where A alone is asked for', [www, address('A')], [], ['A ZPUB']],
    ['AAAA where AAAA alone is asked for', [address('AAAA'), www], [], ['AAAA ZPUB']],
    ['both where both are asked for', [www, address('A'), address('AAAA')], [], ['A ZPUB', 'AAAA ZPUB']],
    ['A where the zone holds A alone', [www], [placed(address('A'))], ['A ZPUB']],
    [
      'both where the zone holds one and the other is asked for',
      [www, address('AAAA')],
      [placed(address('A'))],
      ['A ZPUB', 'AAAA ZPUB'],
    ],
    ['both where the target is unknown, so that the refusal is told', [www], [], ['A ZPUB', 'AAAA ZPUB']],
    [
      'A where its target is such an alias that has A alone',
      [www, pointer('web.example.org', 'end.example.org'), address('A', { dnsName: 'end.example.org' })],
      [],
      ['A ZPUB'],
    ],
    [
      'the one type that it names',
      [pointer('www.example.org', 'web.example.org', 'AAAA'), address('A')],
      [],
      ['AAAA ZPUB'],
    ],
    [
      'both where the target is no name of the zone',
      [pointer('www.example.org', 'x.eu-central-1.elb.amazonaws.com'), address('A')],
      [],
      ['A ZPUB', 'AAAA ZPUB'],
    ],
  ])('becomes %s', (_, wishes, records, expected) => {
    expect(typesOf('www.example.org', wishes, records)).toEqual(expected);
  });

  it('is judged in each zone by what that zone has', () => {
    const zones = [publicZone(), privateZone()];
    const records = [address('A', { zone: publicZone() }), address('AAAA', { zone: privateZone() })];
    expect(typesOf('www.example.org', [www], records, zones)).toEqual(['AAAA ZPRIV', 'A ZPUB']);
  });

  it('keeps one type at least, whatever points at what', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd').map((label) => `${label}.example.org`);
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.array(name),
        fc.subarray(['A', 'AAAA'] as const),
        (names, targets, types) => {
          const wishes = names.map((each, index) => pointer(each, targets[index] ?? 'end.example.org'));
          const ends = types.map((type) => address(type, { dnsName: 'end.example.org' }));
          for (const each of names) expect(typesOf(each, [...wishes, ...ends]).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
