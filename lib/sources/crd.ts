import { z } from 'zod';
import { refuse } from '../endpoint/cause.ts';
import { listOf, section, whole } from './boundary.ts';
import { readSpecEndpoint } from './crd-endpoint.ts';
import { listObjects } from './list-objects.ts';
import { joinResults, nothing, type ObjectResult, sourceResult } from './object-result.ts';
import { eachObject, type Readable, readServed } from './read-served.ts';
import { dnsEndpoints, labelled, mayList } from './resources.ts';
import type { Source, SourceContext, SourceResult, StatusUpdate } from './source.ts';
import type { PrimaryKind } from './source-object.ts';

const kind: PrimaryKind = { source: 'crd', resource: dnsEndpoints, label: 'crd' };

const dnsEndpointSchema = z.object({
  spec: section({ endpoints: listOf(z.unknown()) }),
  status: section({ observedGeneration: whole }),
});

type DnsEndpoint = Readable<z.infer<typeof dnsEndpointSchema>>;

/**
 * DNSEndpoints: record sets as written, of every type (ExternalDNS source/crd.go). The object's annotations are not
 * read, `controller` included, except by `--annotation-filter`. One bad endpoint costs itself, not the object.
 */
export const crd: Source = {
  name: 'crd',
  summary: 'DNSEndpoint objects: record sets as they are written there',
  kinds: [labelled('crd', dnsEndpoints)],
  permissions: () => [
    mayList(dnsEndpoints),
    { apiGroup: 'externaldns.k8s.io', resource: 'dnsendpoints/status', verbs: ['patch'] },
  ],
  annotations: [],
  filters: ['label', 'annotation', 'namespace'],
  templates: [],
  read: readDnsEndpoints,
};

async function readDnsEndpoints(context: SourceContext): Promise<SourceResult> {
  const listing = await listObjects(context, kind, 'ignored');
  const served = readServed(listing.served, dnsEndpointSchema);
  const results = eachObject(served.readable, context.signal, endpointsOf);
  const result = sourceResult(listing.objects, [listing, served, results]);
  return { ...result, statusUpdates: served.readable.flatMap(statusUpdate) };
}

const endpointsOf = (object: DnsEndpoint): ObjectResult =>
  joinResults(
    object.fields.spec.endpoints.map((element, index) => {
      const read = readSpecEndpoint(object, element, index);
      return 'endpoint' in read
        ? {
            ...nothing,
            endpoints: [read.endpoint],
            warnings: read.problems.map((problem) => ({ ref: object.ref, problem })),
          }
        : { ...nothing, refusals: [{ ...refuse(object.ref, read.dnsName, read.cause, read.targets) }] };
    }),
  );

/** Tells the object's owner that this generation was read, whatever became of it. */
const statusUpdate = ({ ref, metadata, fields }: DnsEndpoint): readonly StatusUpdate[] =>
  metadata.generation === undefined || metadata.generation === fields.status.observedGeneration
    ? []
    : [{ resource: dnsEndpoints, ref, status: { observedGeneration: metadata.generation } }];
