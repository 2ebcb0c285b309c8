import type { SinkKind } from '../delivery/sink.ts';
import { messageOf } from '../message.ts';

/** Structured lines of the log (`--event-log`), for Loki, Fluentd and whoever else reads logs. */
export const log: SinkKind = {
  name: 'log',
  open({ log: write, controller, now }) {
    if (write === undefined) return undefined;
    return {
      name: 'log',
      deliver: async (events) =>
        events.map((event) => {
          write(messageOf(event, controller, now()));
          return 'emitted' as const;
        }),
    };
  },
};
