import { randomUUID } from 'node:crypto';
import type { Route53Client } from '@aws-sdk/client-route-53';
import { roleOf } from './aws/role.ts';
import { clusterAccess } from './cluster/choose-access.ts';
import { type KubernetesClient, kubernetesClient } from './cluster/client.ts';
import { type Config, ConfigError } from './config/config.ts';
import type { ParsedConfig } from './config/parse.ts';
import { domainFilter } from './endpoint/domain-filter.ts';
import { kubernetesEmitter } from './events/kubernetes-emitter.ts';
import { connectRoute53 } from './providers/route53/client.ts';
import type { RequestCounts } from './providers/route53/requests.ts';
import { Route53Provider } from './providers/route53/route53.ts';
import type { Memory } from './run/memory.ts';
import type { Run } from './run/run.ts';
import { scopeOf } from './run/scope.ts';

/** The clients of one container, used again by every run in it. */
export interface Clients {
  readonly cluster: KubernetesClient;
  readonly route53: Route53Client;
  readonly route53Counts: () => RequestCounts;
}

/** Tries after the first one for each request to the cluster. */
const clusterRetries = 4;

/** Makes the clients: the one place that does. Throws ConfigError when the kubeconfig cannot be used. */
export function connect(config: Config, environment: Readonly<Record<string, string | undefined>>): Clients {
  const kubeConfig = clusterAccess(config, environment);
  const [profile, ...others] = config.awsProfile;
  if (others.length > 0)
    throw new ConfigError(['--aws-profile is given more than once; one account is served at a time.']);
  const { client, counts } = connectRoute53({
    maxAttempts: config.awsApiRetries,
    requestsPerSecond: config.route53RequestsPerSecond,
    region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'],
    ...(profile !== undefined && { profile }),
    role: roleOf(config.awsAssumeRole, config.awsAssumeRoleExternalId),
  });
  return {
    cluster: kubernetesClient({ kubeConfig, timeoutMs: config.kubeApiRequestTimeout * 1000, retries: clusterRetries }),
    route53: client,
    route53Counts: counts,
  };
}

export interface RunSettings {
  /** When the function is stopped, in milliseconds since the epoch. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds since the epoch; the system's clock where absent. */
  readonly now?: () => number;
  /** What the container remembers between runs. */
  readonly memory?: Memory;
}

/** One run over these clients. */
export function prepareRun(
  parsed: Pick<ParsedConfig, 'config' | 'configured' | 'narrowed'>,
  clients: Clients,
  settings: RunSettings = {},
): Run {
  const { config, configured, narrowed } = parsed;
  const now = settings.now ?? Date.now;
  const before = clients.route53Counts();
  const deadline = settings.deadline === undefined ? {} : { deadline: settings.deadline };
  return {
    runId: randomUUID(),
    config,
    ...(narrowed.length > 0 && { narrowed: scopeOf(configured) }),
    client: clients.cluster,
    provider: new Route53Provider(clients.route53, providerOptions(config, configured)),
    providerCalls: () => difference(clients.route53Counts(), before),
    emitter: kubernetesEmitter({ client: clients.cluster, controller: config.reportingController, now, ...deadline }),
    now,
    ...deadline,
    signal: settings.signal ?? new AbortController().signal,
    ...(settings.memory && { memory: settings.memory }),
  };
}

/** A payload that narrows the domains narrows names, not the zones that hold them. */
function providerOptions(config: Config, configured: Config): ConstructorParameters<typeof Route53Provider>[1] {
  const domains = domainFilter(configured);
  return {
    preferCname: config.awsPreferCname,
    evaluateTargetHealth: config.awsEvaluateTargetHealth,
    managedTypes: new Set(config.managedRecordTypes.filter((type) => !config.excludeRecordTypes.includes(type))),
    zoneFilter: {
      ids: config.zoneIdFilter,
      tags: config.awsZoneTags,
      ...(config.awsZoneType !== undefined && { visibility: config.awsZoneType }),
      matchesDomain: (name) => domains.matches(name) || (config.awsZoneMatchParent && domains.matchesParent(name)),
    },
    limits: {
      elements: Math.min(config.awsBatchChangeSize, config.awsBatchChangeSizeValues),
      characters: config.awsBatchChangeSizeBytes,
    },
  };
}

const difference = (after: RequestCounts, before: RequestCounts): RequestCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([operation, count]) => [operation, count - (before[operation] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
