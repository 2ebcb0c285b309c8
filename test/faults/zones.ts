import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Route53Emulator } from '../../lib/emulators/route53/emulator.ts';
import { decodeName } from '../../lib/providers/route53/names.ts';
import type { Chaos } from './chaos.ts';
import { intruderAddress, intruderName } from './intruder.ts';
import { foreignZone, nestedZone, zone } from './names.ts';
import { type Affixing, rowNameOf, type Snapshot, snapshotOf } from './snapshot.ts';
import type { FaultWorld, Stranger } from './world.ts';

/** The hosted zones of a world, and what others put into them. */
export class Zones {
  /** By key in snapshots: what others put there, as text. */
  readonly strangers = new Map<string, string>();
  readonly #route53: Route53Emulator;
  readonly #affixing: Affixing;
  readonly #ids = new Map<string, string>();

  constructor(route53: Route53Emulator, affixing: Affixing, { zones, strangers }: FaultWorld) {
    this.#route53 = route53;
    this.#affixing = affixing;
    for (const name of [zone, foreignZone, ...(zones.nested ? [nestedZone] : [])])
      this.#ids.set(name, route53.createZone(name));
    if (zones.private) route53.createZone(zone, { visibility: 'private' });
    for (const stranger of strangers) this.settle(stranger);
  }

  /** Id of the public zone that a name belongs to. */
  idOf(dnsName: string): string {
    const names = [...this.#ids.keys()].filter((each) => dnsName === each || dnsName.endsWith(`.${each}`));
    const [closest = zone] = names.sort((left, right) => right.length - left.length);
    return this.#ids.get(closest) ?? '';
  }

  snapshot(): Snapshot {
    return snapshotOf(this.#route53);
  }

  /** Puts a stranger's record, and its row, where neither breaks a rule of DNS. */
  settle({ name, set, owners }: Stranger): void {
    const dnsName = `${name}.${zone}`;
    const zoneId = this.idOf(dnsName);
    const there = this.snapshot().filter((each) => each.zoneId === zoneId);
    const rivals = there.filter((each) => each.name === decodeName(dnsName));
    if (rivals.some(({ type }) => type === 'CNAME' || type === set.Type) || (set.Type === 'CNAME' && rivals.length > 0))
      return;
    const row = rowNameOf(this.#affixing, dnsName, set.Type ?? 'A');
    const hasRow = owners.length > 0 && !there.some((each) => each.name === decodeName(row)) && row !== dnsName;
    const { Type: _, TTL: __, ResourceRecords: ___, ...routing } = set;
    this.#route53.put(zoneId, { ...set, Name: dnsName });
    if (hasRow) {
      const ResourceRecords = owners.map((each) => ({ Value: `"heritage=external-dns,external-dns/owner=${each}"` }));
      this.#route53.put(zoneId, { ...routing, Name: row, Type: 'TXT', TTL: 300, ResourceRecords });
    }
    this.#noteStrangers(
      there.map(({ key }) => key),
      zoneId,
    );
  }

  #noteStrangers(known: readonly string[], zoneId: string): void {
    for (const each of this.snapshot()) {
      if (each.zoneId === zoneId && !known.includes(each.key)) this.strangers.set(each.key, each.text);
    }
  }

  /** What an intruder does between our reading and our first batch. Gives the key of our record that it changed, if it did. */
  intrude(intruder: Chaos['intruder']): string | undefined {
    const zoneId = this.idOf(intruderName);
    const [set] = this.snapshot().filter((each) => each.zoneId === zoneId && each.name === intruderName);
    const foreign: ResourceRecordSet = {
      Name: intruderName,
      Type: 'A',
      TTL: 300,
      ResourceRecords: [{ Value: intruderAddress }],
    };
    if (intruder === 'takes a free name' && set === undefined) {
      const known = this.snapshot().map(({ key }) => key);
      this.#route53.put(zoneId, foreign);
      this.#noteStrangers(known, zoneId);
    }
    if (intruder !== 'changes our record' || set?.type !== 'A' || this.strangers.has(set.key)) return undefined;
    // What an intruder of an earlier step left is no change of this one.
    if (set.values.join() === intruderAddress) return undefined;
    this.#route53.put(zoneId, foreign);
    return set.key;
  }
}
