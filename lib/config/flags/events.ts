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
  'event-log': {
    kind: 'boolean',
    default: false,
    ours: true,
    summary: 'Also write each event to the log, as one structured line.',
  },
  'event-bus': {
    kind: 'string',
    format: 'event-bus',
    ours: true,
    summary: 'Also send each event to this bus of Amazon EventBridge, a name or an ARN.',
  },
  'annotate-status': {
    kind: 'boolean',
    default: false,
    ours: true,
    summary:
      'Also keep the annotation `dns-herald.io/status` on each object that asks for names; for one instance of a cluster alone.',
  },
} as const satisfies FlagTable;
