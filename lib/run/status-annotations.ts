import pMap from 'p-map';
import type { KubernetesClient } from '../cluster/client.ts';
import { type Cluster, hasStatus, type KubernetesObject, type Resource } from '../cluster/cluster.ts';
import { listPath } from '../cluster/list-pages.ts';
import { ownAnnotationPrefix } from '../cluster/own-annotations.ts';
import { errorMessage } from '../error-message.ts';
import { statusesOf } from '../events/status.ts';
import type { ChangeResult } from '../plan/change.ts';

/** The annotation that tells an object's own status (`--annotate-status`). */
const statusAnnotation = `${ownAnnotationPrefix}status`;

/** Owner of the annotation among the writers of an object (server-side apply). */
const fieldManager = 'dns-herald';

/** An object that a source listed, with the status that it has. */
export interface Sighting {
  readonly resource: Resource;
  readonly namespace?: string;
  readonly name: string;
  readonly status?: string;
}

/** What was seen, by the uid of the object. */
export type Sightings = ReadonlyMap<string, Sighting>;

/** A cluster that notes what is seen through it. */
export interface Sighted {
  readonly cluster: Cluster;
  readonly sightings: Sightings;
}

/** The same cluster, and what was seen through it, by uid: no object is read twice to learn the status that it has. */
export function sightStatuses(cluster: Cluster): Sighted {
  const sightings = new Map<string, Sighting>();
  // As listed: a custom resource may break every type.
  const sight = (resource: Resource, { metadata }: Partial<KubernetesObject>): void => {
    const { uid, namespace, name, annotations } = metadata ?? {};
    if (typeof uid !== 'string' || typeof name !== 'string') return;
    const status = annotations?.[statusAnnotation];
    sightings.set(uid, { resource, name, ...(namespace && { namespace }), ...(status !== undefined && { status }) });
  };
  return {
    sightings,
    cluster: {
      discover: (apiVersion) => cluster.discover(apiVersion),
      async list(resource, options) {
        const objects = await cluster.list(resource, options);
        for (const object of objects) sight(resource, object);
        return objects;
      },
    },
  };
}

/** Writes each status that is new, and takes away those of objects that ask for nothing any more. Gives what went wrong. */
export async function annotateStatuses(
  client: KubernetesClient,
  sightings: Sightings,
  results: readonly ChangeResult[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (sightings.size === 0) return [];
  const statuses = statusesOf(results);
  const due = [...sightings].flatMap(([uid, sighting]) => {
    const status = statuses.get(uid);
    const text = status && JSON.stringify(status);
    return text === sighting.status ? [] : [{ sighting, text }];
  });
  const problems = await pMap(due, ({ sighting, text }) => annotate(client, sighting, text, signal), {
    concurrency: 16,
  });
  return problems.filter((problem) => problem !== undefined);
}

/** What is applied without the annotation loses it (https://kubernetes.io/docs/reference/using-api/server-side-apply/). */
async function annotate(
  client: KubernetesClient,
  { resource, name, namespace }: Sighting,
  text: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { apiVersion, kind } = resource;
  const place = namespace === undefined ? {} : { namespace };
  const annotations = text === undefined ? {} : { [statusAnnotation]: text };
  try {
    await client.request('PATCH', `${listPath(resource, place)}/${name}`, {
      patch: 'apply',
      query: { fieldManager, force: 'true' },
      body: { apiVersion, kind, metadata: { name, ...place, annotations } },
      signal,
    });
    return undefined;
  } catch (error) {
    // It went since it was listed.
    if (hasStatus(error, 404)) return undefined;
    return `The status of ${[kind, namespace, name].filter(Boolean).join('/')} could not be annotated: ${errorMessage(error)}`;
  }
}
