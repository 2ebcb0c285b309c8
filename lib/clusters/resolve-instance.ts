import { type Config, ConfigError } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { environmentName } from '../config/names.ts';
import { parseConfig } from '../config/parse.ts';
import { sourceNames } from '../sources/index.ts';
import type { WrittenCluster, WrittenShard } from './clusters-file.ts';
import { type Instance, instanceText } from './instance.ts';
import { writtenEnvironment } from './written-environment.ts';

/** An instance, and what its settings mean together with the function's own. */
export interface ResolvedInstance extends Instance {
  readonly config: Config;
  readonly kubeconfigKey?: string;
  /** When it runs, where that is not as the template says. */
  readonly schedule?: string;
}

/** Instances, or sentences on what is wrong with their settings. */
export type Draft = { readonly instances: readonly ResolvedInstance[] } | { readonly problems: readonly string[] };

/** What a cluster, or a shard of it, is in the environment that the function will have. A shard's settings win. */
export function resolveInstance(cluster: WrittenCluster, shard: WrittenShard | undefined, base: Environment): Draft {
  const { otherShardZoneIds, ...ofShard } = shard?.settings ?? {};
  const written = writtenEnvironment({ ...cluster.settings, ...ofShard }, clusterKeys);
  const name = { cluster: cluster.name, ...(shard && { shard: shard.name }) };
  const environment = {
    ...withoutReach,
    ...written.environment,
    ...(shard && { [environmentName('shard')]: shard.name }),
    ...(otherShardZoneIds !== undefined && {
      [environmentName('other-shard-zone-ids')]: [otherShardZoneIds].flat().join('\n'),
    }),
  };
  const meaning = meaningOf({ ...base, ...environment }, shard);
  const problems = [...written.problems, ...reachProblems(written.environment), ...meaning.problems];
  if (meaning.config === undefined || problems.length > 0)
    return { problems: problems.map((problem) => `${instanceText(name)}: ${problem}`) };
  const { kubeconfigKey, schedule } = cluster;
  const besides = {
    ...(kubeconfigKey !== undefined && { kubeconfigKey }),
    ...(schedule !== undefined && { schedule }),
  };
  return { instances: [{ ...name, environment, config: meaning.config, ...besides }] };
}

/** What an entry of the file may say that is no setting. */
const clusterKeys = ['name', 'shards', 'schedule', 'kubeconfigKey'] as const;

const reach = ['eks-cluster-name', 'kubeconfig'] as const;

/** How the function's own cluster is reached says nothing about this one. */
const withoutReach: Environment = Object.fromEntries(
  [...reach, 'context', 'server', 'eks-region', 'eks-assume-role', 'eks-assume-role-external-id'].map((name) => [
    environmentName(name),
    '',
  ]),
);

const reachProblems = (environment: Environment): readonly string[] =>
  reach.filter((name) => environment[environmentName(name)]).length === 1
    ? []
    : ['it must say how the cluster is reached: set eksClusterName or kubeconfig, one of them.'];

interface Meaning {
  readonly config?: Config;
  readonly problems: readonly string[];
}

function meaningOf(environment: Environment, shard: WrittenShard | undefined): Meaning {
  try {
    const { config } = parseConfig({ environment, availableSources: sourceNames });
    return { config, problems: regexProblems(config, shard) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems };
  }
}

const regexProblems = (config: Config, shard: WrittenShard | undefined): readonly string[] =>
  shard !== undefined &&
  'domainFilter' in shard.settings &&
  (config.regexDomainFilter !== undefined || config.regexDomainExclusion !== undefined)
    ? ['a cluster whose shards are divided by domainFilter can have no regexDomainFilter and no regexDomainExclusion.']
    : [];
