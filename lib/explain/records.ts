import { plannerName } from '../endpoint/dns-name.ts';
import { type Endpoint, recordKey, recordTypes } from '../endpoint/endpoint.ts';
import type { CurrentRecord, Ownership } from '../plan/change.ts';
import type { ProviderReading } from '../providers/provider.ts';
import type { Registry } from '../registry/registry.ts';
import { wildcardOf } from './read-names.ts';
import type { TrailRecord, Wish } from './trail.ts';

/** What DNS holds at these names, who owns it and by which row; the wildcard's records where a name has none. */
export function recordsAt(
  registry: Registry,
  { records: all }: ProviderReading,
  names: readonly string[],
): readonly TrailRecord[] {
  const { records, orphans } = registry.read(all);
  const plain = new Set(records.map(recordKey));
  const rows = all.filter((each) => !plain.has(recordKey(each)));
  const at = (wanted: readonly string[]) => records.filter(({ dnsName }) => wanted.includes(plannerName(dnsName)));
  const own = at(names);
  const bare = names.filter((name) => !own.some(({ dnsName }) => plannerName(dnsName) === name));
  const trail = (role: TrailRecord['role']) => (record: CurrentRecord) =>
    trailRecord(record, role, rowOf(registry, record, rows));
  return [
    ...own.map(trail('record')),
    ...at(bare.flatMap(wildcardOf)).map(trail('wildcard')),
    ...orphans
      .map(({ row }) => row)
      .filter((row) => speaksOf(registry, row, bare))
      .map((row) => trailRecord({ ...row, ownership: { state: 'none' } }, 'orphan')),
  ];
}

const rowOf = (registry: Registry, record: Endpoint, rows: readonly Endpoint[]): Endpoint | undefined => {
  const candidates = registry.rowNames([record]);
  return candidates.flatMap((name) =>
    rows.filter((row) => row.dnsName === name && row.zone?.id === record.zone?.id),
  )[0];
};

/** Of whatever type: the record that would tell is gone. */
const speaksOf = (registry: Registry, row: Endpoint, names: readonly string[]): boolean =>
  names.some((dnsName) =>
    registry.rowNames(recordTypes.map((recordType) => ({ ...row, dnsName, recordType }))).includes(row.dnsName),
  );

const trailRecord = (record: CurrentRecord, role: TrailRecord['role'], row?: Endpoint): TrailRecord => ({
  ...wishOf(record),
  recordType: record.recordType,
  ...(record.setIdentifier !== undefined && { setIdentifier: record.setIdentifier }),
  zone: record.zone?.name ?? '',
  zoneId: record.zone?.id ?? '',
  role,
  owners: ownersOf(record.ownership),
  ...(record.labels['resource'] !== undefined && { resource: record.labels['resource'] }),
  ...(row && { row: wishOf(row) }),
});

function ownersOf(ownership: Ownership): readonly string[] {
  switch (ownership.state) {
    case 'none':
      return [];
    case 'owned':
      return [ownership.owner];
    case 'ambiguous':
      return ownership.owners;
  }
}

/** What of an endpoint or a refusal is told. */
export const wishOf = ({ dnsName, recordType, targets, ttl }: Wish): Wish => ({
  dnsName,
  ...(recordType !== undefined && { recordType }),
  targets,
  ...(ttl !== undefined && { ttl }),
});
