import { type Config, ConfigError } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { environmentName } from '../config/names.ts';
import { parseConfig } from '../config/parse.ts';
import { sourceNames } from '../sources/index.ts';
import type { ClustersFile, WrittenCluster, WrittenShard } from './clusters-file.ts';
import { type Instance, instanceText } from './instance.ts';
import { type Asker, accountOfRole, type Division, divideBudget } from './request-budget.ts';
import { divide } from './shards.ts';
import { writtenEnvironment } from './written-environment.ts';

/** An instance, and what its settings mean together with the function's own. */
export interface ResolvedInstance extends Instance {
  readonly config: Config;
  readonly kubeconfigKey?: string;
  /** When it runs, where that is not as the template says. */
  readonly schedule?: string;
}

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

const budgetVariable = environmentName('route53-requests-per-second');

/**
 * Gives the settings of a clusters file their meaning, in the environment that the function will have, as far as it is
 * known. Throws ConfigError with every problem of every cluster.
 */
export function resolveClusters(file: ClustersFile, base: Environment): Fleet {
  const drafts = file.clusters.map((cluster) => draftOf(cluster, base));
  const problems = drafts.flatMap((draft) => ('problems' in draft ? draft.problems : []));
  const instances = drafts.flatMap((draft) => ('instances' in draft ? draft.instances : []));
  problems.push(...sharedOwners(instances));
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

type Draft = { readonly instances: readonly ResolvedInstance[] } | { readonly problems: string[] };

function draftOf(cluster: WrittenCluster, base: Environment): Draft {
  const told = (problem: string) => `${cluster.name}: ${problem}.`;
  if (cluster.shards.length === 0) return joined([resolved(cluster, undefined, base)]);
  const division = divide(cluster.shards, cluster.settings);
  if ('problems' in division) return { problems: division.problems.map(told) };
  return joined(division.shards.map((shard) => resolved(cluster, shard, base)));
}

function joined(drafts: readonly Draft[]): Draft {
  const problems = drafts.flatMap((draft) => ('problems' in draft ? draft.problems : []));
  if (problems.length > 0) return { problems: [...new Set(problems)] };
  return { instances: drafts.flatMap((draft) => ('instances' in draft ? draft.instances : [])) };
}

/** What a shard sets wins over what its cluster sets. */
function resolved(cluster: WrittenCluster, shard: WrittenShard | undefined, base: Environment): Draft {
  const { otherShardZoneIds, ...ofShard } = shard?.settings ?? {};
  const written = writtenEnvironment({ ...cluster.settings, ...ofShard }, [
    'name',
    'shards',
    'schedule',
    'kubeconfigKey',
  ]);
  const name = { cluster: cluster.name, ...(shard && { shard: shard.name }) };
  const label = instanceText(name);
  const environment = {
    ...withoutReach,
    ...written.environment,
    ...(shard && { [environmentName('shard')]: shard.name }),
    ...(otherShardZoneIds !== undefined && {
      [environmentName('other-shard-zone-ids')]: [otherShardZoneIds].flat().join('\n'),
    }),
  };
  const problems = [...written.problems, ...reachProblems(written.environment)];
  try {
    const { config } = parseConfig({ environment: { ...base, ...environment }, availableSources: sourceNames });
    problems.push(...regexProblems(config, shard));
    if (problems.length === 0)
      return {
        instances: [
          {
            ...name,
            environment,
            config,
            ...(cluster.kubeconfigKey !== undefined && { kubeconfigKey: cluster.kubeconfigKey }),
            ...(cluster.schedule !== undefined && { schedule: cluster.schedule }),
          },
        ],
      };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
  }
  return { problems: problems.map((problem) => `${label}: ${problem}`) };
}

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

const regexProblems = (config: Config, shard: WrittenShard | undefined): readonly string[] =>
  shard !== undefined &&
  'domainFilter' in shard.settings &&
  (config.regexDomainFilter !== undefined || config.regexDomainExclusion !== undefined)
    ? ['a cluster whose shards are divided by domainFilter can have no regexDomainFilter and no regexDomainExclusion.']
    : [];

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

function budgetsOf(
  instances: readonly ResolvedInstance[],
  base: Environment,
  concurrentRuns: number | undefined,
): readonly Division[] {
  const { config } = parseConfig({ environment: onlyBudget(base), availableSources: sourceNames });
  try {
    return divideBudget(instances.flatMap(askersOf), config.route53RequestsPerSecond, concurrentRuns);
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError([error.message]);
    throw error;
  }
}

const onlyBudget = (base: Environment): Environment => ({
  [environmentName('source')]: 'fake',
  [budgetVariable]: base[budgetVariable],
});

/** The accounts whose hosted zones an instance asks for; undefined is the function's own. */
const accountsOf = ({ awsAssumeRole, awsZoneRole }: Config): readonly (string | undefined)[] => [
  ...new Set([
    accountOfRole(awsAssumeRole),
    ...awsZoneRole.map((role) => accountOfRole(role.slice(role.indexOf('=') + 1))),
  ]),
];

const askersOf = (instance: ResolvedInstance): readonly Asker[] =>
  accountsOf(instance.config).map((account) => ({
    name: instanceText(instance),
    account,
    ...(instance.environment[budgetVariable] && { fixed: instance.config.route53RequestsPerSecond }),
  }));

/** An instance that asks in several accounts keeps to the smallest share that it has in one of them. */
function withBudget(instance: ResolvedInstance, budgets: readonly Division[]): ResolvedInstance {
  const accounts = accountsOf(instance.config);
  const shares = budgets.filter(({ account }) => accounts.includes(account)).flatMap(({ each }) => each ?? []);
  if (shares.length === 0 || instance.environment[budgetVariable]) return instance;
  const share = Math.min(...shares);
  return {
    ...instance,
    config: { ...instance.config, route53RequestsPerSecond: share },
    environment: { ...instance.environment, [budgetVariable]: String(share) },
  };
}
