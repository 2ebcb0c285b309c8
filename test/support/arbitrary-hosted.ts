import fc from 'fast-check';
import type { Endpoint } from '../../lib/endpoint/endpoint.ts';
import { rowOf, storageCause, type TxtOptions } from '../../lib/registry/txt-row.ts';
import { serviceReference } from './sample-endpoint.ts';
import { wish, zone } from './zone-records.ts';

/** A name that no filter lets through. */
export const outside = 'out.ex.com';

/** Names of one zone as people write them: its own, wildcards, escapes, other letters. Few, so that they meet. */
const names = ['ex.com', 'a.ex.com', '*.ex.com', 'any.ex.com', '_sip._tcp.ex.com', 'b!$%.ex.com', 'Ü.ex.com', outside];

const long = 'x'.repeat(300);

/** Type and targets that may go together: one of each type that Route 53 has. */
const contents = [
  ['A', ['1.1.1.1']],
  ['A', ['2.2.2.2', '1.1.1.1']],
  ['AAAA', ['2001:DB8::1']],
  ['CNAME', ['lb.x.com']],
  ['CNAME', ['LB.ü.com']],
  ['TXT', ['"v=spf1 -all"', `"${long}"`]],
  ['TXT', ['say "ü" \\ and no more']],
  ['MX', ['10 mail.x.com', '0 .']],
  ['SRV', ['0 50 443 web.x.com.']],
  ['NAPTR', ['100 10 "u" "E2U+sip" "!^.*$!sip:a@x.com!" .']],
  ['NS', ['ns1.x.com']],
  ['PTR', ['a.x.com']],
] as const satisfies readonly (readonly [Endpoint['recordType'], readonly string[]])[];

const weighted = { setIdentifier: 'blue', providerSpecific: { 'aws/weight': '10' } };

/** What the cluster may ask for, in the forms in which objects do. */
export const arbitraryRequest: fc.Arbitrary<Endpoint> = fc
  .record({
    dnsName: fc.constantFrom(...names),
    content: fc.constantFrom(...contents),
    object: fc.constantFrom('api', 'shop', 'web'),
    ttl: fc.constantFrom({}, { ttl: 60 }),
    routing: fc.constantFrom({}, {}, weighted),
  })
  .map(({ dnsName, content: [recordType, targets], object, ttl, routing }) =>
    wish({
      ...{
        dnsName,
        recordType,
        targets,
        labels: { resource: `service/shop/${object}` },
        refs: [serviceReference(object)],
      },
      ...ttl,
      ...(targets.length === 1 && recordType !== 'NS' ? routing : {}),
    }),
  );

/** A record that a zone holds, and whose it is. */
export interface Held {
  readonly endpoint: Endpoint;
  readonly owner?: string;
}

const asHeld = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  dnsName: endpoint.dnsName.replace('Ü', 'xn--tda'),
  targets:
    endpoint.recordType === 'TXT' ? ['"held"'] : endpoint.targets.map((target) => target.replace('ü', 'xn--tda')),
  ttl: 300,
});

/** Records of this owner, of another and of nobody, as far as one zone can hold them together with their rows. */
export const arbitraryHeld = (options: TxtOptions): fc.Arbitrary<readonly Held[]> =>
  fc
    .array(fc.record({ endpoint: arbitraryRequest, owner: fc.constantFrom('me', 'me', 'you', undefined) }), {
      maxLength: 8,
    })
    .map((drawn) => {
      const held: Held[] = [];
      for (const { endpoint, owner } of drawn) {
        const each = { endpoint: asHeld(endpoint), ...(owner !== undefined && { owner }) };
        const sets = [...held, each].flatMap((one) => setsOf(one, options));
        if (sets.every((set, index) => fits(set, sets.slice(0, index)))) held.push(each);
      }
      return held;
    });

/** The record sets of a record and its row. */
export const setsOf = ({ endpoint, owner }: Held, options: TxtOptions): readonly Endpoint[] =>
  owner === undefined ? [endpoint] : [endpoint, rowOf(endpoint, endpoint.labels, { ...options, owner })];

/** RFC 1034 section 3.6.2, and what Route 53 has of routing policies. */
const fits = (set: Endpoint, before: readonly Endpoint[]): boolean =>
  !(set.dnsName === zone.name && (set.recordType === 'CNAME' || set.recordType === 'NS')) &&
  !(set.dnsName.startsWith('*.') && set.recordType === 'NS') &&
  storageCause(set) === undefined &&
  before
    .filter(({ dnsName }) => dnsName === set.dnsName)
    .every(
      ({ recordType, setIdentifier }) =>
        (recordType === 'CNAME') === (set.recordType === 'CNAME') &&
        (recordType !== set.recordType ||
          (setIdentifier !== undefined && set.setIdentifier !== undefined && setIdentifier !== set.setIdentifier)),
    );
