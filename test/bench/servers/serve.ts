import { type KubernetesEmulator, startKubernetes } from '../../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../../lib/emulators/route53/emulator.ts';
import type { Call, Place, Reply, ServerCommands, Traffic, ZoneContent } from './commands.ts';
import { type MeteredPort, meterPort } from './metered-port.ts';

interface Running {
  readonly kubernetes: KubernetesEmulator;
  readonly route53: Route53Emulator;
  readonly ports: readonly MeteredPort[];
}

let running: Running | undefined;

const servers = (): Running => {
  if (running === undefined) throw new Error('The servers were not started');
  return running;
};

/** More than any benchmark makes: a zone of 50,000 names with their ownership rows. */
const recordSetsPerZone = 1_000_000;

const commands: ServerCommands = {
  async start() {
    const [kubernetes, route53] = await Promise.all([startKubernetes(), startRoute53({ recordSetsPerZone })]);
    const [cluster, dns] = await Promise.all([meterPort(portOf(kubernetes.url)), meterPort(portOf(route53.url))]);
    running = { kubernetes, route53, ports: [cluster, dns] };
    return {
      kubeconfig: kubernetes.kubeconfig().replaceAll(kubernetes.url, `https://127.0.0.1:${cluster.port}`),
      route53Url: `http://127.0.0.1:${dns.port}`,
    };
  },
  admit: async (requestsPerSecond) => servers().route53.throttle(requestsPerSecond),
  apply: async (manifests) => servers().kubernetes.apply(...manifests),
  async emptyZone(place) {
    await this.removeZone(place);
    servers().route53.createZone(place.zone);
  },
  async removeZone(place) {
    const id = zoneId(place);
    if (id !== undefined) servers().route53.deleteZone(id);
  },
  async forgetEvents() {
    const { kubernetes } = servers();
    for (const { metadata } of kubernetes.objects('v1', 'Event'))
      kubernetes.remove('v1', 'Event', metadata.namespace, metadata.name);
  },
  zoneContent: async (place) => contentOf(place),
  takeTraffic: async () => takeTraffic(servers()),
};

const portOf = (url: string): number => Number(new URL(url).port);

const zoneId = ({ zone }: Place): string | undefined =>
  servers()
    .route53.zones()
    .find(({ name }) => name === `${zone}.`)?.id;

function contentOf(place: Place): ZoneContent {
  const sets = servers()
    .route53.recordSets(zoneId(place) ?? '')
    .filter(({ Type }) => Type !== 'SOA' && Type !== 'NS');
  const values = sets.map(({ ResourceRecords = [] }) => ResourceRecords.map(({ Value = '' }) => Value));
  return {
    recordSets: sets.length,
    elements: values.reduce((sum, each) => sum + Math.max(each.length, 1), 0),
    characters: values.flat().reduce((sum, value) => sum + value.length, 0),
  };
}

function takeTraffic({ kubernetes, route53, ports }: Running): Traffic {
  const traffic = {
    kubernetes: kubernetes.requests.length,
    route53: route53.requests.length,
    changes: route53.requests.filter(({ action }) => action === 'ChangeResourceRecordSets').length,
    bytesRead: ports.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    events: kubernetes.requests.filter(
      ({ resource, verb, status }) => resource === 'events' && verb === 'create' && status === 201,
    ).length,
  };
  kubernetes.resetRequests();
  route53.resetRequests();
  for (const port of ports) port.reset();
  return traffic;
}

// The process that both servers live in, apart from whoever is measured: messages tell it what to do, and it ends with
// the process that started it.
process.on('message', async (call: Call) => {
  process.send?.(await answer(call));
});
process.on('disconnect', () => process.exit());

async function answer({ id, command, argument }: Call): Promise<Reply> {
  try {
    const handle: (argument: never) => Promise<unknown> = commands[command].bind(commands);
    return { id, result: await handle(argument as never) };
  } catch (error) {
    return { id, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
