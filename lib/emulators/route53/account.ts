import { noSuchHostedZone, Route53Error } from './errors.ts';
import { sortKey, storedName } from './name.ts';
import { HostedZone, type ZoneFacts } from './zone.ts';

/** A submitted change, as GetChange tells it. */
export interface ChangeRecord {
  /** With its `/change/` prefix. */
  readonly id: string;
  readonly submittedAt: Date;
  readonly comment?: string | undefined;
}

/** What varies between accounts. */
export interface AccountOptions {
  readonly now: () => Date;
  /** Milliseconds until a change is INSYNC. */
  readonly propagation: number;
  readonly recordSetsPerZone: number;
  readonly zonesPerAccount: number;
  /** Health checks that exist; undefined means every id does. */
  readonly healthChecks?: readonly string[];
}

/** How a zone is made. */
export type NewZone = Omit<ZoneFacts, 'id' | 'callerReference'> & {
  readonly id?: string;
  readonly callerReference?: string;
};

/** Name servers of every zone of the emulator: documentation names that no resolver has. */
export const nameServers = ['ns-1.emulated.example.', 'ns-2.emulated.example.', 'ns-3.emulated.example.'] as const;

/** All that one AWS account has in Route 53: zones, their tags, and the changes made. */
export class Account {
  readonly options: AccountOptions;
  readonly #zones = new Map<string, HostedZone>();
  readonly #changes = new Map<string, ChangeRecord>();
  #nextId = 1;

  constructor(options: AccountOptions) {
    this.options = options;
  }

  /** Zones in the order in which ListHostedZones gives them: by id. */
  zones(): readonly HostedZone[] {
    return [...this.#zones.values()].toSorted((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
  }

  /** Zones by name with labels reversed, then by id. */
  zonesByName(): readonly HostedZone[] {
    const key = (zone: HostedZone): string => `${sortKey(zone.facts.name)} ${zone.facts.id}`;
    return this.zones().toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** @throws Route53Error NoSuchHostedZone. */
  zone(id: string): HostedZone {
    const zone = this.#zones.get(id);
    if (zone === undefined) throw noSuchHostedZone(id);
    return zone;
  }

  /** Makes a zone with its SOA and NS record sets; an id is made up where none is given. */
  addZone(options: NewZone): HostedZone {
    const id = options.id ?? this.#freshId('Z');
    if (this.#zones.has(id)) throw new TypeError(`The emulator already has a hosted zone ${id}; choose another id.`);
    const name = storedName(options.name);
    const zone = new HostedZone({ ...options, id, name, callerReference: options.callerReference ?? id });
    zone.put({ Name: name, Type: 'NS', TTL: 172800, ResourceRecords: nameServers.map((Value) => ({ Value })) });
    zone.put({ Name: name, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: startOfAuthority }] });
    this.#zones.set(id, zone);
    return zone;
  }

  /** Removes a zone with all its records. @throws Route53Error NoSuchHostedZone. */
  removeZone(id: string): void {
    this.zone(id);
    this.#zones.delete(id);
  }

  /** Notes that something was changed now. */
  recordChange(comment?: string): ChangeRecord {
    const change = { id: `/change/${this.#freshId('C')}`, submittedAt: this.options.now(), comment };
    this.#changes.set(change.id, change);
    return change;
  }

  /** @throws Route53Error NoSuchChange; takes the bare id. */
  change(id: string): ChangeRecord {
    const change = this.#changes.get(`/change/${id}`);
    if (change === undefined) throw new Route53Error('NoSuchChange', 404, `A change with id ${id} was not found.`);
    return change;
  }

  /** @throws Route53Error TooManyHostedZones at the account's quota. */
  checkZoneQuota(): void {
    if (this.#zones.size < this.options.zonesPerAccount) return;
    const text = `Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones. (limit: ${this.options.zonesPerAccount})`;
    throw new Route53Error('TooManyHostedZones', 400, text);
  }

  #freshId(prefix: string): string {
    const id = `${prefix}${String(this.#nextId).padStart(13, '0')}EMU`;
    this.#nextId += 1;
    return id;
  }
}

const startOfAuthority = `${nameServers[0]} hostmaster.emulated.example. 1 7200 900 1209600 86400`;
