import { type Config, ConfigError } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { ClustersFile, WrittenCluster } from './clusters-file.ts';
import { budgetsOf, withBudget } from './fleet-budget.ts';
import type { Division } from './request-budget.ts';
import { type Draft, type ResolvedInstance, resolveInstance } from './resolve-instance.ts';
import { divide } from './shards.ts';

/** All that one function serves. */
export interface Fleet {
  readonly instances: readonly ResolvedInstance[];
  /** Runs at the same time, at most, as far as the file says. */
  readonly concurrentRuns?: number;
  /** When all of them run, where that is not as the template says. */
  readonly schedule?: string;
  /** One for each account. */
  readonly budgets: readonly Division[];
}

/**
 * Gives the settings of a clusters file their meaning, in the environment that the function will have, as far as it is
 * known. Throws ConfigError with every problem of every cluster.
 */
export function resolveClusters(file: ClustersFile, base: Environment): Fleet {
  const drafts = file.clusters.map((cluster) => draftOf(cluster, base));
  const instances = drafts.flatMap(instancesOf);
  const problems = [...drafts.flatMap(problemsOf), ...sharedOwners(instances)];
  if (problems.length > 0) throw new ConfigError(problems);
  const { concurrentRuns, schedule } = file;
  const budgets = budgetsOf(instances, base, concurrentRuns);
  return {
    instances: instances.map((instance) => withBudget(instance, budgets)),
    ...(concurrentRuns !== undefined && { concurrentRuns }),
    ...(schedule !== undefined && { schedule }),
    budgets,
  };
}

const instancesOf = (draft: Draft): readonly ResolvedInstance[] => ('instances' in draft ? draft.instances : []);

const problemsOf = (draft: Draft): readonly string[] => ('problems' in draft ? draft.problems : []);

function draftOf(cluster: WrittenCluster, base: Environment): Draft {
  if (cluster.shards.length === 0) return joined([resolveInstance(cluster, undefined, base)]);
  const division = divide(cluster.shards, cluster.settings);
  if ('problems' in division) return { problems: division.problems.map((problem) => `${cluster.name}: ${problem}.`) };
  return joined(division.shards.map((shard) => resolveInstance(cluster, shard, base)));
}

/** A cluster whose shards are not all in order has none. */
function joined(drafts: readonly Draft[]): Draft {
  const problems = new Set(drafts.flatMap(problemsOf));
  return problems.size > 0 ? { problems: [...problems] } : { instances: drafts.flatMap(instancesOf) };
}

/** Two clusters under one owner id would delete each other's records, and so would two entries of one cluster. */
function sharedOwners(instances: readonly ResolvedInstance[]): readonly string[] {
  const byOwner = Map.groupBy(instances, ({ config }) => config.txtOwnerId ?? `the cluster ${placeOf(config)}`);
  return [...byOwner].flatMap(([owner, group]) => {
    const clusters = [...new Set(group.map(({ cluster }) => cluster))];
    return clusters.length < 2
      ? []
      : [
          `${clusters.join(', ')} have one owner id (${owner}), so that each would delete the records of the others; give each a txtOwnerId, or write parts of one cluster as shards of one entry.`,
        ];
  });
}

const placeOf = ({ eksClusterName, eksRegion, eksAssumeRole, kubeconfig, context }: Config): string =>
  [eksClusterName, eksRegion, eksAssumeRole, kubeconfig, context].filter(Boolean).join(' ');
