import type { Cluster, Resource } from '../cluster/cluster.ts';
import type { Config } from '../config/config.ts';
import type { Refusal } from '../endpoint/cause.ts';
import type { Endpoint, ObjectReference } from '../endpoint/endpoint.ts';

/** What one reading of a source gives. Every object that asked for a name appears in endpoints or refusals. */
export interface SourceResult {
  /** Merged (lib/endpoint/merge.ts), each with the references of the objects that asked. */
  readonly endpoints: readonly Endpoint[];
  readonly refusals: readonly Refusal[];
  /** Every primary object read, wanted or not: deletions find the uid of their object here. */
  readonly objects: readonly ObjectReference[];
  /** Kinds that this reading found, besides the declared ones (unstructured alone, which the configuration tells). */
  readonly kinds?: readonly LabelledKind[];
  /** Status updates that the source owes its objects (crd alone: `status.observedGeneration`). */
  readonly statusUpdates?: readonly StatusUpdate[];
  /** What is odd but stops no name: for the log and the report. */
  readonly warnings?: readonly SourceWarning[];
}

/** What is odd about an object that is still published. */
export interface SourceWarning {
  /** The object that it is about. */
  readonly ref: ObjectReference;
  /** `report` where that is only looked up: it asks for nothing, so it is told nothing. */
  readonly audience?: 'report';
  /** A clause without final punctuation: "the annotation ... is not a number of seconds; ...". */
  readonly problem: string;
}

/** A status that is to be written back to an object. */
export interface StatusUpdate {
  readonly resource: Resource;
  readonly ref: ObjectReference;
  readonly status: Readonly<Record<string, unknown>>;
}

/** How a source's objects are named in the ownership record's `resource` label, and what they really are. */
export interface LabelledKind {
  /** First part of the label: `service` in `service/shop/web`. */
  readonly label: string;
  readonly apiVersion: string;
  /** Every apiVersion that a living object may have, where that is not `apiVersion` alone. */
  readonly versions?: readonly string[];
  readonly kind: string;
  /** `Run`: the source has no objects, and the label leads to the run's own (`SourceContext.runObject`). */
  readonly scope: 'Namespaced' | 'Cluster' | 'Run';
  /** From the name in the label to the object's name, where they differ (fake alone). */
  readonly objectName?: (labelName: string) => string;
}

/** A right that the ClusterRole must grant. */
export interface Permission {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly ('get' | 'list' | 'update' | 'patch' | 'create')[];
}

/** A source: one file, one const, one line in `index.ts`. Everything but `read` is data for docs, RBAC and the plan. */
export interface Source {
  readonly name: string;
  readonly summary: string;
  /** What the `resource` label of this source's records looks like. Empty for sources without objects. */
  readonly kinds: readonly LabelledKind[];
  /** What it reads under this configuration. */
  permissions(config: Config): readonly Permission[];
  /** Annotation keys (after the prefix) that it honours. */
  readonly annotations: readonly string[];
  readonly filters: readonly ('label' | 'annotation' | 'namespace' | 'ingress-class' | 'service-type' | 'gateway')[];
  readonly templates: readonly ('fqdn' | 'target' | 'fqdn-target')[];
  /** Throws ClusterError when the cluster cannot be read, SourceError when the configuration makes it impossible. */
  read(context: SourceContext): Promise<SourceResult>;
}

/** What a source may use. */
export interface SourceContext {
  readonly cluster: Cluster;
  readonly config: Config;
  readonly signal: AbortSignal;
  /** Whom the sources without objects of their own speak to. */
  readonly runObject: RunObject;
  /** Looks hostnames up (`--resolve-service-load-balancer-hostname`); absent means the system's resolver. */
  readonly resolve?: ResolveHostname;
  /** Opens the stream of the source connector; absent means TCP. */
  readonly dial?: Dial;
  /** Sends the requests of the source cloudfoundry; absent means Node's own. */
  readonly fetch?: typeof globalThis.fetch;
}

/** The IPv4 and IPv6 addresses of a hostname. Rejects when it has none or cannot be looked up. */
export type ResolveHostname = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** Where a connector server listens. */
export interface DialAddress {
  /** Name or address, an IPv6 one without brackets. */
  readonly host: string;
  readonly port: number;
}

/** Connects, and gives what the other side sends. Leaving the iteration early closes the connection. */
export type Dial = (address: DialAddress, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** The object of the run itself, the owner's Lease; each source adds its name. */
export type RunObject = Omit<ObjectReference, 'source'>;
