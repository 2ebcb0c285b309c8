import type { Config } from '../config/config.ts';
import { listResource } from './list-objects.ts';
import { placeOf } from './looked-up.ts';
import { type Node, nodeKind, nodeSchema } from './node-addresses.ts';
import { type Pod, podKind, podSchema } from './pod-fields.ts';
import { type Auxiliary, readAuxiliary } from './read-served.ts';
import { endpointSlices, nodes, pods } from './resources.ts';
import { isHeadless, type Service, type Slice, sliceKind, sliceSchema, typeOf } from './service-fields.ts';
import type { SourceContext, SourceWarning } from './source.ts';

/** Whether `--service-type-filter` lets a type through. */
export const isTypeServed = ({ serviceTypeFilter }: Config, type: string): boolean =>
  serviceTypeFilter.length === 0 || serviceTypeFilter.some((each) => each === type);

/** Everything beside the Service that its targets may come from. */
export interface Surroundings {
  /** Undefined where nodes are not read, because `--service-type-filter` leaves NodePort out. */
  readonly nodes: readonly Node[] | undefined;
  readonly nodesByName: ReadonlyMap<string, Node>;
  /** By namespace. */
  readonly pods: ReadonlyMap<string, readonly Pod[]>;
  /** By `namespace/name`. */
  readonly podsByName: ReadonlyMap<string, Pod>;
  /** By `namespace/service`. */
  readonly slices: ReadonlyMap<string, readonly Slice[]>;
  readonly warnings: readonly SourceWarning[];
}

const none: Auxiliary<never> = { readable: [], warnings: [] };

/** Lists, at once, what these Services need, and nothing when none of them needs it. */
export async function listSurroundings(context: SourceContext, services: readonly Service[]): Promise<Surroundings> {
  const { config } = context;
  const prefix = config.annotationPrefix;
  const headless = services.some(isHeadless);
  const nodePort = services.some((each) => typeOf(each) === 'NodePort');
  const nodesAreRead = isTypeServed(config, 'NodePort');
  const [slices, podsFound, nodesFound] = await Promise.all([
    headless
      ? listResource(context, endpointSlices).then((raw) => readAuxiliary(sliceKind, raw, sliceSchema, prefix))
      : none,
    headless || services.some(isLocal)
      ? listResource(context, pods).then((raw) => readAuxiliary(podKind, raw, podSchema, prefix))
      : none,
    nodesAreRead && (headless || nodePort)
      ? listResource(context, nodes).then((raw) => readAuxiliary(nodeKind, raw, nodeSchema, prefix))
      : none,
  ]);
  return {
    nodes: nodesAreRead ? nodesFound.readable : undefined,
    nodesByName: new Map(nodesFound.readable.map((node) => [node.ref.name, node])),
    pods: Map.groupBy(podsFound.readable, ({ metadata }) => metadata.namespace),
    podsByName: new Map(podsFound.readable.map((pod) => [placeOf(pod), pod])),
    slices: Map.groupBy(slices.readable, sliceService),
    warnings: [...slices.warnings, ...podsFound.warnings, ...nodesFound.warnings],
  };
}

/** A NodePort Service that only nodes with one of its Pods answer for. */
export const isLocal = (service: Service): boolean =>
  typeOf(service) === 'NodePort' && service.fields.spec.externalTrafficPolicy === 'Local';

const sliceService = ({ metadata }: Slice): string =>
  `${metadata.namespace}/${metadata.labels['kubernetes.io/service-name'] ?? ''}`;

/** Whether a Pod belongs to a Service. One without a selector has every Pod of its namespace, as upstream's lister gives. */
export const selects = ({ fields, metadata }: Service, pod: Pod): boolean =>
  metadata.namespace === pod.metadata.namespace &&
  Object.entries(fields.spec.selector).every(([key, value]) => pod.metadata.labels[key] === value);

/** The Pods of a Service. */
export const podsOf = (service: Service, { pods: known }: Surroundings): readonly Pod[] =>
  (known.get(service.metadata.namespace) ?? []).filter((pod) => selects(service, pod));
