import type { KubernetesObject } from '../../cluster/cluster.ts';
import { TemplateProblem } from './template-error.ts';
import { describeValue, entryOf, type Mapping, type Value, zero } from './value.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Fields that every Go object type promotes from ObjectMeta, present or not (k8s.io/apimachinery, meta/v1). */
const promoted = [
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp',
  'deletionGracePeriodSeconds labels annotations ownerReferences finalizers',
].flatMap((line) => line.split(' '));

/** Managed fields and the last applied text are left out, as in ExternalDNS's cache: no template can lean on them. */
function visibleMetadata(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const { managedFields: _, ...metadata }: Readonly<Record<string, unknown>> = { ...object.metadata };
  const { [lastApplied]: __, ...annotations } = object.metadata.annotations ?? {};
  return { ...metadata, labels: object.metadata.labels ?? {}, annotations };
}

/** The object as Go code sees it: `.Name`, `.ObjectMeta.Labels`, `.Spec.ClusterIP`. Absent fields are zero values. */
export function typedView(object: KubernetesObject): Value {
  const { apiVersion, kind, metadata: _, ...rest } = object;
  const metadata = visibleMetadata(object);
  const fields = Object.fromEntries(promoted.map((name) => [name, metadata[name]]));
  const entries = { spec: {}, status: {}, ...fields, ...rest, apiVersion, kind, objectMeta: metadata };
  return { kind: 'object', entries, view: 'typed' };
}

/** The object as JSON keys below a few names (`.Spec.clusterIP`, `.Object.spec.clusterIP`), and as plain JSON. */
export function genericView(object: KubernetesObject): Value {
  const metadata = visibleMetadata(object);
  const { name, namespace = '', labels, annotations } = metadata;
  const { apiVersion = '', kind = '' } = object;
  const root = { spec: {}, status: {}, ...object, metadata };
  const entries = { name, namespace, labels, annotations, object: root, ...root, apiVersion, kind };
  return { kind: 'object', entries, view: 'generic' };
}

/**
 * The field `name` of a value. A missing map key is "no value", in the generic view an error. A struct's field is
 * reached by its Go name, which is its JSON key but for the case of letters (`ClusterIP`, `PodIPs`, `TLS`).
 * Throws TemplateProblem for a field that cannot exist.
 */
export function fieldOf(receiver: Value, name: string): Value {
  if (receiver === undefined) return undefined;
  if (typeof receiver === 'object' && receiver !== null) {
    if (receiver.kind === 'zero') return zero;
    if (receiver.kind === 'map') return mapField(receiver, name);
    if (receiver.kind !== 'list') return structField(receiver, name);
  }
  throw new TemplateProblem(`${describeValue(receiver)} has no field ${name}`);
}

function mapField(map: Mapping, name: string): Value {
  if (map.view !== 'generic' || Object.hasOwn(map.entries, name)) return entryOf(map, name);
  throw new TemplateProblem(`there is no key ${JSON.stringify(name)}`);
}

function structField(struct: Mapping, name: string): Value {
  const key = fieldKey(struct, name);
  if (key !== undefined) return entryOf(struct, key) ?? zero;
  if (struct.kind === 'struct' && struct.view === 'typed' && isGoName(name)) return zero;
  throw new TemplateProblem(`there is no field ${name}`);
}

/** Go exports only names that begin with a capital. */
const isGoName = (name: string): boolean => /^\p{Lu}/u.test(name);

function fieldKey(struct: Mapping, name: string): string | undefined {
  if (struct.view === 'generic' && Object.hasOwn(struct.entries, name)) return name;
  if (!isGoName(name)) return undefined;
  const folded = name.toLowerCase();
  return Object.keys(struct.entries).find((key) => key.toLowerCase() === folded);
}
