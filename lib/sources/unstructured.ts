import pMap from 'p-map';
import type { Resource } from '../cluster/cluster.ts';
import { annotatedNames } from './hostnames.ts';
import { listObjects } from './list-objects.ts';
import { joinResults, type ObjectResult, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject } from './read-served.ts';
import { ttlSettings } from './record-settings.ts';
import { labelled, mayList } from './resources.ts';
import type { LabelledKind, Source, SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';
import { templatePublisher } from './target-templates.ts';
import { annotatedTargets, noTargets } from './targets.ts';
import { compileTemplates, type Templates, withTemplates } from './templates.ts';
import { discoverResource, parseNamedResource } from './unstructured-resource.ts';

const name = 'unstructured';

/**
 * Objects of any kind, by their annotations and by templates (ExternalDNS source/unstructured.go). A resource that the
 * cluster does not serve is missing, with the whole source, as upstream does not start without it. As there, names
 * need the target annotation, objects of different kinds are not merged, and `--ignore-hostname-annotation` does not count.
 */
export const unstructured: Source = {
  name,
  summary: 'Objects of any kind, by their annotations and by templates',
  kinds: [],
  permissions: ({ unstructuredResource }) => unstructuredResource.map((text) => mayList(parseNamedResource(text))),
  annotations: ['hostname', 'target', 'ttl', 'controller'],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn', 'target', 'fqdn-target'],
  read: readUnstructured,
};

async function readUnstructured(context: SourceContext): Promise<SourceResult> {
  const { cluster, config, signal } = context;
  signal.throwIfAborted();
  if (config.unstructuredResource.length === 0) throw new SourceError(name, noResource);
  const templates = compileTemplates(name, config, 'all');
  const named = [...new Set(config.unstructuredResource)].map(parseNamedResource);
  const resources = await pMap(named, (each) => discoverResource(cluster, each));
  const results = await pMap(resources, (resource) => readResource(context, resource, templates));
  return {
    ...joinResults(results),
    objects: results.flatMap(({ objects }) => objects),
    kinds: resources.map(kindOf),
  };
}

const noResource =
  'The source unstructured reads what --unstructured-resource names, and it names nothing; add RESOURCE.VERSION.GROUP';

const kindOf = (resource: Resource): LabelledKind => labelled(resource.kind.toLowerCase(), resource);

async function readResource(context: SourceContext, resource: Resource, templates: Templates): Promise<SourceResult> {
  const { label } = kindOf(resource);
  // Upstream's label of an object outside namespaces has an empty one: `kind//name`.
  const kind: PrimaryKind = { source: name, resource, label: resource.scope === 'Cluster' ? `${label}/` : label };
  const listing = await listObjects(context, kind);
  const results = eachObject(listing.served, context.signal, (each) => objectResult(each, templates));
  return sourceResult(listing.objects, [listing, results]);
}

function objectResult(object: SourceObject, templates: Templates): ObjectResult {
  const settings = ttlSettings(object);
  const { names, refusals } = annotatedNames(object, 'hostname');
  const own = publishAll(object, settings, names, annotatedTargets(object) ?? { cause: noAnnotation });
  return withTemplates(
    object,
    joinResults([{ refusals }, own]),
    templates,
    templatePublisher(object, templates, settings),
  );
}

const noAnnotation = noTargets(
  'it has no target annotation, the only one to give it targets',
  'add the target annotation',
);
