import { isSameItem, type OwnershipItem } from '../../lib/registry/dynamodb-item.ts';
import type { ItemWrite, OwnershipTable } from '../../lib/registry/dynamodb-table.ts';

/** A table in memory, with what it was told to do; the keys in `broken` refuse to be written. */
export class TableInMemory implements OwnershipTable {
  readonly name = 'owners';
  readonly held: Map<string, OwnershipItem>;
  readonly broken = new Set<string>();
  readonly #written: ItemWrite[] = [];

  constructor(items: readonly OwnershipItem[] = []) {
    this.held = new Map(items.map((item) => [item.key, item] as const));
  }

  /** What was written since it was last asked. */
  written(): readonly ItemWrite[] {
    return this.#written.splice(0);
  }

  items = async (): Promise<readonly OwnershipItem[]> => [...this.held.values()];

  write: OwnershipTable['write'] = async (writes) => {
    const failed = writes.filter(({ key, from }) => this.broken.has(key) || this.held.get(key)?.owner !== from);
    for (const write of writes.filter((each) => !failed.includes(each))) this.#apply(write);
    return new Map(failed.map((write) => [write, { code: 'ConditionalCheckFailed', message: `no ${write.key}` }]));
  };

  #apply(write: ItemWrite): void {
    const before = this.held.get(write.key);
    if (before !== undefined && write.to !== undefined && isSameItem(before, write.to))
      throw new Error(`${write.key} says it already`);
    this.#written.push(write);
    if (write.to === undefined) this.held.delete(write.key);
    else this.held.set(write.key, write.to);
  }
}
