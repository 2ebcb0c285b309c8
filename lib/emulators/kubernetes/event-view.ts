import type { ResourceDefinition } from './resource-definition.ts';
import type { Fields, StoredObject } from './stored-object.ts';

/**
 * One stored event, two views (pkg/apis/events/v1/conversion.go). Events are stored as core/v1 and renamed on the way:
 *
 *     core/v1              events.k8s.io/v1
 *     involvedObject       regarding
 *     message              note
 *     reportingComponent   reportingController
 *     source               deprecatedSource
 *     firstTimestamp       deprecatedFirstTimestamp
 *     lastTimestamp        deprecatedLastTimestamp
 *     count                deprecatedCount
 */
const coreToEvents: Readonly<Record<string, string>> = {
  involvedObject: 'regarding',
  message: 'note',
  reportingComponent: 'reportingController',
  source: 'deprecatedSource',
  firstTimestamp: 'deprecatedFirstTimestamp',
  lastTimestamp: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
};
const eventsToCore = Object.fromEntries(Object.entries(coreToEvents).map(([core, events]) => [events, core]));

/** What the server writes although it was not given: the first in both views, the second in core/v1 alone. */
const alwaysThere: Fields = {
  involvedObject: {},
  source: {},
  firstTimestamp: null,
  lastTimestamp: null,
  eventTime: null,
};
const thereInCore: Fields = { reportingComponent: '', reportingInstance: '' };

const isEventsView = (definition: ResourceDefinition): boolean =>
  definition.storage.plural === 'events' && definition.group === 'events.k8s.io';

const rename = (object: Fields, names: Readonly<Record<string, string>>): Fields => {
  const foreign = new Set(Object.values(names));
  const kept = Object.entries(object).filter(([field]) => !foreign.has(field));
  return Object.fromEntries(kept.map(([field, value]) => [names[field] ?? field, value]));
};

/** The fields as they are stored: those of an events.k8s.io/v1 event renamed, all others as they are. */
export const toStored = (definition: ResourceDefinition, object: Fields): Fields =>
  isEventsView(definition) ? { ...rename(object, eventsToCore), apiVersion: 'v1' } : object;

/** The object as its group version shows it. */
export function fromStored(definition: ResourceDefinition, object: StoredObject): StoredObject {
  const view = { ...object, apiVersion: definition.apiVersion, kind: definition.kind };
  if (definition.storage.group !== '' || definition.storage.plural !== 'events') return view;
  const complete = { ...alwaysThere, ...withoutEmpty(view) };
  if (!isEventsView(definition)) return { ...thereInCore, ...complete };
  const { kind, metadata, apiVersion } = view;
  return { apiVersion, kind, metadata, ...rename(complete, coreToEvents) };
}

const withoutEmpty = (view: StoredObject): StoredObject => {
  const { apiVersion, kind, metadata, ...fields } = view;
  return {
    apiVersion,
    kind,
    metadata,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
  };
};
