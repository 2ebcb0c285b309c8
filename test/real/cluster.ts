import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { run } from './command.ts';
import { kubernetesBinaries } from './components/binaries.ts';
import { type Etcd, etcdVersion, startEtcd } from './etcd.ts';
import { type KubeApiserver, startKubeApiserver } from './kube-apiserver.ts';
import { type ClusterAddress, writeKubeconfig } from './kubeconfig.ts';
import { kubectl } from './kubectl.ts';

/** A ServiceAccount that exists in the cluster. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** Versions as the components themselves report them, such as `v1.34.4`. */
export interface ClusterVersions {
  readonly kubeApiserver: string;
  readonly etcd: string;
  readonly kubectl: string;
}

/**
 * A real API server with its etcd, alone: TLS, RBAC and the default admission, but no controller manager, scheduler or
 * kubelet. What they would do, the test does: a namespace gets no `default` ServiceAccount (without which no pod is
 * admitted; `createNamespace` makes it) and never finishes its deletion; pods stay Pending, and load balancers without
 * an address, until their `status` subresource is written; no EndpointSlice or token Secret appears; the
 * aggregated ClusterRoles `view`, `edit` and `admin` stay empty; nothing is garbage-collected, and events alone expire
 * (after an hour).
 */
export interface RealCluster extends ClusterAddress, AsyncDisposable {
  /** Path of a kubeconfig for a member of `system:masters`, whom RBAC refuses nothing. */
  readonly adminKubeconfig: string;
  /**
   * Runs the real kubectl as the administrator, or as another user when `args` hold a `--kubeconfig`.
   * @param input what `-f -` reads
   * @returns what it wrote to stdout
   * @throws CommandError with what it wrote to stderr
   */
  kubectl(args: readonly string[], input?: string): Promise<string>;
  /** Makes a namespace and its `default` ServiceAccount, as the controllers of a whole cluster would. */
  createNamespace(name: string): Promise<void>;
  /** Path of a new kubeconfig with a token of one hour from the TokenRequest API. */
  kubeconfigFor(account: ServiceAccount): Promise<string>;
  versions(): Promise<ClusterVersions>;
  /** Ends the servers and removes every file, kubeconfigs included. */
  stop(): Promise<void>;
}

const Versions = z.object({
  clientVersion: z.object({ gitVersion: z.string() }),
  serverVersion: z.object({ gitVersion: z.string() }),
});

const versions = async (etcd: Etcd, adminKubeconfig: string): Promise<ClusterVersions> => {
  const reported = Versions.parse(JSON.parse(await kubectl(adminKubeconfig, ['version', '--output=json'])));
  return {
    kubeApiserver: reported.serverVersion.gitVersion,
    etcd: await etcdVersion(etcd),
    kubectl: reported.clientVersion.gitVersion,
  };
};

const createNamespace = async (adminKubeconfig: string, name: string): Promise<void> => {
  await kubectl(adminKubeconfig, ['create', 'namespace', name]);
  await kubectl(adminKubeconfig, ['create', 'serviceaccount', 'default', `--namespace=${name}`]);
};

const kubeconfigFor = async (
  { adminKubeconfig, address }: KubeApiserver,
  { namespace, name }: ServiceAccount,
): Promise<string> => {
  const token = await kubectl(adminKubeconfig, ['create', 'token', name, `--namespace=${namespace}`, '--duration=1h']);
  const path = join(dirname(adminKubeconfig), `${namespace}-${name}-${randomUUID()}.kubeconfig`);
  await writeKubeconfig(path, address, { token: token.trim() });
  return path;
};

/**
 * Starts etcd and kube-apiserver on free ports of the loopback address, and waits until the API server is ready. Both
 * die with this process; their files lie in one temporary folder, which goes with them.
 * @throws ServerError with the end of the log of what did not start
 * @throws Error when a binary, openssl or kubectl is missing
 */
export const startCluster = async (): Promise<RealCluster> => {
  const binaries = await kubernetesBinaries();
  await run('kubectl', ['version', '--client']);
  const folder = await mkdtemp(join(tmpdir(), 'dns-herald-cluster-'));
  await using starting = new AsyncDisposableStack();
  starting.defer(() => rm(folder, { recursive: true, force: true }));
  const etcd = await startEtcd(folder, binaries.etcd);
  await starting.use(etcd.process).until(() => etcdVersion(etcd));
  const apiserver = await startKubeApiserver({ folder, command: binaries.kubeApiserver, etcdUrl: etcd.url });
  const { address, adminKubeconfig } = apiserver;
  await starting
    .use(apiserver.process)
    .until(() => kubectl(adminKubeconfig, ['get', '--raw=/readyz', '--request-timeout=5s']));
  const running = starting.move();
  return {
    ...address,
    adminKubeconfig,
    kubectl: (args, input) => kubectl(adminKubeconfig, args, input),
    createNamespace: (name) => createNamespace(adminKubeconfig, name),
    kubeconfigFor: (account) => kubeconfigFor(apiserver, account),
    versions: () => versions(etcd, adminKubeconfig),
    stop: () => running.disposeAsync(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};
