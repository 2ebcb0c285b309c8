import type { Route53Emulator } from '../../lib/emulators/route53/emulator.ts';
import type { RecordSet } from '../../lib/emulators/route53/record-set.ts';
import { decodeName } from '../../lib/providers/route53/names.ts';
import { type affixFlags, owner } from './world.ts';

/** A record set as a zone held it at one moment. */
export interface HeldSet {
  /** Zone, name, type and set identifier. */
  readonly key: string;
  readonly zoneId: string;
  readonly zone: string;
  /** Decoded, without the final dot. */
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string | undefined;
  readonly values: readonly string[];
  readonly alias: string | undefined;
  /** All of it. */
  readonly text: string;
}

/** Every record set of every zone but what each zone has from its birth. */
export type Snapshot = readonly HeldSet[];

/** What Route 53 holds now. */
export const snapshotOf = (route53: Route53Emulator): Snapshot =>
  route53.zones().flatMap(({ id, name: zone }) =>
    route53
      .recordSets(id)
      .filter(({ Name, Type }) => Name !== zone || (Type !== 'SOA' && Type !== 'NS'))
      .map((set) => heldSet(id, zone, set)),
  );

const heldSet = (zoneId: string, zone: string, set: RecordSet): HeldSet => ({
  key: [zoneId, set.Name, set.Type, set.SetIdentifier ?? ''].join(' '),
  zoneId,
  zone: decodeName(zone),
  name: decodeName(set.Name),
  type: set.Type,
  setIdentifier: set.SetIdentifier,
  values: (set.ResourceRecords ?? []).map(({ Value = '' }) => Value),
  alias: set.AliasTarget?.DNSName,
  text: JSON.stringify(set),
});

/** How rows are named in a world. */
export interface Affixing {
  readonly affixes: keyof typeof affixFlags;
  readonly wildcard: string;
}

/** The name of the ownership row of a record, written down again here so that the product's own idea is checked. */
export function rowNameOf({ affixes, wildcard }: Affixing, dnsName: string, type: string): string {
  const kind = type.toLowerCase();
  const [first = '', ...rest] = dnsName.split('.');
  const head = first === '*' ? wildcard : first;
  const tail = rest.map((label) => `.${label}`).join('');
  switch (affixes) {
    case 'default':
      return `${kind}-${head}${tail}`;
    case 'templated':
      return `${kind}-txt.${head}${tail}`;
    case 'prefix':
      return `own.${kind}-${head}${tail}`;
    case 'suffix':
      return `${kind}-${head}-own${tail}`;
  }
}

const heritage = 'heritage=external-dns';
const isHeritage = (value: string): boolean => value.replaceAll('"', '').startsWith(heritage);

const isRow = ({ type, values }: HeldSet): boolean => type === 'TXT' && values.some(isHeritage);

/** The owners that a row names. */
const ownersIn = ({ values }: HeldSet): readonly string[] =>
  values.filter(isHeritage).map((value) => /external-dns\/owner=([^,"]*)/.exec(value)?.[1] ?? '');

/** The `resource` label of a row. */
export const resourceIn = ({ values }: HeldSet): string =>
  values.map((value) => /external-dns\/resource=([^,"]*)/.exec(value)?.[1]).find(Boolean) ?? '';

/** Whether a row says that its record is ours, and nobody else's. */
export const namesUs = (row: HeldSet): boolean => {
  const owners = ownersIn(row);
  return owners.length === 1 && owners[0] === owner;
};

interface Own {
  readonly records: Snapshot;
  readonly rows: Snapshot;
}

/** What a snapshot holds of ours: everything that no stranger put there, parted into records and rows. */
export function ours(snapshot: Snapshot, strangers: ReadonlyMap<string, string>): Own {
  const own = snapshot.filter(({ key }) => !strangers.has(key));
  return { records: own.filter((each) => !isRow(each)), rows: own.filter(isRow) };
}

/** The row of a record; undefined where there is none. */
export const rowFor = (record: HeldSet, snapshot: Snapshot, affixing: Affixing): HeldSet | undefined => {
  const name = rowNameOf(affixing, record.name, record.type);
  return snapshot.find(
    (each) =>
      each.zoneId === record.zoneId && each.name === name && each.setIdentifier === record.setIdentifier && isRow(each),
  );
};

/** A record set in a sentence. */
export const heldText = ({ zone: where, name, type, values }: HeldSet): string =>
  `${type} ${JSON.stringify(name)} in ${where} (${values.join(' ')})`;
