import type { Delivery, RecordEvent } from '../event.ts';

/**
 * What a warm container still has to tell the cluster. What stands (a problem, a skip) is told by every run; that
 * something was written only by the run that wrote it, and DNS holds no memory of it.
 */
export interface Outbox {
  unsent?: readonly Unsent[];
}

interface Unsent {
  readonly event: RecordEvent;
  /** When it was to be told first, in milliseconds since the epoch. */
  readonly since: number;
}

/** No longer news: the cluster itself forgets events after an hour. */
const newsMs = 3_600_000;

const toldOnce: ReadonlySet<RecordEvent['action']> = new Set(['Created', 'Updated', 'Deleted']);

/** What earlier runs could not tell, and is still news at `now`. */
export const unsentEvents = ({ unsent = [] }: Outbox, now: number): readonly RecordEvent[] =>
  unsent.filter(({ since }) => now - since < newsMs).map(({ event }) => event);

/** Keeps what could not be told now and would not be told again; `deliveries` are those of the events. */
export function keepUnsent(
  outbox: Outbox,
  events: readonly RecordEvent[],
  deliveries: readonly Delivery[],
  now: number,
): void {
  const since = new Map(outbox.unsent?.map((each) => [each.event, each.since] as const));
  const left = events.filter((event, index) => toldOnce.has(event.action) && mayBeTold(deliveries[index]));
  outbox.unsent = left.map((event) => ({ event, since: since.get(event) ?? now }));
}

const mayBeTold = (delivery: Delivery | undefined): boolean =>
  typeof delivery === 'object' && delivery.again === 'next run';
