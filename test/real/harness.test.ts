import { once } from 'node:events';
import { get } from 'node:https';
import { CreateHostedZoneCommand, ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RealCluster, startCluster } from './cluster.ts';
import { run } from './command.ts';
import { kubernetesBinaries } from './components/binaries.ts';
import { ETCD, KUBE_APISERVER, pinnedVersion } from './components/pins.ts';
import { type Moto, startMoto } from './moto.ts';

let cluster: RealCluster;
let moto: Moto;

beforeAll(async () => {
  cluster = await startCluster();
  moto = await startMoto();
  const { kubeApiserver, etcd, kubectl } = await cluster.versions();
  process.stderr.write(
    `Real components: kube-apiserver ${kubeApiserver}, etcd ${etcd}, moto ${moto.version}, kubectl ${kubectl}\n`,
  );
});

afterAll(async () => {
  await moto?.stop();
  await cluster?.stop();
});

const serviceAccount = async (name: string): Promise<string> => {
  await cluster.kubectl(['create', 'serviceaccount', name]);
  return cluster.kubeconfigFor({ namespace: 'default', name });
};

const LIST_SERVICES = ['get', 'services', '--all-namespaces', '--output=name'];

describe('the real cluster', () => {
  it('is ready', async () => {
    expect(await cluster.kubectl(['get', '--raw=/readyz'])).toBe('ok');
  });

  it('runs the versions that were asked for', async () => {
    const binaries = await kubernetesBinaries();
    const given = Boolean(process.env['KUBEBUILDER_ASSETS']);
    const asked = {
      kubeApiserver: given ? await run(binaries.kubeApiserver, ['--version']) : await pinnedVersion(KUBE_APISERVER),
      etcd: given ? await run(binaries.etcd, ['--version']) : await pinnedVersion(ETCD),
    };
    const running = await cluster.versions();
    expect(asked.kubeApiserver).toContain(running.kubeApiserver);
    expect(asked.etcd).toContain(running.etcd.slice(1));
  });

  it('answers 401 to a request without credentials', async () => {
    const [response] = await once(get(`${cluster.server}/api/v1/services`, { ca: cluster.authority }), 'response');
    response.resume();
    expect(response.statusCode).toBe(401);
  });

  it("serves a certificate that the cluster's own authority alone vouches for", async () => {
    await expect(once(get(cluster.server), 'response')).rejects.toMatchObject({
      code: expect.stringMatching(/^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/),
    });
  });

  it('forbids a ServiceAccount without a binding to list services', async () => {
    const kubeconfig = await serviceAccount('stranger');
    await expect(cluster.kubectl([...LIST_SERVICES, `--kubeconfig=${kubeconfig}`])).rejects.toMatchObject({
      stderr: expect.stringMatching(/\(Forbidden\).*system:serviceaccount:default:stranger/),
    });
  });

  it('lets a ServiceAccount do what its ClusterRole allows and no more', async () => {
    const kubeconfig = await serviceAccount('reader');
    await cluster.kubectl(['create', 'clusterrole', 'reader', '--verb=list', '--resource=services']);
    await cluster.kubectl([
      'create',
      'clusterrolebinding',
      'reader',
      '--clusterrole=reader',
      '--serviceaccount=default:reader',
    ]);
    expect(await cluster.kubectl([...LIST_SERVICES, `--kubeconfig=${kubeconfig}`])).toBe('service/kubernetes\n');
    await expect(cluster.kubectl(['get', 'pods', `--kubeconfig=${kubeconfig}`])).rejects.toThrow('(Forbidden)');
  });

  it('admits a pod in a namespace that createNamespace made', async () => {
    await cluster.createNamespace('shop');
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { containers: [{ name: 'web', image: 'example.com/web' }] },
    };
    expect(await cluster.kubectl(['apply', '-f', '-'], JSON.stringify(pod))).toBe('pod/web created\n');
  });
});

describe("moto's server", () => {
  it('keeps the hosted zones of the real client until it is reset', async () => {
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const route53 = new Route53Client({ endpoint: moto.endpoint, region: 'us-east-1', credentials });
    const zoneNames = async () =>
      (await route53.send(new ListHostedZonesCommand({}))).HostedZones?.map(({ Name }) => Name) ?? [];
    await route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'harness' }));
    expect(await zoneNames()).toEqual(['example.com.']);
    await moto.reset();
    expect(await zoneNames()).toEqual([]);
    route53.destroy();
  });
});
