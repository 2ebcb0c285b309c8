/** The Kubernetes object that asked for a name. Identity is source, namespace and name, as in ExternalDNS. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
  /** Absent when the object is gone and the reference was rebuilt from an ownership record. */
  readonly uid?: string;
  /** Name of the source that read it, such as `service` or `gateway-httproute`. */
  readonly source: string;
}

/** Every record type that an endpoint may have (ExternalDNS endpoint/endpoint.go). */
export const recordTypes = ['A', 'AAAA', 'CNAME', 'TXT', 'SRV', 'NS', 'PTR', 'MX', 'NAPTR', 'DNAME'] as const;

/** One of them. */
export type RecordType = (typeof recordTypes)[number];

/** A hosted zone, as far as anything outside the provider needs to know it. */
export interface Zone {
  readonly id: string;
  /** Lower case, without the trailing dot. */
  readonly name: string;
  readonly visibility: 'public' | 'private';
}

/** What was asked for, as far as it is known: the part of an endpoint that every outcome can name. */
export interface NameRequest {
  /** Without trailing dot; empty only where an object is too malformed to say which name it wanted. */
  readonly dnsName: string;
  readonly recordType?: RecordType;
  readonly targets: readonly string[];
  readonly setIdentifier?: string;
  /** The zone that holds, or would hold, the record; absent until the provider chose one. */
  readonly zone?: Zone;
  /** Who asked. */
  readonly refs: readonly ObjectReference[];
}

/** One desired or existing record set (ExternalDNS endpoint/endpoint.go). Immutable: steps make new ones. */
export interface Endpoint extends NameRequest {
  readonly recordType: RecordType;
  /** Seconds, 1 to 2147483647; absent means not configured. */
  readonly ttl?: number;
  /** What the registry stores beside the record: `owner`, `resource`. */
  readonly labels: Labels;
  /** Provider settings such as `alias` or `aws/weight`. */
  readonly providerSpecific: Readonly<Record<string, string>>;
}

/** Registry labels: `resource` is written by sources, `owner` by the registry. */
export type Labels = Readonly<Record<string, string>>;

/** The identity of a name in its zone, whatever its records. */
export const nameKey = ({ zone, dnsName }: Pick<NameRequest, 'zone' | 'dnsName'>): string =>
  `${zone?.id ?? ''} ${dnsName}`;

/** What tells record sets apart; the type is unknown where no endpoint came about. */
type RecordIdentity = Pick<NameRequest, 'zone' | 'dnsName' | 'recordType' | 'setIdentifier'>;

/** The identity of a record set: zone, name, type and set identifier. */
export const recordKey = ({ zone, dnsName, recordType, setIdentifier }: RecordIdentity): string =>
  `${zone?.id ?? ''} ${dnsName} ${recordType ?? ''} ${setIdentifier ?? ''}`;

/** `Service/shop/web`, `Node/worker-1`: how reports and notes name an object. */
export const referenceText = ({
  kind,
  namespace,
  name,
}: Pick<ObjectReference, 'kind' | 'namespace' | 'name'>): string =>
  [kind, namespace, name].filter((part) => part !== undefined).join('/');

/** The kind tells apart what one source reads of several kinds (traefik-proxy); upstream's key lacks it. */
const referenceKey = ({ source, kind, namespace = '', name }: ObjectReference): string =>
  [source, kind, namespace, name].join('/');

/** Whether two references are to one object. */
export const isSameObject = (left: ObjectReference, right: ObjectReference): boolean =>
  referenceKey(left) === referenceKey(right);

/** The union of references, each object once, in first-seen order. */
export function uniteReferences(...lists: readonly (readonly ObjectReference[])[]): readonly ObjectReference[] {
  const refs = lists.flat();
  if (refs.length < 2) return refs;
  return [...new Map(refs.map((ref) => [referenceKey(ref), ref] as const)).values()];
}
