import type { ResourceRecordSet, Route53Client } from '@aws-sdk/client-route-53';
import pMap from 'p-map';
import { type Endpoint, recordKey, type Zone } from '../../endpoint/endpoint.ts';
import type { Prepared } from '../../endpoint/prepared.ts';
import type { ChangeResult, Plan } from '../../plan/change.ts';
import {
  type ApplyContext,
  type DnsProvider,
  ProviderError,
  type ProviderReading,
  type UnavailableZone,
} from '../provider.ts';
import { adjust } from './adjust.ts';
import type { AliasOptions } from './alias.ts';
import { applyPlan, type BatchLimits } from './apply.ts';
import { codeOf, detailsOf, textOf } from './change-errors.ts';
import { lookUp, unreadable } from './lookup.ts';
import { endpointOf } from './record-set.ts';
import { listRecordSets } from './record-sets.ts';
import { isNarrow, listZones, type ZoneFilter } from './zones.ts';

/** The settings of one run. */
export interface Route53Options extends AliasOptions {
  readonly zoneFilter: ZoneFilter;
  readonly limits: BatchLimits;
}

/** Zones read side by side; the request budget sets the pace. */
const concurrentZones = 8;

/** Route 53 for one run: what it read is what it may write. */
export class Route53Provider implements DnsProvider {
  readonly name = 'aws';
  readonly #client: Route53Client;
  readonly #options: Route53Options;
  readonly #snapshot = new Map<string, ResourceRecordSet>();
  #reading: ProviderReading = { zones: [], records: [], unavailable: [] };
  #lookedUp: { readonly names: ReadonlySet<string>; readonly reading: ProviderReading } | undefined;

  constructor(client: Route53Client, options: Route53Options) {
    this.#client = client;
    this.#options = options;
  }

  async records(signal: AbortSignal): Promise<ProviderReading> {
    this.#snapshot.clear();
    const zones = await this.#zones(signal);
    const parts = await pMap(zones, (zone) => this.#readZone(zone, signal), { concurrency: concurrentZones });
    this.#reading = {
      zones,
      records: parts.flatMap((part) => (Array.isArray(part) ? part : [])),
      unavailable: parts.flatMap((part) => ('problem' in part ? [part] : [])),
    };
    return this.#reading;
  }

  async lookUp(names: readonly string[], signal: AbortSignal): Promise<ProviderReading> {
    const { names: known, reading } = this.#lookedUp ?? {
      names: new Set<string>(),
      reading: { zones: await this.#zones(signal), records: [], unavailable: [] },
    };
    this.#reading = await lookUp(this.#client, reading, new Set(names.filter((name) => !known.has(name))), signal);
    this.#lookedUp = { names: new Set([...known, ...names]), reading: this.#reading };
    return this.#reading;
  }

  adjust(endpoints: readonly Endpoint[]): Prepared {
    const { zones, unavailable } = this.#reading;
    const view = isNarrow(this.#options.zoneFilter) ? 'some-zones' : 'all-zones';
    return adjust(endpoints, { ...this.#options, zones, unavailable, view });
  }

  apply(plan: Plan, context: ApplyContext): Promise<readonly ChangeResult[]> {
    return applyPlan(this.#client, plan, this.#snapshot, this.#options.limits, context);
  }

  async #zones(signal: AbortSignal): Promise<readonly Zone[]> {
    try {
      return await listZones(this.#client, this.#options.zoneFilter, signal);
    } catch (error) {
      throw new ProviderError(`Route 53 hosted zones could not be listed: ${codeOf(error)}: ${textOf(error)}`, {
        cause: error,
        details: detailsOf(error),
      });
    }
  }

  async #readZone(zone: Zone, signal: AbortSignal): Promise<readonly Endpoint[] | UnavailableZone> {
    try {
      return this.#remember(await listRecordSets(this.#client, zone, signal), zone);
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
      endpoints.set(recordKey(endpoint), endpoint);
      this.#snapshot.set(recordKey(endpoint), set);
    }
    return [...endpoints.values()];
  }
}
