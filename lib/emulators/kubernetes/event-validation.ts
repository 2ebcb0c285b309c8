import { isDeepStrictEqual } from 'node:util';
import { dnsSubdomain, qualifiedNameCheck } from './names.ts';
import { complaints, type FieldFault, invalidValue, required } from './status.ts';
import { asFields, type StoredObject, textAt } from './stored-object.ts';

/** The group version by which a write came: the rules differ (pkg/apis/core/validation/events.go). */
export type EventPath = 'core/v1' | 'events.k8s.io/v1';

/** Limits in bytes of the fields that new-style events carry. */
const limits = { reportingInstance: 128, action: 128, reason: 128, message: 1024 } as const;

/** Fields as the messages name them (always those of the internal type) and as they are stored. */
const immutableFields = [
  ['involvedObject', 'involvedObject'],
  ['reason', 'reason'],
  ['message', 'message'],
  ['source', 'source'],
  ['firstTimestamp', 'firstTimestamp'],
  ['lastTimestamp', 'lastTimestamp'],
  ['count', 'count'],
  ['type', 'type'],
  ['eventTime', 'eventTime'],
  ['action', 'action'],
  ['related', 'related'],
  ['reportingController', 'reportingComponent'],
  ['reportingInstance', 'reportingInstance'],
] as const;

/**
 * The faults of a stored-form event that is to be created.
 *
 *     eventTime   path               rules
 *     unset       core/v1            namespaces agree
 *     set         core/v1            namespaces, controller, instance, action, reason, lengths
 *     any         events.k8s.io/v1   the above, eventTime, type, series, deprecated fields unset
 */
export const eventCreateFaults = (event: StoredObject, path: EventPath): readonly FieldFault[] =>
  path === 'core/v1' ? commonFaults(event, path) : [...commonFaults(event, path), ...strictFaults(event)];

/** The faults of an event that is to replace another: through events.k8s.io/v1 only series and metadata may differ. */
export function eventUpdateFaults(event: StoredObject, old: StoredObject, path: EventPath): readonly FieldFault[] {
  if (path === 'core/v1') return commonFaults(event, path);
  const series = isDeepStrictEqual(event.series, old.series) ? [] : seriesFaults(event);
  const changed = immutableFields.filter(([, field]) => !sameValue(event[field], old[field]));
  return [
    ...commonFaults(event, path),
    ...series,
    ...changed.map(([name, field]) => invalidValue(name, event[field], 'field is immutable')),
  ];
}

/** Equal as Go sees it: what is absent, null, empty or zero is the same zero value. */
const sameValue = (a: unknown, b: unknown): boolean => isDeepStrictEqual(zeroless(a), zeroless(b));

const zeroless = (value: unknown): unknown => {
  if (value === null || value === '' || value === 0) return undefined;
  const fields = asFields(value);
  if (!fields) return value;
  const entries = Object.entries(fields).filter(([, part]) => zeroless(part) !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

const commonFaults = (event: StoredObject, path: EventPath): readonly FieldFault[] => [
  ...namespaceFaults(event),
  ...(event.eventTime ? newStyleFaults(event, path) : []),
  ...complaints('namespace', event.metadata.namespace, dnsSubdomain(event.metadata.namespace ?? '')),
];

function namespaceFaults(event: StoredObject): readonly FieldFault[] {
  const involved = textAt(event, 'involvedObject.namespace');
  const { namespace = '' } = event.metadata;
  const clusterScopedHomes = event.eventTime ? ['default', 'kube-system'] : ['', 'default'];
  const agrees = involved === '' ? clusterScopedHomes.includes(namespace) : event.eventTime || involved === namespace;
  return agrees ? [] : [invalidValue('involvedObject.namespace', involved, 'does not match event.namespace')];
}

function newStyleFaults(event: StoredObject, path: EventPath): readonly FieldFault[] {
  const field = path === 'core/v1' ? 'reportingComponent' : 'reportingController';
  const controller = textAt(event, 'reportingComponent');
  return [
    ...(controller ? [] : [required(field)]),
    ...complaints(field, controller, qualifiedNameCheck(controller)),
    ...(['reportingInstance', 'action', 'reason'] as const).flatMap((field) =>
      textAt(event, field) ? [] : [required(field)],
    ),
    ...Object.entries(limits).flatMap(([field, limit]) =>
      Buffer.byteLength(textAt(event, field)) > limit
        ? [invalidValue(field, '', `can have at most ${limit} characters`)]
        : [],
    ),
  ];
}

function strictFaults(event: StoredObject): readonly FieldFault[] {
  const type = textAt(event, 'type');
  const source = textAt(event, 'source.component') || textAt(event, 'source.host');
  const legacy = {
    firstTimestamp: event.firstTimestamp,
    lastTimestamp: event.lastTimestamp,
    count: event.count,
    source,
  };
  return [
    ...seriesFaults(event),
    ...(event.eventTime ? [] : [required('eventTime')]),
    ...(type === 'Normal' || type === 'Warning' ? [] : [invalidValue('type', '', `has invalid value: ${type}`)]),
    ...Object.entries(legacy).flatMap(([field, value]) =>
      value ? [invalidValue(field, '', 'needs to be unset')] : [],
    ),
  ];
}

function seriesFaults(event: StoredObject): readonly FieldFault[] {
  const series = asFields(event.series);
  if (!series) return [];
  return [
    ...(Number(series.count ?? 0) < 2 ? [invalidValue('series.count', '', 'should be at least 2')] : []),
    ...(series.lastObservedTime ? [] : [required('series.lastObservedTime')]),
  ];
}
