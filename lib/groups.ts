/** Items that belong together: at least one. */
export type Group<Item> = readonly [Item, ...Item[]];

/** Items by their key: the groups in the order of their first items, each in the order of the items. */
export function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Group<Item>[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
