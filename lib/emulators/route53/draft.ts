import { isSameSet, type RecordSet } from './record-set.ts';
import type { HostedZone } from './zone.ts';

/** A batch's own view of a zone: changes show in it at once and reach the zone only by `commit`, so a batch is atomic. */
export class ZoneDraft {
  readonly zone: HostedZone;
  readonly #changed = new Map<string, readonly RecordSet[]>();
  #growth = 0;

  constructor(zone: HostedZone) {
    this.zone = zone;
  }

  /** The record sets at a stored name as the batch has left them so far. */
  at(name: string): readonly RecordSet[] {
    return this.#changed.get(name) ?? this.zone.at(name);
  }

  /** The set with this set's name, type and set identifier. */
  find(set: RecordSet): RecordSet | undefined {
    return this.at(set.Name).find((other) => isSameSet(other, set));
  }

  /** Other sets of the same name and type. */
  siblings(set: RecordSet): readonly RecordSet[] {
    return this.at(set.Name).filter((other) => other.Type === set.Type && !isSameSet(other, set));
  }

  put(set: RecordSet): void {
    this.#replace(set, [set]);
  }

  remove(set: RecordSet): void {
    this.#replace(set, []);
  }

  /** How many sets the zone would hold. */
  get size(): number {
    return this.zone.size + this.#growth;
  }

  commit(): void {
    for (const [name, sets] of this.#changed) this.zone.setAt(name, sets);
  }

  #replace(set: RecordSet, replacement: readonly RecordSet[]): void {
    const before = this.at(set.Name);
    const after = [...before.filter((other) => !isSameSet(other, set)), ...replacement];
    this.#growth += after.length - before.length;
    this.#changed.set(set.Name, after);
  }
}
