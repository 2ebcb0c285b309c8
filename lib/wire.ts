import { randomUUID } from 'node:crypto';
import type { Route53Client } from '@aws-sdk/client-route-53';
import { roleOf } from './aws/role.ts';
import type { ClusterAccess } from './cluster/access.ts';
import { clusterAccess, clusterRoute } from './cluster/choose-access.ts';
import { type KubernetesClient, kubernetesClient } from './cluster/client.ts';
import type { Config } from './config/config.ts';
import type { Environment } from './config/environment.ts';
import type { ParsedConfig } from './config/parse.ts';
import type { Patient } from './doctor/examine.ts';
import { domainFilter } from './endpoint/domain-filter.ts';
import { managedTypes } from './endpoint/managed-types.ts';
import { eventEmitter } from './events/delivery/emitter.ts';
import type { EventBus } from './events/delivery/event-bus-client.ts';
import { noticeFlapping } from './events/delivery/notice-flapping.ts';
import type { EventEmitter } from './events/event.ts';
import type { EventMessage } from './events/message.ts';
import type { Account } from './providers/route53/accounts.ts';
import { connectAccounts } from './providers/route53/connect-accounts.ts';
import type { RequestCounts } from './providers/route53/requests.ts';
import { emptyMemory, type Route53Memory, Route53Provider } from './providers/route53/route53.ts';
import type { ZoneFilter } from './providers/route53/zones.ts';
import { openTable } from './registry/index.ts';
import type { Memory } from './run/memory.ts';
import type { Run } from './run/run.ts';
import { scopeOf } from './run/scope.ts';

/** The clients of one container, used again by every run in it. */
export interface Clients {
  readonly access: ClusterAccess;
  readonly cluster: KubernetesClient;
  /** Of the first account. */
  readonly route53: Route53Client;
  /** Every account; where absent, there is that one alone. */
  readonly route53Accounts?: readonly Account[];
  readonly route53Counts: () => RequestCounts;
  /** Requests to Route 53 so far that were refused for their rate. */
  readonly route53Throttles: () => number;
  /** Absent unless events go to one. */
  readonly eventBus?: EventBus;
}

/** Tries after the first one for each request to the cluster. */
const clusterRetries = 4;

/** Makes the clients: the one place that does. Throws ConfigError when the kubeconfig cannot be used. */
export function connect(config: Config, environment: Environment): Clients {
  const access = clusterAccess(config, environment);
  const { accounts, counts, throttles } = connectAccounts({
    maxAttempts: config.awsApiRetries,
    requestsPerSecond: config.route53RequestsPerSecond,
    region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'],
    profiles: config.awsProfile,
    role: roleOf(config.awsAssumeRole, config.awsAssumeRoleExternalId),
    zoneRoles: config.awsZoneRole,
    externalId: config.awsAssumeRoleExternalId,
  });
  const timeoutMs = config.kubeApiRequestTimeout * 1000;
  return {
    access,
    cluster: kubernetesClient({ kubeConfig: access, timeoutMs, retries: clusterRetries }),
    route53: accounts[0].client,
    route53Accounts: accounts,
    route53Counts: counts,
    route53Throttles: throttles,
    ...(config.eventBus !== undefined && { eventBus: lazyEventBus(config.eventBus) }),
  };
}

/** The SDK's client is loaded with the first event. */
function lazyEventBus(bus: string): EventBus {
  let connection: Promise<EventBus> | undefined;
  return {
    async put(entries, signal) {
      connection ??= import('./events/delivery/event-bus-client.ts').then(({ connectEventBus }) =>
        connectEventBus({ bus }),
      );
      return (await connection).put(entries, signal);
    },
  };
}

/** What an entry point knows of its invocation. */
export interface RunSettings {
  /** When the function is stopped, in milliseconds since the epoch. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds since the epoch; the system's clock where absent. */
  readonly now?: () => number;
  /** What the container remembers between runs. */
  readonly memory?: Memory;
  /** Where `--event-log` writes; lines of JSON on stderr where absent. */
  readonly logEvent?: (message: EventMessage) => void;
}

const printEvent = (message: EventMessage): void => {
  process.stderr.write(`${JSON.stringify(message)}\n`);
};

/** One run over these clients. */
export function prepareRun(
  parsed: Pick<ParsedConfig, 'config' | 'configured' | 'narrowed'>,
  clients: Clients,
  settings: RunSettings = {},
): Run {
  const { config, configured, narrowed } = parsed;
  const now = settings.now ?? Date.now;
  const before = clients.route53Counts();
  const throttledBefore = clients.route53Throttles();
  const deadline = settings.deadline === undefined ? {} : { deadline: settings.deadline };
  return {
    runId: randomUUID(),
    config,
    ...(narrowed.length > 0 && { narrowed: scopeOf(configured) }),
    client: clients.cluster,
    provider: new Route53Provider(accountsOf(clients), {
      ...providerOptions(config, configured),
      memory: providerMemory(settings.memory),
      now,
    }),
    providerCalls: () => difference(clients.route53Counts(), before),
    providerThrottles: () => clients.route53Throttles() - throttledBefore,
    emitter: emitterOf(config, clients, { ...settings, now }),
    now,
    ...deadline,
    signal: settings.signal ?? new AbortController().signal,
    ...(settings.memory && { memory: settings.memory }),
  };
}

const accountsOf = ({ route53: client, route53Accounts }: Clients): readonly Account[] =>
  route53Accounts ?? [{ client, name: 'the usual AWS credentials' }];

function providerMemory(memory: Memory = {}): Route53Memory {
  memory.provider ??= emptyMemory();
  return memory.provider;
}

function emitterOf(
  { reportingController: controller, eventLog }: Config,
  { cluster: client, eventBus }: Clients,
  { now = Date.now, deadline, logEvent = printEvent, memory }: RunSettings,
): EventEmitter {
  const options = { client, controller, now };
  const emitter = eventEmitter({
    ...options,
    ...(deadline !== undefined && { deadline }),
    ...(eventLog && { log: logEvent }),
    ...(eventBus && { eventBus }),
    ...(memory && { outbox: memory }),
  });
  return noticeFlapping(emitter, options);
}

/** What the doctor looks at: these clients, under this configuration. */
export const prepareExamination = (
  { config, configured }: Pick<ParsedConfig, 'config' | 'configured'>,
  clients: Clients,
  environment: Environment,
  signal: AbortSignal,
): Patient => ({
  config,
  route: clusterRoute(config),
  access: clients.access,
  client: clients.cluster,
  accounts: accountsOf(clients),
  ...(config.registry === 'dynamodb' && { table: () => openTable(config) }),
  ...(clients.eventBus && { eventBus: clients.eventBus }),
  zoneFilter: zoneFilter(config, configured),
  environment,
  signal,
});

function providerOptions(config: Config, configured: Config): ConstructorParameters<typeof Route53Provider>[1] {
  return {
    preferCname: config.awsPreferCname,
    evaluateTargetHealth: config.awsEvaluateTargetHealth,
    managedTypes: managedTypes(config),
    zoneFilter: { ...zoneFilter(config, configured), elsewhere: config.otherShardZoneIds },
    limits: {
      elements: Math.min(config.awsBatchChangeSize, config.awsBatchChangeSizeValues),
      characters: config.awsBatchChangeSizeBytes,
    },
  };
}

/** A payload that narrows the domains narrows names, not the zones that hold them. */
function zoneFilter(config: Config, configured: Config): ZoneFilter {
  const domains = domainFilter(configured);
  return {
    ids: config.zoneIdFilter,
    tags: config.awsZoneTags,
    ...(config.awsZoneType !== undefined && { visibility: config.awsZoneType }),
    matchesDomain: (name) => domains.matches(name) || (config.awsZoneMatchParent && domains.matchesParent(name)),
  };
}

const difference = (after: RequestCounts, before: RequestCounts): RequestCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([operation, count]) => [operation, count - (before[operation] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
