import fc from 'fast-check';
import { type Endpoint, recordTypes } from '../../lib/endpoint/endpoint.ts';
import { sampleEndpoint, serviceReference } from './sample-endpoint.ts';

/** Good and bad targets of every type, few enough to meet often. */
const target = fc.constantFrom(
  ...['192.0.2.1', '10.0.0.1', '2001:db8::1', '64:ff9b::c000:201', '::ffff:192.0.2.1', 'lb.example.net', ''],
  ...['${HOST}', 'a b', '10 mail.example.org', '0 50 443 web.example.org.', '"text"'],
);

const properties = fc.constantFrom<Readonly<Record<string, string>>>(
  ...[{}, { alias: 'true' }, { alias: 'false' }, { 'aws/weight': '10' }, { 'scw/priority': '5', 'record-type': 'ptr' }],
);

/** Endpoints of few names, types and objects, so that they merge, repeat, contradict each other and break rules. */
export const arbitraryEndpoint: fc.Arbitrary<Endpoint> = fc
  .record({
    dnsName: fc.constantFrom('a.example.org', 'A.example.org', '*.example.org', 'b..org', '', '1.2.0.192.in-addr.arpa'),
    recordType: fc.constantFrom(...recordTypes),
    targets: fc.array(target, { maxLength: 3 }),
    ttl: fc.constantFrom(undefined, 60, 300),
    object: fc.constantFrom('web', 'api', 'shop'),
    providerSpecific: properties,
  })
  .map(({ object, ttl, ...rest }) =>
    sampleEndpoint({
      ...rest,
      ...(ttl === undefined ? {} : { ttl }),
      labels: { resource: `service/shop/${object}` },
      refs: [serviceReference(object)],
    }),
  );

/** A list of endpoints, and the same in another order. */
export const endpointsInTwoOrders: fc.Arbitrary<readonly [readonly Endpoint[], readonly Endpoint[]]> = fc
  .array(arbitraryEndpoint, { maxLength: 12 })
  .chain((endpoints) =>
    fc.tuple(
      fc.constant(endpoints),
      fc.shuffledSubarray(endpoints, { minLength: endpoints.length, maxLength: endpoints.length }),
    ),
  );
