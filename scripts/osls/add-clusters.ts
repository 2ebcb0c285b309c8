import type { Fleet } from '../../lib/clusters/resolve-clusters.ts';
import { ConfigError } from '../../lib/config/config.ts';
import { alarmsOf, payloadOf, schedulesOf } from './instance-resources.ts';
import { patientAlarm } from './patience.ts';
import { managedPolicies } from './policies.ts';
import { readingStatements, writingStatements } from './statements.ts';
import { listAt, modelOf, objectAt, type Resource, type Resources, type Template } from './template.ts';

/** How the runs of many clusters are begun (docs/scale.md says which to choose). */
export type FanOut =
  | { readonly kind: 'schedules' }
  /** A state machine, with what belongs to it (infra/aws/fleet.yml). */
  | { readonly kind: 'fleet'; readonly resources: Resources };

/** CloudFormation allows a template 500 resources; the template's own are some 30, an instance has a schedule and an alarm. */
const mostInstances = 230;

/** Adds to a template what the clusters of a file need. Throws ConfigError where it could not hold them. */
export function addClusters(template: Template, fleet: Fleet, fanOut: FanOut): Template {
  const { instances } = fleet;
  const policies = managedPolicies(readingStatements(instances));
  const withRights = grant(template.Resources, policies, fleet);
  const silentMinutes = Number(template.Parameters?.['SilentMinutes']?.['Default'] ?? 0);
  return {
    ...template,
    Parameters: { ...template.Parameters, Concurrency: concurrency(template, fleet) },
    Outputs: namingCluster(template.Outputs ?? {}, instances),
    Resources: {
      ...(fanOut.kind === 'schedules'
        ? withSchedules(withRights, fleet, silentMinutes)
        : withFleet(withRights, fleet, fanOut.resources, silentMinutes)),
      ...policies,
    },
  };
}

function grant(resources: Resources, policies: Resources, { instances }: Fleet): Resources {
  const attached = Object.keys(policies).map((id) => ({ Ref: id }));
  const writing = writingStatements(instances);
  const more =
    writing.length === 0
      ? []
      : [{ PolicyName: 'clusters', PolicyDocument: { Version: '2012-10-17', Statement: writing } }];
  return {
    ...resources,
    ...changed(resources, 'ExplainRole', (role) => ({
      ManagedPolicyArns: [...listAt(role, 'ManagedPolicyArns'), ...attached],
    })),
    ...changed(resources, 'SyncRole', (role) => ({
      ManagedPolicyArns: [...listAt(role, 'ManagedPolicyArns'), ...attached],
      Policies: [...listAt(role, 'Policies'), ...more],
    })),
  };
}

type Properties = Resource['Properties'];

function changed(resources: Resources, id: string, change: (properties: Properties) => Properties): Resources {
  const resource = modelOf(resources, id);
  return { [id]: { ...resource, Properties: { ...resource.Properties, ...change(resource.Properties) } } };
}

/** The template's schedule, which would name no cluster, is gone; its alarm still tells that nothing runs at all. */
function withSchedules(resources: Resources, { instances }: Fleet, silentMinutes: number): Resources {
  if (instances.length > mostInstances)
    throw new ConfigError([
      `${instances.length} clusters and shards need more resources than a stack has room for (${mostInstances} of them fit); deploy with --param="fanOut=fleet".`,
    ]);
  const { SyncSchedule: _, ...others } = resources;
  const alarm = modelOf(resources, 'NoSuccessAlarm');
  const usual = usualSchedule(resources);
  const schedules = instances.map(({ schedule = usual }) => schedule);
  return {
    ...others,
    NoSuccessAlarm: patientAlarm(alarm, schedules, silentMinutes),
    ...schedulesOf(modelOf(resources, 'SyncSchedule'), instances),
    ...alarmsOf(alarm, instances, { usual, silentMinutes }),
  };
}

const usualSchedule = (resources: Resources): string =>
  String(modelOf(resources, 'SyncSchedule').Properties['ScheduleExpression']);

function withFleet(
  resources: Resources,
  { instances, concurrentRuns, schedule }: Fleet,
  added: Resources,
  silentMinutes: number,
): Resources {
  if (concurrentRuns === undefined)
    throw new ConfigError([
      'fanOut=fleet needs concurrentRuns in the clusters file: how many runs go at the same time.',
    ]);
  const target = { 'Fn::GetAtt': ['Fleet', 'Arn'] };
  return {
    ...resources,
    ...added,
    NoSuccessAlarm: patientAlarm(
      modelOf(resources, 'NoSuccessAlarm'),
      [schedule ?? usualSchedule(resources)],
      silentMinutes,
    ),
    ...changed(added, 'Fleet', ({ Definition }) => ({
      Definition: withItems(
        Definition,
        instances.map((each) => ({ ...payloadOf(each), summary: true })),
        concurrentRuns,
      ),
    })),
    ...changed(resources, 'SyncSchedule', (properties) => ({
      ...(schedule !== undefined && { ScheduleExpression: schedule }),
      Target: { ...objectAt(properties, 'Target'), Arn: { Ref: 'Fleet' }, Input: '{}' },
    })),
    ...changed(resources, 'ScheduleRole', () => ({ Policies: [policyToStart(target)] })),
  };
}

const policyToStart = (machine: object): object => ({
  PolicyName: 'start',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'states:StartExecution', Resource: machine }],
  },
});

function withItems(definition: unknown, items: readonly object[], atOnce: number): object {
  const machine = objectAt({ definition }, 'definition');
  const states = objectAt(machine, 'States');
  const map = objectAt(states, 'EveryCluster');
  return { ...machine, States: { ...states, EveryCluster: { ...map, Items: items, MaxConcurrency: atOnce } } };
}

/** The commands of the outputs invoke the functions: each payload has to name a cluster, the first as an example. */
function namingCluster(
  outputs: Readonly<Record<string, object>>,
  [first]: Fleet['instances'],
): Readonly<Record<string, object>> {
  if (first === undefined) return outputs;
  const name = JSON.stringify(payloadOf(first)).slice(1, -1);
  const asText = JSON.stringify(name).slice(1, -1);
  return JSON.parse(JSON.stringify(outputs).replaceAll("--payload '{", () => `--payload '{${asText},`));
}

/** A run for each at the same time and one by hand, unless more is allowed already, or no limit is set. */
function concurrency({ Parameters = {} }: Template, { instances, concurrentRuns }: Fleet): Properties {
  const given = Parameters['Concurrency'] ?? {};
  const needed = runsAtOnce({ instances, ...(concurrentRuns !== undefined && { concurrentRuns }) });
  if (given['Default'] === 'none' || Number(given['Default']) >= needed) return given;
  return { ...given, Default: String(needed) };
}

/** Runs that may go at the same time, one by hand among them. */
export const runsAtOnce = ({ instances, concurrentRuns }: Pick<Fleet, 'instances' | 'concurrentRuns'>): number =>
  Math.min(instances.length, concurrentRuns ?? Number.POSITIVE_INFINITY) + 1;
