import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { commandLine } from '../support/command-line.ts';
import { outputOfFunction } from '../support/function-process.ts';

/** One in every place that holds a secret; none of them may come out anywhere, in no spelling. */
const canaries = {
  AWS_SECRET_ACCESS_KEY: 'canary/secret+access=key',
  AWS_SESSION_TOKEN: 'canary/session+token==',
  EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY: 'canary-aes-key-of-thirty-2-bytes',
  EXTERNAL_DNS_CF_PASSWORD: 'canary "platform" password',
  EXTERNAL_DNS_AWS_ASSUME_ROLE_EXTERNAL_ID: 'canary-external-id-of-zones',
} as const;
const inKubeconfig = {
  token: 'canary-bearer-token',
  password: 'canary-cluster-password',
  key: 'canary-client-key',
  environment: 'canary-exec-environment',
} as const;

/** How a secret may look in a text. */
const spellings = (secret: string): readonly string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  // Two letters less, which depend on what follows.
  Buffer.from(secret).toString('base64').slice(0, -4),
  Buffer.from(secret).toString('base64url').slice(0, -4),
  Buffer.from(secret).toString('hex'),
];

let cluster: KubernetesEmulator;
let route53: Route53Emulator;
let folder: string;
let environment: Record<string, string>;

beforeEach(async () => {
  [cluster, route53] = await Promise.all([startKubernetes(), startRoute53()]);
  folder = mkdtempSync(join(tmpdir(), 'canary-'));
  route53.createZone('example.org', { id: 'Z1' });
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'web',
      namespace: 'shop',
      annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'web.example.org' },
    },
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
  });
  const { EXTERNAL_DNS_AWS_ASSUME_ROLE_EXTERNAL_ID: _, ...usual } = canaries;
  environment = {
    ...usual,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: route53.url,
    KUBECONFIG: kubeconfig(cluster.kubeconfig()),
    EXTERNAL_DNS_SOURCE: 'service',
    EXTERNAL_DNS_TXT_OWNER_ID: 'me',
    EXTERNAL_DNS_TXT_ENCRYPT_ENABLED: 'true',
    EXTERNAL_DNS_EVENT_LOG: 'true',
    EXTERNAL_DNS_AWS_API_RETRIES: '1',
    EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND: '1000',
    POWERTOOLS_LOG_LEVEL: 'DEBUG',
  };
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([cluster.stop(), route53.stop()]);
});

function kubeconfig(text: string): string {
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, text);
  return path;
}

/** The emulator's kubeconfig with another user in it. */
function userOf(lines: string): void {
  kubeconfig(
    cluster
      .kubeconfig()
      .replace(/^(\s*)token: .*$/m, (_, indent: string) => indent + lines.replaceAll('\n', `\n${indent}`)),
  );
}

/** The token that the emulator gave, which nobody may see either. */
const tokenGiven = (): string => /token: "?([^"\s]+)/.exec(cluster.kubeconfig())?.[1] ?? 'none';

/** All that a person or a machine can read after a run. */
const left = (): string =>
  JSON.stringify([
    cluster.objects('v1', 'Event'),
    cluster.objects('coordination.k8s.io/v1', 'Lease'),
    route53.recordSets('Z1'),
  ]);

/** Canaries that came out, by the first letters of their spelling. */
function escaped(text: string): readonly string[] {
  const secrets = [...Object.values(canaries), ...Object.values(inKubeconfig), tokenGiven()];
  return secrets.flatMap(spellings).filter((spelling) => text.includes(spelling));
}

/** What goes wrong, if something does, and a word that proves that it did. */
interface Path {
  readonly arrange?: () => void;
  readonly event?: object;
  readonly proof: string | RegExp;
}

const throttled = { status: 400, code: 'Throttling', message: 'Rate exceeded' } as const;
const refused = { status: 403, reason: 'Forbidden', message: 'no' } as const;

const paths: Readonly<Record<string, Path>> = {
  'a run': { proof: 'RecordReady' },
  'a dry run': { event: { dryRun: true, verbose: true }, proof: '"dryRun":true' },
  'an examination': { event: { doctor: true }, proof: 'Examination complete' },
  'a payload that asks for too much': {
    event: { txtEncryptAesKey: 'x', cfPassword: 'y' },
    proof: "The payload's cfPassword cannot be set",
  },
  'a key of the wrong length': {
    arrange: () =>
      Object.assign(environment, { EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY: `${canaries.EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY}x` }),
    proof: 'is neither 32 bytes nor',
  },
  'a token that the cluster does not accept': {
    arrange: () => cluster.revoke('admin'),
    proof: /401|Unauthorized|expired/,
  },
  'a token of ours that it does not know': {
    arrange: () => userOf(`token: ${inKubeconfig.token}`),
    proof: /401|Unauthorized|expired/,
  },
  'a user with a password': {
    arrange: () => userOf(`username: me\npassword: ${inKubeconfig.password}`),
    proof: 'ERROR',
  },
  'a client key that is none': {
    arrange: () =>
      userOf(
        `client-certificate-data: ${btoa('certificate')}\nclient-key-data: ${Buffer.from(inKubeconfig.key).toString('base64')}`,
      ),
    proof: 'ERROR',
  },
  'a program that makes the token': {
    arrange: () =>
      userOf(
        `exec:\n  apiVersion: client.authentication.k8s.io/v1\n  command: /nowhere/program\n  env: [{ name: KEY, value: ${inKubeconfig.environment} }]`,
      ),
    proof: 'ERROR',
  },
  'a kubeconfig that is no YAML': {
    arrange: () => kubeconfig(`users:\n  - user: { token: ${inKubeconfig.token}\n bad: [`),
    proof: 'could not be read',
  },
  'a cluster that is not there': {
    arrange: () => kubeconfig(cluster.kubeconfig().replace(/server: .*/, 'server: https://127.0.0.1:1')),
    proof: 'ERROR',
  },
  'a source that may not be read': {
    arrange: () => cluster.fail({ resource: 'services', with: refused }),
    proof: 'No source could be read',
  },
  'events that may not be written': {
    arrange: () => cluster.fail({ resource: 'events', with: refused }),
    proof: '"failed":1',
  },
  'zones that may not be listed': {
    arrange: () => route53.fail({ action: 'ListHostedZones', answer: 'deny' }),
    proof: 'could not be listed: AccessDenied',
  },
  'a change that Route 53 refuses': {
    arrange: () => route53.fail({ action: 'ChangeResourceRecordSets', answer: throttled }),
    proof: /"(?:failed|deferred)":1/,
  },
  'a connection that is cut': {
    arrange: () => route53.fail({ answer: 'reset' }),
    proof: 'ERROR',
  },
  'a role that cannot be assumed': {
    arrange: () =>
      Object.assign(environment, {
        EXTERNAL_DNS_AWS_ASSUME_ROLE: 'arn:aws:iam::222222222222:role/dns',
        EXTERNAL_DNS_AWS_ASSUME_ROLE_EXTERNAL_ID: canaries.EXTERNAL_DNS_AWS_ASSUME_ROLE_EXTERNAL_ID,
      }),
    proof: 'ERROR',
  },
  'a platform that cannot be reached': {
    arrange: () =>
      Object.assign(environment, {
        EXTERNAL_DNS_SOURCE: 'service\ncloudfoundry',
        EXTERNAL_DNS_CF_API_ENDPOINT: 'http://127.0.0.1:1',
        EXTERNAL_DNS_CF_USERNAME: 'admin',
      }),
    proof: 'The source cloudfoundry could not be read',
  },
  'a platform that knows no such password': {
    // Whatever answers: the embedded Route 53 is no platform.
    arrange: () =>
      Object.assign(environment, {
        EXTERNAL_DNS_SOURCE: 'service\ncloudfoundry',
        EXTERNAL_DNS_CF_API_ENDPOINT: route53.url,
        EXTERNAL_DNS_CF_USERNAME: 'admin',
      }),
    proof: 'The source cloudfoundry could not be read',
  },
};

describe('no secret comes out of the function: not in its log, its metrics, its answer or error, an event or a record, of', () => {
  it.each(Object.entries(paths))('%s', async (_, { arrange, event = {}, proof }) => {
    arrange?.();
    const output = await outputOfFunction('sync', event, environment);
    const all = `${output}${left()}`;
    if (typeof proof === 'string') expect(all).toContain(proof);
    else expect(all).toMatch(proof);
    expect(escaped(all)).toEqual([]);
  });

  it('a question that is answered, and one that is not', async () => {
    const answered = await outputOfFunction('explain', { name: 'web.example.org' }, environment);
    expect(answered).toContain('"outcome"');
    route53.fail({ action: 'ListHostedZones', answer: 'deny' });
    const failed = await outputOfFunction('explain', { name: 'web.example.org' }, environment);
    expect(escaped(answered + failed)).toEqual([]);
  });

  it('a run that meets ownership it cannot read, under another key', async () => {
    await outputOfFunction('sync', {}, environment);
    const key = 'another-key-that-has-32-bytes---';
    const output = await outputOfFunction('sync', {}, { ...environment, EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY: key });
    const all = `${output}${left()}`;
    expect(all).toContain('web.example.org');
    expect([...escaped(all), ...spellings(key).filter((each) => all.includes(each))]).toEqual([]);
  });
});

describe('no secret comes out of the command line', () => {
  it.each([
    ['sync', ['--output=json', '--verbose']],
    ['sync', ['--dry-run']],
    ['sync', ['--policy=snyc', `--txt-encrypt-aes-key=${canaries.EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY}x`]],
    [
      'sync',
      [`--cf-password=${canaries.EXTERNAL_DNS_CF_PASSWORD}`, `--cf-password=${canaries.EXTERNAL_DNS_CF_PASSWORD}`],
    ],
    ['doctor', []],
    ['explain', ['web.example.org']],
  ])('%s %j', async (command, flags) => {
    const { stdout, stderr } = await commandLine([command, ...flags], environment);
    expect(stdout + stderr).not.toBe('');
    expect(escaped(`${stdout}${stderr}${left()}`)).toEqual([]);
  });
});

describe('a canary that comes out', () => {
  it.each(Object.values(canaries).flatMap(spellings))('is heard as %s', (spelling) => {
    expect(escaped(`before ${spelling} after`)).not.toEqual([]);
  });
});
