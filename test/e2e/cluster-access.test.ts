import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { type ClusterAccess, keptAccess } from '../../lib/cluster/access.ts';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import type { Resource } from '../../lib/cluster/cluster.ts';
import { runCluster } from '../../lib/cluster/run-cluster.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';

const services: Resource = { apiVersion: 'v1', kind: 'Service', plural: 'services', scope: 'Namespaced' };
/** Three pages of them. */
const names = Array.from({ length: 5200 }, (_, index) => `web-${String(index).padStart(4, '0')}`);
const never = new AbortController().signal;

let cluster: KubernetesEmulator;
let issued: number;
let access: ClusterAccess;

beforeEach(async () => {
  cluster = await startKubernetes();
  cluster.apply(...names.map((name) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' } })));
  issued = 0;
  access = keptAccess(
    async () => {
      issued += 1;
      const kubeConfig = new KubeConfig();
      kubeConfig.loadFromString(cluster.kubeconfig());
      return { kubeConfig };
    },
    { advice: 'ask for an access entry' },
  );
});
afterEach(() => cluster.stop());

const client = (retries = 0) => kubernetesClient({ kubeConfig: access, timeoutMs: 60_000, retries });

/** Takes the token away when the second page of a list is asked for. */
const revokeInMidList = () =>
  cluster.fail({
    times: 1,
    when: ({ query }) => {
      if ('continue' in query) cluster.revoke('admin');
      return false;
    },
  });

describe('credentials that the cluster does not take any more', () => {
  it('are renewed before the first page of a list', async () => {
    const used = client();
    await used.request('GET', '/version');
    cluster.revoke('admin');
    expect((await runCluster(used, never).list(services)).map(({ metadata }) => metadata.name)).toEqual(names);
    const statuses = cluster.requests.map(({ status }) => status);
    expect({ issued, statuses }).toEqual({ issued: 2, statuses: [200, 401, 200, 200, 200] });
  });

  it('are renewed once for requests that are under way together', async () => {
    const used = client();
    await used.request('GET', '/version');
    cluster.revoke('admin');
    await Promise.all(
      Array.from({ length: 10 }, () => used.request('GET', '/api/v1/namespaces/shop/services/web-0000')),
    );
    expect(issued).toBe(2);
  });

  it('are tried once more and no oftener, and the error says what to do', async () => {
    cluster.fail({ with: { status: 401, reason: 'Unauthorized' } });
    await expect(client(4).request('GET', '/api/v1/services')).rejects.toThrow(
      'GET /api/v1/services was answered with 401: ask for an access entry',
    );
    expect({ issued, requests: cluster.requests.length }).toEqual({ issued: 2, requests: 2 });
  });
});

describe('a list whose token ends between two pages', () => {
  it('is read to its end, with every object once', async () => {
    revokeInMidList();
    const objects = await runCluster(client(), never).list(services);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(names);
    expect({ issued, refused: cluster.requests.filter(({ status }) => status === 401).length }).toEqual({
      issued: 2,
      refused: 1,
    });
  });
});

it('an address that leads nowhere is asked for anew with the next try', async () => {
  cluster.fail({ times: 1, with: 'reset' });
  await client(1).request('GET', '/version');
  expect(issued).toBe(2);
});
