import { z } from 'zod';
import type { Cause } from '../endpoint/cause.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { type Endpoint, type ObjectReference, recordTypes } from '../endpoint/endpoint.ts';
import { nameCause } from '../endpoint/name-problem.ts';
import { listOf, readFields, text, textMap, whole } from './boundary.ts';
import { badDot, readTtl, roughName, spelled, unknownType } from './crd-endpoint.ts';

/** First part of the `resource` label of every record of this source. */
export const connectorLabel = 'connector';

/** The Go struct, by its field names (ExternalDNS endpoint/endpoint.go). */
const endpointSchema = z.object({
  DNSName: text,
  RecordType: text,
  Targets: listOf(z.string()),
  RecordTTL: whole,
  SetIdentifier: text,
  Labels: textMap,
  ProviderSpecific: listOf(z.object({ Name: text, Value: text })),
});

type GoEndpoint = z.infer<typeof endpointSchema>;

/** One element of the list, or why it is refused, under the name that it gives. */
export type ReceivedEndpoint =
  | { readonly endpoint: Endpoint; readonly problems: readonly string[] }
  | { readonly dnsName: string; readonly targets: readonly string[]; readonly cause: Cause };

/** Reads element `index` of what the connector server sent. */
export function readReceived(element: unknown, index: number, refs: readonly ObjectReference[]): ReceivedEndpoint {
  const field = `[${index}]`;
  const read = readFields(endpointSchema, element, [index]);
  if (!read.ok) return { dnsName: roughName(element, 'DNSName'), targets: [], cause: read.cause };
  const dnsName = withoutTrailingDot(read.value.DNSName);
  const targets = read.value.Targets;
  const recordType = recordTypes.find((each) => each === read.value.RecordType);
  if (recordType === undefined) {
    return { dnsName, targets, cause: unknownType(`${field}.RecordType`, read.value.RecordType) };
  }
  const cause =
    nameCause(dnsName) ??
    targets.map((target) => badDot(recordType, target)).find((each) => each !== undefined) ??
    unstorableLabel(read.value.Labels, field);
  if (cause !== undefined) return { dnsName, targets, cause };
  const { ttl, problems } = readTtl(read.value.RecordTTL, `${field}.RecordTTL`);
  return {
    endpoint: {
      dnsName,
      recordType,
      targets: targets.map((target) => spelled(recordType, target)),
      ...(ttl === undefined ? {} : { ttl }),
      ...(read.value.SetIdentifier === '' ? {} : { setIdentifier: read.value.SetIdentifier }),
      labels: labelsOf(read.value, dnsName),
      providerSpecific: Object.fromEntries(read.value.ProviderSpecific.map(({ Name, Value }) => [Name, Value])),
      refs,
    },
    problems,
  };
}

/**
 * `owner` is the registry's alone. A `resource` as received (`service/shop/web`) would speak of an object of this
 * cluster, whose source could then not tell that the record is another's: it is kept behind the name of this source.
 */
function labelsOf({ Labels: { owner: _, resource, ...labels } }: GoEndpoint, dnsName: string): Endpoint['labels'] {
  return { ...labels, resource: `${connectorLabel}/${resource || dnsName}` };
}

/** A label is stored as `key=value` between commas and quotes (lib/registry/txt-label.ts): these would forge others. */
function unstorableLabel(labels: Readonly<Record<string, string>>, field: string): Cause | undefined {
  const bad = Object.entries(labels).find(([key, value]) => /[,="]/.test(key) || /[,"]/.test(value));
  if (bad === undefined) return undefined;
  return {
    code: 'InvalidObject',
    problem: `the label ${JSON.stringify(bad[0])} of ${field}.Labels holds a comma, a quote or an equals sign`,
    fix: 'send it without',
  };
}
