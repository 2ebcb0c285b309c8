import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import type { Resource } from '../../lib/cluster/cluster.ts';
import { runCluster } from '../../lib/cluster/run-cluster.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { clientOf, strangeServer } from './cluster-connection.ts';

const services: Resource = { apiVersion: 'v1', kind: 'Service', plural: 'services', scope: 'Namespaced' };
const nodes: Resource = { apiVersion: 'v1', kind: 'Node', plural: 'nodes', scope: 'Cluster' };

const service = (name: string, namespace = 'shop', padding = '') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: { app: name }, annotations: { padding } },
  spec: { type: 'LoadBalancer' },
});
const many = (count: number, padding = '') =>
  Array.from({ length: count }, (_, index) => service(`web-${String(index).padStart(5, '0')}`, 'shop', padding));

const never = new AbortController().signal;
const path = '/api/v1/namespaces/shop/services';

let cluster: KubernetesEmulator;

beforeEach(async () => {
  cluster = await startKubernetes();
});
afterEach(() => cluster.stop());

const failing = (call: Promise<unknown>) =>
  call.then(
    () => ({ name: 'none', status: undefined, message: '' }),
    (error) => ({ name: error.name, status: error.status, reason: error.reason, message: String(error.message) }),
  );

describe('lists', () => {
  it('are read page by page, and their items carry apiVersion and kind', async () => {
    cluster.apply(...many(5001));
    const client = clientOf(cluster);
    const objects = await runCluster(client, never).list(services);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(many(5001).map(({ metadata }) => metadata.name));
    expect(new Set(objects.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))).toEqual(new Set(['v1 Service']));
    expect(client.requests).toBe(3);
  });

  it('come without what only their writers need', async () => {
    const metadata = {
      name: 'web',
      namespace: 'shop',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', kept: 'yes' },
      managedFields: [{ manager: 'kubectl' }],
    };
    cluster.apply({ ...service('web'), metadata });
    const [object] = await runCluster(clientOf(cluster), never).list(services);
    expect(object?.metadata).not.toHaveProperty('managedFields');
    expect(object?.metadata.annotations).toEqual({ kept: 'yes' });
  });

  it('are asked for once, however many sources want them', async () => {
    cluster.apply(...many(1));
    const client = clientOf(cluster);
    const run = runCluster(client, never);
    await Promise.all([run.list(services), run.list(services), run.list(services, { namespace: 'shop' })]);
    await run.list(services);
    expect(client.requests).toBe(2);
  });

  it('may be of one namespace, which a cluster-scoped resource does not have', async () => {
    cluster.apply(service('web'), service('other', 'elsewhere'), {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1' },
    });
    const run = runCluster(clientOf(cluster), never);
    const namesIn = async (resource: Resource) =>
      (await run.list(resource, { namespace: 'shop' })).map(({ metadata }) => metadata.name);
    expect([await namesIn(services), await namesIn(nodes)]).toEqual([['web'], ['n1']]);
  });

  it('may be selected by label', async () => {
    cluster.apply(...many(3));
    const objects = await runCluster(clientOf(cluster), never).list(services, { labelSelector: 'app=web-00001' });
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['web-00001']);
  });

  const expired = { status: 410, reason: 'Expired', message: 'The provided continue parameter is too old' };

  it('begin again when their continue token has expired, with every object once', async () => {
    cluster.apply(...many(5100));
    const client = clientOf(cluster);
    cluster.fail({ when: ({ query }) => 'continue' in query, after: 1, times: 1, with: expired });
    const objects = await runCluster(client, never).list(services);
    expect(new Set(objects.map(({ metadata }) => metadata.name)).size).toBe(5100);
    expect([objects.length, client.requests]).toEqual([5100, 6]);
  });

  it('fail when the token expires in the second go as well', async () => {
    cluster.apply(...many(2600));
    cluster.fail({ when: ({ query }) => 'continue' in query, with: expired });
    expect(await failing(runCluster(clientOf(cluster), never).list(services))).toMatchObject({
      name: 'ClusterError',
      status: 410,
    });
  });

  it('of many megabytes come whole, in compressed pages', async () => {
    cluster.apply(...many(1000, 'x'.repeat(4000)));
    const objects = await runCluster(clientOf(cluster), never).list(services);
    expect(objects.every(({ metadata }) => metadata.annotations?.['padding']?.length === 4000)).toBe(true);
    expect(objects).toHaveLength(1000);
  });
});

describe('what passes is tried again', () => {
  it.each([
    ['429 with Retry-After', { status: 429, reason: 'TooManyRequests', headers: { 'Retry-After': '0' } }],
    ['500', { status: 500, reason: 'InternalError' }],
    ['503', { status: 503, reason: 'ServiceUnavailable' }],
    ['a connection that breaks before the answer', 'reset'],
    ['a connection that breaks within the answer', 'truncate'],
  ] as const)('%s', async (_, fault) => {
    cluster.apply(service('web'));
    const client = clientOf(cluster);
    cluster.fail({ resource: 'services', times: 1, with: fault });
    expect(await client.request('GET', `${path}/web`)).toMatchObject({ metadata: { name: 'web' } });
    expect([client.requests, cluster.requests.length]).toEqual([2, 2]);
  });

  it('a compressed answer that is cut', async () => {
    cluster.apply(...many(100, 'x'.repeat(4000)));
    const client = clientOf(cluster);
    cluster.fail({ resource: 'services', times: 1, with: 'truncate' });
    expect(await runCluster(client, never).list(services)).toHaveLength(100);
    expect(client.requests).toBe(2);
  });

  it.each([
    [
      '500',
      { status: 500, reason: 'InternalError', message: 'etcd is away' },
      { status: 500, reason: 'InternalError', message: `GET ${path} was answered with 500: etcd is away` },
    ],
    [
      'a broken connection',
      'reset',
      {
        status: undefined,
        message: expect.stringMatching(/^The Kubernetes API at https:.* could not be reached for GET /),
      },
    ],
  ] as const)('%s for ever is thrown in the end', async (_, fault, expected) => {
    const client = clientOf(cluster, { retries: 1 });
    cluster.fail({ resource: 'services', with: fault });
    expect(await failing(client.request('GET', path))).toMatchObject({ name: 'ClusterError', ...expected });
    expect(client.requests).toBe(2);
  });
});

describe('what does not pass is thrown at once', () => {
  it('401, with what to do', async () => {
    const client = clientOf(cluster, { user: 'gone' });
    cluster.revoke('gone');
    expect(await failing(client.request('GET', path))).toMatchObject({
      status: 401,
      message: `GET ${path} was answered with 401: the credentials of the kubeconfig were not accepted by ${cluster.url}, or have expired; renew them`,
    });
    expect(client.requests).toBe(1);
  });

  it('403, with the right that is missing', async () => {
    const client = clientOf(cluster, { user: 'nobody' });
    expect(await failing(client.request('GET', path))).toMatchObject({
      status: 403,
      reason: 'Forbidden',
      message: expect.stringContaining('User "nobody" cannot list resource "services"'),
    });
    expect(client.requests).toBe(1);
  });

  it.each([
    [404, 'GET', `${path}/absent`, undefined],
    [409, 'POST', path, { ...service('web'), spec: { ports: [{ port: 80 }] } }],
    [
      422,
      'POST',
      '/api/v1/namespaces/shop/events',
      { metadata: { name: 'x' }, eventTime: '2026-01-01T00:00:00.000000Z' },
    ],
  ] as const)('%s', async (status, method, target, body) => {
    cluster.apply(service('web'));
    const client = clientOf(cluster);
    expect(await failing(client.request(method, target, { body }))).toMatchObject({ name: 'ClusterError', status });
    expect(client.requests).toBe(1);
  });

  it('an abort before the request', async () => {
    const client = clientOf(cluster);
    expect((await failing(client.request('GET', path, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
    expect(client.requests).toBe(0);
  });

  it('a plug-in that gives no credentials', async () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(cluster.kubeconfig());
    kubeConfig.applyToHTTPSOptions = async () => {
      throw new Error('exec: aws: not found');
    };
    const client = kubernetesClient({ kubeConfig, retries: 3, timeoutMs: 1000 });
    expect((await failing(client.request('GET', path))).message).toBe(
      'The kubeconfig gave no credentials: exec: aws: not found',
    );
    expect(client.requests).toBe(1);
  });
});

describe('another server at that address', () => {
  let strange: Awaited<ReturnType<typeof strangeServer>>;

  afterEach(() => strange.stop());

  it('that answers with a page is told as such', async () => {
    strange = await strangeServer((request, response) => {
      response.writeHead(request.url === '/api/denied' ? 403 : 200).end('<html>Sign in</html>');
    });
    expect((await failing(strange.client.request('GET', '/api/v1'))).message).toBe(
      'GET /api/v1 was answered with something that is not JSON',
    );
    expect((await failing(strange.client.request('GET', '/api/denied'))).message).toBe(
      'GET /api/denied was answered with 403: <html>Sign in</html>',
    );
  });

  it('that does not answer in time is asked again', async () => {
    let asked = 0;
    strange = await strangeServer(
      (_, response) => {
        asked += 1;
        if (asked > 1) response.end('{"metadata":{}}');
      },
      { retries: 1, timeoutMs: 1000 },
    );
    expect(await strange.client.request('GET', '/api/v1')).toEqual({ metadata: {} });
    expect(strange.client.requests).toBe(2);
  });

  it('that begins to answer and never ends is given up', async () => {
    strange = await strangeServer((_, response) => response.write('{"items":['), { timeoutMs: 200 });
    expect((await failing(strange.client.request('GET', '/api/v1'))).message).toContain(
      'no whole answer within 200 ms',
    );
  });

  it('that does not answer leaves an abort its effect', async () => {
    const abort = new AbortController();
    strange = await strangeServer(() => abort.abort(), { retries: 3 });
    const call = strange.client.request('GET', '/api/v1', { signal: abort.signal });
    expect((await failing(call)).name).toBe('AbortError');
    expect(strange.client.requests).toBe(1);
  });

  it('gets all requests through one connection', async () => {
    strange = await strangeServer((_, response) => response.end('{}'));
    for (let count = 0; count < 5; count += 1) await strange.client.request('GET', '/api/v1');
    expect(strange.connections()).toBe(1);
  });
});
