import { describe, expect, it } from '@jest/globals';
import type { Endpoint, Zone } from '../../../../lib/endpoint/endpoint.ts';
import type { Change } from '../../../../lib/plan/change.ts';
import { keepUntilDelegated } from '../../../../lib/plan/guard/delegations.ts';
import { guardInput } from '../../../support/guard-input.ts';
import { record } from '../../../support/zone-records.ts';

const zone = (id: string, name: string, visibility: Zone['visibility'] = 'public'): Zone => ({ id, name, visibility });
const parent = zone('Z1', 'example.com');
const child = zone('Z2', 'shop.example.com');
const dnsName = 'a.shop.example.com';
const at = (place: Zone, changes: Partial<Endpoint> = {}) => record('me', { dnsName, zone: place, ...changes });

const deletion = (place = parent): Change => ({ action: 'Delete', endpoint: at(place) });
const upToDate = (place: Zone): Change => ({ action: 'None', endpoint: at(place), cause: { code: 'UpToDate' } });
const creation = (place: Zone): Change => ({ action: 'Create', endpoint: at(place) });
const ofAnotherShard: Change = {
  action: 'None',
  endpoint: { dnsName, targets: [], refs: [] },
  cause: { code: 'NoMatchingZone', view: 'some-zones', elsewhere: child },
};
const nameServers = (name: string, place = parent) => at(place, { dnsName: name, recordType: 'NS' });

const isKept = (changes: readonly Change[], ...delegations: readonly ReturnType<typeof nameServers>[]): boolean => {
  const [first] = keepUntilDelegated(changes, guardInput({ delegations }));
  return first?.action === 'None';
};

describe('a record whose name moves to a public zone below its own', () => {
  it.each<readonly [string, Change]>([
    ['is made there', creation(child)],
    ['is there', upToDate(child)],
    ['is left to another shard there', ofAnotherShard],
  ])('stays while the zone does not delegate it, where its name %s', (_, other) => {
    expect(isKept([deletion(), other])).toBe(true);
    expect(isKept([deletion(), other], nameServers('a.example.com'), nameServers('shop.example.com', child))).toBe(
      true,
    );
    expect(isKept([deletion(), other], nameServers('shop.example.com'))).toBe(false);
  });

  it('goes where a zone between them is delegated', () => {
    const deep = zone('Z3', 'b.shop.example.com');
    const moved = { dnsName: 'a.b.shop.example.com' };
    const changes: readonly Change[] = [
      { action: 'Delete', endpoint: at(parent, moved) },
      { action: 'Create', endpoint: at(deep, moved) },
    ];
    expect([isKept(changes), isKept(changes, nameServers('shop.example.com'))]).toEqual([true, false]);
  });

  it.each<readonly [string, readonly Change[]]>([
    ['nobody asks for its name', [deletion()]],
    ['its zone gets another record', [deletion(), creation(parent), creation(child)]],
    ['its name moves up', [deletion(child), creation(parent)]],
    ['its name moves to another zone of the same name', [deletion(), creation(zone('Z9', 'example.com'))]],
    ['its name is in a private zone below', [deletion(), creation(zone('Z2', 'shop.example.com', 'private'))]],
    ['it is in a private zone', [deletion(zone('Z1', 'example.com', 'private')), creation(child)]],
  ])('goes where %s', (_, changes) => {
    expect(isKept(changes)).toBe(false);
  });
});

it('says which zone the name moves to, and which one has to delegate it', () => {
  const problem =
    'the name moves to the hosted zone shop.example.com (Z2), and nobody would find it there until example.com has the NS records of shop.example.com';
  const [first] = keepUntilDelegated([deletion(), creation(child)], guardInput());
  expect(first).toEqual({ action: 'None', endpoint: at(parent), cause: { code: 'Deferred', problem } });
});
