import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCluster } from '../../lib/cluster/run-cluster.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { services } from '../../lib/sources/resources.ts';
import { clientOf } from './cluster-connection.ts';

const signal = new AbortController().signal;
const user = 'team';
const mayList = (resource: string) => [{ apiGroups: [''], resources: [resource], verbs: ['list'] }];

let cluster: KubernetesEmulator;

beforeEach(async () => {
  cluster = await startKubernetes();
  for (const namespace of ['shop', 'vault']) {
    cluster.apply({ apiVersion: 'v1', kind: 'Service', metadata: { name: `${namespace}-web`, namespace } });
  }
});
afterEach(() => cluster.stop());

const view = () => runCluster(clientOf(cluster, { user, retries: 0 }), signal);

describe('a cluster of which only some namespaces may be listed', () => {
  it('gives the objects of those, and says which are missing', async () => {
    cluster.grant(user, mayList('namespaces'));
    cluster.grant(user, mayList('services'), 'shop');
    const seen = view();
    expect((await seen.list(services)).map(({ metadata }) => metadata.name)).toEqual(['shop-web']);
    const missing = seen.gaps?.(services).map(({ namespace }) => namespace);
    expect(missing).toEqual(['default', 'kube-public', 'kube-system', 'vault']);
    expect(seen.gaps?.(services)[3]?.problem).toContain('in the namespace "vault"');
  });

  it.each<readonly [string, () => void]>([
    ['the namespaces may not be listed either', () => cluster.grant(user, mayList('services'), 'shop')],
    ['not a single one may be', () => cluster.grant(user, mayList('namespaces'))],
  ])('refuses the list as the API server did where %s', async (_, grant) => {
    grant();
    await expect(view().list(services)).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('at the cluster scope'),
    });
  });

  it('asks for no namespace where the whole may be listed', async () => {
    cluster.grant(user, mayList('services'));
    const seen = view();
    expect(await seen.list(services)).toHaveLength(2);
    expect(seen.gaps?.(services)).toEqual([]);
    expect(cluster.requests).toHaveLength(1);
  });
});
