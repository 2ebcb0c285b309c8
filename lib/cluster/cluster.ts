/** The fields that every Kubernetes object has. Everything else is read through a schema (lib/sources). */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** As the API server sends it: a custom resource may break every one of these types. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A listable resource of the cluster API. */
export interface Resource {
  /** `v1` or `group/version`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Lower-case plural, as in the URL. */
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
}

/** Which objects of a resource are listed; all of them where it is empty. */
export interface ListOptions {
  /** One namespace; absent lists all of them. Ignored for cluster-scoped resources. */
  readonly namespace?: string;
  /** Kubernetes label selector, evaluated by the API server. */
  readonly labelSelector?: string;
  /** Kubernetes field selector; every resource has `metadata.name`. */
  readonly fieldSelector?: string;
}

/** A namespace whose objects may not be listed, although those of others may. */
export interface NamespaceGap {
  readonly namespace: string;
  readonly problem: string;
}

/**
 * What sources see of a cluster: lists, each made of pages, each asked for at most once in a run however many
 * sources want it. Items carry apiVersion and kind (the API leaves them out of lists).
 */
export interface Cluster {
  list(resource: Resource, options?: ListOptions): Promise<readonly KubernetesObject[]>;
  /** What that list had to leave out, once it is there. Absent where a list is whole or fails. */
  gaps?(resource: Resource, options?: ListOptions): readonly NamespaceGap[];
  /**
   * The resources of an API version (`v1`, `group/version`), subresources left out.
   * @throws ClusterError with status 404 for a version that is not served.
   * @see https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api
   */
  discover(apiVersion: string): Promise<readonly Resource[]>;
}

/** A request that the API server refused, or that never reached it. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  /** HTTP status, or undefined when no answer came. */
  readonly status: number | undefined;
  /** `Status.reason` of the answer, such as `Forbidden` or `Expired`. */
  readonly reason: string | undefined;

  constructor(
    message: string,
    detail: { readonly status?: number; readonly reason?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
    this.status = detail.status;
    this.reason = detail.reason;
  }
}

/** Whether the API server answered a request with this HTTP status. */
export const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof ClusterError && error.status === status;
