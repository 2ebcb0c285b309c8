import type { Cause } from '../endpoint/cause.ts';
import type { Endpoint, Zone } from '../endpoint/endpoint.ts';
import { isDelegation } from '../endpoint/name-servers.ts';
import type { CurrentRecord, Ownership, WriteChange } from '../plan/change.ts';
import { type ItemSubject, itemKey, type OwnershipItem, parseItemKey } from './dynamodb-item.ts';
import { ownershipStore, type StoreOptions } from './dynamodb-store.ts';
import type { OwnershipTable } from './dynamodb-table.ts';
import type { Orphan, OwnershipRows, Registry, RegistryReading } from './registry.ts';

/** What the dynamodb registry works with. */
export interface DynamodbOptions {
  readonly owner: string;
  readonly table: OwnershipTable;
  /** Everything that the table held when the run began. */
  readonly items: readonly OwnershipItem[];
  /** Reads what the TXT registry of the same owner left in DNS. */
  readonly txt: Registry;
}

/**
 * Keeps ownership in a DynamoDB table, as ExternalDNS does (registry/dynamodb). Ownership that TXT records tell is taken
 * along: its record is updated, which writes the item and removes the TXT record.
 */
export const dynamodb = (options: DynamodbOptions): Registry => ({
  name: 'dynamodb',
  read: (records, mayBeElsewhere = () => false) => readItems(options, records, mayBeElsewhere),
  rowNames: options.txt.rowNames,
});

/** What the table and one reading of the zones hold. */
interface Reading {
  readonly options: DynamodbOptions;
  readonly items: ReadonlyMap<string, OwnershipItem>;
  readonly asTxt: RegistryReading;
  readonly namesakes: StoreOptions['namesakes'];
}

function readItems(
  options: DynamodbOptions,
  all: readonly Endpoint[],
  mayBeElsewhere: (dnsName: string) => boolean,
): RegistryReading {
  const items = new Map(options.items.map((item) => [item.key, item] as const));
  const asTxt = options.txt.read(all);
  const records = asTxt.records.map((record) => withOwnership(record, items.get(itemKey(record))));
  const namesakes = Map.groupBy(records, itemKey);
  const reading: Reading = { options, items, asTxt, namesakes };
  const orphans = orphanedItems(options.items, namesakes, records);
  return {
    records,
    orphans: [...asTxt.orphans, ...orphans],
    warnings: asTxt.warnings,
    objection: (endpoint) => objection(endpoint, reading),
    rows: (change) => rowsOf(change, asTxt),
    store: ownershipStore({ ...options, items, namesakes, mayBeElsewhere }),
  };
}

function withOwnership(record: CurrentRecord, item: OwnershipItem | undefined): CurrentRecord {
  const ownership = ownershipOf(record.ownership, item);
  if (item === undefined) return { ...record, ownership };
  return { ...record, labels: { ...record.labels, ...item.labels, owner: item.owner }, ownership };
}

/**
 * | item       | TXT records say  | the record is           |
 * |------------|------------------|-------------------------|
 * | none       | nothing          | nobody's                |
 * | none       | an owner         | the owner's, to migrate |
 * | an owner   | nothing, or same | the owner's             |
 * | an owner   | another owner    | ambiguous               |
 */
function ownershipOf(asTxt: Ownership, item: OwnershipItem | undefined): Ownership {
  if (item === undefined) return asTxt.state === 'owned' ? { ...asTxt, rows: 'incomplete' } : asTxt;
  const others = asTxt.state === 'none' ? [] : asTxt.state === 'owned' ? [asTxt.owner] : asTxt.owners;
  const owners = [...new Set([item.owner, ...others])].sort();
  return owners.length > 1 ? { state: 'ambiguous', owners } : { state: 'owned', owner: item.owner, rows: 'complete' };
}

function objection(endpoint: Endpoint, reading: Reading): Cause | undefined {
  const { options, items, asTxt, namesakes } = reading;
  const cause = asTxt.objection(endpoint);
  // What a TXT record could not store, the table can.
  if (cause !== undefined && cause.code !== 'OwnershipNotStorable') return cause;
  const item = items.get(itemKey(endpoint));
  if (item === undefined) return sharedItem(endpoint, reading);
  const isThere = namesakes.get(item.key)?.some(({ zone }) => zone?.id === endpoint.zone?.id);
  const isReserved = item.owner !== options.owner && !isThere;
  return isReserved ? { code: 'OwnerConflict', owner: item.owner, ownOwner: options.owner } : undefined;
}

/** An item speaks of its name in every zone, so a stranger's record of that name in another zone would become ours. */
function sharedItem(endpoint: Endpoint, { options, namesakes }: Reading): Cause | undefined {
  const stranger = (namesakes.get(itemKey(endpoint)) ?? []).find(
    ({ zone, ownership }) =>
      zone?.id !== endpoint.zone?.id && !(ownership.state === 'owned' && ownership.owner === options.owner),
  );
  if (stranger === undefined) return undefined;
  return {
    code: 'OwnershipNotStorable',
    table: options.table.name,
    rowName: itemKey(endpoint),
    problem: `would speak of a record in the ${stranger.zone?.visibility} zone ${stranger.zone?.name} too, which is not ours`,
    fix: 'choose another name, or use --registry=txt, which tells zones apart',
  };
}

/** TXT records of a record that goes, or whose ownership the table takes over. */
function rowsOf(change: WriteChange, asTxt: RegistryReading): OwnershipRows {
  switch (change.action) {
    case 'Create':
      return { remove: [], add: [] };
    case 'Update':
      return asTxt.rows({ action: 'Delete', endpoint: change.current });
    case 'Delete':
      return asTxt.rows(change);
  }
}

/** Items without a record in the zones that were read. A name that is delegated may have its record elsewhere. */
function orphanedItems(
  items: readonly OwnershipItem[],
  namesakes: Reading['namesakes'],
  records: readonly CurrentRecord[],
): readonly Orphan[] {
  const zones = new Map(records.flatMap(({ zone }) => (zone === undefined ? [] : [[zone.name, zone] as const])));
  const delegated = new Set(records.filter(isDelegation).map(({ dnsName }) => dnsName));
  return items.flatMap((item) => {
    const subject = namesakes.has(item.key) ? undefined : parseItemKey(item.key);
    const zone = subject && enclosingZone(subject.dnsName, zones, delegated);
    return subject === undefined || zone === undefined ? [] : [orphan(item, subject, zone)];
  });
}

/** The zone read whose authority reaches to a name; undefined where none does. */
function enclosingZone(
  dnsName: string,
  zones: ReadonlyMap<string, Zone>,
  delegated: ReadonlySet<string>,
): Zone | undefined {
  const dot = dnsName.indexOf('.');
  const zone = zones.get(dnsName);
  if (zone !== undefined || delegated.has(dnsName) || dot < 0) return zone;
  return enclosingZone(dnsName.slice(dot + 1), zones, delegated);
}

const orphan = ({ owner, labels }: OwnershipItem, subject: ItemSubject, zone: Zone): Orphan => ({
  dnsName: subject.dnsName,
  row: {
    ...subject,
    zone,
    targets: [],
    labels: { ...labels, owner },
    providerSpecific: {},
    refs: [],
    ownership: { state: 'owned', owner, rows: 'complete' },
  },
});
