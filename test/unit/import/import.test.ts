import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { flags } from '../../../lib/config/flags.ts';
import { parseConfig } from '../../../lib/config/parse.ts';
import { type Imported, importInstallation } from '../../../lib/import/import.ts';
import { installationOfFlags, readDocuments } from '../../../lib/import/read-documents.ts';
import { sourceNames } from '../../../lib/sources/index.ts';

const importFlags = (...argv: readonly string[]): Imported => importInstallation(installationOfFlags(argv));

function importManifests(...documents: readonly object[]): Imported {
  const installation = readDocuments(documents);
  if (installation === undefined) throw new Error('No workload was found.');
  return importInstallation(installation);
}

const container = {
  name: 'external-dns',
  image: 'registry.k8s.io/external-dns/external-dns:v0.21.0',
  args: [
    '--source=service',
    '--provider=aws',
    '--policy=sync',
    '--txt-owner-id=$(CLUSTER)-dns',
    '--namespace=$(POD_NS)',
  ],
  env: [
    { name: 'CLUSTER', value: 'shop' },
    { name: 'POD_NS', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
  ],
  envFrom: [{ configMapRef: { name: 'settings' } }],
};

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'edns', namespace: 'dns' },
  spec: {
    template: { spec: { serviceAccountName: 'edns', containers: [{ name: 'proxy', image: 'envoy' }, container] } },
  },
};

const account = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    name: 'edns',
    namespace: 'dns',
    annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/dns' },
  },
};

describe('flags', () => {
  it.each([
    ['--flag=value', ['--source=service', '--policy=create-only'], { EXTERNAL_DNS_POLICY: 'create-only' }],
    ['--flag value', ['--source', 'service', '--policy', 'create-only'], { EXTERNAL_DNS_POLICY: 'create-only' }],
    ['switches', ['--aws-prefer-cname', '--source=service'], { EXTERNAL_DNS_AWS_PREFER_CNAME: 'true' }],
    [
      'switches that are off',
      ['--no-aws-evaluate-target-health', '--source=service'],
      { EXTERNAL_DNS_AWS_EVALUATE_TARGET_HEALTH: 'false' },
    ],
    ['older names', ['--request-timeout=5s', '--source=service'], { EXTERNAL_DNS_KUBE_API_REQUEST_TIMEOUT: '5s' }],
  ])('are read as %s', (_, argv, settings) => {
    expect(importFlags(...argv)).toMatchObject({
      settings: { EXTERNAL_DNS_SOURCE: 'service', EXTERNAL_DNS_TXT_OWNER_ID: 'default', ...settings },
      toDo: [],
    });
  });

  it('without a source are not enough', () => {
    expect(importFlags('--policy=sync').toDo).toMatchObject([{ text: expect.stringContaining('No source is chosen') }]);
  });

  it('that hold a secret are named without it', () => {
    const imported = importFlags('--source=service', '--txt-encrypt-enabled', '--txt-encrypt-aes-key=canary');
    expect(imported.toDo).toMatchObject([
      { item: '--txt-encrypt-aes-key', text: expect.stringContaining('EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY') },
      { text: expect.stringContaining('needs a key') },
    ]);
    expect(JSON.stringify(imported)).not.toContain('canary');
  });

  it.each(['--kubeconfig=/etc/config', '--server=https://10.0.0.1', '--aws-profile=dns'])(
    'that speak of the pod are a person’s to replace: %s',
    (argument) => {
      const { settings, toDo } = importFlags('--source=service', argument);
      expect(Object.keys(settings)).toEqual(['EXTERNAL_DNS_SOURCE', 'EXTERNAL_DNS_TXT_OWNER_ID']);
      expect(toDo.map(({ item, value }) => `${item}=${value}`)).toEqual([argument]);
    },
  );

  it('of every kind give settings that a run accepts, or a problem that says why not', () => {
    const flag = fc.constantFrom(...Object.keys(flags), 'interval', 'google-project', 'nonsense');
    const value = fc.oneof(fc.constantFrom('service', 'sync', '5m', 'true', '7', 'a=b', '10.0.0.0/8'), fc.string());
    const argument = fc.tuple(flag, value).map(([name, text]) => `--${name}=${text}`);
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 6 }), (argv) => {
        const { settings, toDo } = importFlags('--source=service', ...argv);
        if (toDo.length > 0) return;
        parseConfig({ environment: settings, availableSources: sourceNames });
      }),
    );
  });
});

describe('manifests', () => {
  it('give the arguments of the container that runs ExternalDNS, with the variables in them', () => {
    const imported = importManifests(deployment);
    expect(imported.origin).toBe('the deployment dns/edns');
    expect(imported.settings).toEqual({ EXTERNAL_DNS_SOURCE: 'service', EXTERNAL_DNS_TXT_OWNER_ID: 'shop-dns' });
    expect(imported.toDo.map(({ item }) => item)).toEqual(['--namespace', 'envFrom ConfigMap "settings"']);
    expect(imported.next.slice(-3)).toEqual([
      'npm run deploy -- --stage prod --param="scheduled=false"',
      'kubectl scale deployment edns -n dns --replicas=0',
      'npm run deploy -- --stage prod',
    ]);
  });

  it.each([
    ['a List', [{ apiVersion: 'v1', kind: 'List', items: [account, deployment] }]],
    ['several documents', [account, deployment, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'edns' } }]],
  ])('of %s are searched, and the role of the account is told', (_, documents) => {
    const { differences, settings } = importManifests(...documents);
    expect(settings['EXTERNAL_DNS_TXT_OWNER_ID']).toBe('shop-dns');
    expect(differences.join('\n')).toContain('arn:aws:iam::123456789012:role/dns');
  });

  it('of a Pod are told how to stop it', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'edns' }, spec: { containers: [container] } };
    expect(importManifests(pod).next).toContain('kubectl delete pod edns -n default');
  });

  it('of two installations are told that each is imported on its own', () => {
    const other = { ...deployment, metadata: { name: 'internal', namespace: 'dns' } };
    expect(importManifests(deployment, other).toDo).toContainEqual(
      expect.objectContaining({
        item: 'deployment dns/internal',
        text: expect.stringContaining('import it on its own'),
      }),
    );
  });

  it('of a pod with several ExternalDNS are told of every other container', () => {
    const containers = [container, { ...container, name: 'internal' }];
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'edns' }, spec: { containers } };
    expect(importManifests(pod).toDo.map(({ item }) => item)).toContain('the container internal of pod default/edns');
  });

  it('of a mirrored image are known by their flags', () => {
    const mirrored = { ...container, image: 'mirror.local/edns' };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'edns' }, spec: { containers: [mirrored] } };
    expect(importManifests(pod).origin).toBe('the pod default/edns');
  });

  it.each([
    ['a manifest without it', [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]],
    ['values of another chart', [{ ingressController: { enabled: true } }]],
    ['nothing', [null]],
    ['a text', ['external-dns']],
  ])('%s gives no installation', (_, documents) => {
    expect(readDocuments(documents)).toBeUndefined();
  });
});

describe('a secret of a provider or a program that is none of ours', () => {
  const variable = (name: string) => ({ ...container, env: [{ name, value: 'canary' }] });
  const pod = (each: object) =>
    importManifests({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'edns' }, spec: { containers: [each] } });

  it.each([
    ['an argument', () => importFlags('--pihole-password=canary', '--rfc2136-tsig-secret', 'canary')],
    ['an argument that nobody knows', () => importFlags('--api-token=canary')],
    ['a setting', () => pod(variable('EXTERNAL_DNS_PIHOLE_PASSWORD'))],
    ['a setting that nobody knows', () => pod(variable('EXTERNAL_DNS_API_TOKEN'))],
    ['a variable', () => pod(variable('CF_API_TOKEN'))],
    ['a variable with a password in an address', () => pod(variable('HTTP_PROXY'))],
    ['a variable in an argument', () => pod({ ...variable('CF'), args: ['--source=service', '--host=$(CF)'] })],
    ['a value of a chart', () => importManifests({ provider: 'aws', apiToken: 'canary' })],
  ])('is not printed where it is %s, though its name is', (_, imported) => {
    const { toDo, without } = imported();
    expect([...toDo, ...without]).not.toEqual([]);
    expect(JSON.stringify(imported())).not.toContain('canary');
  });
});

describe('what is different', () => {
  it.each([
    ['the shared owner id', ['--source=service'], 'wrote its records as "default"'],
    ['the policy sync', ['--source=service'], 'The policy is sync'],
    ['a policy that keeps records', ['--source=service', '--policy=upsert-only'], 'records are never deleted'],
    ['the policy create-only', ['--source=service', '--policy=create-only'], 'Nor are they updated'],
    ['the interval', ['--source=service', '--interval=10m', '--events'], 'every 10m and when an object changed'],
  ])('names %s', (_, argv, text) => {
    expect(importFlags(...argv).differences.join('\n')).toContain(text);
  });

  it('says nothing of the owner id where one was chosen, nor of prefixes where one was', () => {
    const { differences } = importFlags('--source=service', '--txt-owner-id=default', '--annotation-prefix=a/');
    expect(differences.join('\n')).not.toMatch(/No owner id|Annotations count/);
  });
});
