import type { KubernetesObject, ListOptions, Resource } from '../cluster/cluster.ts';
import type { Config } from '../config/config.ts';
import { type Refusal, refuse } from '../endpoint/cause.ts';
import type { ObjectReference } from '../endpoint/endpoint.ts';
import { mistypedKeys } from './annotation-typos.ts';
import { objectFilter } from './object-filter.ts';
import type { ObjectResult } from './object-result.ts';
import { aliasProblem, recordTtl } from './record-settings.ts';
import { listServed, type VersionedResource } from './served-version.ts';
import type { SourceContext, SourceWarning } from './source.ts';
import { type PrimaryKind, readSourceObject, roughReference, type SourceObject } from './source-object.ts';

/** The primary objects of one source. */
export interface Listing extends Partial<ObjectResult> {
  /** Those that this instance serves. */
  readonly served: readonly SourceObject[];
  /** All that were read: those of other instances too. */
  readonly objects: readonly ObjectReference[];
  /** Of objects whose metadata is malformed. */
  readonly refusals: readonly Refusal[];
  readonly warnings: readonly SourceWarning[];
}

/** Lists a resource in the namespace of the run. Unfiltered: a list is asked for once, and other sources may share it. */
export const listResource = (
  context: SourceContext,
  resource: VersionedResource,
): Promise<readonly KubernetesObject[]> => listServed(context, resource, listOptions(context.config, resource));

const listOptions = ({ namespace = '' }: Config, { scope }: Resource): ListOptions =>
  scope === 'Cluster' || namespace === '' ? {} : { namespace };

/** Lists the primary objects of a source, reads their metadata and keeps what the filters let through. */
export async function listObjects(
  context: SourceContext,
  kind: PrimaryKind,
  controller: 'honoured' | 'ignored' = 'honoured',
): Promise<Listing> {
  const listed = await listResource(context, kind.resource);
  const prefix = context.config.annotationPrefix;
  const read = listed.map((raw) => ({ raw, read: readSourceObject(kind, raw, prefix) }));
  const sound = read.flatMap(({ read: each }) => (each.ok ? [each.value] : []));
  const served = sound.filter(objectFilter(context.config, controller));
  return {
    served,
    objects: read.flatMap(({ raw, read: each }) => (each.ok ? each.value.ref : (roughReference(kind, raw) ?? []))),
    refusals: read.flatMap(({ raw, read: each }) => (each.ok ? [] : refuseRaw(kind, raw, each.cause))),
    warnings: controller === 'ignored' ? [] : served.flatMap(annotationWarnings),
  };
}

/** Without a name there is nothing that an event could be attached to: the refusal then stands without reference. */
function refuseRaw(kind: PrimaryKind, raw: KubernetesObject, cause: Refusal['cause']): Refusal {
  const ref = roughReference(kind, raw);
  return ref === undefined ? { dnsName: '', targets: [], refs: [], cause } : refuse(ref, '', cause);
}

/** Sources that honour `controller` honour the other annotations too; crd reads none. */
export function annotationWarnings({
  ref,
  annotations,
}: Pick<SourceObject, 'ref' | 'annotations'>): readonly SourceWarning[] {
  const malformed = [recordTtl(annotations).problem, aliasProblem(annotations)].filter((each) => each !== undefined);
  return [...annotations.conflicts, ...malformed, ...mistypedKeys(annotations)].map((problem) => ({ ref, problem }));
}
