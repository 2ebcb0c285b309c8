import { randomUUID } from 'node:crypto';
import type { ClusterAccess } from './cluster/access.ts';
import { clusterAccess, clusterRoute } from './cluster/choose-access.ts';
import { type KubernetesClient, kubernetesClient } from './cluster/client.ts';
import type { Config } from './config/config.ts';
import type { Environment } from './config/environment.ts';
import type { ParsedConfig } from './config/parse.ts';
import type { Patient } from './doctor/patient.ts';
import { eventEmitter } from './events/delivery/emitter.ts';
import type { EventBus } from './events/delivery/event-bus-client.ts';
import { noticeFlapping } from './events/delivery/notice-flapping.ts';
import type { EventEmitter } from './events/event.ts';
import type { EventMessage } from './events/message.ts';
import { providers } from './providers/index.ts';
import type { ConnectedAccounts } from './providers/route53/connect-accounts.ts';
import { zoneFilterOf } from './providers/route53/options.ts';
import { countsSince } from './providers/route53/requests.ts';
import { emptyMemory, type Route53Memory } from './providers/route53/route53.ts';
import { openTable } from './registry/index.ts';
import type { Memory } from './run/memory.ts';
import type { Run } from './run/run.ts';
import { scopeOf } from './run/scope.ts';

/** The clients of one container, used again by every run in it. */
export interface Clients {
  readonly access: ClusterAccess;
  readonly cluster: KubernetesClient;
  readonly route53: ConnectedAccounts;
  /** Absent unless events go to one. */
  readonly eventBus?: EventBus;
}

/** Tries after the first one for each request to the cluster. */
const clusterRetries = 4;

/** Makes the clients: the one place that does. Throws ConfigError when the kubeconfig cannot be used. */
export function connect(config: Config, environment: Environment): Clients {
  const access = clusterAccess(config, environment);
  const timeoutMs = config.kubeApiRequestTimeout * 1000;
  return {
    access,
    cluster: kubernetesClient({ kubeConfig: access, timeoutMs, retries: clusterRetries }),
    route53: providers[config.provider].connect(config, environment),
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
  const memory = providerMemory(settings.memory);
  const { accounts, counts, throttles } = clients.route53;
  const [before, throttledBefore] = [counts(), throttles()];
  return {
    runId: randomUUID(),
    config,
    ...(narrowed.length > 0 && { narrowed: scopeOf(configured) }),
    client: clients.cluster,
    provider: providers[config.provider].open(accounts, { config, configured, memory, now }),
    providerCalls: () => countsSince(before, counts()),
    providerThrottles: () => throttles() - throttledBefore,
    emitter: emitterOf(config, clients, { ...settings, now }),
    now,
    ...(settings.deadline !== undefined && { deadline: settings.deadline }),
    signal: settings.signal ?? new AbortController().signal,
    ...(settings.memory && { memory: settings.memory }),
  };
}

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
  { environment, signal }: Pick<Patient, 'environment' | 'signal'>,
): Patient => ({
  config,
  route: clusterRoute(config),
  access: clients.access,
  client: clients.cluster,
  accounts: clients.route53.accounts,
  ...(config.registry === 'dynamodb' && { table: () => openTable(config) }),
  ...(clients.eventBus && { eventBus: clients.eventBus }),
  zoneFilter: zoneFilterOf({ config, configured }),
  environment,
  signal,
});
