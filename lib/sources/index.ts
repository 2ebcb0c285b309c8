import type { ObjectReference } from '../endpoint/endpoint.ts';
import { ambassadorHost } from './ambassador-host.ts';
import { cloudfoundry } from './cloudfoundry.ts';
import { connector } from './connector.ts';
import { contourHttpProxy } from './contour-httpproxy.ts';
import { crd } from './crd.ts';
import { empty } from './empty.ts';
import { f5TransportServer } from './f5-transportserver.ts';
import { f5VirtualServer } from './f5-virtualserver.ts';
import { fake } from './fake.ts';
import { gatewayGrpcRoute } from './gateway-grpcroute.ts';
import { gatewayHttpRoute } from './gateway-httproute.ts';
import { gatewayTcpRoute } from './gateway-tcproute.ts';
import { gatewayTlsRoute } from './gateway-tlsroute.ts';
import { gatewayUdpRoute } from './gateway-udproute.ts';
import { glooProxy } from './gloo-proxy.ts';
import { ingress } from './ingress.ts';
import { istioGateway } from './istio-gateway.ts';
import { istioVirtualService } from './istio-virtualservice.ts';
import { kongTcpIngress } from './kong-tcpingress.ts';
import { node } from './node.ts';
import { openshiftRoute } from './openshift-route.ts';
import { pod } from './pod.ts';
import type { SourceReading } from './read-sources.ts';
import { service } from './service.ts';
import { skipperRouteGroup } from './skipper-routegroup.ts';
import type { LabelledKind, RunObject, Source } from './source.ts';
import { traefikProxy } from './traefik-proxy.ts';
import { unstructured } from './unstructured.ts';

const all: readonly Source[] = [
  ambassadorHost,
  cloudfoundry,
  connector,
  contourHttpProxy,
  crd,
  empty,
  f5TransportServer,
  f5VirtualServer,
  fake,
  gatewayGrpcRoute,
  gatewayHttpRoute,
  gatewayTcpRoute,
  gatewayTlsRoute,
  gatewayUdpRoute,
  glooProxy,
  ingress,
  istioGateway,
  istioVirtualService,
  kongTcpIngress,
  node,
  openshiftRoute,
  pod,
  service,
  skipperRouteGroup,
  traefikProxy,
  unstructured,
];

/** Every source, by its name. */
export const sources: ReadonlyMap<string, Source> = new Map(all.map((source) => [source.name, source]));

/** The names of the sources that exist, sorted. */
export const sourceNames: readonly string[] = [...sources.keys()].sort();

/** Who writes a `resource` label. */
export interface LabelWriter {
  readonly source: Pick<Source, 'name'>;
  readonly kind: LabelledKind;
}

const writers: ReadonlyMap<string, LabelWriter> = new Map(
  all.flatMap((source) => source.kinds.map((kind) => [kind.label, { source, kind }] as const)),
);

/** Who writes the labels of kinds that only a reading of the cluster tells. */
export const writersFound = (readings: readonly Pick<SourceReading, 'name' | 'result'>[]): readonly LabelWriter[] =>
  readings.flatMap(({ name, result }) => (result.kinds ?? []).map((kind) => ({ source: { name }, kind })));

/** The source and kind that write a `resource` label such as `service/shop/web`; undefined for any other text. */
export function kindOfLabel(label: string, found: readonly LabelWriter[] = []): LabelWriter | undefined {
  const [first = ''] = label.split('/');
  return writers.get(first) ?? found.find(({ kind }) => kind.label === first);
}

/** The source that writes a `resource` label, and the namespace that the label tells; undefined where none writes it. */
export function originOfLabel(
  label: string,
  found: readonly LabelWriter[] = [],
): { readonly source: string; readonly namespace?: string } | undefined {
  const writer = kindOfLabel(label, found);
  return writer?.kind.scope === 'Run' ? { source: writer.source.name } : referenceFromLabel(label, undefined, found);
}

/**
 * The object that a `resource` label names, without uid: that is known only while the object is there.
 * Labels of sources without objects name the run's own. Undefined where no source writes such a label.
 */
export function referenceFromLabel(
  label: string,
  runObject?: RunObject,
  found: readonly LabelWriter[] = [],
): ObjectReference | undefined {
  const { source, kind } = kindOfLabel(label, found) ?? {};
  if (source === undefined || kind === undefined) return undefined;
  if (kind.scope === 'Run') return runObject && { ...runObject, source: source.name };
  const namespaced = kind.scope === 'Namespaced';
  const parts = partsOfLabel(label, kind);
  // Whoever wrote the row, its names become parts of paths.
  if (parts.length !== (namespaced ? 2 : 1) || parts.some((part) => /^\.{0,2}$/.test(part))) return undefined;
  const labelName = parts.at(-1) ?? '';
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    ...(namespaced ? { namespace: parts[0] ?? '' } : {}),
    name: kind.objectName?.(labelName) ?? labelName,
    source: source.name,
  };
}

/** Namespace and name, or the name alone: before that of an unstructured object there is an empty namespace. */
function partsOfLabel(label: string, { scope }: LabelledKind): readonly string[] {
  const [, ...parts] = label.split('/');
  return scope === 'Cluster' && parts[0] === '' ? parts.slice(1) : parts;
}
