import type { Template } from '../../../../scripts/osls/template.ts';

/** What the clusters are added to, as serverless.yml and infra/aws make it, in short. */
export const template: Template = {
  Parameters: { Concurrency: { Type: 'String', Default: '2' }, SilentMinutes: { Default: '10' } },
  Resources: {
    SyncSchedule: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        State: 'ENABLED',
        Target: { Arn: 'function', RoleArn: 'role' },
      },
    },
    ScheduleRole: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'invoke' }] } },
    NoSuccessAlarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Condition: 'IsScheduled',
      Properties: { Threshold: 1, Dimensions: [{ Name: 'service', Value: 'sync' }] },
    },
    SyncRole: {
      Type: 'AWS::IAM::Role',
      Properties: { ManagedPolicyArns: [{ Ref: 'CommonPolicy' }], Policies: [{ PolicyName: 'sync' }] },
    },
    ExplainRole: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'CommonPolicy' }] } },
  },
  Outputs: { Plan: { Value: { 'Fn::Sub': `aws lambda invoke --payload '{"dryRun":true}' /dev/stdout` } } },
};
