import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quoteText } from '../../../lib/endpoint/txt-value.ts';
import { labelText, parseLabelText } from '../../../lib/registry/txt-label.ts';

describe('labelText', () => {
  it.each([
    [
      'owner and resource as ExternalDNS writes them',
      { resource: 'ingress/default/web', owner: 'my-cluster' },
      'heritage=external-dns,external-dns/owner=my-cluster,external-dns/resource=ingress/default/web',
    ],
    ['no label at all', {}, 'heritage=external-dns'],
    ['upper case before lower', { a: '1', B: '2' }, 'heritage=external-dns,external-dns/B=2,external-dns/a=1'],
    [
      'no label that lives in memory only',
      { owner: 'me', ownedRecord: 'a.ex.com', 'txt-encryption-nonce': 'x' },
      'heritage=external-dns,external-dns/owner=me',
    ],
    [
      'no label that could be read as another',
      { owner: 'me', x: '1,external-dns/owner=you', 'y,external-dns/owner': 'you', 'owner=z': 'you' },
      'heritage=external-dns,external-dns/owner=me',
    ],
  ])('writes %s', (_, labels, text) => {
    expect(labelText(labels)).toBe(text);
  });
});

describe('parseLabelText', () => {
  it.each([
    ['quoted text', '"heritage=external-dns,external-dns/owner=me"', { owner: 'me' }],
    ['text without quotes', 'heritage=external-dns,external-dns/owner=me', { owner: 'me' }],
    ['text in two strings', '"heritage=external-dns,external-d" "ns/owner=me"', { owner: 'me' }],
    ['a value with an equals sign', 'heritage=external-dns,external-dns/owner=a=b', { owner: 'a=b' }],
    ['foreign keys and broken tokens as nothing', 'heritage=external-dns,owner=me,broken,external-dns/a=1', { a: '1' }],
    ['a label without an equals sign as nothing', 'heritage=external-dns,external-dns/owners', {}],
    ['a key behind a blank as a foreign one', 'heritage=external-dns, external-dns/owner=me', {}],
  ])('reads %s', (_, text, labels) => {
    expect(parseLabelText(text)).toEqual(labels);
  });

  it.each([
    ['text without heritage', '"external-dns/owner=me"'],
    ['another heritage', '"heritage=kops,external-dns/owner=me"'],
    ['two heritages', '"heritage=external-dns,heritage=kops,external-dns/owner=me"'],
    ['an ordinary text', '"v=spf1 -all"'],
    ['nothing', ''],
  ])('takes %s for no ownership', (_, text) => {
    expect(parseLabelText(text)).toBeUndefined();
  });
});

it('law: labels read back from the text that DNS holds of them', () => {
  const key = fc.stringMatching(/^[a-z][a-z/-]{0,12}$/).filter((text) => text !== 'txt-encryption-nonce');
  const value = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => !text.includes(','));
  fc.assert(
    fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (labels) => {
      expect(parseLabelText(quoteText(labelText(labels)))).toEqual(labels);
    }),
  );
});
