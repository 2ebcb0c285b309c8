import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { type KubernetesClient, kubernetesClient } from '../../lib/cluster/client.ts';
import { makeServerIdentity } from '../../lib/emulators/kubernetes/certificates.ts';
import type { KubernetesEmulator } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';

/** The product's client for an embedded cluster. */
export function clientOf(
  cluster: KubernetesEmulator,
  { user = 'admin', retries = 2, timeoutMs = 60_000 } = {},
): KubernetesClient {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(cluster.kubeconfig(user));
  return kubernetesClient({ kubeConfig, retries, timeoutMs });
}

/** Something else behind the address of an API server. */
export async function strangeServer(answer: RequestListener, { retries = 0, timeoutMs = 60_000 } = {}) {
  const { certificate: cert, key, authority } = await makeServerIdentity();
  let connections = 0;
  const server = createServer({ cert, key }, answer).on('secureConnection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const kubeConfig = new KubeConfig();
  const { port } = server.address() as AddressInfo;
  kubeConfig.loadFromClusterAndUser(
    {
      name: 'strange',
      server: `https://127.0.0.1:${port}/`,
      caData: Buffer.from(authority).toString('base64'),
      skipTLSVerify: false,
    },
    { name: 'user', token: 'secret' },
  );
  return {
    url: `https://127.0.0.1:${port}`,
    client: kubernetesClient({ kubeConfig, retries, timeoutMs }),
    connections: () => connections,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
