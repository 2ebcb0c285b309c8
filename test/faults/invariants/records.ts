import { excludedDomain, zone } from '../names.ts';
import { heldText, namesUs, ours, rowFor, rowNameOf, type Snapshot } from '../snapshot.ts';
import type { Sight } from './sight.ts';

/** What others put there is as they left it. */
export function strangersTouched({ strangers }: Sight, after: Snapshot): readonly string[] {
  const now = new Map(after.map(({ key, text }) => [key, text] as const));
  return [...strangers]
    .filter(([key, text]) => now.get(key) !== text)
    .map(([key]) => `a stranger's record was touched: ${key}`);
}

/** Nothing of ours is at a name that the filters keep out. */
export function outsideFilters({ strangers }: Sight, after: Snapshot): readonly string[] {
  const isInside = (name: string) =>
    (name === zone || name.endsWith(`.${zone}`)) && name !== excludedDomain && !name.endsWith(`.${excludedDomain}`);
  return ours(after, strangers)
    .records.filter(({ name }) => !isInside(name))
    .map((each) => `a name outside the filters was written: ${heldText(each)}`);
}

/** Every record of ours has its ownership row, and every row its record. */
export function rowsAmiss({ strangers, affixing }: Sight, after: Snapshot): readonly string[] {
  const { records, rows } = ours(after, strangers);
  const wanted = new Set(
    records.map((each) => `${each.zoneId} ${rowNameOf(affixing, each.name, each.type)} ${each.setIdentifier}`),
  );
  return [
    ...records.flatMap((record) => {
      const row = rowFor(record, after, affixing);
      return row !== undefined && namesUs(row) ? [] : [`a record of ours has no row of ours: ${heldText(record)}`];
    }),
    ...rows
      .filter(({ zoneId, name, setIdentifier }) => !wanted.has(`${zoneId} ${name} ${setIdentifier}`))
      .map((row) => `a row of ours has no record: ${heldText(row)}`),
  ];
}
