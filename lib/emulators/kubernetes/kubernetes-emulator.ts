import type { KubernetesObject } from '../../cluster/cluster.ts';
import { Access, kubeconfig } from './access.ts';
import { Authorizer, administrator, type PolicyRule } from './authorization.ts';
import { builtInResources } from './built-in-resources.ts';
import { makeServerIdentity } from './certificates.ts';
import { type EmulatorClock, emulatorClock } from './clock.ts';
import {
  type ClusterState,
  type CustomResource,
  collectionOf,
  customResource,
  followCustomResources,
} from './cluster-state.ts';
import { deleteObject } from './deletion.ts';
import { fromStored } from './event-view.ts';
import { type FailureRule, FaultPlan, type RequestRecord } from './faults.ts';
import { answerHttp } from './http-answer.ts';
import { listen } from './https-server.ts';
import { load } from './manifests.ts';
import { ResourceDefinitions } from './resource-definition.ts';
import { objectKey, Store } from './store.ts';

/** An in-process Kubernetes API server: real HTTPS, real answers, and everything in memory. */
export interface KubernetesEmulator {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  readonly clock: EmulatorClock;
  /** Every request answered since the start or the last reset, in the order of the answers. */
  readonly requests: readonly RequestRecord[];
  resetRequests(): void;
  /** A kubeconfig (YAML) with the CA and a token of the user. Default `admin`, who may do everything; others only what was granted. */
  kubeconfig(user?: string): string;
  /** Makes the tokens of the user invalid: their requests get 401. */
  revoke(user: string): void;
  /** Grants rules to a user, in one namespace or, without it, in the cluster. RBAC objects that are applied count as well. */
  grant(user: string, rules: readonly PolicyRule[], namespace?: string): void;
  /** Stores manifests as they are, status included, without validation; makes their namespaces. Throws for kinds that are not defined. */
  apply(...manifests: readonly object[]): void;
  /** Deletes as the API would. Throws when there is no such object. */
  remove(apiVersion: string, kind: string, namespace: string | undefined, name: string): void;
  /** What is stored of a kind, in the API's order. */
  objects(apiVersion: string, kind: string): readonly KubernetesObject[];
  /** Serves a custom resource, as applying its CustomResourceDefinition does. */
  defineResource(resource: CustomResource): void;
  /** Makes matching requests fail; returns what ends that. */
  fail(rule: FailureRule): () => void;
  /** Closes all connections and the port. */
  stop(): Promise<void>;
}

/** What may differ from one emulator to another. */
export interface KubernetesOptions {
  /** The source of time for creation timestamps and the age of continue tokens. Default: the machine's. */
  readonly now?: () => Date;
}

/** Starts an API server on a free port of 127.0.0.1 with the namespaces default, kube-public, kube-system. */
export async function startKubernetes({ now }: KubernetesOptions = {}): Promise<KubernetesEmulator> {
  const clock = emulatorClock(now);
  const state = { store: new Store(clock), definitions: new ResourceDefinitions(builtInResources) };
  const access = new Access(new Authorizer(state.store));
  const faults = new FaultPlan();
  const log: RequestRecord[] = [];
  followCustomResources(state);
  for (const name of ['default', 'kube-public', 'kube-system']) load(state, namespaceManifest(name));
  const identity = await makeServerIdentity();
  const server = await listen(identity, (request, response) =>
    answerHttp({ state, access, faults, log }, request, response),
  );
  return {
    url: server.url,
    clock,
    requests: log,
    resetRequests: () => {
      log.length = 0;
    },
    kubeconfig: (user = administrator) => kubeconfig(server.url, identity.authority, user, access.tokenOf(user)),
    revoke: (user) => access.revoke(user),
    grant: (user, rules, namespace) =>
      access.authorizer.grant(user, { rules, ...(namespace !== undefined && { namespace }) }),
    apply: (...manifests) => {
      for (const manifest of manifests) load(state, manifest);
    },
    remove: (apiVersion, kind, namespace, name) => remove(state, apiVersion, kind, namespace, name),
    objects: (apiVersion, kind) => {
      const definition = state.definitions.ofKind(apiVersion, kind);
      return state.store.latest(collectionOf(definition)).items.map((object) => fromStored(definition, object));
    },
    defineResource: (resource) => state.definitions.add(customResource(resource)),
    fail: (rule) => faults.add(rule),
    stop: () => server.stop(),
  };
}

const namespaceManifest = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

function remove(
  state: ClusterState,
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
): void {
  const collection = collectionOf(state.definitions.ofKind(apiVersion, kind));
  const object = state.store.get(collection, objectKey(namespace, name));
  if (!object) throw new Error(`There is no ${kind} ${objectKey(namespace, name)} to remove.`);
  deleteObject(state, collection, object);
}
