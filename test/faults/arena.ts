import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { parseConfig } from '../../lib/config/parse.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import type { Memory } from '../../lib/run/memory.ts';
import { sync } from '../../lib/sync.ts';
import { type Clients, prepareRun } from '../../lib/wire.ts';
import { calmAttempts, clientsFor, type Patience } from './arena-clients.ts';
import { Batches } from './batches.ts';
import { type Chaos, calm, type Hooks, unleash } from './chaos.ts';
import { type AskingManifest, companionResources, companions, customKindOf, customKinds } from './custom-objects.ts';
import { isTooLate, reserveMs } from './deadline.ts';
import { seize } from './lease-holder.ts';
import { zone } from './names.ts';
import { namespace } from './objects.ts';
import { coreSources, flagsOf } from './run-flags.ts';
import type { Affixing } from './snapshot.ts';
import type { StepRecord } from './step-record.ts';
import { type Watch, watchedProvider } from './watched-provider.ts';
import type { FaultWorld } from './world.ts';
import { Zones } from './zones.ts';

/** How a run is called in a step. */
export interface Call {
  /** These take the place of the world's flags of the same names. */
  readonly flags?: readonly string[];
  /** Of a manual invoke. */
  readonly payload?: object;
  /** A kind that the cluster does not serve. */
  readonly unserved?: string;
}

const infrastructure = ['infra/kubernetes/dnsendpoint-crd.yaml', 'infra/kubernetes/rbac.yaml'].flatMap((path) =>
  parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as object),
);

const clusterScoped: ReadonlySet<string> = new Set(['Node']);

const hourMs = 3_600_000;

/** What runs of one step share. */
interface Surroundings extends Watch {
  readonly stop: AbortController;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly batches: Batches;
  /** Key of the record that an intruder changed. */
  intrudedOn?: string | undefined;
  /** Looks at the clock so far. */
  looks: number;
}

const halt = ({ stop }: Surroundings): void => stop.abort(new Error('the function was stopped'));

/** What time it is, and the latest time that anybody saw: a clock may be set back. In milliseconds since the epoch. */
interface Clock {
  time: number;
  latest: number;
}

/** One world at work: both emulators, a clock, and everything that others put there. */
export class Arena {
  readonly world: FaultWorld;
  readonly affixing: Affixing;
  readonly kubernetes: KubernetesEmulator;
  readonly route53: Route53Emulator;
  readonly zones: Zones;
  /** Living objects, by `Kind/name`. */
  readonly objects = new Map<string, AskingManifest>();
  readonly #sources: readonly string[];
  readonly #memory: Memory = {};
  readonly #clients = new Map<Patience, Clients>();
  readonly #clock: Clock;

  private constructor(
    world: FaultWorld,
    sources: readonly string[],
    clock: Clock,
    kubernetes: KubernetesEmulator,
    route53: Route53Emulator,
  ) {
    this.world = world;
    this.affixing = {
      affixes: world.affixes,
      wildcard: world.flags.includes('--txt-wildcard-replacement=any') ? 'any' : '*',
    };
    this.#sources = sources;
    this.#clock = clock;
    this.kubernetes = kubernetes;
    this.route53 = route53;
    this.zones = new Zones(route53, this.affixing, world);
  }

  /** `more`: sources that are read beside the core ones and the world's own. */
  static async open(world: FaultWorld, more: readonly string[] = []): Promise<Arena> {
    const start = Date.parse('2026-03-01T12:00:00Z');
    const clock = { time: start, latest: start };
    const kubernetes = await startKubernetes({ now: () => new Date(clock.time) });
    const sources = [...new Set([...coreSources, ...world.sources, ...more])];
    const arena = new Arena(world, sources, clock, kubernetes, await startRoute53());
    arena.#furnish();
    return arena;
  }

  async close(): Promise<void> {
    for (const { route53 } of this.#clients.values()) for (const { client } of route53.accounts) client.destroy();
    await Promise.all([this.kubernetes.stop(), this.route53.stop()]);
  }

  /** Milliseconds since the epoch. */
  get time(): number {
    return this.#clock.time;
  }

  /** By key in snapshots: what others put into the zones, as text. */
  get strangers(): ReadonlyMap<string, string> {
    return this.zones.strangers;
  }

  #furnish(): void {
    this.kubernetes.apply(...infrastructure);
    for (const source of this.#sources) this.#serve(source);
    if (this.world.crowd) {
      const names = Array.from({ length: 510 }, (_, at) => `idle-${at}`);
      this.kubernetes.apply(
        ...names.map((name) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } })),
      );
    }
  }

  #serve(source: string): void {
    const kinds = [...customKinds.filter((each) => each.source === source), ...(companionResources[source] ?? [])];
    for (const { apiVersion, kind, plural } of kinds)
      this.kubernetes.defineResource({ apiVersion, kind, plural, scope: 'Namespaced', subresources: ['status'] });
    for (const each of companions[source] ?? [])
      this.kubernetes.apply({ ...each, metadata: { ...each.metadata, namespace } });
  }

  /** An object of a kind whose source is not read here is not put. */
  put(manifest: AskingManifest): void {
    const custom = customKindOf(manifest);
    if (custom !== undefined && !this.#sources.includes(custom.source)) return;
    const { asks: _, ...applied } = manifest;
    const scope = clusterScoped.has(manifest.kind) ? {} : { namespace };
    this.kubernetes.apply({ ...applied, metadata: { ...manifest.metadata, ...scope } });
    this.objects.set(`${manifest.kind}/${manifest.metadata.name}`, manifest);
  }

  remove(key: string): void {
    const manifest = this.objects.get(key);
    if (manifest === undefined) return;
    const scope = clusterScoped.has(manifest.kind) ? undefined : namespace;
    this.kubernetes.remove(manifest.apiVersion, manifest.kind, scope, manifest.metadata.name);
    this.objects.delete(key);
  }

  /** Lets time pass, from the latest time that anybody saw, as another machine would. */
  pass(seconds: number): void {
    this.#clock.time += seconds * 1000;
  }

  /** A time after every Lease has run out, with enough of its hour left for several runs. */
  toQuietHour(): void {
    this.#clock.time = (Math.floor(Math.max(this.#clock.latest, this.#clock.time) / hourMs) + 1) * hourMs + 60_000;
  }

  /** The runs of one step, while chaos reigns. */
  async run(chaos: Chaos = calm, call: Call = {}): Promise<StepRecord> {
    const before = this.zones.snapshot();
    const flags = flagsOf(this.world, this.#sources, call.flags ?? []);
    const around = this.#surroundings(chaos);
    const undo = unleash(chaos, this, this.#hooks(chaos, around));
    const outcomes = await Promise.all(
      Array.from({ length: chaos.runs }, () => this.#runOnce(chaos, { ...call, flags }, around)),
    );
    undo();
    const { batches, violations, intrudedOn } = around;
    const seen = {
      ...(call.unserved !== undefined && { unserved: call.unserved }),
      ...(call.payload && { payload: call.payload }),
      ...(intrudedOn !== undefined && { intrudedOn }),
    };
    return { chaos, flags, before, after: this.zones.snapshot(), outcomes, batches, violations, ...seen };
  }

  #surroundings({ clockJump, deadline, thief }: Chaos): Surroundings {
    const isTimeSteady = clockJump === undefined && deadline === undefined && !thief;
    return {
      stop: new AbortController(),
      deadline: this.#clock.time + reserveMs + (deadline?.afterMs ?? 0),
      batches: new Batches(),
      writers: { now: 0 },
      violations: [],
      apart: isTimeSteady ? 'expected' : 'not expected',
      looks: 0,
    };
  }

  #hooks(chaos: Chaos, around: Surroundings): Hooks {
    return {
      onRequest: (count) => {
        if (count === chaos.abortAt) halt(around);
        if (count === chaos.clockJump?.at) this.#clock.time += chaos.clockJump.byMs;
      },
      onBatch: (count, batch) => {
        around.batches.note(batch);
        if (count === 1) around.intrudedOn = this.zones.intrude(chaos.intruder);
        if (chaos.thief && around.batches.of(this.zones.idOf(zone)).length === 1) this.pass(seize(this));
        if (isTooLate(chaos, this.#clock.time, around.deadline))
          around.violations.push('a batch was begun that the deadline might have cut off');
      },
    };
  }

  async #runOnce(chaos: Chaos, { flags, payload }: Required<Pick<Call, 'flags'>> & Call, around: Surroundings) {
    const { signal } = around.stop;
    const tickMs = chaos.deadline?.tickMs ?? 1;
    const now = () => {
      around.looks += 1;
      if (around.looks === chaos.abortAtLook) halt(around);
      this.#clock.time += tickMs;
      this.#clock.latest = Math.max(this.#clock.latest, this.#clock.time);
      return this.#clock.time;
    };
    const parsed = parseConfig({ flags, payload, availableSources: this.#sources });
    const run = prepareRun(parsed, this.#clientsFor(chaos), {
      now,
      signal,
      ...(chaos.deadline && { deadline: around.deadline }),
      ...(this.world.warm && chaos.runs === 1 && { memory: this.#memory }),
    });
    try {
      const { report } = await sync({ ...run, provider: watchedProvider(run.provider, around) });
      return { report };
    } catch (error) {
      return { error, ...(signal.aborted && { stopped: signal.reason }) };
    }
  }

  /** Where no request fails at random, slowness is the machine's. */
  #clientsFor({ clusterRate, route53Rate }: Chaos): Clients {
    const patience = clusterRate + route53Rate === 0 ? 'calm' : 'chaos';
    const attempts = patience === 'calm' || this.world.flags.includes('--aws-api-retries=2') ? calmAttempts : 1;
    const clients = this.#clients.get(patience) ?? clientsFor(this.kubernetes, this.route53, patience, attempts);
    this.#clients.set(patience, clients);
    return clients;
  }
}
