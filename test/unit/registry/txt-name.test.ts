import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordTypes } from '../../../lib/endpoint/endpoint.ts';
import { type Affixes, rowName, rowSubject } from '../../../lib/registry/txt-name.ts';
import { affixes, type RowNameExample, rowNameExamples } from '../../support/row-name-examples.ts';

const moreExamples: readonly RowNameExample[] = [
  [{ wildcardReplacement: 'any' }, 'www.example.com', 'A', 'a-www.example.com'],
  [{ suffix: '-txt' }, 'localhost', 'A', 'a-localhost-txt'],
];

describe('rowName and rowSubject', () => {
  it.each([...rowNameExamples, ...moreExamples])(
    'with %j, %s %s is owned by the row %s, and back',
    (changes, dnsName, recordType, row) => {
      const said = dnsName.toLowerCase().replace('*', changes.wildcardReplacement?.toLowerCase() ?? '*');
      expect(rowName(affixes(changes), dnsName, recordType)).toBe(row);
      expect(rowSubject(affixes(changes), row)).toEqual({ dnsName: said, recordType });
    },
  );

  it('law: a row name reads back as the name and type it was made of', () => {
    const affix = fc.constantFrom<Partial<Affixes>>(
      ...[
        {},
        { prefix: 'txt.' },
        { prefix: 'TXT-' },
        { prefix: '%{record_type}-txt.' },
        { prefix: 'x-%{record_type}.' },
      ],
      ...[{ suffix: '-txt' }, { suffix: '.a.b' }, { suffix: '-%{record_type}-txt' }, { suffix: '-.%{record_type}' }],
    );
    const label = fc.stringMatching(/^[a-z0-9_][a-z0-9_-]{0,8}$/);
    const name = fc
      .tuple(fc.oneof(label, fc.constant('*')), fc.array(label, { minLength: 1, maxLength: 3 }))
      .map(([head, rest]) => [head, ...rest].join('.'));
    fc.assert(
      fc.property(affix, name, fc.constantFrom(...recordTypes), (changes, dnsName, recordType) => {
        const row = rowName(affixes(changes), dnsName, recordType);
        expect(rowSubject(affixes(changes), row)).toEqual({ dnsName, recordType });
      }),
    );
  });
});

describe('rowSubject', () => {
  it.each<readonly [string, Partial<Affixes>, string, ReturnType<typeof rowSubject>]>([
    ['a name without type as the old format', {}, 'www.example.com', { dnsName: 'www.example.com' }],
    ['a type without a dash as a label', {}, 'a.example.com', { dnsName: 'a.example.com' }],
    ['an ambiguous name with its type', {}, 'a-record.example.com', { dnsName: 'record.example.com', recordType: 'A' }],
    ['a type that it does not know as a label', {}, 'caa-www.example.com', { dnsName: 'caa-www.example.com' }],
    ['a name without the prefix as none of ours', { prefix: 'txt.' }, 'www.example.com', undefined],
    [
      'the prefix without type as the old format',
      { prefix: 'txt.' },
      'txt.www.example.com',
      { dnsName: 'www.example.com' },
    ],
    [
      'a template that stands for nothing as the old format',
      { prefix: '%{record_type}-txt.' },
      '-txt.www.example.com',
      { dnsName: 'www.example.com' },
    ],
    [
      'the suffix without type as the old format',
      { suffix: '-txt' },
      'www-txt.example.com',
      { dnsName: 'www.example.com' },
    ],
    [
      'a template without a delimiter after it as the first type that fits: end it with a dash or a dot',
      { prefix: '%{record_type}' },
      'aaaawww.example.com',
      { dnsName: 'aaawww.example.com', recordType: 'A' },
    ],
    ['a name without the suffix as none of ours', { suffix: '-txt' }, 'www.example.com', undefined],
    ['a name that is too short for the suffix as none of ours', { suffix: '.foo.bar' }, 'a-example.foo', undefined],
    ['a name without the template as none of ours', { prefix: '%{record_type}-txt.' }, 'www.example.com', undefined],
    ['a name of nothing but the prefix as none of ours', { prefix: 'txt.' }, 'txt.', undefined],
    ['a name of nothing but the suffix as none of ours', { suffix: '-txt' }, '-txt.example.com', undefined],
  ])('reads %s', (_, changes, name, subject) => {
    expect(rowSubject(affixes(changes), name)).toEqual(subject);
  });
});
