import { describe, expect, it } from '@jest/globals';
import { encryptedText, plainText } from '../../../lib/registry/txt-encryption.ts';
import { parseRow, rowOf, saysAlready, storageCause, type TxtOptions } from '../../../lib/registry/txt-row.ts';
import { sampleEndpoint } from '../../support/sample-endpoint.ts';
import { stored, txtOptions, wish, zone } from '../../support/zone-records.ts';

const ownership = (owner: string, resource = 'service/shop/web') =>
  `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=${resource}"`;

const text = (...targets: readonly string[]) => stored(wish({ dnsName: 'a-txt.a.ex.com', recordType: 'TXT', targets }));

describe('parseRow', () => {
  it('reads labels and owner', () => {
    expect(parseRow(text(ownership('me')), plainText)).toEqual({
      endpoint: text(ownership('me')),
      labels: { owner: 'me', resource: 'service/shop/web' },
      owners: ['me'],
      others: [],
    });
  });

  it.each([
    [
      'every owner once, in the order of the alphabet',
      [ownership('you'), ownership('me'), ownership('you')],
      ['me', 'you'],
    ],
    ['a value without owner as an owner without name', ['"heritage=external-dns"'], ['']],
  ])('names %s', (_, targets, owners) => {
    expect(parseRow(text(...targets), plainText)?.owners).toEqual(owners);
  });

  it('keeps text that people added in mind', () => {
    expect(parseRow(text('"v=spf1 -all"', ownership('me')), plainText)?.others).toEqual(['"v=spf1 -all"']);
  });

  it.each([
    ['ordinary text', text('"v=spf1 -all"')],
    ['a record set without values', text()],
    ['another type', stored(wish({ recordType: 'CNAME', targets: ['heritage=external-dns'] }))],
  ])('takes %s for no row', (_, record) => {
    expect(parseRow(record, plainText)).toBeUndefined();
  });
});

describe('rowOf', () => {
  it('stands where the affixes put it, with the routing of its record and our owner id', () => {
    const record = wish({ setIdentifier: 'blue', providerSpecific: { 'aws/weight': '10' }, ttl: 60 });
    expect(rowOf(record, { resource: 'service/shop/web', owner: 'you' }, txtOptions())).toEqual({
      dnsName: 'a-txt.a.ex.com',
      recordType: 'TXT',
      targets: [ownership('me')],
      labels: {},
      providerSpecific: { 'aws/weight': '10' },
      refs: [],
      zone,
      setIdentifier: 'blue',
    });
  });
});

describe('saysAlready', () => {
  const present = (...targets: readonly string[]) => {
    const row = parseRow({ ...text(...targets), providerSpecific: { 'aws/weight': '10' } }, plainText);
    if (row === undefined) throw new Error('That is no row');
    return row;
  };

  const routed = { ...text(ownership('me')), providerSpecific: { 'aws/weight': '10', 'aws/health-check-id': 'h' } };

  it.each([
    [
      'has its routing in another order',
      true,
      { ...present(ownership('me')), endpoint: routed },
      { 'aws/health-check-id': 'h', 'aws/weight': '10' },
    ],
    ['says the same', true, present(ownership('me')), { 'aws/weight': '10' }],
    ['differs in what its record has alone', true, present(ownership('me')), { 'aws/weight': '10', alias: 'true' }],
    ['has another weight', false, present(ownership('me')), { 'aws/weight': '20' }],
    ['names another object', false, present(ownership('me', 'service/shop/api')), { 'aws/weight': '10' }],
    ['names another owner', false, present(ownership('you')), { 'aws/weight': '10' }],
    ['names a second owner', false, present(ownership('me'), ownership('you')), { 'aws/weight': '10' }],
  ])('a row that %s: %p', (_, answer, row, providerSpecific) => {
    expect(saysAlready(row, wish({ providerSpecific }), txtOptions())).toBe(answer);
  });

  it('does not say it in plain text where it is to be encrypted, and the other way round', () => {
    const codec = encryptedText(Buffer.alloc(32, 1));
    const [plain, encrypted] = [txtOptions(), txtOptions({ codec })];
    const readOnly = txtOptions({ codec: { ...plainText, decode: codec.decode } });
    const said = (from: TxtOptions, by: TxtOptions) => {
      const record = wish();
      const row = parseRow(stored(rowOf(record, record.labels, from)), by.codec);
      return row && saysAlready(row, record, by);
    };
    expect([said(plain, encrypted), said(encrypted, encrypted)]).toEqual([false, true]);
    expect([said(plain, readOnly), said(encrypted, readOnly)]).toEqual([true, false]);
  });
});

describe('storageCause', () => {
  const label = 'x'.repeat(61);
  const long = (length: number) =>
    'x.'
      .repeat(130)
      .slice(0, length - 'y.ex.com'.length)
      .concat('y.ex.com');

  it.each<readonly [string, string, string | undefined]>([
    ['inside its zone', 'a-www.ex.com', undefined],
    ['at the name of its zone', 'ex.com', undefined],
    ['with a label of 63 bytes', `a-${label}.ex.com`, undefined],
    ['with a label of 64 bytes', `ab-${label}.ex.com`, 'has a label of more than 63 bytes'],
    ['beside its zone', 'a-ex.com', 'lies outside the zone ex.com'],
    ['above its zone', 'com', 'lies outside the zone ex.com'],
    ['of 253 bytes', long(253), undefined],
    ['of 254 bytes', long(254), 'is longer than 253 bytes'],
  ])('of a row %s', (_, dnsName, problem) => {
    const cause = storageCause(wish({ dnsName, recordType: 'TXT' }));
    const expected = {
      code: 'OwnershipNotStorable',
      rowName: dnsName,
      problem,
      fix: expect.stringMatching(/^(use|set) /),
    };
    expect(cause).toEqual(problem && expected);
  });

  it('knows no outside where there is no zone', () => {
    expect(storageCause(sampleEndpoint({ dnsName: 'a-ex.com', recordType: 'TXT' }))).toBeUndefined();
  });

  it('says which affix would work for the name of a zone', () => {
    const cause = storageCause(wish({ dnsName: 'a-ex.com', recordType: 'TXT' }));
    expect(cause).toMatchObject({ fix: expect.stringContaining('"%{record_type}-txt."') });
    expect(storageCause(rowOf(wish({ dnsName: 'ex.com' }), {}, txtOptions()))).toBeUndefined();
  });
});
