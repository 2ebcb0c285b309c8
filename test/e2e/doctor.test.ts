import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DynamoDBClient,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { DescribeClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { Check, Examination } from '../../lib/doctor/check.ts';
import { examine } from '../../lib/doctor/examine.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { permissionsOf, type Right } from '../../lib/run/permissions.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { type Clients, connect, prepareExamination } from '../../lib/wire.ts';
import { commandLine } from '../support/command-line.ts';
import { dnsEndpoints } from '../support/embedded-cluster.ts';
import { parsed } from '../support/parsed-config.ts';
import { strangeServer } from './cluster-connection.ts';

const canaryKey = 'canary-secret-access-key';
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: canaryKey };
const flags = ['--source=service', '--source=crd', '--route53-requests-per-second=1000', '--aws-zone-tags=team=dns'];
const shell = { ...process.env };

let folder: string;
let kubernetes: KubernetesEmulator;
let route53: Route53Emulator;
let zoneId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
  kubernetes.defineResource(dnsEndpoints);
  zoneId = route53.createZone('example.com', { tags: { team: 'dns' } });
  Object.assign(process.env, credentials, { AWS_ENDPOINT_URL: route53.url });
});
afterEach(async () => {
  process.env = { ...shell };
  await Promise.all([kubernetes.stop(), route53.stop()]);
});

const kubeconfigFile = () => join(folder, 'kubeconfig');
const environment = () => ({ ...credentials, AWS_ENDPOINT_URL: route53.url, KUBECONFIG: kubeconfigFile() });

/** An examination with these flags, and with clients of its own where there are some. */
function examineWith(
  more: readonly string[],
  { signal = new AbortController().signal, ...own }: { readonly signal?: AbortSignal } & Partial<Clients> = {},
): Promise<Examination> {
  const settings = parsed({ flags: [...flags, ...more], availableSources: sourceNames });
  const clients = { ...connect(settings.config, environment()), ...own };
  return examine(prepareExamination(settings, clients, { environment: environment(), signal }));
}

/** An examination as this user of the cluster. */
async function examineAs(user: string, ...more: readonly string[]): Promise<Examination> {
  await writeFile(kubeconfigFile(), kubernetes.kubeconfig(user));
  return examineWith([`--kubeconfig=${kubeconfigFile()}`, ...more]);
}

const failures = ({ checks }: Examination) => checks.filter(({ status }) => status === 'failed');
const namesOf = (checks: readonly Check[]) => checks.map(({ side, name }) => `${side}: ${name}`);

const { cluster, lease } = permissionsOf(parsed({ flags }).config);

/** Every right of a run, one verb each. */
const single = (rights: readonly Right[], namespace?: string) =>
  rights.flatMap(({ verbs, ...right }) => verbs.map((verb) => ({ ...right, verb, namespace })));
const needed = [
  ...new Map(
    [...single(cluster), ...single(lease, 'kube-system')].map((each) => [JSON.stringify(each), each]),
  ).values(),
];
type Needed = (typeof needed)[number];

function grantAllBut(user: string, missing: Needed | undefined): void {
  for (const right of needed) {
    if (right === missing) continue;
    const { apiGroup, resource, resourceNames, verb, namespace } = right;
    const rule = {
      apiGroups: [apiGroup],
      resources: [resource],
      verbs: [verb],
      ...(resourceNames && { resourceNames }),
    };
    kubernetes.grant(user, [rule], namespace);
  }
}

const nameOf = ({ verb, resource, apiGroup, resourceNames = [], namespace }: Needed): string => {
  const [plural, part] = resource.split('/');
  const full = `${plural}${apiGroup && `.${apiGroup}`}${part === undefined ? '' : `/${part}`}`;
  return [verb, full, ...resourceNames, ...(namespace === undefined ? [] : ['in', namespace])].join(' ');
};

describe('the cluster', () => {
  it('that grants every right has nothing to mend', async () => {
    grantAllBut('whole', undefined);
    const { healthy, checks } = await examineAs('whole');
    expect({ healthy, failures: failures({ healthy, checks }) }).toEqual({ healthy: true, failures: [] });
    expect(namesOf(checks)).toEqual(expect.arrayContaining(needed.map((right) => `cluster: ${nameOf(right)}`)));
  });

  it.each(needed.map((right) => [nameOf(right), right] as const))(
    'that does not grant to %s is told so',
    async (name, right) => {
      grantAllBut('limited', right);
      const found = failures(await examineAs('limited'));
      expect(found).toEqual([
        {
          side: 'cluster',
          name,
          status: 'failed',
          detail: `user "limited" may not ${name}`,
          fix: expect.stringContaining('npm run --silent rbac'),
        },
      ]);
    },
  );

  it('is asked for the rights in one namespace where the run is for one', async () => {
    grantAllBut('limited', undefined);
    const { checks } = await examineAs('limited', '--namespace=shop');
    expect(namesOf(checks)).toContain('cluster: list services in shop');
  });

  it('that does not serve what a source reads is told so', async () => {
    const found = failures(await examineAs('admin', '--source=openshift-route'));
    expect(found).toMatchObject([
      { name: 'the API route.openshift.io', fix: 'install its CRDs, or leave out the sources that read it' },
    ]);
  });

  it('that does not accept the credentials is asked no more', async () => {
    kubernetes.revoke('admin');
    await writeFile(kubeconfigFile(), kubernetes.kubeconfig('admin'));
    kubernetes.revoke('admin');
    const { exitCode, stdout } = await commandLine(['doctor', ...flags, '--output=json'], environment());
    const examination: Examination = JSON.parse(stdout);
    expect(exitCode).toBe(1);
    expect(namesOf(failures(examination))).toEqual(['cluster: credentials']);
    expect(namesOf(examination.checks).filter((name) => name.startsWith('cluster: list'))).toEqual([]);
  });

  it('whose kubeconfig names a program that is not there is asked nothing', async () => {
    const kubeconfig = kubernetes
      .kubeconfig()
      .replace(/token: .*/, 'exec: { command: /nowhere/aws, apiVersion: client.authentication.k8s.io/v1 }');
    await writeFile(kubeconfigFile(), kubeconfig);
    const { stdout } = await commandLine(['doctor', ...flags, '--output=json'], environment());
    expect(failures(JSON.parse(stdout))).toMatchObject([
      {
        name: 'kubeconfig',
        detail: expect.stringContaining('/nowhere/aws'),
        fix: expect.stringContaining('mend the program'),
      },
    ]);
    expect(kubernetes.requests).toEqual([]);
  });

  it('that is away is told with what to do', async () => {
    await kubernetes.stop();
    expect(failures(await examineAs('admin'))).toMatchObject([
      {
        name: 'network and TLS',
        detail: expect.stringContaining('ECONNREFUSED'),
        fix: 'correct the port, or start the API server',
      },
    ]);
  });

  it('whose certificate another authority made is told with what to do', async () => {
    const other = await strangeServer((_, response) => response.end('{}'));
    try {
      const found = failures(await examineAs('admin', `--server=${other.url}`));
      expect(found).toMatchObject([
        { name: 'network and TLS', fix: expect.stringContaining('use the certificate authority of') },
      ]);
    } finally {
      other.stop();
    }
  });
});

describe('a server that does not answer until the time is over', () => {
  it('is told, whatever the other side says', async () => {
    const over = new AbortController();
    await writeFile(kubeconfigFile(), kubernetes.kubeconfig('admin'));
    const silent = await strangeServer(() => over.abort());
    try {
      const { healthy, checks } = await examineWith([`--kubeconfig=${kubeconfigFile()}`], {
        cluster: silent.client,
        signal: over.signal,
      });
      expect(healthy).toBe(false);
      expect(checks).toContainEqual({
        side: 'cluster',
        name: 'an answer in time',
        status: 'failed',
        detail: 'the time was over before every check was made',
        fix: 'look into the way there: something takes requests and does not answer them',
      });
    } finally {
      silent.stop();
    }
  });
});

describe('an EKS cluster', () => {
  it('that does not know the IAM identity is told which access entry to make', async () => {
    const [, data = ''] = /certificate-authority-data: (\S+)/.exec(kubernetes.kubeconfig()) ?? [];
    const eks = mockClient(EKSClient);
    eks.on(DescribeClusterCommand).resolves({ cluster: { endpoint: kubernetes.url, certificateAuthority: { data } } });
    const found = failures(await examineWith(['--eks-cluster-name=shop', '--eks-region=eu-west-1']));
    eks.restore();
    expect(found).toMatchObject([
      {
        name: 'credentials',
        detail: expect.stringContaining("EKS does not know the token's IAM identity"),
        fix: expect.stringContaining('aws eks create-access-entry --cluster-name shop --kubernetes-groups dns-herald'),
      },
    ]);
    expect(kubernetes.requests.filter(({ status }) => status === 401)).toHaveLength(2);
  });
});

describe('the account', () => {
  it.each([
    ['ListHostedZones', 'aws: ListHostedZones', 'allow route53:ListHostedZones on *'],
    ['ListTagsForResources', 'aws: ListTagsForResources', 'allow route53:ListTagsForResources on the zones'],
    ['ListResourceRecordSets', 'aws: ListResourceRecordSets in example.com', 'allow route53:ListResourceRecordSets on'],
    [
      'ChangeResourceRecordSets',
      'aws: ChangeResourceRecordSets in example.com',
      'allow route53:ChangeResourceRecordSets on',
    ],
  ])('that does not grant %s is told so, and nothing is changed', async (action, name, fix) => {
    const before = route53.recordSets(zoneId);
    route53.fail({ action, answer: 'deny' });
    const found = failures(await examineAs('admin'));
    expect(namesOf(found)).toEqual([expect.stringContaining(name)]);
    expect(found).toMatchObject([
      { detail: expect.stringContaining('not authorized'), fix: expect.stringContaining(fix) },
    ]);
    expect(route53.recordSets(zoneId)).toEqual(before);
  });

  it('that grants all is told how the right to change was tried', async () => {
    const { checks } = await examineAs('admin');
    expect(checks.find(({ name }) => name.startsWith('ChangeResourceRecordSets'))).toMatchObject({
      status: 'ok',
      detail: 'tried with the deletion of a record that does not exist',
    });
  });

  it('without a zone that is served is told which flags choose', async () => {
    route53.deleteZone(zoneId);
    expect(failures(await examineAs('admin'))).toMatchObject([
      { name: 'ListHostedZones', fix: expect.stringContaining('--domain-filter') },
    ]);
  });

  it('without credentials is asked nothing', async () => {
    await writeFile(kubeconfigFile(), kubernetes.kubeconfig());
    const { AWS_ACCESS_KEY_ID: _, ...without } = environment();
    const { exitCode, stdout } = await commandLine(['doctor', ...flags, '--output=json'], {
      ...without,
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(exitCode).toBe(1);
    expect(failures(JSON.parse(stdout))).toMatchObject([
      { side: 'aws', name: 'credentials', fix: expect.stringMatching(/^give AWS credentials/) },
    ]);
    expect(route53.requests).toEqual([]);
  });
});

describe('an account beside the first', () => {
  it('is examined on its own, and its role is named where it cannot be taken on', async () => {
    const role = 'arn:aws:iam::210987654321:role/zones';
    const examination = await examineAs('admin', `--aws-zone-role=${role}`);
    expect(namesOf(examination.checks)).toContain('aws: ListHostedZones, with the usual AWS credentials');
    expect(failures(examination)).toMatchObject([
      {
        name: expect.stringContaining(`credentials, with the role ${role}`),
        fix: `allow the caller sts:AssumeRole on ${role}, and let that role trust the caller`,
      },
    ]);
  });
});

const refusal = (name: string, message: string) => Object.assign(new Error(message), { name });
const denied = refusal('AccessDeniedException', 'User: me is not authorized to perform this');

describe('the ownership table', () => {
  const dynamodb = mockClient(DynamoDBClient);
  const absent = new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'ConditionalCheckFailed' }],
  });
  const isDeletion = (input: TransactWriteItemsCommandInput) => input.TransactItems?.[0]?.Delete !== undefined;

  beforeEach(() => {
    dynamodb.reset();
    dynamodb.on(ScanCommand).resolves({ Items: [] });
    dynamodb.on(TransactWriteItemsCommand).callsFake((input: TransactWriteItemsCommandInput) => {
      if (isDeletion(input)) return {};
      throw absent;
    });
  });
  afterAll(() => dynamodb.restore());

  const examineTable = () =>
    examineAs('admin', '--registry=dynamodb', '--dynamodb-region=eu-west-1', '--txt-owner-id=me');
  const refuse = (action: 'Put' | 'Delete', error: Error) =>
    dynamodb.on(TransactWriteItemsCommand).callsFake((input: TransactWriteItemsCommandInput) => {
      if (isDeletion(input) === (action === 'Delete')) throw error;
      if (isDeletion(input)) return {};
      throw absent;
    });

  it('that grants all has nothing to mend, and only items that do not exist are tried', async () => {
    const { healthy, checks } = await examineTable();
    expect(healthy).toBe(true);
    expect(namesOf(checks).filter((name) => name.includes('dynamodb:'))).toEqual([
      'aws: dynamodb:Scan of the table external-dns',
      'aws: dynamodb:PutItem of the table external-dns',
      'aws: dynamodb:DeleteItem of the table external-dns',
    ]);
    const writes = dynamodb
      .commandCalls(TransactWriteItemsCommand)
      .flatMap(({ args }) => args[0].input.TransactItems ?? []);
    expect(writes.map(({ Put, Delete }) => (Put ?? Delete)?.ConditionExpression)).toEqual([
      '#o = :from',
      'attribute_not_exists(#k) OR #o = :from',
    ]);
  });

  it.each([
    ['that may not be read', () => dynamodb.on(ScanCommand).rejects(denied), 'dynamodb:Scan', 'allow dynamodb:Scan'],
    ['whose items may not be put', () => refuse('Put', denied), 'dynamodb:PutItem', 'allow dynamodb:PutItem'],
    [
      'whose items may not be deleted',
      () => refuse('Delete', denied),
      'dynamodb:DeleteItem',
      'allow dynamodb:DeleteItem',
    ],
    [
      'that is not there',
      () => dynamodb.on(ScanCommand).rejects(refusal('ResourceNotFoundException', 'not found')),
      'dynamodb:Scan',
      'create it with the string hash key "k"',
    ],
    [
      'whose key is another',
      () => refuse('Put', refusal('ValidationException', 'Missing the key id in the item')),
      'dynamodb:PutItem',
      'create the table with the string hash key "k"',
    ],
  ])('%s is told so', async (_, refused, name, fix) => {
    refused();
    expect(failures(await examineTable())).toMatchObject([
      { name: `${name} of the table external-dns`, fix: expect.stringContaining(fix) },
    ]);
  });
});

describe('the event bus', () => {
  const events = mockClient(EventBridgeClient);
  beforeEach(() => {
    events.reset();
  });
  afterAll(() => events.restore());

  const answer = (ErrorCode: string) =>
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'refused' }] });

  it.each([
    ['takes no event without a type is well', () => answer('InvalidArgument'), { status: 'ok' }],
    [
      'may not be sent to is told so',
      () => events.on(PutEventsCommand).rejects(denied),
      { status: 'failed', fix: expect.stringContaining('allow events:PutEvents on audit') },
    ],
    [
      'refuses the event of its own accord is told so',
      () => answer('NotAuthorizedForSourceException'),
      { status: 'failed', fix: 'allow events:PutEvents on audit' },
    ],
    ['answers otherwise is unchecked', () => answer('ThrottlingException'), { status: 'unchecked' }],
  ])('that %s', async (_, answers, finding) => {
    answers();
    const { checks } = await examineAs('admin', '--event-bus=audit');
    expect(checks.at(-1)).toMatchObject({ side: 'aws', name: 'events:PutEvents on audit', ...finding });
  });

  it('is sent nothing that a bus would take', async () => {
    answer('InvalidArgument');
    await examineAs('admin', '--event-bus=audit');
    const entries = events.commandCalls(PutEventsCommand).flatMap(({ args }) => args[0].input.Entries ?? []);
    expect(new Set(entries.map(({ DetailType }) => DetailType))).toEqual(new Set(['']));
  });
});

describe('npm run doctor', () => {
  it('exits with 0 and prints a line for each check when all is well, and changes nothing', async () => {
    await writeFile(kubeconfigFile(), kubernetes.kubeconfig());
    const { exitCode, stdout, stderr } = await commandLine(['doctor', ...flags], environment());
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^ok +cluster +network and TLS: Kubernetes v/m);
    expect(stdout).toMatch(/^ok +aws +ListHostedZones: 1 served: example\.com$/m);
    expect(stdout).toContain('Everything that could be checked is as a run needs it.');
    expect(
      kubernetes.requests.filter(({ verb, resource }) => verb !== 'get' && !resource?.endsWith('reviews')),
    ).toEqual([]);
  });

  it('exits with 1 and says what to mend when something is missing, and shows no secret', async () => {
    kubernetes.grant('limited', [{ verbs: ['list'], apiGroups: ['*'], resources: ['*'] }]);
    const kubeconfig = kubernetes.kubeconfig('limited');
    const token = /token: (\S+)/.exec(kubeconfig)?.[1] ?? '';
    await writeFile(kubeconfigFile(), kubeconfig);
    route53.fail({ action: 'ListHostedZones', answer: 'deny' });
    const { exitCode, stdout, stderr } = await commandLine(['doctor', ...flags], environment());
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /^failed +cluster +create events: user "limited" may not create events\. To mend it: npm run/m,
    );
    expect(stdout).toMatch(/checks failed\.$/m);
    expect(token).not.toBe('');
    expect(`${stdout}${stderr}`).not.toContain(token);
    expect(`${stdout}${stderr}`).not.toContain(canaryKey);
  });
});
