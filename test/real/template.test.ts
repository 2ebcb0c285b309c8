import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runOsls, templateFile } from '../support/packaged-service.ts';
import { CommandError, run } from './command.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;

/** Parameters of serverless.yml, as the command line takes them. */
const deployments: Readonly<Record<string, readonly string[]>> = {
  'as it stands': [],
  'for an EKS cluster of another region': ['eksCluster=shop', 'eksRegion=eu-north-1'],
  'for a cluster and zones of other accounts': [
    'eksCluster=shop',
    'eksAssumeRole=arn:aws:iam::222222222222:role/cluster',
    'assumeRole=arn:aws:iam::333333333333:role/dns',
    'zoneRoles=Z0123456789ABCDEFGHIJ=arn:aws:iam::444444444444:role/dns',
    'zoneRoleArns=arn:aws:iam::444444444444:role/dns,arn:aws:iam::555555555555:role/dns',
  ],
  'for a kubeconfig in a secret': [
    `kubeconfigSecret=${arn('secretsmanager', 'secret:kubeconfig-a1b2c3')}`,
    `kubeconfigKey=${arn('kms', 'key/1')}`,
  ],
  'for a kubeconfig in a parameter': [`kubeconfigParameter=${arn('ssm', 'parameter/kubeconfig')}`],
  'for a VPC': ['eksCluster=shop', 'subnets=subnet-0a,subnet-0b', 'securityGroups=sg-0a'],
  'with a DynamoDB table': ['registry=dynamodb', 'ownershipTable=names', 'ownershipTableRegion=eu-north-1'],
  'with a bus, tagged zones and a topic': [
    `eventBus=${arn('events', 'event-bus/audit')}`,
    'zoneTags=dns=herald',
    `alarmTopic=${arn('sns', 'alarms')}`,
  ],
  'for one zone and names in it': [
    'zones=arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ',
    'recordNames=*.apps.example.com',
    'recordTypes=A',
  ],
  'for several clusters': ['clusters=examples/clusters.yml'],
  'for a fleet of clusters': ['clusters=examples/clusters.yml', 'fanOut=fleet'],
  'paused, with an address for alarms and no bound on concurrency': [
    'scheduled=false',
    'alarmEmail=dns@example.com',
    'concurrency=none',
  ],
};

/** One region of each partition: what a resource may hold differs between regions. */
const regions = ['us-east-1', 'eu-west-1', 'cn-north-1', 'us-gov-west-1'];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-template-'));
});

afterAll(() => rm(folder, { recursive: true }));

const program = `
import json, sys
from pathlib import Path
from cfnlint.api import ManualArgs, lint_file
regions, *templates = sys.argv[1:]
known = ManualArgs(regions=regions.split(","))
found = lambda path: [f"{each.rule.id} {each.message} {each.path}" for each in lint_file(Path(path), known)]
print(json.dumps([found(path) for path in templates]))
`;

/** What cfn-lint says of each template: nothing, where there is nothing to mend. One process: it takes long to start. */
async function lint(...templates: readonly string[]): Promise<readonly (readonly string[])[]> {
  try {
    return JSON.parse(await run('python3', ['-c', program, regions.join(), ...templates]));
  } catch (error) {
    if (error instanceof CommandError && error.stderr.includes("No module named 'cfnlint'"))
      throw new Error('cfn-lint is not installed for python3: pip install cfn-lint', { cause: error });
    throw error;
  }
}

describe('the linter', () => {
  it('finds a schedule that tries longer than the scheduler can', async () => {
    const Target = { Arn: arn('lambda', 'function:sync'), RoleArn: 'arn:aws:iam::123456789012:role/schedule' };
    const Properties = {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { ...Target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
    };
    const file = join(folder, 'wrong.json');
    await writeFile(file, JSON.stringify({ Resources: { Wrong: { Type: 'AWS::Scheduler::Schedule', Properties } } }));
    expect(await lint(file)).toEqual([[expect.stringContaining('59 is less than the minimum of 60')]]);
  });
});

describe('the template', () => {
  const target = (title: string) => join(folder, title.replaceAll(' ', '-'));
  const parametersOf = (title: string) => deployments[title]?.map((each) => `--param=${each}`) ?? [];
  let findings: Readonly<Record<string, readonly string[] | undefined>>;

  beforeAll(async () => {
    const titles = Object.keys(deployments);
    for (const title of titles) await runOsls(['package', '--package', target(title), ...parametersOf(title)]);
    const found = await lint(...titles.map((title) => templateFile(target(title))));
    findings = Object.fromEntries(titles.map((title, index) => [title, found[index]]));
  });

  it.each(Object.keys(deployments))('%s is one that CloudFormation knows', (title) => {
    expect(findings[title]).toEqual([]);
  });
});
