import { describe, expect, it } from '@jest/globals';
import { readClustersFile } from '../../../../lib/clusters/clusters-file.ts';
import { type Fleet, resolveClusters } from '../../../../lib/clusters/resolve-clusters.ts';
import { addClusters, runsAtOnce } from '../../../../scripts/osls/add-clusters.ts';
import { readingStatements, writingStatements } from '../../../../scripts/osls/statements.ts';
import { tellFleet } from '../../../../scripts/osls/tell-fleet.ts';
import type { Template } from '../../../../scripts/osls/template.ts';
import { template } from './template-fixture.ts';

const fleetOf = (text: string): Fleet => resolveClusters(readClustersFile(text), { EXTERNAL_DNS_SOURCE: 'service' });

const two = fleetOf(`
clusters:
  - { name: prod-eu, eksClusterName: eu, schedule: rate(5 minutes) }
  - name: prod-us
    kubeconfig: /opt/us
    shards: [{ name: a, zoneIdFilter: Z1 }, { name: b, zoneIdFilter: Z2 }]
`);

const many = (count: number, more = ''): Fleet =>
  fleetOf(`${more}
clusters:
${Array.from({ length: count }, (_, index) => `  - { name: c${index}, eksClusterName: c${index} }`).join('\n')}
`);

const machine = {
  Fleet: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { Definition: { StartAt: 'EveryCluster', States: { EveryCluster: { Type: 'Map', Items: [] } } } },
  },
};

const propertiesOf = ({ Resources }: Template, id: string) => Resources[id]?.Properties;

describe('a schedule for each cluster and shard', () => {
  const made = addClusters(template, two, { kind: 'schedules' });

  it('takes the place of the one that names none', () => {
    expect(Object.keys(made.Resources).filter((id) => id.includes('Schedule'))).toEqual([
      'ScheduleRole',
      'SyncScheduleProdDasheu',
      'SyncScheduleProdDashusShardA',
      'SyncScheduleProdDashusShardB',
    ]);
  });

  it('gives the name as payload, and nothing else', () => {
    expect(propertiesOf(made, 'SyncScheduleProdDashusShardB')).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Target: { Arn: 'function', RoleArn: 'role', Input: '{"cluster":"prod-us","shard":"b"}' },
    });
  });

  it('is as the file says', () => {
    expect(propertiesOf(made, 'SyncScheduleProdDasheu')).toMatchObject({ ScheduleExpression: 'rate(5 minutes)' });
  });

  it('has an alarm of its own beside the one for all', () => {
    expect(made.Resources['NoSuccessAlarm']).toEqual(template.Resources['NoSuccessAlarm']);
    expect(made.Resources['NoSuccessAlarmProdDashusShardA']).toMatchObject({
      Condition: 'IsScheduled',
      Properties: {
        Threshold: 1,
        Dimensions: [
          { Name: 'service', Value: 'sync' },
          { Name: 'cluster', Value: 'prod-us' },
          { Name: 'shard', Value: 'a' },
        ],
      },
    });
  });

  it('may run at the same time as the others, and one by hand', () => {
    expect(made.Parameters?.['Concurrency']).toEqual({ Type: 'String', Default: '4' });
    expect(runsAtOnce(many(9, 'concurrentRuns: 3'))).toBe(4);
  });

  it.each(['none', '10'])('leaves a concurrency of %j as it is', (Default) => {
    const given = { ...template, Parameters: { ...template.Parameters, Concurrency: { Default } } };
    expect(addClusters(given, two, { kind: 'schedules' }).Parameters).toEqual(given.Parameters);
  });

  it('is named in the commands that the outputs show', () => {
    expect(made.Outputs).toEqual({
      Plan: { Value: { 'Fn::Sub': `aws lambda invoke --payload '{"cluster":"prod-eu","dryRun":true}' /dev/stdout` } },
    });
  });

  it('is refused where the stack has no room for so many', () => {
    expect(() => addClusters(template, many(231), { kind: 'schedules' })).toThrow(
      '231 clusters and shards need more resources than a stack has room for (230 of them fit); deploy with --param="fanOut=fleet".',
    );
  });
});

describe('a state machine for all', () => {
  const fanOut = { kind: 'fleet', resources: machine } as const;

  it('gets every cluster by name, and how many go at once', () => {
    const made = addClusters(template, many(500, 'concurrentRuns: 20\nschedule: rate(10 minutes)'), fanOut);
    expect(propertiesOf(made, 'Fleet')).toMatchObject({
      Definition: { StartAt: 'EveryCluster', States: { EveryCluster: { Type: 'Map', MaxConcurrency: 20 } } },
    });
    const items = JSON.stringify(propertiesOf(made, 'Fleet'));
    expect(items).toContain('{"cluster":"c499","summary":true}');
    expect(propertiesOf(made, 'SyncSchedule')).toMatchObject({
      ScheduleExpression: 'rate(10 minutes)',
      Target: { Arn: { Ref: 'Fleet' }, RoleArn: 'role', Input: '{}' },
    });
    expect(JSON.stringify(propertiesOf(made, 'ScheduleRole'))).not.toContain('invoke');
  });

  it('is refused without a word on how many go at once', () => {
    expect(() => addClusters(template, two, fanOut)).toThrow('fanOut=fleet needs concurrentRuns in the clusters file');
  });
});

describe('what the roles are granted', () => {
  it('is what each cluster needs, and no more', () => {
    const { instances } = fleetOf(`
clusters:
  - { name: a, eksClusterName: one, eksRegion: eu-west-3 }
  - { name: b, eksClusterName: two, eksAssumeRole: 'arn:aws:iam::222222222222:role/x', awsAssumeRole: 'arn:aws:iam::222222222222:role/y' }
  - { name: c, kubeconfig: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:c', kubeconfigKey: 'arn:aws:kms:eu-west-1:111111111111:key/k' }
  - { name: d, kubeconfig: 'arn:aws:ssm:eu-west-1:111111111111:parameter/d', registry: dynamodb, dynamodbTable: owners, awsZoneTags: team=dns, eventBus: audit }
  - { name: e, kubeconfig: /opt/e, awsZoneRole: ['Z1=arn:aws:iam::333333333333:role/z'] }
`);
    const own = (rest: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:${rest}` });
    expect(readingStatements(instances).map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['eks:DescribeCluster', [own('eks:eu-west-3:${AWS::AccountId}:cluster/one')]],
      [
        'sts:AssumeRole',
        ['arn:aws:iam::222222222222:role/x', 'arn:aws:iam::222222222222:role/y', 'arn:aws:iam::333333333333:role/z'],
      ],
      ['secretsmanager:GetSecretValue', ['arn:aws:secretsmanager:eu-west-1:111111111111:secret:c']],
      ['ssm:GetParameter', ['arn:aws:ssm:eu-west-1:111111111111:parameter/d']],
      ['dynamodb:Scan', [own('dynamodb:${AWS::Region}:${AWS::AccountId}:table/owners')]],
      ['route53:ListTagsForResources', [own('route53:::hostedzone/*')]],
      ['kms:Decrypt', ['arn:aws:kms:eu-west-1:111111111111:key/k']],
    ]);
    expect(writingStatements(instances)).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:PutItem', 'dynamodb:DeleteItem'],
        Resource: [own('dynamodb:${AWS::Region}:${AWS::AccountId}:table/owners')],
      },
      {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: [own('events:${AWS::Region}:${AWS::AccountId}:event-bus/audit')],
      },
    ]);
  });

  const secret = (index: number) =>
    `arn:aws:secretsmanager:eu-west-1:111111111111:secret:dns-herald/kubeconfig-of-${index}`;
  const stored = (count: number) =>
    fleetOf(
      `clusters:\n${Array.from({ length: count }, (_, index) => `  - { name: c${index}, kubeconfig: '${secret(index)}' }`).join('\n')}`,
    );

  it('is divided among as many policies as it needs, each of which fits, for both functions', () => {
    const { Resources } = addClusters(template, stored(100), { kind: 'schedules' });
    const policies = Object.entries(Resources).filter(([id]) => id.startsWith('ClustersPolicy'));
    expect(policies.length).toBeGreaterThan(1);
    expect(policies.filter(([, { Properties }]) => JSON.stringify(Properties['PolicyDocument']).length > 6144)).toEqual(
      [],
    );
    const attached = [{ Ref: 'CommonPolicy' }, ...policies.map(([id]) => ({ Ref: id }))];
    expect(Resources['SyncRole']?.Properties).toMatchObject({ ManagedPolicyArns: attached });
    expect(Resources['ExplainRole']?.Properties).toMatchObject({ ManagedPolicyArns: attached });
  });

  it('is refused where a role could not hold it', () => {
    expect(() => addClusters(template, stored(900), { kind: 'fleet', resources: machine })).toThrow(
      /takes \d+ policies, and a role holds 8 besides those of the template; divide the clusters file/,
    );
  });

  it('has a wildcard for what hundreds of clusters differ in', () => {
    const clusters = Array.from({ length: 30 }, (_, index) => {
      const role = `arn:aws:iam::${100000000000 + index}:role/zones`;
      return `  - { name: c${index}, eksClusterName: c${index}, awsAssumeRole: '${role}' }`;
    });
    const { instances } = fleetOf(`clusters:\n${clusters.join('\n')}`);
    expect(readingStatements(instances).map(({ Resource }) => Resource)).toEqual([
      [{ 'Fn::Sub': 'arn:${AWS::Partition}:eks:${AWS::Region}:${AWS::AccountId}:cluster/*' }],
      ['arn:aws:iam::*:role/zones'],
    ]);
  });
});

describe('the packaging', () => {
  it('tells how the request budget is divided', () => {
    expect(tellFleet(two)).toEqual([
      'Clusters: prod-eu, prod-us/a, prod-us/b; at most 4 runs at once, one of them by hand.',
      "Route 53: of the function's own account 4 requests a second for prod-eu, prod-us/a, prod-us/b, 1.333 each.",
    ]);
  });

  it('says where a share is too small for a run', () => {
    expect(tellFleet(many(200)).at(-1)).toBe(
      "Route 53: 0.02 requests a second in the function's own account are 6 in the 300 s of a run, too few to read a zone and write to it: set concurrentRuns, so that fewer run at the same time, or spread the zones over accounts (npm run sizing).",
    );
  });
});
