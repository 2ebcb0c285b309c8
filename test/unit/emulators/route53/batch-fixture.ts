import { Account } from '../../../../lib/emulators/route53/account.ts';
import { applyBatch } from '../../../../lib/emulators/route53/change-batch.ts';
import { Route53Error } from '../../../../lib/emulators/route53/errors.ts';
import type { Change, RecordSet } from '../../../../lib/emulators/route53/record-set.ts';
import type { HostedZone } from '../../../../lib/emulators/route53/zone.ts';

export const zoneId = 'Z1';

/** An empty public zone `example.org.` with the given record sets already in it. */
export function exampleZone(...sets: readonly RecordSet[]): HostedZone {
  const account = new Account({
    now: () => new Date(0),
    propagation: 0,
    recordSetsPerZone: 10000,
    zonesPerAccount: 500,
  });
  const zone = account.addZone({ id: zoneId, name: 'example.org', visibility: 'public' });
  for (const set of sets) zone.put(set);
  return zone;
}

/** A plain record set with TTL 300. */
export const plain = (Name: string, Type: RecordSet['Type'], ...values: readonly string[]): RecordSet => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: values.map((Value) => ({ Value })),
});

/** An alias, into the zone itself unless another zone is named. */
export const alias = (Name: string, Type: RecordSet['Type'], DNSName: string, HostedZoneId = zoneId): RecordSet => ({
  Name,
  Type,
  AliasTarget: { HostedZoneId, DNSName, EvaluateTargetHealth: false },
});

const change =
  (Action: Change['Action']) =>
  (ResourceRecordSet: RecordSet): Change => ({ Action, ResourceRecordSet });

export const create = change('CREATE');
export const upsert = change('UPSERT');
export const remove = change('DELETE');

/** Applies a batch; the answer's code and messages, nothing when it was accepted. */
export function refusal(
  zone: HostedZone,
  ...changes: readonly Change[]
): { code: string; messages: readonly string[] } | undefined {
  try {
    applyBatch(zone, changes, { recordSetsPerZone: 10000 });
    return undefined;
  } catch (error) {
    if (!(error instanceof Route53Error)) throw error;
    return { code: error.code, messages: error.messages.length > 0 ? error.messages : [error.message] };
  }
}

/** What is in the zone beside its own SOA and NS. */
export const contents = (zone: HostedZone): readonly RecordSet[] =>
  zone.sorted().filter((set) => set.Name !== zone.facts.name || (set.Type !== 'SOA' && set.Type !== 'NS'));
