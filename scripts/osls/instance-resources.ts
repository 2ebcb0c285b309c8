import type { InstanceName } from '../../lib/clusters/instance.ts';
import { instanceText } from '../../lib/clusters/instance.ts';
import type { ResolvedInstance } from '../../lib/clusters/resolve-instance.ts';
import { dimensionNames } from '../../lib/report/metric-names.ts';
import { patientAlarm } from './patience.ts';
import { listAt, logicalId, objectAt, type Resource, type Resources } from './template.ts';

/** What the function is invoked with for an instance: its name, and nothing that the packaging did not settle. */
export const payloadOf = ({ cluster, shard }: InstanceName): InstanceName => ({
  cluster,
  ...(shard !== undefined && { shard }),
});

/** A schedule for each instance, each like the template's own but for its payload. */
export const schedulesOf = (model: Resource, instances: readonly ResolvedInstance[]): Resources =>
  Object.fromEntries(
    instances.map((instance) => [
      logicalId('SyncSchedule', instance),
      {
        ...model,
        Properties: {
          ...model.Properties,
          Description: { 'Fn::Sub': `Runs \${SyncLambdaFunction} for ${instanceText(instance)}` },
          ...(instance.schedule !== undefined && { ScheduleExpression: instance.schedule }),
          Target: { ...objectAt(model.Properties, 'Target'), Input: JSON.stringify(payloadOf(instance)) },
        },
      },
    ]),
  );

/** When instances run; `usual` is the template's own schedule. */
export interface Times {
  readonly usual: string;
  /** After so many minutes without a success an alarm rings. */
  readonly silentMinutes: number;
}

/** An alarm for each instance that has no success, each like the template's own but for what it looks at, and how long. */
export const alarmsOf = (
  model: Resource,
  instances: readonly ResolvedInstance[],
  { usual, silentMinutes }: Times,
): Resources =>
  Object.fromEntries(
    instances.map((instance) => [
      logicalId('NoSuccessAlarm', instance),
      patientAlarm(alarmOf(model, instance), [instance.schedule ?? usual], silentMinutes),
    ]),
  );

const alarmOf = (model: Resource, instance: InstanceName): Resource => ({
  ...model,
  Properties: {
    ...model.Properties,
    AlarmDescription: {
      'Fn::Sub': `No run of \${SyncLambdaFunction} for ${instanceText(instance)} has succeeded for \${SilentMinutes} minutes: its DNS stands still.`,
    },
    Dimensions: [...listAt(model.Properties, 'Dimensions'), ...dimensionsOf(instance)],
  },
});

const dimensionsOf = ({ cluster, shard }: InstanceName): readonly object[] => [
  { Name: dimensionNames.cluster, Value: cluster },
  ...(shard === undefined ? [] : [{ Name: dimensionNames.shard, Value: shard }]),
];
