import pMap from 'p-map';
import { fieldSelector } from '../cluster/field-selector.ts';
import { ownAnnotationPrefix } from '../cluster/own-annotations.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { type ObjectReference, referenceText } from '../endpoint/endpoint.ts';
import { errorMessage } from '../error-message.ts';
import { type CoreEvent, eventsPath } from '../events/core-event.ts';
import type { Run } from '../run/run.ts';
import type { TrailEvent } from './trail.ts';

/** The last that objects were told, newest first, or why it could not be read. */
export interface LastEvents {
  readonly events: readonly TrailEvent[];
  readonly notes: readonly string[];
}

/** Objects whose events are asked for, one request each. */
const objectsAsked = 10;
const eventsShown = 10;

/** Reads the events of this instance's controller on these objects: those that mention one of the names, or all. */
export async function lastEvents(
  run: Run,
  objects: readonly ObjectReference[],
  names: readonly string[],
): Promise<LastEvents> {
  const unique = [...new Map(objects.map((ref) => [referenceText(ref), ref] as const)).values()];
  const parts = await pMap(unique.slice(0, objectsAsked), (ref) => eventsOf(run, ref), { concurrency: 4 });
  const events = parts
    .flatMap((part) => part.events)
    .filter(({ message }) => names.length === 0 || names.some((name) => wordsOf(message).includes(name)))
    .sort((left, right) => (left.time < right.time ? 1 : -1));
  return { events: events.slice(0, eventsShown), notes: [...new Set(parts.flatMap(({ notes }) => notes))] };
}

/** A name is a word: `api.example.com` is not spoken of where `www.api.example.com` is. */
const wordsOf = (message: string): readonly string[] => message.split(/[\s"',;:()]+/).map(withoutTrailingDot);

async function eventsOf({ client, config, signal }: Run, ref: ObjectReference): Promise<LastEvents> {
  const query = {
    fieldSelector: fieldSelector({
      'involvedObject.kind': ref.kind,
      'involvedObject.name': ref.name,
      reportingComponent: config.reportingController,
    }),
  };
  try {
    const { items } = await client.request<{ readonly items: readonly CoreEvent[] }>('GET', eventsPath(ref.namespace), {
      query,
      signal,
    });
    return { events: items.map((event) => trailEvent(ref, event)), notes: [] };
  } catch (error) {
    const problem = errorMessage(error);
    return { events: [], notes: [`The events of ${referenceText(ref)} could not be read: ${problem}.`] };
  }
}

function trailEvent(ref: ObjectReference, event: CoreEvent): TrailEvent {
  const cause = event.metadata.annotations?.[causeAnnotation];
  return {
    object: referenceText(ref),
    time: event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime,
    type: event.type,
    reason: event.reason,
    message: event.message,
    count: event.count ?? 1,
    ...(cause !== undefined && { cause }),
  };
}

const causeAnnotation = `${ownAnnotationPrefix}cause`;
