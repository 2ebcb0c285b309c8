import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type RecordType, recordTypes } from '../../../lib/endpoint/endpoint.ts';
import { type Affixes, rowName, rowSubject } from '../../../lib/registry/txt-name.ts';

const affixes = (changes: Partial<Affixes> = {}): Affixes => ({
  prefix: '',
  suffix: '',
  wildcardReplacement: '',
  ...changes,
});

type Example = readonly [Partial<Affixes>, name: string, type: RecordType, row: string];

const examples: readonly Example[] = [
  [{}, 'www.example.com', 'A', 'a-www.example.com'],
  [{}, 'www.example.com', 'AAAA', 'aaaa-www.example.com'],
  [{}, 'www.example.com', 'CNAME', 'cname-www.example.com'],
  [{}, 'example.com', 'A', 'a-example.com'],
  [{}, '*.example.com', 'A', 'a-*.example.com'],
  [{ wildcardReplacement: 'any' }, '*.example.com', 'A', 'a-any.example.com'],
  [{ wildcardReplacement: 'Any' }, '*.example.com', 'A', 'a-any.example.com'],
  [{ prefix: 'txt.' }, 'www.example.com', 'A', 'txt.a-www.example.com'],
  [{ prefix: 'txt.' }, 'example.com', 'A', 'txt.a-example.com'],
  [{ prefix: 'txt-' }, 'www.example.com', 'CNAME', 'txt-cname-www.example.com'],
  [{ prefix: 'txt-', wildcardReplacement: 'any' }, '*.example.com', 'CNAME', 'txt-cname-any.example.com'],
  [{ prefix: '%{record_type}-' }, 'www.example.com', 'A', 'a-www.example.com'],
  [{ prefix: '%{record_type}-txt.' }, 'example.com', 'CNAME', 'cname-txt.example.com'],
  [{ prefix: '%{record_type}-txt.' }, 'www.example.com', 'A', 'a-txt.www.example.com'],
  [{ prefix: 'ext-%{record_type}.', wildcardReplacement: 'any' }, '*.example.com', 'A', 'ext-a.any.example.com'],
  [{ prefix: '%{record_type}.%{record_type}.' }, 'www.example.com', 'A', 'a.a.www.example.com'],
  [{ suffix: '-txt' }, 'www.example.com', 'A', 'a-www-txt.example.com'],
  [{ suffix: '.txt' }, 'www.example.com', 'CNAME', 'cname-www.txt.example.com'],
  [{ suffix: '-txt' }, 'example.com', 'A', 'a-example-txt.com'],
  [{ suffix: '-%{record_type}-txt' }, 'www.example.com', 'AAAA', 'www-aaaa-txt.example.com'],
  [{ suffix: '-%{record_type}', wildcardReplacement: 'any' }, '*.example.com', 'A', 'any-a.example.com'],
  [{ suffix: '-.%{record_type}' }, 'example.com', 'CNAME', 'example-.cname.com'],
  [{ prefix: 'TXT-' }, 'WWW.Example.com', 'A', 'txt-a-WWW.Example.com'],
  [{}, '_sip._tcp.example.com', 'SRV', 'srv-_sip._tcp.example.com'],
  [{}, 'localhost', 'A', 'a-localhost'],
];

describe('rowName and rowSubject', () => {
  it.each(examples)('with %j, %s %s is owned by the row %s, and back', (changes, dnsName, recordType, row) => {
    const said = dnsName.toLowerCase().replace('*', changes.wildcardReplacement?.toLowerCase() ?? '*');
    expect(rowName(affixes(changes), dnsName, recordType)).toBe(row);
    expect(rowSubject(affixes(changes), row)).toEqual({ dnsName: said, recordType });
  });

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
    ['a name without the suffix as none of ours', { suffix: '-txt' }, 'www.example.com', undefined],
    ['a name that is too short for the suffix as none of ours', { suffix: '.foo.bar' }, 'a-example.foo', undefined],
    ['a name of nothing but the affix as none of ours', { prefix: 'txt.' }, 'txt.', undefined],
  ])('reads %s', (_, changes, name, subject) => {
    expect(rowSubject(affixes(changes), name)).toEqual(subject);
  });
});
