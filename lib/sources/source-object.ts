import { z } from 'zod';
import type { KubernetesObject } from '../cluster/cluster.ts';
import type { ObjectReference } from '../endpoint/endpoint.ts';
import { type DnsAnnotations, readAnnotations } from './annotations.ts';
import { type Read, readFields, text, textMap, whole } from './boundary.ts';
import type { VersionedResource } from './served-version.ts';

/** A kind whose objects ask for names. */
export interface PrimaryKind {
  /** Name of the source. */
  readonly source: string;
  readonly resource: VersionedResource;
  /** First part of the `resource` label. */
  readonly label: string;
}

/** An object whose metadata is sound. What else it holds is read through the source's own schema. */
export interface SourceObject {
  readonly ref: ObjectReference;
  readonly metadata: z.infer<typeof metadataSchema>;
  readonly annotations: DnsAnnotations;
  /** Value of the `resource` label: `service/shop/web`, `node/worker-1`. */
  readonly resourceLabel: string;
  /** As listed. */
  readonly raw: KubernetesObject;
}

const metadataSchema = z.object({
  name: z.string(),
  namespace: text,
  uid: text,
  generation: whole,
  labels: textMap,
  annotations: textMap,
});

const namespacedSchema = z.object({ metadata: metadataSchema.extend({ namespace: z.string() }) });
const clusterSchema = z.object({ metadata: metadataSchema });

/** Reads the metadata of a listed object. `prefix` is `--annotation-prefix`. */
export function readSourceObject(
  kind: PrimaryKind,
  raw: KubernetesObject,
  prefix: string | undefined,
): Read<SourceObject> {
  const read = readFields(isNamespaced(kind) ? namespacedSchema : clusterSchema, raw);
  if (!read.ok) return read;
  const { metadata } = read.value;
  const ref = referenceTo(kind, raw, metadata);
  const annotations = readAnnotations(metadata.annotations, prefix);
  return { ok: true, value: { ref, metadata, annotations, resourceLabel: resourceLabel(kind, metadata), raw } };
}

/**
 * The reference of an object whose metadata is not sound; undefined when not even its name can be told, so that no
 * event could find it.
 */
export function roughReference(kind: PrimaryKind, raw: KubernetesObject): ObjectReference | undefined {
  const rough = readFields(roughSchema, raw);
  if (!rough.ok) return undefined;
  const { metadata } = rough.value;
  if (metadata.name === '' || (isNamespaced(kind) && metadata.namespace === '')) return undefined;
  return referenceTo(kind, raw, metadata);
}

const orEmpty = z.string().catch('');
const roughSchema = z.object({ metadata: z.object({ name: orEmpty, namespace: orEmpty, uid: orEmpty }) });

interface Identity {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

const isNamespaced = ({ resource }: PrimaryKind): boolean => resource.scope === 'Namespaced';

/** With the version at which the cluster served the object. */
const referenceTo = (
  kind: PrimaryKind,
  { apiVersion = kind.resource.apiVersion }: KubernetesObject,
  { namespace, name, uid }: Identity,
): ObjectReference => ({
  apiVersion,
  kind: kind.resource.kind,
  ...(isNamespaced(kind) ? { namespace } : {}),
  name,
  ...(uid === '' ? {} : { uid }),
  source: kind.source,
});

const resourceLabel = (kind: PrimaryKind, { namespace, name }: Identity): string =>
  isNamespaced(kind) ? `${kind.label}/${namespace}/${name}` : `${kind.label}/${name}`;
