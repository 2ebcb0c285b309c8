import { describe, expect, it } from '@jest/globals';
import { chooseSets } from '../../../../lib/emulators/dns/choose-set.ts';
import type { RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import { plain } from '../route53/batch-fixture.ts';

const routed = (SetIdentifier: string, fields: Partial<RecordSet>): RecordSet => ({
  ...plain('x.example.org.', 'A', '192.0.2.1'),
  SetIdentifier,
  ...fields,
});
const multivalue = Array.from({ length: 10 }, (_, index) => routed(`m${index}`, { MultiValueAnswer: true }));

describe('the sets that answer', () => {
  it.each<[string, readonly RecordSet[], readonly string[]]>([
    ['none of none', [], []],
    ['the heaviest of weighted ones', [routed('a', { Weight: 1 }), routed('b', { Weight: 2 })], ['b']],
    ['the first by identifier of equal weights', [routed('b', { Weight: 1 }), routed('a', { Weight: 1 })], ['a']],
    ['the primary of failover', [routed('a', { Failover: 'SECONDARY' }), routed('b', { Failover: 'PRIMARY' })], ['b']],
    [
      'the default of geolocation',
      [routed('a', { GeoLocation: { CountryCode: 'DE' } }), routed('b', { GeoLocation: { CountryCode: '*' } })],
      ['b'],
    ],
    ['the first of latency', [routed('b', { Region: 'us-east-1' }), routed('a', { Region: 'eu-west-1' })], ['a']],
    ['eight of multivalue', multivalue, ['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']],
  ])('are %s', (_, sets, identifiers) => {
    expect(chooseSets(sets).map((set) => set.SetIdentifier)).toEqual(identifiers);
  });
});
