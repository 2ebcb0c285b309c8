import { describe, expect, it } from '@jest/globals';
import type { Zone } from '../../../../lib/endpoint/endpoint.ts';
import { chooseZones } from '../../../../lib/providers/route53/choose-zones.ts';
import { privateZone, publicZone } from './zone-fixture.ts';

const [pub, pubSub, priv] = [publicZone('x.org', 'Z1'), publicZone('sub.x.org', 'Z2'), privateZone('x.org', 'Z3')];
const privSub = privateZone('sub.x.org', 'Z4');
const split = [pub, pubSub, priv];

describe('the zones of a name', () => {
  it.each([
    ['the closest public and every private one', split, 'a.sub.x.org', undefined, [priv, pubSub]],
    ['both zones at their apex', split, 'x.org', undefined, [priv, pub]],
    ['a wildcard like any other name', split, '*.x.org', undefined, [priv, pub]],
    ['the closer public zone at its own apex', split, 'sub.x.org', undefined, [priv, pubSub]],
    ['none for a name that only ends alike', split, 'ax.org', undefined, []],
    ['none for the parent of a zone', split, 'org', undefined, []],
    ['private zones of every depth', [priv, privSub], 'a.sub.x.org', undefined, [priv, privSub]],
    ['the pinned zone alone', [pub, priv], 'a.x.org', 'Z3', [priv]],
    ['the pinned zone by its long id', [pub, priv], 'a.x.org', '/hostedzone/Z3', [priv]],
    ['none when the pinned zone does not enclose the name', split, 'a.x.org', 'Z2', []],
    ['none when the pinned zone is unknown', split, 'a.x.org', 'Z9', []],
    ['the lower id of two public zones of one name', [publicZone('x.org', 'Z8'), pub], 'a.x.org', undefined, [pub]],
    [
      'the other of two public zones of one name by pin',
      [pub, publicZone('x.org', 'Z8')],
      'a.x.org',
      'Z8',
      [publicZone('x.org', 'Z8')],
    ],
  ])('are %s', (_, zones, name, pin, expected) => {
    const choice = { pin, holdsName: () => false };
    expect(chooseZones(name, zones, choice)).toEqual(expected);
    expect(new Set(chooseZones(name, zones.toReversed(), choice))).toEqual(new Set(expected));
  });

  const twin = publicZone('x.org', 'Z0');

  it.each([
    ['the one that holds the name', [pub], [pub]],
    ['both where both hold it', [pub, twin], [twin, pub]],
    ['the lower id where none does', [], [twin]],
  ])('are, of two public zones of one name, %s', (_, holding, expected) => {
    const holdsName = (zone: Zone) => holding.includes(zone);
    expect(chooseZones('a.x.org', [pub, twin], { pin: undefined, holdsName })).toEqual(expected);
    expect(chooseZones('a.x.org', [pub, twin], { pin: 'Z0', holdsName })).toEqual([twin]);
  });

  it('are the closest whatever those above hold', () => {
    expect(chooseZones('a.sub.x.org', [pub, pubSub], { pin: undefined, holdsName: (zone) => zone === pub })).toEqual([
      pubSub,
    ]);
  });
});
