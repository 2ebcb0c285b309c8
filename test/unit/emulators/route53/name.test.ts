import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  isWithin,
  parseName,
  problemText,
  sortKey,
  storedName,
  unescapeName,
} from '../../../../lib/emulators/route53/name.ts';

const label63 = 'a'.repeat(63);
const name255 = `${[label63, label63, label63, 'a'.repeat(61)].join('.')}.`;

describe('the stored form of a name', () => {
  it.each([
    ['gets its trailing dot', 'www.example.org', 'www.example.org.'],
    ['keeps its trailing dot', 'www.example.org.', 'www.example.org.'],
    ['is lower case', 'WWW.Example.ORG', 'www.example.org.'],
    ['has a wildcard escaped', '*.example.org', '\\052.example.org.'],
    ['has a literal sign escaped', 'a@b.example.org', 'a\\100b.example.org.'],
    ['keeps an escape that was sent', 'a\\040b.example.org', 'a\\040b.example.org.'],
    ['drops an escape of a letter', '\\101bc.example.org', 'abc.example.org.'],
    ['keeps underscores and hyphens', '_a-b.example.org', '_a-b.example.org.'],
    ['may have labels of 63 bytes', `${label63}.org`, `${label63}.org.`],
    ['may have 255 bytes on the wire', name255, name255],
  ])('%s', (_, text, expected) => {
    expect(parseName(text)).toEqual({ name: expected });
  });

  it.each([
    ['that is empty', '', "FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"],
    ['that is the root', '.', "FATAL problem: DomainNameEmpty (Domain name is empty) encountered with ''"],
    [
      'that starts with a dot',
      '.sub.x',
      "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with '.sub.x'",
    ],
    [
      'with two dots in a row',
      'a..x',
      "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..x'",
    ],
    [
      'with a raw blank',
      'a b.x',
      "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with ' '",
    ],
    [
      'with a raw Latin-1 letter',
      'ä.x',
      "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with 'ä'",
    ],
    [
      'with an unfinished escape',
      'a\\04.x',
      "FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with '\\'",
    ],
    [
      'with a label of 64 bytes',
      `${label63}a.x`,
      `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${label63}a'`,
    ],
    [
      'of 257 bytes',
      `a.${name255}`,
      `FATAL problem: DomainNameTooLong (Domain name is too long) encountered with 'a.${name255}'`,
    ],
  ])('does not exist for a name %s', (_, text, expected) => {
    const result = parseName(text);
    expect('problem' in result ? problemText(result.problem) : result).toBe(expected);
  });

  it('is its own stored form, whatever the octets', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const escaped = (value: number) => `\\${value.toString(8).padStart(3, '0')}`;
    const label = fc.array(octet, { minLength: 1, maxLength: 20 }).map((octets) => octets.map(escaped).join(''));
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 5 }), (labels) => {
        const once = storedName(labels.join('.'));
        expect(storedName(once)).toBe(once);
        expect(once).toMatch(/^(?:(?:[a-z0-9_-]|\\[0-3][0-7]{2})+\.)+$/);
        expect(unescapeName(once).length).toBe(unescapeName(labels.join('.')).length + 1);
      }),
    );
  });
});

describe('the place of a name in a listing', () => {
  it('goes by labels from the right, each with its dot, by octet', () => {
    const names = [
      'b.example.org.',
      'a.b.example.org.',
      'example.org.',
      '\\052.example.org.',
      'a-b.example.org.',
      'a.example.org.',
      '0.example.org.',
    ];
    expect(names.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual([
      'example.org.',
      '\\052.example.org.',
      '0.example.org.',
      'a-b.example.org.',
      'a.example.org.',
      'b.example.org.',
      'a.b.example.org.',
    ]);
  });
});

describe('lying within a zone', () => {
  it.each([
    ['the apex does', 'example.org.', true],
    ['a name below it does', 'a.b.example.org.', true],
    ['a name that merely ends alike does not', 'anexample.org.', false],
    ['the parent does not', 'org.', false],
  ])('%s', (_, name, expected) => {
    expect(isWithin(name, 'example.org.')).toBe(expected);
  });
});
