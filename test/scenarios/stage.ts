import { expect } from '@jest/globals';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import type { Config } from '../../lib/config/config.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import type { CoreEvent } from '../../lib/events/core-event.ts';
import { sourceNames } from '../../lib/sources/index.ts';
import { type SyncResult, sync } from '../../lib/sync.ts';
import { type Clients, connect, prepareRun, type RunSettings } from '../../lib/wire.ts';
import { apply, createZone, eventsIn, type Manifest, recordsOf, touch, type World } from './world.ts';

/** The owner id that scenarios run under unless they say otherwise; its Lease is given back by each run. */
export const owner = 'scenario';

/** One scenario's own namespace and hosted zone `example.com` in a world, and what it does there. */
export class Stage {
  readonly world: World;
  readonly namespace: string;
  readonly zoneId: string;
  /** The owner id of its runs. */
  readonly owner: string;
  readonly #clients = new Map<string, Clients>();
  #seen: ReadonlyMap<string, number> = new Map();

  private constructor({ world, namespace, zoneId, owner }: Pick<Stage, 'world' | 'namespace' | 'zoneId' | 'owner'>) {
    this.world = world;
    this.namespace = namespace;
    this.zoneId = zoneId;
    this.owner = owner;
  }

  static async open(world: World, ofOwner: string = owner): Promise<Stage> {
    await world.resetRoute53();
    const namespace = await world.newNamespace();
    return new Stage({ world, namespace, zoneId: await createZone(world, 'example.com'), owner: ofOwner });
  }

  async apply(...manifests: readonly Manifest[]): Promise<void> {
    for (const manifest of manifests) await apply(this.world, this.namespace, manifest);
  }

  async remove(...objects: readonly Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>[]): Promise<void> {
    for (const object of objects) await touch('DELETE')(this.world, this.namespace, object);
  }

  read(object: Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>) {
    return touch('GET')(this.world, this.namespace, object);
  }

  /** One run of the pipeline, as `npm run sync` makes it; its clients stay warm for the same flags. */
  async run(
    flags: readonly string[] = ['--source=service', '--source=ingress'],
    settings: RunSettings = {},
    payload: unknown = undefined,
  ): Promise<SyncResult> {
    const argv = [
      `--kubeconfig=${this.world.kubeconfig}`,
      `--namespace=${this.namespace}`,
      ...(flags.some((flag) => flag.startsWith('--txt-owner-id=')) ? [] : [`--txt-owner-id=${this.owner}`]),
      '--route53-requests-per-second=1000',
      ...flags,
    ];
    const parsed = parseConfig({ flags: argv, payload, availableSources: sourceNames });
    const clients = this.#clients.get(argv.join(' ')) ?? this.#connect(parsed.config);
    this.#clients.set(argv.join(' '), clients);
    return sync(prepareRun(parsed, clients, settings));
  }

  #connect(config: Config): Clients {
    const clients = connect(config, process.env);
    const { clusterRetries: retries } = this.world;
    if (retries === undefined) return clients;
    return { ...clients, cluster: kubernetesClient({ kubeConfig: clients.access, timeoutMs: 60_000, retries }) };
  }

  records(): Promise<readonly string[]> {
    return recordsOf(this.world, this.zoneId);
  }

  events(fieldSelector = ''): Promise<readonly CoreEvent[]> {
    return eventsIn(this.world, this.namespace, fieldSelector);
  }

  /** Asserts what was told since the last time this was asked: `Service/web Normal RecordReady Created`, sorted. */
  async expectNews(...expected: readonly string[]): Promise<void> {
    const events = await this.events();
    const news = events.filter(({ metadata, count }) => this.#seen.get(metadata.name) !== count);
    this.#seen = new Map(events.map(({ metadata, count }) => [metadata.name, count] as const));
    expect(news.map(eventText).sort()).toEqual([...expected].sort());
  }
}

const eventText = ({ involvedObject, type, reason, action }: CoreEvent): string =>
  `${involvedObject['kind']}/${involvedObject['name']} ${type} ${reason} ${action}`;

/** `Failed A bad.example.com Service/shop/web`: one line for each result of a report. */
export const resultLines = ({ report }: SyncResult): readonly string[] =>
  report.results.map(({ status, cause, recordType, dnsName }) =>
    [cause ?? status, recordType, dnsName].filter(Boolean).join(' '),
  );
