/**
 * Sorts by a key, and by a second one among those that share the first. The second, which may be as long as everything
 * that is known of an item, is made for those alone.
 */
export function sortByKeys<Item>(
  items: readonly Item[],
  first: (item: Item) => string,
  second: (item: Item) => string,
): readonly Item[] {
  if (items.length < 2) return items;
  const keyed = items.map((item) => ({ item, key: first(item) }));
  keyed.sort((left, right) => compare(left.key, right.key) || compare(second(left.item), second(right.item)));
  return keyed.map(({ item }) => item);
}

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
