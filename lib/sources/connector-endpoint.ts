import { z } from 'zod';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import type { Endpoint, ObjectReference } from '../endpoint/endpoint.ts';
import { nameCause } from '../endpoint/name-problem.ts';
import { listOf, text, textMap } from './boundary.ts';
import { type ReadEndpoint, readWritten } from './written-endpoint.ts';

/** First part of the `resource` label of every record of this source. */
export const connectorLabel = 'connector';

/** An int64; one that JavaScript cannot hold exactly is far beyond every TTL. */
const int64 = z
  .union([z.int(), z.bigint().transform(Number)])
  .nullish()
  .transform((value) => value ?? 0);

/**
 * The Go struct, by its field names (ExternalDNS endpoint/endpoint.go). A stream has one type for all its elements, so
 * a field of another kind is a fault of the server, not of an endpoint.
 */
export const receivedSchema = z.array(
  z.object({
    DNSName: text,
    RecordType: text,
    Targets: listOf(z.string()),
    RecordTTL: int64,
    SetIdentifier: text,
    Labels: textMap,
    ProviderSpecific: listOf(z.object({ Name: text, Value: text })),
  }),
);

/** An endpoint as the connector server sent it, with the names of Go. */
export type ReceivedEndpoint = z.infer<typeof receivedSchema>[number];

/** Reads element `index` of what the connector server sent. `ref` is who hears of it. */
export function readReceived(received: ReceivedEndpoint, index: number, ref: ObjectReference): ReadEndpoint {
  const { DNSName, Targets, RecordType, RecordTTL, SetIdentifier, ProviderSpecific } = received;
  const dnsName = withoutTrailingDot(DNSName);
  const cause = nameCause(dnsName);
  if (cause !== undefined) return { dnsName, targets: Targets, cause };
  return readWritten(
    {
      dnsName,
      recordType: RecordType,
      targets: Targets,
      ttl: RecordTTL,
      ...(SetIdentifier === '' ? {} : { setIdentifier: SetIdentifier }),
      labels: labelsOf(received, dnsName),
      providerSpecific: Object.fromEntries(ProviderSpecific.map(({ Name, Value }) => [Name, Value])),
      refs: [ref],
    },
    { recordType: `[${index}].RecordType`, ttl: `[${index}].RecordTTL` },
  );
}

/**
 * `owner` is the registry's alone. A `resource` as received (`service/shop/web`) would speak of an object of this
 * cluster: its deletion would be told to a stranger, and no failure of this source would hold it. So it is kept behind
 * the name of this source. Without one, or with a comma in it (lib/registry/txt-label.ts stores none), the record's own
 * name stands there.
 */
function labelsOf(
  { Labels: { owner: _, resource, ...labels } }: ReceivedEndpoint,
  dnsName: string,
): Endpoint['labels'] {
  return { ...labels, resource: `${connectorLabel}/${resource && !resource.includes(',') ? resource : dnsName}` };
}
