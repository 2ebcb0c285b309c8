import {
  type ChangeError,
  type ChangeResult,
  type CurrentRecord,
  isWrite,
  type Verdict,
  type WriteChange,
} from '../plan/change.ts';
import { isSameItem, itemKey, itemOf, type OwnershipItem } from './dynamodb-item.ts';
import type { ItemWrite, OwnershipTable } from './dynamodb-table.ts';
import type { OwnershipStore } from './registry.ts';

/** What the table held, and for whom it is kept in step. */
export interface StoreOptions {
  readonly owner: string;
  readonly table: OwnershipTable;
  /** By key, as read. */
  readonly items: ReadonlyMap<string, OwnershipItem>;
  /** The records of the zones read, by the key of the item that speaks of them: one for each zone. */
  readonly namesakes: ReadonlyMap<string, readonly CurrentRecord[]>;
  /** Whether a zone that was not read may hold the name too: its record would be left without an owner. */
  readonly mayBeElsewhere: (dnsName: string) => boolean;
}

/**
 * Keeps the table in step with DNS:
 *
 * | change             | before DNS                                    | after DNS                                        |
 * |--------------------|-----------------------------------------------|--------------------------------------------------|
 * | Create, Update     | the item is written, if it says anything else | as it was before, where DNS surely has no change |
 * | Delete             |                                               | the item goes with the last record of its name   |
 * | Delete of an orphan| the item goes                                 |                                                  |
 *
 * Where DNS gave no answer the item stays: a record without its owner could never be removed again.
 */
export function ownershipStore(options: StoreOptions): OwnershipStore {
  const written = new Map<string, ItemWrite>();
  return {
    async before(changes, signal) {
      const byKey = Map.groupBy(changes, ({ endpoint }) => itemKey(endpoint));
      const writes = new Map([...byKey].flatMap(([key, group]) => writeBefore(key, group, options)));
      const failed = await options.table.write([...writes.values()], signal);
      for (const [key, write] of writes) if (!failed.has(write)) written.set(key, write);
      return new Map(changes.flatMap((change) => verdict(change, writes.get(itemKey(change.endpoint)), failed)));
    },
    async after(results, signal) {
      const byKey = Map.groupBy(results, ({ change }) => keyOf(change));
      const writes = [...byKey].flatMap(([key, group]) => writeAfter(key, group, written.get(key), options));
      const failed = await options.table.write(writes, signal);
      return [...failed.values()].map(({ message }) => `Ownership is not as it should be: ${message}.`);
    },
  };
}

/** Empty for what is no write, and so concerns no item. */
const keyOf = (change: ChangeResult['change']): string => (isWrite(change) ? itemKey(change.endpoint) : '');

const isOrphan = ({ action, endpoint }: WriteChange): boolean => action === 'Delete' && endpoint.targets.length === 0;

function writeBefore(
  key: string,
  changes: readonly WriteChange[],
  { owner, items }: StoreOptions,
): readonly (readonly [string, ItemWrite])[] {
  const present = items.get(key);
  const from = present === undefined ? {} : { from: present.owner };
  const coming = changes.find(({ action }) => action !== 'Delete');
  if (coming === undefined) return changes.some(isOrphan) ? [[key, { key, ...from }]] : [];
  const to = itemOf(coming.endpoint, owner);
  return present !== undefined && isSameItem(present, to) ? [] : [[key, { key, ...from, to }]];
}

function verdict(
  change: WriteChange,
  write: ItemWrite | undefined,
  failed: ReadonlyMap<ItemWrite, ChangeError>,
): readonly (readonly [WriteChange, Verdict])[] {
  const error = write && failed.get(write);
  if (error !== undefined) return [[change, { status: 'Failed', error }]];
  return isOrphan(change) ? [[change, { status: 'Success' }]] : [];
}

function writeAfter(
  key: string,
  results: readonly ChangeResult[],
  write: ItemWrite | undefined,
  { owner, items, namesakes, mayBeElsewhere }: StoreOptions,
): readonly ItemWrite[] {
  const before = items.get(key);
  if (write?.to !== undefined)
    return results.every(isWithoutEffect) ? [{ key, from: owner, ...(before && { to: before }) }] : [];
  if (before?.owner !== owner || !results.every(isGone)) return [];
  const held = namesakes.get(key) ?? [];
  if (held.some(({ dnsName }) => mayBeElsewhere(dnsName))) return [];
  return held.length === results.length ? [{ key, from: owner }] : [];
}

const isGone = ({ status, change }: ChangeResult): boolean => status === 'Success' && change.action === 'Delete';

/** Whether DNS is certain not to hold the change. */
const isWithoutEffect = (result: ChangeResult): boolean =>
  result.status === 'Skip' || (result.status === 'Failed' && result.error.effect !== 'unknown');
