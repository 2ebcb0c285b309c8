import { z } from 'zod';
import { flag, listOf, loadBalancerStatus, optionalFlag, section, text, textMap, whole } from './boundary.ts';
import type { Readable } from './read-served.ts';
import { endpointSlices, services } from './resources.ts';
import type { PrimaryKind } from './source-object.ts';

/** The service source's kind, also for Services that other sources look up. */
export const serviceKind: PrimaryKind = { source: 'service', resource: services, label: 'service' };

/** What is read of a Service. */
export const serviceSchema = z.object({
  spec: section({
    type: text,
    clusterIP: text,
    externalIPs: listOf(z.string()),
    externalName: text,
    externalTrafficPolicy: text,
    publishNotReadyAddresses: flag,
    selector: textMap,
    ports: listOf(z.object({ nodePort: whole, protocol: text })),
  }),
  status: loadBalancerStatus,
});

/** A Service whose fields are sound. */
export type Service = Readable<z.infer<typeof serviceSchema>>;

/** The type of a Service; absent means ClusterIP, as the API server's default has it. */
export const typeOf = ({ fields: { spec } }: Service): string => spec.type || 'ClusterIP';

/** A Service without address of its own: its Pods are named instead. */
export const isHeadless = (service: Service): boolean =>
  typeOf(service) === 'ClusterIP' && service.fields.spec.clusterIP === 'None';

/** EndpointSlices, which are only looked up. */
export const sliceKind: PrimaryKind = { source: 'service', resource: endpointSlices, label: 'endpointslice' };

/** What is read of an EndpointSlice. */
export const sliceSchema = z.object({
  addressType: text,
  endpoints: listOf(
    z.object({
      addresses: listOf(z.string()),
      conditions: section({ ready: optionalFlag }),
      targetRef: section({ apiVersion: text, kind: text, name: text }),
    }),
  ),
});

/** An EndpointSlice whose fields are sound. */
export type Slice = Readable<z.infer<typeof sliceSchema>>;
/** One endpoint of a slice: in our case, a Pod. */
export type SliceEndpoint = Slice['fields']['endpoints'][number];
