import { describe, expect, it } from '@jest/globals';
import type { KubernetesClient } from '../../../lib/cluster/client.ts';
import { ClusterError } from '../../../lib/cluster/cluster.ts';
import { leaseName } from '../../../lib/cluster/lease.ts';
import { parseConfig } from '../../../lib/config/parse.ts';
import { identify } from '../../../lib/run/run-identity.ts';
import { sourceNames } from '../../../lib/sources/index.ts';

interface Asked {
  readonly client: KubernetesClient;
  readonly requests: readonly string[];
}

/** An API server that holds a Lease, has none yet, or refuses. */
function apiServer(lease: 'held' | 'absent' | 'forbidden'): Asked {
  const requests: string[] = [];
  return {
    requests,
    client: {
      requests: 0,
      async request<Answer>(method: string): Promise<Answer> {
        requests.push(method);
        if (lease === 'forbidden') throw new ClusterError('forbidden', { status: 403 });
        if (lease === 'absent' && method === 'GET') throw new ClusterError('not found', { status: 404 });
        return { metadata: { uid: `uid-${method}` }, spec: {} } as Answer;
      },
    },
  };
}

const identifyWith = ({ client }: Asked, flags: readonly string[]) => {
  const all = ['--txt-owner-id=me', '--lease-namespace=dns', ...flags];
  const { signal } = new AbortController();
  return identify({ client, signal, config: parseConfig({ flags: all, availableSources: sourceNames }).config });
};

const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'dns', name: leaseName('me') };

describe('identify', () => {
  it.each([
    ['knows the uid of the Lease', 'held', 'uid-GET', ['GET']],
    ['makes the Lease where there is none', 'absent', 'uid-POST', ['GET', 'POST']],
  ] as const)('%s when a source has no objects of its own', async (_, state, uid, requests) => {
    const server = apiServer(state);
    expect(await identifyWith(server, ['--source=connector', '--source=service'])).toEqual({
      owner: 'me',
      runObject: { ...lease, uid },
    });
    expect(server.requests).toEqual(requests);
  });

  it.each([
    ['every source has objects', ['--source=service']],
    ['the run is dry and writes no event', ['--source=connector', '--dry-run']],
  ])('asks for no Lease when %s', async (_, flags) => {
    const server = apiServer('held');
    expect(await identifyWith(server, flags)).toEqual({ owner: 'me', runObject: lease });
    expect(server.requests).toEqual([]);
  });

  it('goes on without the uid where the Lease cannot be read', async () => {
    expect(await identifyWith(apiServer('forbidden'), ['--source=connector'])).toEqual({
      owner: 'me',
      runObject: lease,
    });
  });

  it('ends with the reason of the run that is aborted meanwhile', async () => {
    const reason = new Error('deadline');
    const client: KubernetesClient = { requests: 0, request: () => Promise.reject(reason) };
    await expect(identifyWith({ client, requests: [] }, ['--source=connector'])).rejects.toBe(reason);
  });

  it('speaks through a Lease of its own without a registry', async () => {
    const { owner, runObject } = await identifyWith(apiServer('held'), ['--source=connector', '--registry=noop']);
    expect(owner).toBeUndefined();
    expect(runObject.name).toBe(leaseName('noop'));
  });

  it('speaks through a Lease of its own in each shard', async () => {
    const names = await Promise.all(
      [[], ['--shard=a'], ['--shard=b']].map(async (flags) => {
        const { runObject } = await identifyWith(apiServer('held'), ['--source=connector', ...flags]);
        return runObject.name;
      }),
    );
    expect(names[0]).toBe(leaseName('me'));
    expect(new Set(names).size).toBe(3);
  });
});
