import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sortKey } from '../../../../lib/emulators/route53/name.ts';
import { contents, create, exampleZone, plain, refusal, remove } from './batch-fixture.ts';

const a = plain('a.example.org.', 'A', '192.0.2.1');

describe('the record sets of a zone', () => {
  it('are listed by name, then type, then set identifier', () => {
    const blue = { ...plain('b.example.org.', 'A', '192.0.2.1'), SetIdentifier: 'blue', Weight: 1 };
    const green = { ...blue, SetIdentifier: 'green' };
    const text = plain('a.example.org.', 'TXT', '"x"');
    expect(contents(exampleZone(green, text, blue, a))).toEqual([a, text, blue, green]);
  });

  it('show every change at once, and their number too', () => {
    const zone = exampleZone();
    const seen = [contents(zone).length];
    refusal(zone, create(a));
    seen.push(contents(zone).length, zone.size);
    refusal(zone, remove(a));
    seen.push(contents(zone).length, zone.size);
    expect(seen).toEqual([0, 1, 3, 0, 2]);
  });

  it('stay in order whatever is put', () => {
    const label = fc.stringMatching(/^[a-z0-9_-]{1,3}$/);
    const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.example.org.`);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 30 }), (names) => {
        const zone = exampleZone(...names.map((each) => plain(each, 'A', '192.0.2.1')));
        const keys = zone.sorted().map((set) => sortKey(set.Name));
        expect(keys).toEqual(keys.toSorted());
        expect(keys).toHaveLength(new Set(names).size + 2);
      }),
    );
  });

  it.each([
    ['a name with a set', 'a.example.org.', true],
    ['a name that only has names below it', 'deep.example.org.', true],
    ['the apex', 'example.org.', true],
    ['a name that another starts with', 'dee.example.org.', false],
    ['a name above the zone', 'net.', false],
  ])('tell whether a name exists: %s', (_, name, expected) => {
    const zone = exampleZone(a, plain('x.deep.example.org.', 'A', '192.0.2.1'));
    expect(zone.exists(name)).toBe(expected);
  });
});
