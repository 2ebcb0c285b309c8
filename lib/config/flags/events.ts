import { eventReasons } from '../../events/event.ts';
import type { FlagTable } from './flag.ts';

/** What the cluster and the log are told. */
export const eventFlags = {
  'events-emit': {
    kind: 'enum-list',
    values: eventReasons,
    default: ['RecordReady', 'RecordDeleted', 'RecordError', 'RecordSkipped'],
    aliases: ['emit-events'],
    summary:
      'Reasons to emit events for; an empty value on the command line emits none (ExternalDNS emits none by default).',
  },
  'reporting-controller': {
    kind: 'string',
    default: 'external-dns',
    ours: true,
    summary: '`reportingComponent` of the events, by which `kubectl get events` selects them.',
  },
  'log-level': {
    kind: 'enum',
    values: ['panic', 'debug', 'info', 'warning', 'error', 'fatal'],
    default: 'info',
    summary: 'Least severe messages to log.',
  },
} as const satisfies FlagTable;
