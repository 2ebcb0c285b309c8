import type { ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import pMap from 'p-map';
import { type Endpoint, recordKey, type Zone } from '../../endpoint/endpoint.ts';
import type { Prepared } from '../../endpoint/prepared.ts';
import type { ChangeResult, Plan } from '../../plan/change.ts';
import type { ApplyContext, DnsProvider, ProviderReading, UnavailableZone } from '../provider.ts';
import { type Account, type Directory, type KnownZones, listAccountZones } from './accounts.ts';
import { adjust } from './adjust.ts';
import type { AliasOptions } from './alias.ts';
import { applyPlan } from './apply.ts';
import type { BatchLimits } from './batch.ts';
import { lookUp, unreadable } from './lookup.ts';
import { endpointOf } from './record-set.ts';
import { listRecordSets } from './record-sets.ts';
import type { RefusedRecords } from './refused-before.ts';
import { isElsewhere, isNarrow, type ZoneFilter } from './zones.ts';

/** The settings of one run. */
export interface Route53Options extends AliasOptions {
  readonly zoneFilter: ZoneFilter;
  readonly limits: BatchLimits;
  /** What the container remembers; a run that stands alone has one of its own. */
  readonly memory?: Route53Memory;
  /** Milliseconds since the epoch; the system's clock where absent. */
  readonly now?: () => number;
}

/** What a warm container knows from earlier runs. Nothing is written that rests on it. */
export interface Route53Memory {
  readonly refused: RefusedRecords;
  readonly zones: KnownZones;
}

/** The memory of a container that was just started. */
export const emptyMemory = (): Route53Memory => ({ refused: new Map(), zones: new Map() });

/** Zones read side by side; the request budget sets the pace. */
const concurrentZones = 8;

/** Route 53 for one run: what it read is what it may write. */
export class Route53Provider implements DnsProvider {
  readonly name = 'aws';
  readonly #accounts: readonly Account[];
  readonly #options: Route53Options;
  readonly #memory: Route53Memory;
  readonly #snapshot = new Map<string, ResourceRecordSet>();
  #clients: Directory['clients'] = new Map();
  #elsewhere: readonly Zone[] = [];
  #reading: ProviderReading = { zones: [], records: [], unavailable: [] };
  #lookedUp: { readonly names: ReadonlySet<string>; readonly reading: ProviderReading } | undefined;

  constructor(accounts: readonly Account[], options: Route53Options) {
    this.#accounts = accounts;
    this.#options = options;
    this.#memory = options.memory ?? emptyMemory();
  }

  async records(signal: AbortSignal): Promise<ProviderReading> {
    this.#snapshot.clear();
    const { zones, unavailable, unlisted } = await this.#list(signal);
    const readable = zones.filter(({ id }) => !unavailable.some(({ zone }) => zone.id === id));
    const parts = await pMap(readable, (zone) => this.#readZone(zone, signal), { concurrency: concurrentZones });
    this.#reading = {
      zones,
      records: parts.flatMap((part) => (Array.isArray(part) ? part : [])),
      unavailable: [...unavailable, ...parts.flatMap((part) => ('problem' in part ? [part] : []))],
      unlisted,
    };
    return this.#reading;
  }

  async lookUp(names: readonly string[], signal: AbortSignal): Promise<ProviderReading> {
    const { names: known, reading } = this.#lookedUp ?? {
      names: new Set<string>(),
      reading: { ...(await this.#list(signal)), records: [] },
    };
    const added = new Set(names.filter((name) => !known.has(name)));
    this.#reading = await lookUp((zone) => this.#clientOf(zone), reading, added, signal);
    this.#lookedUp = { names: new Set([...known, ...names]), reading: this.#reading };
    return this.#reading;
  }

  adjust(endpoints: readonly Endpoint[]): Prepared {
    const view = isNarrow(this.#options.zoneFilter) ? 'some-zones' : 'all-zones';
    return adjust(endpoints, { ...this.#options, ...this.#reading, elsewhere: this.#elsewhere, view });
  }

  apply(plan: Plan, context: ApplyContext): Promise<readonly ChangeResult[]> {
    const { limits, now = Date.now } = this.#options;
    const writing = { limits, now, snapshot: this.#snapshot, refused: this.#memory.refused };
    return applyPlan(plan, { ...writing, clientOf: (zone) => this.#clientOf(zone) }, context);
  }

  async #list(signal: AbortSignal): Promise<Omit<Directory, 'clients'>> {
    const { zoneFilter } = this.#options;
    const search = { filter: zoneFilter, known: this.#memory.zones, signal };
    const found = await listAccountZones(this.#accounts, search);
    const isOurs = (zone: Zone) => !isElsewhere(zone, zoneFilter);
    this.#clients = found.clients;
    this.#elsewhere = found.zones.filter((zone) => !isOurs(zone));
    return {
      zones: found.zones.filter(isOurs),
      unavailable: found.unavailable.filter(({ zone }) => isOurs(zone)),
      unlisted: found.unlisted,
    };
  }

  #clientOf({ id, name }: Zone): Route53Client {
    const client = this.#clients.get(id);
    if (client === undefined) throw new Error(`The hosted zone ${id} (${name}) was not listed in this run`);
    return client;
  }

  async #readZone(zone: Zone, signal: AbortSignal): Promise<readonly Endpoint[] | UnavailableZone> {
    try {
      return this.#remember(await listRecordSets(this.#clientOf(zone), zone, signal), zone);
    } catch (error) {
      return unreadable(zone, error);
    }
  }

  /** A set that is listed twice, as may happen while the zone changes, counts once. */
  #remember(sets: readonly ResourceRecordSet[], zone: Zone): readonly Endpoint[] {
    const endpoints = new Map<string, Endpoint>();
    for (const set of sets) {
      const endpoint = endpointOf(set, zone);
      if (endpoint === undefined) continue;
      const key = recordKey(endpoint);
      endpoints.set(key, endpoint);
      this.#snapshot.set(key, set);
    }
    return [...endpoints.values()];
  }
}
