import fc from 'fast-check';
import { type Endpoint, recordKey } from '../../lib/endpoint/endpoint.ts';
import { encryptedText, plainText } from '../../lib/registry/txt-encryption.ts';
import { rowOf, type TxtOptions } from '../../lib/registry/txt-row.ts';
import { serviceReference } from './sample-endpoint.ts';
import { stored, txtOptions, wish } from './zone-records.ts';

/** Type and targets that may go together. */
const content = fc.constantFrom<readonly [Endpoint['recordType'], readonly string[]]>(
  ...([
    ['A', ['1.1.1.1']],
    ['A', ['2.2.2.2', '1.1.1.1']],
    ['AAAA', ['::1']],
    ['CNAME', ['lb.x.com']],
    ['CNAME', ['LB.y.com']],
    ['TXT', ['"text"']],
    ['TXT', ['"heritage=external-dns,external-dns/owner=you"']],
    ['MX', ['10 mail.x.com']],
  ] as const),
);

/** Names of one zone: its own, a wildcard, what may stand for one, and some that no filter lets through. */
const dnsName = fc.constantFrom('ex.com', 'a.ex.com', 'b.ex.com', '*.ex.com', 'any.ex.com', 'out.ex.com');

/** What the cluster may ask for: few names and objects, so that they meet. */
export const arbitraryWish: fc.Arbitrary<Endpoint> = fc
  .record({
    dnsName,
    content,
    object: fc.constantFrom('api', 'shop', 'web'),
    ttl: fc.constantFrom(undefined, 60, 300),
    setIdentifier: fc.constantFrom(undefined, undefined, 'blue'),
    alias: fc.constantFrom({}, {}, { alias: 'true' }),
  })
  .map(({ content: [recordType, targets], object, ttl, setIdentifier, alias, ...rest }) =>
    wish({
      ...rest,
      recordType,
      targets,
      ...(ttl !== undefined && { ttl }),
      ...(setIdentifier !== undefined && { setIdentifier }),
      labels: { resource: `service/shop/${object}` },
      refs: [serviceReference(object)],
      providerSpecific: recordType === 'A' || recordType === 'AAAA' ? alias : {},
    }),
  );

/** Ways to name and store ownership rows. */
export const arbitraryTxtOptions: fc.Arbitrary<TxtOptions> = fc
  .record({
    affixes: fc.constantFrom(
      { prefix: '%{record_type}-txt.' },
      { prefix: 'own.' },
      { prefix: '' },
      { prefix: '', suffix: '-own' },
    ),
    wildcardReplacement: fc.constantFrom('', 'any'),
    codec: fc.constantFrom(plainText, encryptedText(Buffer.alloc(32, 1))),
  })
  .map(({ affixes, ...rest }) => txtOptions({ ...affixes, ...rest }));

/** Everything that a zone may hold: records of this owner, of others, of nobody, and rows that lost their record. */
export const arbitraryZone = (options: TxtOptions): fc.Arbitrary<readonly Endpoint[]> =>
  fc
    .array(
      fc.record({ endpoint: arbitraryWish, owner: fc.constantFrom('me', 'me', 'you', undefined), left: leftovers }),
      {
        maxLength: 8,
      },
    )
    .map((drawn) => drawn.flatMap(({ endpoint, owner, left }) => recordsOf(endpoint, owner, left, options)))
    .map((records) => [...new Map(records.map((each) => [recordKey(each), each] as const)).values()])
    .map((records) => records.filter((each) => each.recordType !== 'CNAME' || isAlone(each, records)));

/** RFC 1034 section 3.6.2: a CNAME stands alone. */
const isAlone = (cname: Endpoint, records: readonly Endpoint[]): boolean =>
  records.every((each) => each === cname || each.dnsName !== cname.dnsName);

/** What is there of a record: itself with its row, or with one of the old format, or the row alone. */
const leftovers = fc.constantFrom<'both' | 'old row' | 'row'>('both', 'both', 'old row', 'row');

function recordsOf(
  endpoint: Endpoint,
  owner: string | undefined,
  left: 'both' | 'old row' | 'row',
  options: TxtOptions,
): readonly Endpoint[] {
  if (owner === undefined) return [stored(endpoint)];
  const row = stored(rowOf(endpoint, endpoint.labels, { ...options, owner }));
  const untyped = { ...row, dnsName: row.dnsName.replace(`${endpoint.recordType.toLowerCase()}-`, '') };
  if (left === 'row') return [row];
  return [stored(endpoint), left === 'both' ? row : untyped];
}
