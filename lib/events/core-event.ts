import { createHash } from 'node:crypto';
import { microTime } from '../cluster/micro-time.ts';
import { ownAnnotationPrefix } from '../cluster/own-annotations.ts';
import type { ObjectReference } from '../endpoint/endpoint.ts';
import type { Facts, RecordEvent } from './event.ts';

/** The parts of a core/v1 Event that are written; one stored object serves the events.k8s.io/v1 view as well. */
export interface CoreEvent {
  readonly apiVersion: 'v1';
  readonly kind: 'Event';
  readonly metadata: { readonly name: string; readonly namespace: string; readonly annotations?: Annotations };
  readonly involvedObject: Readonly<Record<string, string>>;
  readonly related?: Readonly<Record<string, string>>;
  readonly type: string;
  readonly reason: string;
  readonly action: string;
  readonly message: string;
  readonly reportingComponent: string;
  readonly reportingInstance: string;
  /** MicroTime: RFC 3339 with six fraction digits. */
  readonly eventTime: string;
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
  readonly count: number;
  readonly source: { readonly component: string };
  readonly series?: { readonly count: number; readonly lastObservedTime: string };
}

type Annotations = Readonly<Record<string, string>>;

/** Repeats of what is said within one hour have one name, so that the cluster remembers for the function. */
const hourMs = 3_600_000;

/** Where the events of cluster-scoped objects live (Kubernetes pkg/apis/core/validation/events.go). */
const clusterScopeNamespace = 'default';

/** The path of the events on objects of a namespace, or on cluster-scoped ones. */
export const eventsPath = (namespace: string = clusterScopeNamespace): string =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;

/** The first writing of an event at `now` (milliseconds since the epoch). */
export function coreEvent(event: RecordEvent, controller: string, now: number): CoreEvent {
  const { regarding, related, type, reason, action, note } = event;
  const instance = `${controller}/source/${regarding.source}`.slice(0, 128);
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: eventName(event, controller, now),
      namespace: regarding.namespace ?? clusterScopeNamespace,
      annotations: annotationsOf(event.facts),
    },
    involvedObject: objectReference(regarding),
    ...(related && { related: objectReference(related) }),
    type,
    reason,
    action,
    message: note,
    reportingComponent: controller,
    reportingInstance: instance,
    eventTime: microTime(now),
    firstTimestamp: secondTime(now),
    lastTimestamp: secondTime(now),
    count: 1,
    source: { component: controller },
  };
}

const objectReference = ({ source: _source, ...reference }: ObjectReference): Readonly<Record<string, string>> =>
  reference;

/** A list is written with commas. */
const annotationsOf = (facts: Facts): Annotations =>
  Object.fromEntries(Object.entries(facts).map(([name, values]) => [ownAnnotationPrefix + name, values.join(',')]));

/** The patch that adds one more writing to the series of a stored event, with what this writing knows. */
export function repeatPatch(
  stored: Pick<CoreEvent, 'count'>,
  { metadata: { annotations = {} } }: CoreEvent,
  now: number,
): Pick<CoreEvent, 'count' | 'lastTimestamp' | 'series'> & {
  readonly metadata: { readonly annotations: Annotations };
} {
  const count = stored.count + 1;
  return {
    metadata: { annotations },
    count,
    lastTimestamp: secondTime(now),
    series: { count, lastObservedTime: microTime(now) },
  };
}

function eventName({ regarding, type, reason, action, note }: RecordEvent, controller: string, now: number): string {
  const { apiVersion, kind, namespace, name, uid, source } = regarding;
  const said = [apiVersion, kind, namespace, name, uid, source, type, reason, action, note, controller];
  const hash = createHash('sha256')
    .update(JSON.stringify([...said, Math.floor(now / hourMs)]))
    .digest('hex')
    .slice(0, 16);
  return `${slug(name)}.${hash}`;
}

/** An event's name is a DNS subdomain of at most 253 characters (RFC 1123), which an object's name need not be. */
const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 200)
    .replace(/^-+|-+$/g, '') || 'object';

const secondTime = (now: number): string => new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
