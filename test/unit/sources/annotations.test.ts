import { describe, expect, it } from '@jest/globals';
import { annotationValue, readAnnotations, splitList } from '../../../lib/sources/annotations.ts';

const older = 'external-dns.alpha.kubernetes.io/';
const newer = 'external-dns.kubernetes.io/';

describe('readAnnotations', () => {
  it.each([
    ['the new prefix alone', { [`${newer}ttl`]: '1' }, '1', 0],
    ['the old prefix alone', { [`${older}ttl`]: '2' }, '2', 0],
    ['the same value under both', { [`${newer}ttl`]: '1', [`${older}ttl`]: '1' }, '1', 0],
    ['different values, of which the new one wins', { [`${newer}ttl`]: '1', [`${older}ttl`]: '2' }, '1', 1],
    ['an empty new value, which wins too', { [`${newer}ttl`]: '', [`${older}ttl`]: '2' }, '', 1],
    ['neither', { 'example.org/ttl': '3' }, undefined, 0],
  ])('reads %s', (_, annotations, value, conflicts) => {
    const read = readAnnotations(annotations, undefined);
    expect(annotationValue(read, 'ttl')).toBe(value);
    expect(read.conflicts).toHaveLength(conflicts);
  });

  it('keeps the full name under which a value was found', () => {
    expect(readAnnotations({ [`${older}ttl`]: '2' }, undefined).byKey.get('ttl')?.name).toBe(`${older}ttl`);
  });

  it.each([
    ['nothing is said', {}, false],
    ['this controller is named', { [`${newer}controller`]: 'dns-controller' }, false],
    ['another is named under the new prefix', { [`${newer}controller`]: 'other' }, true],
    ['another is named under the old prefix', { [`${older}controller`]: 'other' }, true],
    ['an empty one is named', { [`${older}controller`]: '' }, true],
    [
      'the old prefix names another and the new one this',
      { [`${newer}controller`]: 'dns-controller', [`${older}controller`]: 'other' },
      true,
    ],
  ])('knows another controller when %s', (_, annotations, other) => {
    expect(readAnnotations(annotations, undefined).otherController).toBe(other);
  });

  it('reads one prefix alone where one is given, the controller included', () => {
    const read = readAnnotations({ [`${newer}controller`]: 'other', 'dns.example.org/ttl': '9' }, 'dns.example.org/');
    expect(read).toMatchObject({ otherController: false, conflicts: [] });
    expect(annotationValue(read, 'ttl')).toBe('9');
  });
});

describe('splitList', () => {
  it.each([
    ['a.org', ['a.org']],
    ['a.org, b.org', ['a.org', 'b.org']],
    [' a . org\n,\tb.org ', ['a.org', 'b.org']],
    ['', ['']],
    ['a.org,', ['a.org', '']],
  ])('splits %j', (value, pieces) => {
    expect(splitList(value)).toEqual(pieces);
  });
});
