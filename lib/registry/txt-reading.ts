import { type Endpoint, recordKey } from '../endpoint/endpoint.ts';
import { indexBySubject, matchRows, type SubjectIndex } from './txt-match.ts';
import { type Obstacles, obstaclesAmong, placeKey } from './txt-obstacle.ts';
import type { OwnershipRow, TxtOptions } from './txt-row.ts';

/** What one reading of the zones holds. */
export interface Reading {
  readonly options: TxtOptions;
  /** By record key of the row itself. */
  readonly rows: ReadonlyMap<string, OwnershipRow>;
  /** Where rows stand. */
  readonly rowPlaces: ReadonlySet<string>;
  /** By what the name of the row speaks of. */
  readonly index: SubjectIndex;
  /** By record key of the record: the rows that speak of it, the one that counts first. */
  readonly speaking: ReadonlyMap<string, readonly OwnershipRow[]>;
  /** The records that a row speaks of. */
  readonly subjects: ReadonlyMap<OwnershipRow, readonly Endpoint[]>;
  readonly obstacles: Obstacles;
  /** By key: the records that are no rows. */
  readonly records: ReadonlyMap<string, Endpoint>;
}

/** Brings rows and the other records together. */
export function readingOf(options: TxtOptions, rows: readonly OwnershipRow[], records: readonly Endpoint[]): Reading {
  const index = indexBySubject(options, rows);
  const matches = matchRows(records, index, options);
  return {
    options,
    index,
    rows: new Map(rows.map((row) => [recordKey(row.endpoint), row] as const)),
    rowPlaces: new Set(rows.map(({ endpoint }) => placeKey(endpoint))),
    speaking: collect(
      matches,
      ({ record }) => recordKey(record),
      ({ row }) => row,
    ),
    subjects: collect(
      matches,
      ({ row }) => row,
      ({ record }) => record,
    ),
    obstacles: obstaclesAmong(records),
    records: new Map(records.map((record) => [recordKey(record), record] as const)),
  };
}

const collect = <Item, Key, Value>(
  items: readonly Item[],
  key: (item: Item) => Key,
  value: (item: Item) => Value,
): ReadonlyMap<Key, readonly Value[]> =>
  new Map([...Map.groupBy(items, key)].map(([each, group]) => [each, group.map(value)] as const));
