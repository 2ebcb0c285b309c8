import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDns } from '../../lib/emulators/dns/server.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { type ExampleZone, readExamples } from './examples.ts';

/** The embedded cluster and Route 53 with the examples in them, and DNS that answers from the zones. */
export interface Platform {
  readonly kubernetes: KubernetesEmulator;
  readonly route53: Route53Emulator;
  /** Of the DNS server on the loopback interface, for UDP and TCP. */
  readonly dnsPort: number;
  readonly kubeconfig: string;
  /** What a process needs in its environment to work with both. */
  readonly environment: Readonly<Record<string, string>>;
  /** How many objects were loaded. */
  readonly objects: number;
  /** Makes the changes of examples/changes.yaml in the cluster. */
  change(): void;
  /** Closes every port and removes the kubeconfig. */
  stop(): Promise<void>;
}

/** Starts everything on free ports of the loopback interface. Throws ConfigError when an example cannot be read. */
export async function startPlatform(): Promise<Platform> {
  const examples = await readExamples();
  await using started = new AsyncDisposableStack();
  const kubernetes = started.adopt(await startKubernetes(), (each) => each.stop());
  const route53 = started.adopt(await startRoute53(), (each) => each.stop());
  const dns = started.adopt(await startDns(route53), (each) => each.stop());
  const folder = started.adopt(await mkdtemp(join(tmpdir(), 'dns-herald-')), removeFolder);
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, kubernetes.kubeconfig(), { mode: 0o600 });
  kubernetes.apply(...examples.definitions, ...examples.objects);
  for (const zone of examples.zones) createZone(route53, zone);
  const running = started.move();
  return {
    kubernetes,
    route53,
    dnsPort: dns.port,
    kubeconfig,
    environment: environmentOf(kubeconfig, route53),
    objects: examples.objects.length,
    change: () => {
      for (const { deleted, applied } of examples.changes) {
        for (const { apiVersion, kind, namespace, name } of deleted)
          kubernetes.remove(apiVersion, kind, namespace, name);
        kubernetes.apply(...applied);
      }
    },
    stop: () => running.disposeAsync(),
  };
}

/** The names of its hosted zones, as people write them. */
export const zoneNames = (route53: Route53Emulator): string =>
  route53
    .zones()
    .map(({ name }) => name.replace(/\.$/, ''))
    .join(' and ');

const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

const environmentOf = (kubeconfig: string, { url }: Route53Emulator): Readonly<Record<string, string>> => ({
  KUBECONFIG: kubeconfig,
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'embedded',
  AWS_SECRET_ACCESS_KEY: 'embedded',
  AWS_REGION: 'us-east-1',
  // The older AWS CLI knows the region by this name alone.
  AWS_DEFAULT_REGION: 'us-east-1',
});

function createZone(route53: Route53Emulator, { name, records }: ExampleZone): void {
  const sets = records.map((record) => ({
    Name: record.name,
    Type: record.type,
    TTL: record.ttl,
    ResourceRecords: record.values.map((Value) => ({ Value })),
  }));
  route53.put(route53.createZone(name), ...sets);
}
