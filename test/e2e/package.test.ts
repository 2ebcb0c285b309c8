import { globSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import {
  invokeUnpacked,
  logOfUnpacked,
  type PackagedService,
  packageService,
  runOsls,
} from '../support/packaged-service.ts';
import { problemsWith } from '../support/parsed-config.ts';

let folder: string;
let packaged: PackagedService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  packaged = await packageService(folder);
}, 120_000);

afterAll(() => rm(folder, { recursive: true }));

describe('the zip', () => {
  it('holds the bundle alone, and is smaller than 1.5 MB', () => {
    expect(packaged.files).toEqual(['dist/sync.cjs']);
    expect(packaged.zip.length).toBeLessThan(1_500_000);
  });
});

describe('the function', () => {
  let kubernetes: KubernetesEmulator;
  let route53: Route53Emulator;
  let zoneId: string;
  let variables: Readonly<Record<string, string>>;

  beforeAll(async () => {
    [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
    zoneId = route53.createZone('example.com');
    kubernetes.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { rules: [{ host: 'web.example.com' }] },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    });
    await writeFile(join(folder, 'kubeconfig'), kubernetes.kubeconfig());
    variables = {
      KUBECONFIG: join(folder, 'kubeconfig'),
      AWS_ENDPOINT_URL: route53.url,
      EXTERNAL_DNS_SOURCE: 'service\ningress\n',
    };
  });

  afterAll(() => Promise.all([kubernetes.stop(), route53.stop()]));

  const addresses = () =>
    route53
      .recordSets(zoneId)
      .flatMap(({ Type, Name, ResourceRecords = [] }) =>
        Type === 'A' ? ResourceRecords.map(({ Value }) => `${Name} ${Value}`) : [],
      );

  it('only plans when it is unpacked and invoked by hand for a dry run', async () => {
    const report = await invokeUnpacked(folder, { dryRun: true, sources: ['ingress'] }, variables);
    expect(report.results).toMatchObject([{ dnsName: 'web.example.com', action: 'Create', cause: 'DryRun' }]);
    expect(addresses()).toEqual([]);
  });

  it('examines both sides in the place of a run when it is asked to by hand', async () => {
    const { healthy, checks } = await invokeUnpacked(folder, { doctor: true }, variables);
    expect(healthy).toBe(true);
    expect(checks).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'list services', status: 'ok' })]));
    expect(addresses()).toEqual([]);
  });

  it('only plans when osls invokes it from the tree for a dry run', async () => {
    const { stdout } = await runOsls(['invoke', 'local', '-f', 'sync', '--data', '{"dryRun":true}'], variables);
    expect(stdout).toMatch(/"dnsName": "web\.example\.com"/);
    expect(addresses()).toEqual([]);
  });

  it('does the job when it is unpacked and invoked by the schedule', async () => {
    const report = await invokeUnpacked(folder, scheduledEvent, variables);
    expect(report.counts).toMatchObject({ created: 1, failed: 0 });
    expect(addresses()).toEqual(['web.example.com. 192.0.2.1']);
    expect(kubernetes.objects('v1', 'Event')).toMatchObject([{ reason: 'RecordReady', type: 'Normal' }]);
  });
});

describe('the log of the function', () => {
  it.each([
    ['a run', {}],
    ['an examination', { doctor: true }],
    ['a run whose token the cluster does not accept', {}, 'gone'],
  ])('shows at its most talkative no secret in %s', async (_, event, revoked = '') => {
    const [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53()]);
    try {
      const kubeconfig = kubernetes.kubeconfig(revoked || 'admin');
      kubernetes.revoke(revoked);
      await writeFile(join(folder, 'kubeconfig'), kubeconfig);
      const secrets = {
        token: /token: (\S+)/.exec(kubeconfig)?.[1] ?? '',
        AWS_SECRET_ACCESS_KEY: 'canary-secret-access-key',
        EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY: 'canary-aes-key-of-thirty-2-bytes',
      };
      const log = await logOfUnpacked(folder, event, {
        ...secrets,
        KUBECONFIG: join(folder, 'kubeconfig'),
        AWS_ENDPOINT_URL: route53.url,
        EXTERNAL_DNS_SOURCE: 'service',
        EXTERNAL_DNS_TXT_ENCRYPT_ENABLED: 'true',
        POWERTOOLS_LOG_LEVEL: 'DEBUG',
      }).catch(({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => `${stdout}${stderr}`);
      expect(log).toContain(revoked ? 'have expired; renew them' : 'complete');
      expect(Object.values(secrets).filter((secret) => secret === '' || log.includes(secret))).toEqual([]);
    } finally {
      await Promise.all([kubernetes.stop(), route53.stop()]);
    }
  });
});

/** What EventBridge Scheduler sends when the schedule has no input of its own. */
const scheduledEvent = {
  version: '0',
  id: 'd32c5e3a-0b7a-4c2f-8a4c-6a7a4a3c2f11',
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: '123456789012',
  time: '2026-01-01T12:00:00Z',
  region: 'eu-west-1',
  resources: ['arn:aws:scheduler:eu-west-1:123456789012:schedule/default/sync'],
  detail: '{}',
};

describe('the template', () => {
  const resource = (name: string) => packaged.template.Resources[name].Properties;

  /** Every action that a role is granted, those under a condition included. */
  const actionsOf = (role: string): readonly string[] => {
    // biome-ignore lint/suspicious/noExplicitAny: as the template has them
    const statements = resource(role).Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
    // biome-ignore lint/suspicious/noExplicitAny: as the template has them
    const actions = statements.flatMap((statement: any) => (statement['Fn::If']?.[1] ?? statement).Action);
    return [...new Set<string>(actions)].sort();
  };

  it('grants the function the calls that lib makes to AWS and what Lambda needs for logs and traces', async () => {
    const platform = ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
    // Secrets Manager and SSM decrypt in the name of who reads.
    expect(actionsOf('SyncRole')).toEqual([...(await actionsCalled()), ...platform, 'kms:Decrypt'].sort());
  });

  it('grants the schedule to invoke the function and nothing else', () => {
    expect(actionsOf('ScheduleRole')).toEqual(['lambda:InvokeFunction']);
    expect(resource('SyncSchedulerSchedule1')).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Target: { RoleArn: { 'Fn::GetAtt': ['ScheduleRole', 'Arn'] } },
    });
  });

  it('names every setting as the configuration knows it, and runs the handler that the zip holds', () => {
    const { Handler, Runtime, Environment } = resource('SyncLambdaFunction');
    expect({ Handler, Runtime }).toEqual({ Handler: 'dist/sync.handler', Runtime: 'nodejs24.x' });
    expect(problemsWith({ environment: Environment.Variables })).toEqual([]);
  });

  it('names no partition and no region, so that it fits aws, aws-us-gov and aws-cn', () => {
    const { Resources } = packaged.template;
    expect(JSON.stringify(Resources)).not.toMatch(/arn:aws|eu-west-1|us-east-1|amazonaws\.com\.cn/);
  });
});

/** The services whose clients lib may import. */
const services: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'client-eks': 'eks',
  'client-eventbridge': 'events',
  'client-route-53': 'route53',
  'client-secrets-manager': 'secretsmanager',
  'client-ssm': 'ssm',
  'credential-providers': 'sts',
};

/** Operations that are allowed by other names than their own. */
const actionsOfOperation: Readonly<Record<string, readonly string[]>> = {
  TransactWriteItems: ['PutItem', 'DeleteItem'],
};

/** The IAM actions of the AWS calls that files of lib import; mostly an operation's name is its action's. */
async function actionsCalled(): Promise<readonly string[]> {
  const files = globSync('lib/**/*.ts').filter((file) => !file.startsWith('lib/emulators/'));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const imports = texts.flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from '@aws-sdk\/([^']+)'/g)]);
  return [
    ...new Set(
      imports.flatMap(([, names = '', library = '']) =>
        names.split(',').flatMap((name) => {
          const operation = operationOf(name.trim());
          const actions = operation === undefined ? [] : (actionsOfOperation[operation] ?? [operation]);
          return actions.map((action) => `${services[library]}:${action}`);
        }),
      ),
    ),
  ];
}

/** `ListHostedZones` of `ListHostedZonesCommand` or `paginateListHostedZones`; undefined for what makes no call. */
function operationOf(name: string): string | undefined {
  if (name === 'fromTemporaryCredentials') return 'AssumeRole';
  return /^(?:paginate(\w+)|(\w+)Command)$/.exec(name)?.slice(1).find(Boolean);
}
