import { readFileSync } from 'node:fs';
import { type ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import { parseAllDocuments } from 'yaml';
import { fixedAccess } from '../../lib/cluster/access.ts';
import { kubernetesClient } from '../../lib/cluster/client.ts';
import { kubeConfigFromText } from '../../lib/cluster/kubeconfig.ts';
import { parseConfig } from '../../lib/config/parse.ts';
import { type KubernetesEmulator, startKubernetes } from '../../lib/emulators/kubernetes/kubernetes-emulator.ts';
import { type Route53Emulator, startRoute53 } from '../../lib/emulators/route53/emulator.ts';
import { isWrite } from '../../lib/plan/change.ts';
import type { DnsProvider } from '../../lib/providers/provider.ts';
import { decodeName } from '../../lib/providers/route53/names.ts';
import { meterRequests } from '../../lib/providers/route53/requests.ts';
import type { Report } from '../../lib/report/report.ts';
import type { Memory } from '../../lib/run/memory.ts';
import { sync } from '../../lib/sync.ts';
import { type Clients, prepareRun } from '../../lib/wire.ts';
import type { Manifest } from '../scenarios/world.ts';
import { type Chaos, calm, unleash } from './chaos.ts';
import { excludedDomain, foreignZone, nestedZone, zone } from './names.ts';
import { namespace } from './objects.ts';
import { type Affixing, rowNameOf, type Snapshot, snapshotOf } from './snapshot.ts';
import { affixFlags, type FaultWorld, owner, type Stranger } from './world.ts';

/** What became of one run. */
export interface RunOutcome {
  readonly report?: Report;
  readonly error?: unknown;
  /** The signal's reason, where the run was stopped from outside. */
  readonly stopped?: unknown;
}

/** What a step was, and what it left behind. */
export interface StepRecord {
  readonly chaos: Chaos;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly outcomes: readonly RunOutcome[];
  /** What can only be seen while runs are under way. */
  readonly violations: readonly string[];
}

const infrastructure = ['infra/kubernetes/dnsendpoint-crd.yaml', 'infra/kubernetes/rbac.yaml'].flatMap((path) =>
  parseAllDocuments(readFileSync(path, 'utf8')).map((document) => document.toJS() as object),
);

const clusterScoped: ReadonlySet<string> = new Set(['Node']);

/** What an intruder writes. */
export const intruderAddress = '198.51.100.77';

/** The name that intruders go for: that of the herd's first object. */
export const intruderName = `herd-0.${zone}`;

const hourMs = 3_600_000;

/** What a run keeps in reserve for its last batch and the events, in milliseconds. */
const batchMs = 15_000;

/** What runs of one step share. */
interface Surroundings {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly writers: { now: number };
  readonly violations: string[];
}

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
  /** By key in snapshots: what others put into the zones, as text. */
  readonly strangers = new Map<string, string>();
  /** Living objects, by `Kind/name`. */
  readonly objects = new Map<string, Manifest>();
  readonly #zones = new Map<string, string>();
  readonly #memory: Memory = {};
  readonly #clients = new Map<string, Clients>();
  readonly #clock: Clock;

  private constructor(world: FaultWorld, clock: Clock, kubernetes: KubernetesEmulator, route53: Route53Emulator) {
    this.world = world;
    this.affixing = {
      affixes: world.affixes,
      wildcard: world.flags.includes('--txt-wildcard-replacement=any') ? 'any' : '*',
    };
    this.#clock = clock;
    this.kubernetes = kubernetes;
    this.route53 = route53;
  }

  static async open(world: FaultWorld): Promise<Arena> {
    const start = Date.parse('2026-03-01T12:00:00Z');
    const clock = { time: start, latest: start };
    const kubernetes = await startKubernetes({ now: () => new Date(clock.time) });
    const route53 = await startRoute53();
    const arena = new Arena(world, clock, kubernetes, route53);
    arena.#furnish();
    return arena;
  }

  async close(): Promise<void> {
    for (const { route53 } of this.#clients.values()) route53.destroy();
    await Promise.all([this.kubernetes.stop(), this.route53.stop()]);
  }

  #furnish(): void {
    this.kubernetes.apply(...infrastructure);
    if (this.world.crowd) {
      const names = Array.from({ length: 510 }, (_, at) => `idle-${at}`);
      this.kubernetes.apply(
        ...names.map((name) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace } })),
      );
    }
    this.#zones.set(zone, this.route53.createZone(zone));
    this.#zones.set(foreignZone, this.route53.createZone(foreignZone));
    if (this.world.zones.nested) this.#zones.set(nestedZone, this.route53.createZone(nestedZone));
    if (this.world.zones.private) this.route53.createZone(zone, { visibility: 'private' });
    for (const stranger of this.world.strangers) this.#settle(stranger);
  }

  /** Puts a stranger's record, and its row, where neither breaks a rule of DNS. */
  #settle({ name, set, owners }: Stranger): void {
    const dnsName = `${name}.${zone}`;
    const zoneId = this.#zoneOf(dnsName);
    const there = this.snapshot().filter((each) => each.zoneId === zoneId);
    const rivals = there.filter((each) => each.name === decodeName(dnsName));
    if (rivals.some(({ type }) => type === 'CNAME' || type === set.Type) || (set.Type === 'CNAME' && rivals.length > 0))
      return;
    const row = rowNameOf(this.affixing, dnsName, set.Type ?? 'A');
    const hasRow = owners.length > 0 && !there.some((each) => each.name === decodeName(row)) && row !== dnsName;
    const { Type: _, TTL: __, ResourceRecords: ___, ...routing } = set;
    this.route53.put(zoneId, { ...set, Name: dnsName });
    if (hasRow) {
      const ResourceRecords = owners.map((each) => ({ Value: `"heritage=external-dns,external-dns/owner=${each}"` }));
      this.route53.put(zoneId, { ...routing, Name: row, Type: 'TXT', TTL: 300, ResourceRecords });
    }
    this.#noteStrangers(
      there.map(({ key }) => key),
      zoneId,
    );
  }

  #noteStrangers(known: readonly string[], zoneId: string): void {
    for (const each of this.snapshot()) {
      if (each.zoneId === zoneId && !known.includes(each.key)) this.strangers.set(each.key, each.text);
    }
  }

  #zoneOf(dnsName: string): string {
    const names = [...this.#zones.keys()].filter((each) => dnsName === each || dnsName.endsWith(`.${each}`));
    const [closest = zone] = names.sort((left, right) => right.length - left.length);
    return this.#zones.get(closest) ?? '';
  }

  snapshot(): Snapshot {
    return snapshotOf(this.route53);
  }

  put(manifest: Manifest): void {
    const scope = clusterScoped.has(manifest.kind) ? {} : { namespace };
    this.kubernetes.apply({ ...manifest, metadata: { ...manifest.metadata, ...scope } });
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
  async run(chaos: Chaos = calm, more: readonly string[] = []): Promise<StepRecord> {
    const before = this.snapshot();
    const violations: string[] = [];
    const stop = new AbortController();
    const writers = { now: 0 };
    const deadline = this.#clock.time + batchMs + (chaos.deadline?.afterMs ?? 0);
    const undo = unleash(chaos, this, {
      onRequest: (count) => {
        if (count === chaos.abortAt) stop.abort(new Error('the function was stopped'));
        if (count === chaos.clockJump?.at) this.#clock.time += chaos.clockJump.byMs;
      },
      onBatch: (count) => {
        if (count === 1) this.#intrude(chaos.intruder, violations);
        if (this.#isTooLate(chaos, deadline)) violations.push('a batch was begun that the deadline might have cut off');
      },
    });
    const outcomes = await Promise.all(
      Array.from({ length: chaos.runs }, () =>
        this.#runOnce(chaos, more, { signal: stop.signal, deadline, writers, violations }),
      ),
    );
    undo();
    return { chaos, before, after: this.snapshot(), outcomes, violations };
  }

  async #runOnce(
    chaos: Chaos,
    more: readonly string[],
    { signal, deadline, writers, violations }: Surroundings,
  ): Promise<RunOutcome> {
    const tickMs = chaos.deadline?.tickMs ?? 1;
    const now = () => {
      this.#clock.time += tickMs;
      this.#clock.latest = Math.max(this.#clock.latest, this.#clock.time);
      return this.#clock.time;
    };
    const parsed = parseConfig({
      flags: [...this.#flags(), ...more],
      payload: undefined,
      availableSources: sourceNames,
    });
    const run = prepareRun(parsed, this.#clientsFor(chaos), {
      now,
      signal,
      ...(chaos.deadline && { deadline }),
      ...(this.world.warm && chaos.runs === 1 && { memory: this.#memory }),
    });
    const isTimed = chaos.clockJump === undefined && chaos.deadline === undefined;
    try {
      const provider = watched(run.provider, writers, isTimed, violations);
      const { report } = await sync({ ...run, provider });
      return { report };
    } catch (error) {
      return { error, ...(signal.aborted && { stopped: signal.reason }) };
    }
  }

  /** Some looks at the clock lie between the decision to send a batch and its arrival. */
  #isTooLate({ deadline: end, clockJump, runs }: Chaos, deadline: number): boolean {
    if (end === undefined || clockJump !== undefined || runs > 1) return false;
    return this.#clock.time + batchMs > deadline + 5 * end.tickMs;
  }

  #flags(): readonly string[] {
    return [
      ...['service', 'ingress', 'node', 'pod', 'crd'].map((source) => `--source=${source}`),
      `--txt-owner-id=${owner}`,
      `--domain-filter=${zone}`,
      `--exclude-domains=${excludedDomain}`,
      '--route53-requests-per-second=100000',
      '--verbose',
      ...(this.world.warm ? ['--provider-cache-time=1h'] : []),
      ...affixFlags[this.world.affixes],
      ...this.world.flags,
    ];
  }

  /** Under chaos a request may take little time; without it, as much as a busy machine needs. */
  #clientsFor(chaos: Chaos): Clients {
    const mode = chaos === calm ? 'calm' : 'chaos';
    const known = this.#clients.get(mode);
    if (known !== undefined) return known;
    const kubeconfig = this.kubernetes.kubeconfig('system:serviceaccount:dns-herald:dns-herald');
    const route53 = new Route53Client({
      region: 'us-east-1',
      endpoint: this.route53.url,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: mode === 'calm' || this.world.flags.includes('--aws-api-retries=2') ? 3 : 1,
    });
    const access = fixedAccess(
      kubeConfigFromText(kubeconfig, { context: undefined, server: undefined }, 'The kubeconfig'),
    );
    const clients = {
      access,
      cluster: kubernetesClient({
        kubeConfig: access,
        timeoutMs: mode === 'calm' ? 20_000 : 300,
        retries: mode === 'calm' ? 2 : 1,
      }),
      route53,
      route53Counts: meterRequests(route53, 100_000),
    };
    this.#clients.set(mode, clients);
    return clients;
  }

  #intrude(intruder: Chaos['intruder'], violations: string[]): void {
    const zoneId = this.#zones.get(zone) ?? '';
    const there = this.snapshot().filter((each) => each.zoneId === zoneId && each.name === intruderName);
    const [set] = there;
    const foreign: ResourceRecordSet = {
      Name: intruderName,
      Type: 'A',
      TTL: 300,
      ResourceRecords: [{ Value: intruderAddress }],
    };
    if (intruder === 'takes a free name' && set === undefined) {
      const known = this.snapshot().map(({ key }) => key);
      this.route53.put(zoneId, foreign);
      this.#noteStrangers(known, zoneId);
    }
    if (intruder === 'changes our record' && set?.type === 'A' && !this.strangers.has(set.key)) {
      this.route53.put(zoneId, foreign);
      violations.push(`intruder ${set.key}`);
    }
  }
}

const sourceNames = ['service', 'ingress', 'node', 'pod', 'crd'];

/** Holds a provider to law 2, and its callers to one writer at a time. */
function watched(provider: DnsProvider, writers: { now: number }, isTimed: boolean, violations: string[]): DnsProvider {
  return {
    name: provider.name,
    records: (signal) => provider.records(signal),
    lookUp: (names, signal) => provider.lookUp(names, signal),
    adjust: (endpoints) => provider.adjust(endpoints),
    async apply(plan, context) {
      writers.now += 1;
      if (writers.now > 1 && isTimed) violations.push('two runs wrote at once');
      try {
        const results = await provider.apply(plan, context);
        const isWhole =
          results.length === plan.changes.length && results.every(({ change }, at) => change === plan.changes[at]);
        if (!isWhole)
          violations.push(`${plan.changes.length} changes gave ${results.length} results, or others (law 2)`);
        if (results.some(({ change, status }) => !isWrite(change) && status !== 'Skip'))
          violations.push('a change that writes nothing was carried out');
        return results;
      } finally {
        writers.now -= 1;
      }
    },
  };
}
