import type { z } from 'zod';
import type { KubernetesObject } from '../../cluster/cluster.ts';
import type { Read } from '../boundary.ts';
import { listResource } from '../list-objects.ts';
import { type Readable, readWhole } from '../read-served.ts';
import { namespaces } from '../resources.ts';
import { isMissing, listServed, type VersionedResource } from '../served-version.ts';
import type { SourceContext } from '../source.ts';
import { type PrimaryKind, readSourceObject, roughReference } from '../source-object.ts';
import { asksForLabels, type NamespaceLabels } from './admitted-namespaces.ts';
import { type Gateway, gatewaySchema, type ListenerSet, listenerSetSchema } from './gateway-fields.ts';
import { experimentalListenerSets, gateways, listenerSets } from './gateway-resources.ts';
import { parentText } from './parent.ts';

/** Objects by their `parentText`; a malformed one with what is wrong with it. */
type ByText<Parent> = ReadonlyMap<string, Read<Parent>>;

/** Every Gateway and ListenerSet that routes may refer to. */
export interface ListedParents {
  readonly gateways: ByText<Gateway>;
  /** Undefined where they are not read. */
  readonly listenerSets: ByText<ListenerSet> | undefined;
  readonly labelsOf: NamespaceLabels;
}

/** Lists what routes may attach to. Throws ClusterError when the cluster cannot be read. */
export async function listParents(context: SourceContext, source: string): Promise<ListedParents> {
  const [gatewaysFound, setsFound] = await Promise.all([
    listGateways(context, source),
    context.config.gatewayListenerSets ? listListenerSets(context, source) : undefined,
  ]);
  const asked = [...gatewaysFound.values(), ...(setsFound?.values() ?? [])].some(needsLabels);
  return {
    gateways: gatewaysFound,
    listenerSets: setsFound,
    labelsOf: asked ? await listNamespaceLabels(context, source) : () => undefined,
  };
}

const listGateways = (context: SourceContext, source: string): Promise<ByText<Gateway>> =>
  readKind(context, source, gateways, gatewaySchema, context.config.gatewayNamespace ?? '');

/** Both kinds of ListenerSets, as far as the cluster knows them; that it knows neither is an error. */
async function listListenerSets(context: SourceContext, source: string): Promise<ByText<ListenerSet>> {
  const kinds = [listenerSets, experimentalListenerSets];
  const lists = await Promise.allSettled(
    kinds.map((resource) => readKind(context, source, resource, listenerSetSchema, '')),
  );
  const errors = lists.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  const fatal = errors.find((error) => !isMissing(error)) ?? (errors.length === kinds.length ? errors[0] : undefined);
  if (fatal !== undefined) throw fatal;
  return new Map(lists.flatMap((each) => (each.status === 'fulfilled' ? [...each.value] : [])));
}

async function readKind<Fields>(
  context: SourceContext,
  source: string,
  resource: VersionedResource,
  schema: z.ZodType<Fields>,
  namespace: string,
): Promise<ByText<Readable<Fields>>> {
  const kind: PrimaryKind = { source, resource, label: resource.kind };
  const listed = await listServed(context, resource, namespace === '' ? {} : { namespace });
  const prefix = context.config.annotationPrefix;
  const named = (raw: KubernetesObject) => {
    const { namespace: place = '', name } = roughReference(kind, raw) ?? {};
    return name === undefined ? [] : [parentText(resource.kind, place, name)];
  };
  return new Map(
    listed.flatMap((raw) => named(raw).map((text) => [text, readWhole(kind, raw, schema, prefix)] as const)),
  );
}

/** Namespaces are listed only where a rule selects them by label. */
function needsLabels(read: Read<Gateway | ListenerSet>): boolean {
  if (!read.ok) return false;
  const { spec } = read.value.fields;
  const rules = spec.listeners.map(({ allowedRoutes }) => allowedRoutes.namespaces);
  return [...rules, ...('allowedListeners' in spec ? [spec.allowedListeners.namespaces] : [])].some(asksForLabels);
}

/** A namespace whose labels are malformed has none. */
async function listNamespaceLabels(context: SourceContext, source: string): Promise<NamespaceLabels> {
  const kind: PrimaryKind = { source, resource: namespaces, label: 'namespace' };
  const listed = await listResource(context, namespaces);
  const known = listed.flatMap((raw) => {
    const read = readSourceObject(kind, raw, undefined);
    return read.ok ? [[read.value.metadata.name, read.value.metadata.labels] as const] : [];
  });
  const labels = new Map(known);
  return (namespace) => labels.get(namespace);
}
