import type { FaultRequest } from '../../lib/emulators/route53/faults.ts';

/** A change batch as it arrived. */
export type Batch = Pick<FaultRequest, 'zoneId' | 'changes'>;

/** The change batches of one step, in the order of their arrival. */
export class Batches {
  readonly #all: Batch[] = [];

  note(batch: Batch): void {
    this.#all.push(batch);
  }

  /** Those of one zone. */
  of(zoneId: string): readonly Batch[] {
    return this.#all.filter((each) => each.zoneId === zoneId);
  }

  get length(): number {
    return this.#all.length;
  }

  /** How often the change that was sent most often was sent. */
  get mostTries(): number {
    const keys = this.#all.flatMap(({ zoneId = '', changes }) =>
      changes.map(({ Action, ResourceRecordSet: { Name, Type } }) => [zoneId, Action, Name, Type].join(' ')),
    );
    return Math.max(0, ...[...Map.groupBy(keys, (key) => key).values()].map((same) => same.length));
  }
}
