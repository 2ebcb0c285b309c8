import { beforeDeadline, type Deadline } from '../../deadline.ts';
import { errorMessage } from '../../error-message.ts';
import type { Delivery, EmitReport, EventEmitter, EventSink, RecordEvent } from '../event.ts';
import { sinkKinds } from '../sinks/index.ts';
import { keepUnsent, type Outbox, unsentEvents } from './outbox.ts';
import type { SinkOptions } from './sink.ts';

/** What an emitter works with. */
export interface EmitterOptions extends SinkOptions, Deadline {
  /** What earlier runs of the container could not tell; absent where every run stands alone. */
  readonly outbox?: Outbox;
}

/** What the report needs after the last event, and the other sinks after the cluster, in milliseconds. */
const reserveMs = { report: 2_000, sinks: 8_000 } as const;

/** The emitter over every sink that the options ask for. */
export function eventEmitter(options: EmitterOptions): EventEmitter {
  const [first, ...rest] = sinkKinds;
  const cluster = first.open(options);
  const others = rest.flatMap((kind) => kind.open(options) ?? []);
  const { outbox = {} } = options;
  return {
    async emit(events, signal) {
      const reserve = others.length === 0 ? reserveMs.report : reserveMs.report + reserveMs.sinks;
      const late = new Set(unsentEvents(outbox, options.now()));
      const all = [...events.filter(isWarning), ...late, ...events.filter((event) => !isWarning(event))];
      const written = await deliver(cluster, all, beforeDeadline(options, reserve, signal));
      keepUnsent(outbox, all, written, options.now());
      // The other sinks heard of what is late when it was news.
      const news = all.filter((event, index) => written[index] !== 'suppressed' && !late.has(event));
      const inTime = beforeDeadline(options, reserveMs.report, signal);
      const told = await Promise.all(
        others.map(async (sink) => [sink.name, await deliver(sink, news, inTime)] as const),
      );
      return summarise(written, told);
    },
  };
}

const isWarning = ({ type }: RecordEvent): boolean => type === 'Warning';

/** A sink that breaks harms no other. */
async function deliver(
  sink: EventSink,
  events: readonly RecordEvent[],
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  try {
    return await sink.deliver(events, signal);
  } catch (error) {
    const problem = errorMessage(error);
    return events.map(() => ({ problem }));
  }
}

function summarise(
  cluster: readonly Delivery[],
  others: readonly (readonly [name: string, deliveries: readonly Delivery[]])[],
): EmitReport {
  const all = [...cluster, ...others.flatMap(([, deliveries]) => deliveries)];
  const problem = problemsIn(all)[0];
  return {
    emitted: count(cluster, 'emitted'),
    repeated: count(cluster, 'repeated'),
    suppressed: count(cluster, 'suppressed'),
    failed: problemsIn(all).length,
    ...(problem !== undefined && { problem }),
    ...(others.length > 0 && { sinks: Object.fromEntries(others.map(([name, each]) => [name, sinkCounts(each)])) }),
  };
}

const sinkCounts = (deliveries: readonly Delivery[]) => ({
  emitted: count(deliveries, 'emitted'),
  failed: problemsIn(deliveries).length,
});

const count = (deliveries: readonly Delivery[], kind: Delivery): number =>
  deliveries.filter((delivery) => delivery === kind).length;

const problemsIn = (deliveries: readonly Delivery[]): readonly string[] =>
  deliveries.flatMap((delivery) => (typeof delivery === 'string' ? [] : [delivery.problem]));
