import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { metricNamespace } from '../../lib/report/metric-names.ts';
import { actionsCalled, actionsGranted } from '../support/aws-actions.ts';
import { metricsIn, metricText } from '../support/metrics-of-log.ts';
import {
  invokeUnpacked,
  logOfUnpacked,
  type PackagedService,
  packageService,
  runOsls,
} from '../support/packaged-service.ts';
import { problemsWith } from '../support/parsed-config.ts';
import { scheduledEvent } from '../support/scheduled-event.ts';

let folder: string;
let packaged: PackagedService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-'));
  packaged = await packageService(folder);
});

afterAll(() => rm(folder, { recursive: true }));

describe.each(['sync', 'explain'] as const)('the zip of %s', (name) => {
  it('holds the bundle alone, and is smaller than 1.5 MB', () => {
    const isPart = (file: string) => file.startsWith(`dist/${name}-parts/`) && file.endsWith('.cjs');
    expect(packaged.files[name].filter((file) => !isPart(file))).toEqual([`dist/${name}.cjs`]);
    expect(packaged.zips[name].length).toBeLessThan(1_500_000);
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
    const report = await invokeUnpacked(packaged, { dryRun: true, sources: ['ingress'] }, variables);
    expect(report.results).toMatchObject([{ dnsName: 'web.example.com', action: 'Create', cause: 'DryRun' }]);
    expect(addresses()).toEqual([]);
  });

  it('examines both sides in the place of a run when it is asked to by hand', async () => {
    const { healthy, checks } = await invokeUnpacked(packaged, { doctor: true }, variables);
    expect(healthy).toBe(true);
    expect(checks).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'list services', status: 'ok' })]));
    expect(addresses()).toEqual([]);
  });

  it('only plans when osls invokes it from the tree for a dry run', async () => {
    const { stdout } = await runOsls(['invoke', 'local', '-f', 'sync', '--data', '{"dryRun":true}'], variables);
    expect(stdout).toMatch(/"dnsName": "web\.example\.com"/);
    expect(addresses()).toEqual([]);
  });

  it('explains without changing anything when it is unpacked and asked', async () => {
    const trail = await invokeUnpacked(packaged, { name: 'web.example.com' }, variables, 'explain');
    expect(trail.outcome.code).toBe('Create');
    expect(addresses()).toEqual([]);
  });

  it('does the job when it is unpacked and invoked by the schedule', async () => {
    const log = await logOfUnpacked(packaged, scheduledEvent, variables);
    expect(log).toContain('Created the A record \\"web.example.com\\"');
    const emitted = metricsIn(log);
    expect(metricsShown().filter((metric) => !emitted.includes(metric))).toEqual([]);
    expect(metricsShown().length).toBeGreaterThan(10);
    // What the dashboard searches for.
    expect(emitted).toContainEqual(expect.stringMatching(/ dns_herald_records service=\S+ record_type=A outcome=\S+$/));
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
      const log = await logOfUnpacked(packaged, event, {
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

const resource = (name: string) => packaged.template.Resources[name].Properties;
const dashboardBody = (): string =>
  resource('Dashboard')
    .DashboardBody['Fn::Sub'][0].replace('${NoSuccess}', '')
    .replaceAll('${SyncLambdaFunction}', resource('SyncLambdaFunction').FunctionName);

/** The function's own metrics that alarms and the dashboard refer to. AWS's own are AWS's to emit. */
const metricsShown = (): readonly string[] => {
  const dimensions = { service: resource('SyncLambdaFunction').FunctionName };
  // biome-ignore lint/suspicious/noExplicitAny: as the template has them
  const alarmed = Object.values<any>(packaged.template.Resources).flatMap(({ Properties: alarm }) =>
    alarm.Namespace === metricNamespace ? [alarm.MetricName] : [],
  );
  const names: readonly string[] = dashboardBody().match(/(?<=[[,] ")(?:dns_herald|external_dns)_\w+/g) ?? [];
  return [...new Set([...alarmed, ...names])].map((name) => metricText(metricNamespace, name, dimensions));
};

describe('the template', () => {
  const telemetry = ['logs:CreateLogStream', 'logs:PutLogEvents', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
  /** Secrets Manager and SSM decrypt in the name of who reads. */
  const common = [...telemetry, 'kms:Decrypt'];

  it('grants sync the calls that lib makes to AWS and what Lambda does in its name', async () => {
    expect(actionsGranted(packaged.template, 'SyncRole')).toEqual(
      [...(await actionsCalled()), ...common, 'sqs:SendMessage'].sort(),
    );
  });

  it('grants explain those of the calls that only read', async () => {
    const reading = (await actionsCalled()).filter((action) => /:(?:List|Get|Describe|Scan|AssumeRole)/.test(action));
    expect(reading).not.toContain('route53:ChangeResourceRecordSets');
    expect(actionsGranted(packaged.template, 'ExplainRole')).toEqual([...reading, ...common].sort());
  });

  it('lets zones be changed only by what a run writes, and narrowed further', () => {
    const [{ Action, Condition }] = resource('SyncRole').Policies[0].PolicyDocument.Statement;
    expect(Action).toBe('route53:ChangeResourceRecordSets');
    expect(Condition).toEqual({
      'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'] },
      'ForAllValues:StringLike': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['*'],
        'route53:ChangeResourceRecordSetsRecordTypes': ['*'],
      },
    });
  });

  it('grants the schedule to invoke the function and nothing else', () => {
    expect(actionsGranted(packaged.template, 'ScheduleRole')).toEqual(['lambda:InvokeFunction']);
  });

  it.each(['Sync', 'Explain'])(
    'names every setting of %s as the configuration knows it, and runs what the zip holds',
    (name) => {
      const { Handler, Runtime, Environment } = resource(`${name}LambdaFunction`);
      expect({ Handler, Runtime }).toEqual({ Handler: `dist/${name.toLowerCase()}.handler`, Runtime: 'nodejs24.x' });
      expect(problemsWith({ environment: Environment.Variables })).toEqual([]);
    },
  );

  it('has a dashboard that is JSON once its names are put in', () => {
    expect(JSON.parse(dashboardBody()).widgets.length).toBeGreaterThan(5);
  });

  it('names no partition and no region, so that it fits aws, aws-us-gov and aws-cn', () => {
    const { Resources } = packaged.template;
    expect(JSON.stringify(Resources)).not.toMatch(/arn:aws|eu-west-1|us-east-1|amazonaws\.com\.cn/);
  });
});
