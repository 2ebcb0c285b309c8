import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordType } from '../../../lib/endpoint/endpoint.ts';
import { compareTargets, distinctTargets, sameTargets } from '../../../lib/endpoint/targets.ts';

describe('sameTargets', () => {
  it.each<readonly [string, RecordType, readonly string[], readonly string[]]>([
    ['addresses in another order', 'A', ['1.1.1.1', '2.2.2.2'], ['2.2.2.2', '1.1.1.1']],
    ['host names in another case', 'CNAME', ['LB.x.com'], ['lb.x.com']],
    ['IPv6 in other spellings and order', 'AAAA', ['2001:db8:0::1', '2001:DB8::2'], ['2001:db8::2', '2001:db8::1']],
    ['names whose case would sort differently', 'NS', ['B.com', 'a.com'], ['b.com', 'A.com']],
    ['scoped addresses in another case', 'AAAA', ['FE80::1%eth0'], ['fe80::1%eth0']],
    ['nothing and nothing', 'A', [], []],
  ])('takes %s for the same', (_, type, left, right) => {
    expect(sameTargets(type, left, right)).toBe(true);
  });

  it.each<readonly [string, RecordType, readonly string[], readonly string[]]>([
    ['text in another case, where case is content', 'TXT', ['"A"'], ['"a"']],
    ['an IPv4 and its IPv6-mapped form', 'AAAA', ['::ffff:1.1.1.1'], ['1.1.1.1']],
    ['an MX with another blank', 'MX', ['10 mail.x'], ['10  mail.x']],
    ['a name with its dot and one without', 'CNAME', ['lb.x.com.'], ['lb.x.com']],
    ['a list and a longer one', 'A', ['1.1.1.1'], ['1.1.1.1', '2.2.2.2']],
    ['a repeated target and two', 'A', ['1.1.1.1', '1.1.1.1'], ['1.1.1.1', '2.2.2.2']],
  ])('tells apart %s', (_, type, left, right) => {
    expect(sameTargets(type, left, right)).toBe(false);
    expect(sameTargets(type, right, left)).toBe(false);
  });

  it('leaves the lists in their order', () => {
    const targets = ['2.2.2.2', '1.1.1.1'];
    sameTargets('A', targets, targets);
    expect(targets).toEqual(['2.2.2.2', '1.1.1.1']);
  });
});

it.each([
  ['AAAA', ['2001:db8::1', '2001:0DB8:0::1', '2001:db8::2'], ['2001:db8::1', '2001:db8::2']],
  ['NS', ['NS1.example.org', 'ns1.example.org'], ['NS1.example.org']],
  ['TXT', ['"a"', '"A"', '"a"'], ['"a"', '"A"']],
] as const)('distinctTargets keeps of %s the first of each', (type, targets, expected) => {
  expect(distinctTargets(type, targets)).toEqual(expected);
});

describe('compareTargets', () => {
  it('orders addresses by value, IPv4 before IPv6 before names, upper case before lower', () => {
    const ascending = ['9.9.9.9', '10.0.0.1', '::1', '2001:db8::1', '1-2-3-4.com', 'B.com', 'a.com'];
    expect([...ascending].reverse().sort((left, right) => compareTargets([left], [right]))).toEqual(ascending);
  });

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['the shorter list, whatever is in it', ['b.com'], ['1.1.1.1', '1.1.1.2']],
    ['the list with the lesser first difference', ['1.1.1.1', '3.3.3.3'], ['4.4.4.4', '1.1.1.1']],
  ])('prefers %s', (_, less, more) => {
    expect(compareTargets(less, more)).toBeLessThan(0);
    expect(compareTargets(more, less)).toBeGreaterThan(0);
  });

  it('finds equal lists equal in any order', () => {
    expect(compareTargets(['a.com', 'b.com'], ['b.com', 'a.com'])).toBe(0);
  });

  it('law: sorting by it does not depend on the order before', () => {
    const target = fc.constantFrom('1.1.1.1', '10.0.0.1', '9.9.9.9', '::1', '2001:db8::1', 'a.com', 'B.com');
    const lists = fc.uniqueArray(fc.uniqueArray(target, { maxLength: 3 }), {
      selector: (targets) => [...targets].sort().join(),
    });
    fc.assert(
      fc.property(lists, (targetLists) => {
        const sorted = [...targetLists].sort(compareTargets);
        expect([...targetLists].reverse().sort(compareTargets)).toEqual(sorted);
      }),
    );
  });
});
