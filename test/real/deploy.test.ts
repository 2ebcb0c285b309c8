import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runOsls } from '../support/packaged-service.ts';
import { run } from './command.ts';
import { type Moto, startMoto } from './moto.ts';

const stage = ['--stage', 'trial', '--param=eksCluster=shop', '--param=alarmEmail=dns@example.com'];

let moto: Moto;
let folder: string;

/** As a person would: packaged first, so that what is deployed is not what another test packages meanwhile. */
beforeAll(async () => {
  moto = await startMoto(['test/real/moto-server.py']);
  folder = await mkdtemp(join(tmpdir(), 'dns-herald-deploy-'));
  await runOsls(['package', '--package', folder, ...stage]);
  await runOsls(['deploy', '--package', folder, ...stage], { AWS_ENDPOINT_URL: moto.endpoint });
});

afterAll(async () => {
  await moto?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the AWS CLI answers. It takes no address of SQS from the environment. */
async function aws(command: string): Promise<unknown> {
  const args = [...command.split(' '), '--output=json', `--endpoint-url=${moto.endpoint}`];
  const env = { PATH: process.env['PATH'], AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  const answer = await run('aws', args, { env: { ...env, AWS_DEFAULT_REGION: 'eu-west-1' } });
  return answer.trim() === '' ? null : JSON.parse(answer);
}

const matching = (...patterns: readonly RegExp[]) => patterns.map((pattern) => expect.stringMatching(pattern));

/** Each kind of resource that the stack holds, as the AWS CLI lists them. */
const lists: Readonly<Record<string, readonly [command: string, names: readonly unknown[]]>> = {
  functions: [
    'lambda list-functions --query sort(Functions[].FunctionName)',
    ['dns-herald-trial-explain', 'dns-herald-trial-sync'],
  ],
  roles: ['iam list-roles --query sort(Roles[].RoleName)', matching(/-ExplainRole-/, /-ScheduleRole-/, /-SyncRole-/)],
  policies: ['iam list-policies --scope Local --query Policies[].PolicyName', matching(/-CommonPolicy-/)],
  schedules: ['scheduler list-schedules --query Schedules[].Name', matching(/-SyncSchedule-/)],
  queues: ['sqs list-queues --query QueueUrls', matching(/\/dns-herald-trial-failed-runs$/)],
  topics: ['sns list-topics --query Topics[].TopicArn', matching(/-AlarmTopic-/)],
  alarms: [
    'cloudwatch describe-alarms --query sort(MetricAlarms[].AlarmName)',
    matching(
      /-ConcurrencyAlarm-/,
      /-ErrorsAlarm-/,
      /-EventsFailedAlarm-/,
      /-FailedRunsAlarm-/,
      /-FailingRecordsAlarm-/,
      /-HeldAlarm-/,
      /-NoSuccessAlarm-/,
      /-Route53ThrottlingAlarm-/,
    ),
  ],
  dashboards: ['cloudwatch list-dashboards --query DashboardEntries[].DashboardName', ['dns-herald-trial-sync']],
  'log groups': [
    'logs describe-log-groups --query logGroups[].logGroupName',
    ['/aws/lambda/dns-herald-trial-explain', '/aws/lambda/dns-herald-trial-sync'],
  ],
  buckets: ['s3api list-buckets --query Buckets[].Name', matching(/serverlessdeploymentbucket/)],
};

describe('osls deploy of serverless.yml', () => {
  it('completes the stack', async () => {
    expect(await aws('cloudformation describe-stacks --query Stacks[].[StackName,StackStatus]')).toEqual([
      ['dns-herald-trial', 'UPDATE_COMPLETE'],
    ]);
  });

  it.each(Object.entries(lists))('makes the %s', async (_, [command, names]) => {
    expect(await aws(command)).toEqual(names);
  });

  it('says what to do next, as commands', async () => {
    const outputs = await aws('cloudformation describe-stacks --query Stacks[0].Outputs[].[OutputKey,OutputValue]');
    expect(outputs).toEqual(
      expect.arrayContaining([
        [
          'LetSyncIn',
          expect.stringMatching(
            /^aws eks create-access-entry --region eu-west-1 --cluster-name shop --principal-arn arn:aws:iam::\d+:role\/\S+ --kubernetes-groups dns-herald$/,
          ),
        ],
        ['LetExplainIn', expect.stringMatching(/ExplainRole\S+ --kubernetes-groups dns-herald-explain$/)],
        [
          'DashboardUrl',
          'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards:name=dns-herald-trial-sync',
        ],
      ]),
    );
  });

  it('gives a failed run to the queue, without another try', async () => {
    expect(await aws('lambda get-function-event-invoke-config --function-name dns-herald-trial-sync')).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: expect.stringMatching(/:sqs:.*:dns-herald-trial-failed-runs$/) } },
    });
  });

  it('schedules a run each minute, at the minute, without another try', async () => {
    const [name] = (await aws('scheduler list-schedules --query Schedules[].Name')) as readonly string[];
    expect(await aws(`scheduler get-schedule --name ${name}`)).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: expect.stringMatching(/:function:dns-herald-trial-sync$/),
        RoleArn: expect.stringMatching(/-ScheduleRole-/),
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    });
  });

  it('tells the address of every alarm', async () => {
    expect(await aws('sns list-subscriptions --query Subscriptions[].[Protocol,Endpoint]')).toEqual([
      ['email', 'dns@example.com'],
    ]);
    const told = (await aws('cloudwatch describe-alarms --query MetricAlarms[].AlarmActions')) as readonly unknown[];
    expect(new Set(told.map(String))).toEqual(new Set([expect.stringMatching(/-AlarmTopic-/)]));
  });
});

describe('osls remove', () => {
  beforeAll(() => runOsls(['remove', ...stage], { AWS_ENDPOINT_URL: moto.endpoint }));

  it.each(Object.entries(lists))('leaves none of the %s', async (_, [command]) => {
    expect((await aws(command)) ?? []).toEqual([]);
  });

  it('leaves no stack', async () => {
    expect(await aws('cloudformation describe-stacks --query Stacks')).toEqual([]);
  });
});
