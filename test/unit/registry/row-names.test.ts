import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recordTypes } from '../../../lib/endpoint/endpoint.ts';
import { noop } from '../../../lib/registry/noop.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { rowOf } from '../../../lib/registry/txt-row.ts';
import { record, txtOptions, wish } from '../../support/zone-records.ts';

const plain = txtOptions({ prefix: '' });

describe('the names of ownership rows', () => {
  it.each([
    ['an address: its own, and that of the old format', {}, plain, ['a-a.ex.com', 'a.ex.com']],
    ['AAAA: the old format knew none', { recordType: 'AAAA' as const }, plain, ['aaaa-a.ex.com']],
    [
      'an alias: stored as a CNAME by some',
      { providerSpecific: { alias: 'true' } },
      plain,
      ['a-a.ex.com', 'cname-a.ex.com', 'a.ex.com'],
    ],
    [
      'a wildcard under its replacement',
      { dnsName: '*.ex.com' },
      { ...plain, wildcardReplacement: 'any' },
      ['a-any.ex.com', 'any.ex.com'],
    ],
    ['a template that names the type', {}, txtOptions(), ['a-txt.a.ex.com', '-txt.a.ex.com']],
    ['a suffix', {}, { ...plain, suffix: '-own' }, ['a-a-own.ex.com', 'a-own.ex.com']],
  ])('are those of %s', (_, changes, options, names) => {
    expect(txt(options).rowNames([wish(changes)])).toEqual(names);
  });

  it('are each given once, and none by a registry without rows', () => {
    expect(txt(plain).rowNames([wish(), wish()])).toEqual(['a-a.ex.com', 'a.ex.com']);
    expect(noop.rowNames([wish()])).toEqual([]);
  });

  it('hold every row that the registry finds', () => {
    const affixes = fc.constantFrom({ prefix: '' }, { prefix: 'txt.' }, {}, { prefix: '', suffix: '-x' });
    fc.assert(
      fc.property(affixes, fc.constantFrom(...recordTypes), fc.constantFrom(...recordTypes), (affix, type, rowType) => {
        const registry = txt(txtOptions(affix));
        const held = record(undefined, { recordType: type, providerSpecific: { alias: 'true' } });
        const row = rowOf({ ...held, recordType: rowType }, {}, txtOptions(affix));
        const [found] = registry.read([held, row]).records;
        expect(registry.rowNames([held]).includes(row.dnsName)).toBe(found?.ownership.state === 'owned');
      }),
    );
  });
});
