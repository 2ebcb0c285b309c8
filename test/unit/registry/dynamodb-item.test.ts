import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fromAttributes,
  type ItemSubject,
  isSameItem,
  itemKey,
  itemOf,
  parseItemKey,
  toAttributes,
} from '../../../lib/registry/dynamodb-item.ts';
import { arbitraryWish } from '../../support/arbitrary-zone.ts';
import { wish } from '../../support/zone-records.ts';

describe('the key of an item', () => {
  it.each<readonly [string, ItemSubject]>([
    ['a.ex.com#A#', { dnsName: 'a.ex.com', recordType: 'A' }],
    ['*.ex.com#CNAME#', { dnsName: '*.ex.com', recordType: 'CNAME' }],
    ['a.ex.com#AAAA#blue', { dnsName: 'a.ex.com', recordType: 'AAAA', setIdentifier: 'blue' }],
    ['a.ex.com#A#blue#2', { dnsName: 'a.ex.com', recordType: 'A', setIdentifier: 'blue#2' }],
  ])('%s speaks of one record, as in ExternalDNS', (key, subject) => {
    expect(itemKey(subject)).toBe(key);
    expect(parseItemKey(key)).toEqual(subject);
  });

  it.each(['', 'a.ex.com', 'a.ex.com#A', 'a.ex.com#SPF#', '#A#', 'x#a.ex.com#A#'])('%j speaks of none', (key) => {
    expect(parseItemKey(key)).toBeUndefined();
  });
});

describe('an item', () => {
  it('is stored with the owner beside the other labels, without those that live in memory', () => {
    const labels = { owner: 'old', resource: 'service/shop/web', ownedRecord: 'x', 'txt-encryption-nonce': 'n' };
    expect(toAttributes(itemOf(wish({ labels }), 'me'))).toEqual({
      k: { S: 'a.ex.com#A#' },
      o: { S: 'me' },
      l: { M: { resource: { S: 'service/shop/web' } } },
    });
  });

  it('reads back as it was written', () => {
    fc.assert(
      fc.property(arbitraryWish, (endpoint) => {
        const item = itemOf(endpoint, 'me');
        expect(fromAttributes(toAttributes(item))).toEqual(item);
      }),
    );
  });

  it.each([
    ['without labels', { k: { S: 'k' }, o: { S: 'me' } }, { key: 'k', owner: 'me', labels: {} }],
    [
      'with a label that is no text',
      { k: { S: 'k' }, o: { S: 'me' }, l: { M: { count: { N: '1' }, resource: { S: 'r' } } } },
      { key: 'k', owner: 'me', labels: { resource: 'r' } },
    ],
    ['without key', { o: { S: 'me' } }, undefined],
    ['without owner', { k: { S: 'k' } }, undefined],
    ['whose owner is no text', { k: { S: 'k' }, o: { N: '1' } }, undefined],
  ])('%s is read as %j', (_, attributes, item) => {
    expect(fromAttributes(attributes)).toStrictEqual(item);
  });

  it('says the same in whatever order its labels stand', () => {
    const item = { key: 'k', owner: 'me', labels: { a: '1', b: '2' } };
    expect(isSameItem(item, { ...item, labels: { b: '2', a: '1' } })).toBe(true);
    expect(isSameItem(item, { ...item, labels: { a: '1' } })).toBe(false);
    expect(isSameItem(item, { ...item, owner: 'you' })).toBe(false);
    expect(isSameItem(item, { ...item, key: 'other' })).toBe(false);
  });
});
