import { describe, expect, it } from '@jest/globals';
import { RE2JS } from 're2js';
import { domainFilter } from '../../../lib/endpoint/domain-filter.ts';

const none = { domainFilter: [], excludeDomains: [], regexDomainFilter: undefined, regexDomainExclusion: undefined };
const regex = (text: string | undefined) => (text === undefined ? undefined : RE2JS.compile(text));

describe('plain domain filters', () => {
  it.each([
    { include: ['example.com'], name: 'example.com', expected: true },
    { include: ['example.com'], name: 'a.b.example.com.', expected: true },
    { include: ['example.com'], name: 'notexample.com', expected: false },
    { include: ['.example.com'], name: 'example.com', expected: false },
    { include: ['.example.com'], name: 'a.example.com', expected: true },
    { include: ['Example.COM.'], name: 'EXAMPLE.com', expected: true },
    { include: ['example.com'], exclude: ['int.example.com'], name: 'x.int.example.com', expected: false },
    { include: ['example.com'], exclude: ['.int.example.com'], name: 'int.example.com', expected: true },
    { exclude: ['int.example.com'], name: 'foo.org', expected: true },
    { include: ['bücher.de'], name: 'www.xn--bcher-kva.de', expected: true },
    { include: ['*.example.com'], name: 'a.example.com', expected: false },
    { include: ['a.com,b.com'], name: 'a.com', expected: false },
    { include: ['', ' '], name: 'foo.org', expected: true },
    { name: 'foo.org', expected: true },
  ])(
    'include $include, exclude $exclude: $name is served: $expected',
    ({ include = [], exclude = [], name, expected }) => {
      expect(domainFilter({ ...none, domainFilter: include, excludeDomains: exclude }).matches(name)).toBe(expected);
    },
  );

  it.each([
    { include: ['x.example.com'], expected: true },
    { include: ['.x.example.com'], expected: false },
    { include: ['x.example.org'], expected: false },
    { include: ['x.example.com'], exclude: ['example.com'], expected: false },
    { expected: true },
  ])(
    'include $include, exclude $exclude: the parent zone is accepted: $expected',
    ({ include = [], exclude = [], expected }) => {
      const filter = domainFilter({ ...none, domainFilter: include, excludeDomains: exclude });
      expect(filter.matchesParent('Example.com.')).toBe(expected);
    },
  );
});

describe('regular domain filters', () => {
  it.each([
    { include: 'org', name: 'foo.ORG.', expected: true },
    { include: 'ORG', name: 'foo.org', expected: false },
    { include: '^a\\.', name: 'b.a.org', expected: false },
    { include: 'example', exclude: 'int', name: 'int.example.org', expected: false },
    { exclude: 'int', name: 'foo.org', expected: true },
    { include: '\\.bücher\\.de$', name: 'www.xn--bcher-kva.de', expected: true },
  ])('include $include, exclude $exclude: $name is served: $expected', ({ include, exclude, name, expected }) => {
    const filter = domainFilter({ ...none, regexDomainFilter: regex(include), regexDomainExclusion: regex(exclude) });
    expect(filter.matches(name)).toBe(expected);
  });

  it('make the plain lists count for nothing, parents included', () => {
    const filter = domainFilter({
      ...none,
      domainFilter: ['example.com'],
      excludeDomains: ['foo.org'],
      regexDomainFilter: regex('foo'),
    });
    expect(filter.matches('foo.org')).toBe(true);
    expect(filter.matches('a.example.com')).toBe(false);
    expect(filter.matchesParent('example.net')).toBe(true);
  });
});
