import { readKubeconfigArn } from '../../lib/cluster/kubeconfig-arn.ts';
import type { ResolvedInstance } from '../../lib/clusters/resolve-instance.ts';
import type { Config } from '../../lib/config/config.ts';
import { groupsOf } from '../../lib/groups.ts';

/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: readonly Arn[];
  readonly Condition?: object;
}

type Arn = string | { readonly 'Fn::Sub': string };

/** What both functions may do for these clusters: find them, and read zones and ownership. */
export function readingStatements(instances: readonly ResolvedInstance[]): readonly Statement[] {
  const configs = instances.map(({ config }) => config);
  const keys = instances.flatMap(({ kubeconfigKey }) => kubeconfigKey ?? []);
  return [
    allow('eks:DescribeCluster', condensed(configs.flatMap(describedCluster), anyName)),
    allow('sts:AssumeRole', condensed(configs.flatMap(assumedRoles), anyAccount)),
    allow('secretsmanager:GetSecretValue', configs.flatMap(kubeconfigIn('secretsmanager'))),
    allow('ssm:GetParameter', configs.flatMap(kubeconfigIn('ssm'))),
    allow('dynamodb:Scan', configs.flatMap(ownershipTable)),
    allow('route53:ListTagsForResources', configs.flatMap(taggedZones)),
    // By way of these services alone, which decrypt in the name of the function.
    allow('kms:Decrypt', keys, { StringLike: { 'kms:ViaService': ['secretsmanager.*', 'ssm.*'] } }),
  ].flat();
}

/** What the function that writes may do besides. */
export function writingStatements(instances: readonly ResolvedInstance[]): readonly Statement[] {
  const configs = instances.map(({ config }) => config);
  return [
    allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], configs.flatMap(ownershipTable)),
    allow('events:PutEvents', configs.flatMap(eventBus)),
  ].flat();
}

function allow(Action: Statement['Action'], arns: readonly Arn[], Condition?: object): readonly Statement[] {
  const Resource = distinct(arns);
  return Resource.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) }];
}

const distinct = (arns: readonly Arn[]): readonly Arn[] => [
  ...new Map(arns.map((arn) => [JSON.stringify(arn), arn])).values(),
];

/** Policies are short: more ARNs than these that differ in one part alone become one with a wildcard for it. */
const mostAlike = 20;

/** Describing a cluster tells its address, and lets nobody in. */
const anyName = (arn: string): string => arn.replace(/\/[^/]*$/, '/*');

/** Whom a role trusts is its account's to say. */
const anyAccount = (arn: string): string => arn.replace(/^(arn:[^:]*:iam::)\d{12}/, '$1*');

function condensed(arns: readonly Arn[], widen: (arn: string) => string): readonly Arn[] {
  const widened = (arn: Arn): Arn => (typeof arn === 'string' ? widen(arn) : { 'Fn::Sub': widen(arn['Fn::Sub']) });
  return groupsOf(distinct(arns), (arn) => JSON.stringify(widened(arn))).flatMap((alike) =>
    alike.length > mostAlike ? [widened(alike[0])] : alike,
  );
}

/** Of this account; `region` where that is not the stack's. */
const own = (service: string, region: string | undefined, rest: string): Arn => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:${region ?? '${AWS::Region}'}:\${AWS::AccountId}:${rest}`,
});

/** With a role for the cluster it is that role that describes it. */
const describedCluster = ({ eksClusterName, eksRegion, eksAssumeRole }: Config): readonly Arn[] =>
  eksClusterName === undefined || eksAssumeRole !== undefined
    ? []
    : [own('eks', eksRegion, `cluster/${eksClusterName}`)];

const assumedRoles = ({ eksAssumeRole, awsAssumeRole, awsZoneRole }: Config): readonly Arn[] =>
  [eksAssumeRole, awsAssumeRole, ...awsZoneRole.map(withoutZone)].filter((arn) => arn !== undefined);

/** `ZONE_ID=ARN` is a role for that zone. */
const withoutZone = (role: string): string => role.slice(role.indexOf('=') + 1);

const kubeconfigIn =
  (service: 'secretsmanager' | 'ssm') =>
  ({ kubeconfig = '' }: Config): readonly Arn[] =>
    readKubeconfigArn(kubeconfig)?.service === service ? [kubeconfig] : [];

const ownershipTable = ({ registry, dynamodbTable, dynamodbRegion }: Config): readonly Arn[] =>
  registry === 'dynamodb' ? [own('dynamodb', dynamodbRegion, `table/${dynamodbTable}`)] : [];

/** Which zones have the tags is known only when they are read. */
const taggedZones = ({ awsZoneTags }: Config): readonly Arn[] =>
  awsZoneTags.length === 0 ? [] : [{ 'Fn::Sub': 'arn:${AWS::Partition}:route53:::hostedzone/*' }];

const eventBus = ({ eventBus: bus }: Config): readonly Arn[] =>
  bus === undefined ? [] : [bus.startsWith('arn:') ? bus : own('events', undefined, `event-bus/${bus}`)];
