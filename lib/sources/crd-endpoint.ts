import { z } from 'zod';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { listOf, readFields, text, textMap, whole } from './boundary.ts';
import type { SourceObject } from './source-object.ts';
import { type ReadEndpoint, readWritten } from './written-endpoint.ts';

const specEndpointSchema = z.object({
  dnsName: text,
  recordType: text,
  targets: listOf(z.string()),
  recordTTL: whole,
  setIdentifier: text,
  labels: textMap,
  providerSpecific: listOf(z.object({ name: z.string(), value: text })),
});

/**
 * Reads one element of `spec.endpoints`. The label `owner` is the registry's alone, and `resource` the source's: what
 * the object says of them is not used.
 */
export function readSpecEndpoint(object: SourceObject, element: unknown, index: number): ReadEndpoint {
  const read = readFields(specEndpointSchema, element, ['spec', 'endpoints', index]);
  if (!read.ok) return { dnsName: roughName(element), targets: [], cause: read.cause };
  const { dnsName, recordType, targets, recordTTL, setIdentifier, providerSpecific } = read.value;
  const { owner: _, ...labels } = read.value.labels;
  const field = `spec.endpoints[${index}]`;
  return readWritten(
    {
      dnsName,
      recordType,
      targets,
      ...(recordTTL === undefined ? {} : { ttl: recordTTL }),
      ...(setIdentifier === '' ? {} : { setIdentifier }),
      labels: { ...labels, resource: object.resourceLabel },
      providerSpecific: Object.fromEntries(providerSpecific.map(({ name, value }) => [name, value])),
      refs: [object.ref],
    },
    { recordType: `${field}.recordType`, ttl: `${field}.recordTTL` },
  );
}

/** The name of a malformed element, where it has one: its owner is to recognise it. */
const roughName = (element: unknown): string => {
  const rough = z.object({ dnsName: z.string() }).safeParse(element);
  return rough.success ? withoutTrailingDot(rough.data.dnsName) : '';
};
