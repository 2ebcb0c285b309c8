import { describe, expect, it } from '@jest/globals';
import { type Cluster, ClusterError, type Resource } from '../../../lib/cluster/cluster.ts';
import { defaultConfig } from '../../../lib/config/parse.ts';
import { readSources } from '../../../lib/sources/read-sources.ts';

const runObject = { apiVersion: 'v1', kind: 'Lease', name: 'run' };

/** A cluster without objects that answers each list as `status` says. */
const clusterOf = (status: (resource: Resource) => number): Cluster => ({
  async list(resource) {
    if (status(resource) !== 200) throw new ClusterError('refused', { status: status(resource) });
    return [];
  },
  gaps: ({ plural }) => (plural === 'ingresses' ? [{ namespace: 'vault', problem: 'it is forbidden' }] : []),
  discover: async () => [],
});

const readOne = async (source: (typeof defaultConfig)['source'][number], status: (resource: Resource) => number) => {
  const config = { ...defaultConfig, source: [source] };
  const context = { cluster: clusterOf(status), config, signal: new AbortController().signal, runObject };
  const [reading] = await readSources(context, () => 0);
  return reading;
};

describe('readSources', () => {
  it('notes which kinds of a source are not served while another one is', async () => {
    const reading = await readOne('traefik-proxy', ({ kind }) => (kind === 'IngressRoute' ? 200 : 404));
    expect(reading).toMatchObject({ unserved: ['IngressRouteTCP', 'IngressRouteUDP'] });
    expect(reading).not.toHaveProperty('failure');
  });

  it('counts a kind as served when one of its versions is', async () => {
    const served = ({ apiVersion }: Resource) => (apiVersion.endsWith('/v1alpha2') ? 200 : 404);
    expect(await readOne('gateway-grpcroute', served)).toMatchObject({
      unserved: expect.not.arrayContaining(['GRPCRoute']),
    });
  });

  it('notes the namespaces that could not be seen', async () => {
    const gaps = [{ namespace: 'vault', problem: 'it is forbidden' }];
    expect(await readOne('ingress', () => 200)).toMatchObject({ gaps, unserved: [] });
  });

  it.each([
    ['missing', 404, 'install the CRD, or leave out --source=ingress'],
    ['failed', 500, 'refused'],
  ])('tells a source as %s where the cluster answers %i', async (kind, status, problem) => {
    const failure = { kind, problem: expect.stringContaining(problem) };
    expect(await readOne('ingress', () => status)).toMatchObject({ failure, result: { endpoints: [] } });
  });
});
