import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../../lib/endpoint/endpoint.ts';
import { txt } from '../../../lib/registry/txt.ts';
import { encryptedText } from '../../../lib/registry/txt-encryption.ts';
import { rowOf, type TxtOptions } from '../../../lib/registry/txt-row.ts';
import { stored, txtOptions, wish } from '../../support/zone-records.ts';

/** No affix, as by default. */
const now = txtOptions({ prefix: '' });

const records = [
  wish(),
  wish({ dnsName: 'b.ex.com', recordType: 'CNAME', targets: ['lb.x.com'] }),
  wish({ dnsName: '*.deep.ex.com', recordType: 'AAAA', targets: ['::1'] }),
].map(stored);

const rowsUnder = (changes: Partial<TxtOptions>, of: readonly Endpoint[] = records) =>
  of.map((record) => stored(rowOf(record, wish().labels, txtOptions({ prefix: '', ...changes }))));

const own = { prefix: 'own.' };
const blue = (endpoint: Endpoint): Endpoint => ({ ...endpoint, setIdentifier: 'blue' });
const alsoYours = (row: Endpoint): Endpoint => ({
  ...row,
  targets: [...row.targets, '"heritage=external-dns,external-dns/owner=you"'],
});

const warnings = (zone: readonly Endpoint[], changes: Partial<TxtOptions> = {}) =>
  txt({ ...now, ...changes }).read(zone).warnings;

describe('ownership under other affixes', () => {
  it.each<readonly [string, Partial<TxtOptions>, Partial<TxtOptions>]>([
    ['set --txt-prefix=txt.,', { prefix: 'txt.' }, {}],
    ['set --txt-prefix=txt-,', { prefix: 'txt-' }, {}],
    ['set --txt-prefix=%{record_type}-txt.,', { prefix: '%{record_type}-txt.' }, {}],
    ['set --txt-prefix=x-%{record_type}.,', { prefix: 'x-%{record_type}.' }, {}],
    ['set --txt-suffix=-own,', { suffix: '-own' }, {}],
    ['set --txt-suffix=-%{record_type}-own,', { suffix: '-%{record_type}-own' }, {}],
    ['set no --txt-prefix and no --txt-suffix,', {}, { prefix: '%{record_type}-txt.' }],
  ])('is told with the likely flag: %s', (flag, before, after) => {
    const said = warnings([...records, ...rowsUnder(before)], after);
    expect(said).toEqual([expect.stringContaining(`DNS holds ownership rows of the owner "me" under other affixes (`)]);
    expect(said[0]).toContain(flag);
  });

  it('is not left over: whoever removes left-over rows would remove it for good', () => {
    const reading = txt(now).read([...records, ...rowsUnder(own)]);
    expect(reading.orphans).toEqual([]);
    expect(txt(now).read(rowsUnder(own)).orphans).toHaveLength(3);
  });

  it('is found for any of the types at one name', () => {
    const both = [wish(), wish({ recordType: 'AAAA', targets: ['::1'] })].map(stored);
    expect(txt(now).read([...both, ...rowsUnder(own, both)]).orphans).toEqual([]);
  });

  it('names the first rows, and no more than a few', () => {
    const many = Array.from({ length: 9 }, (_, index) => stored(wish({ dnsName: `n${index}.ex.com` })));
    expect(warnings([...many, ...rowsUnder({ prefix: 'txt.' }, many)])[0]).toContain(
      '(txt.a-n0.ex.com, txt.a-n1.ex.com, txt.a-n2.ex.com and more)',
    );
  });

  it.each<readonly [string, readonly Endpoint[]]>([
    ['every record has its row', [...records, ...rowsUnder({})]],
    [
      'every record has its row beside the one under the affix before',
      [...records, ...rowsUnder({}), ...rowsUnder(own)],
    ],
    ['the rows name another owner too', [...records, ...rowsUnder(own).map(alsoYours)]],
    ['the rows are of another routing', [...records, ...rowsUnder(own).map(blue)]],
    ['there is text both before and after the name', [...records, ...rowsUnder({ ...own, suffix: '-own' })]],
    ['the rows are of another owner', [...records, ...rowsUnder({ prefix: 'txt.', owner: 'you' })]],
    ['a row lost its record', [...records.slice(1), ...rowsUnder({})]],
    ['nothing is there', []],
    ['a row only ends like a record', [...records, ...rowsUnder({}, [stored(wish({ dnsName: 'data.ex.com' }))])]],
  ])('is not told where %s', (_, zone) => {
    expect(warnings(zone)).toEqual([]);
  });
});

describe('ownership under another key', () => {
  const codec = encryptedText(Buffer.alloc(32, 1));
  const encrypted = [...records, ...rowsUnder({ codec })];

  const withText = encrypted.map((row) =>
    row.recordType === 'TXT' ? { ...row, targets: ['"x"', ...row.targets] } : row,
  );

  it.each<readonly [string, readonly Endpoint[], Partial<TxtOptions>]>([
    ['without a key', encrypted, {}],
    ['with another key', encrypted, { codec: encryptedText(Buffer.alloc(32, 2)) }],
    ['beside text that people added to the rows', withText, {}],
  ])('is told %s', (_, zone, changes) => {
    expect(warnings(zone, changes)).toEqual([
      'DNS holds what looks like encrypted ownership rows that cannot be read (a-a.ex.com, aaaa-*.deep.ex.com, ' +
        "cname-b.ex.com), so their records count as nobody's: set --txt-encrypt-aes-key to the key that they were written with.",
    ]);
  });

  it.each<readonly [string, readonly Endpoint[], Partial<TxtOptions>]>([
    ['it can be read', encrypted, { codec }],
    ['such a text stands at the place of no row', rowsUnder({ codec }), {}],
    [
      'the text is too short to be one',
      [...records, stored(wish({ dnsName: 'a-a.ex.com', recordType: 'TXT', targets: ['"MDAw"'] }))],
      {},
    ],
    [
      'the text is no base64',
      [...records, stored(wish({ dnsName: 'a-a.ex.com', recordType: 'TXT', targets: [`"${'word '.repeat(30)}"`] }))],
      {},
    ],
  ])('is not told where %s', (_, zone, changes) => {
    expect(warnings(zone, changes)).toEqual([]);
  });
});
