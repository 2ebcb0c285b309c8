import { z } from 'zod';
import {
  listNamedServices,
  type NamedServices,
  namedService,
  namedServiceTargets,
  serviceAnnotation,
} from './ambassador-service.ts';
import { section, text } from './boundary.ts';
import { fieldNames } from './hostnames.ts';
import { annotationWarnings, listObjects } from './list-objects.ts';
import { type ObjectResult, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject, type Readable, readServed } from './read-served.ts';
import { annotatedSettings, providerAnnotations } from './record-settings.ts';
import { labelled, mayList, namespaced, services } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';
import { annotatedTargets, type Targets } from './targets.ts';

const hosts = {
  ...namespaced('getambassador.io/v3alpha1', 'Host', 'hosts'),
  versions: ['getambassador.io/v3alpha1', 'getambassador.io/v2'],
};
const kind: PrimaryKind = { source: 'ambassador-host', resource: hosts, label: 'host' };

const schema = z.object({ spec: section({ hostname: text }) });

type Host = Readable<z.infer<typeof schema>>;

/**
 * Ambassador's Hosts that name their Service in an annotation (ExternalDNS source/ambassador_host.go). As upstream, one
 * without it is left out even if it has a target annotation (which is then told), a Service without a namespace is
 * looked for in `default`, the Service's namespace may be outside `--namespace`, and `controller` does not count.
 */
export const ambassadorHost: Source = {
  name: 'ambassador-host',
  summary: 'Hostnames of Ambassador Hosts, at the addresses of the Service that an annotation names',
  kinds: [labelled('host', hosts)],
  permissions: () => [mayList(hosts), mayList(services)],
  annotations: ['target', 'ttl', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace'],
  templates: [],
  read: readHosts,
};

async function readHosts(context: SourceContext): Promise<SourceResult> {
  const listing = await listObjects(context, kind, 'ignored');
  const served = readServed(listing.served.filter(asks), schema);
  const found = await listNamedServices(context, kind.source, served.readable);
  const results = eachObject(served.readable, context.signal, (each) => hostResult(each, found));
  const warnings = [...listing.served.flatMap(annotationWarnings), ...found.warnings];
  return sourceResult(listing.objects, [listing, { warnings }, served, results]);
}

/** Any other Host is none of ours: it is not even read. */
const asks = (object: SourceObject): boolean =>
  namedService(object) !== undefined || annotatedTargets(object) !== undefined;

function hostResult(object: Host, found: NamedServices): ObjectResult {
  const { names } = fieldNames([object.fields.spec.hostname]);
  return publishAll(object, annotatedSettings(object), names, targetsOf(object, found));
}

function targetsOf(object: Host, found: NamedServices): Targets {
  const reference = namedService(object);
  if (reference === undefined) return { cause: unnamed };
  return annotatedTargets(object) ?? namedServiceTargets(reference, found);
}

const unnamed = {
  code: 'InvalidObject',
  problem: `the annotation ${serviceAnnotation} is absent, without which the target annotation does not count`,
  fix: "add it, with the name of Ambassador's Service",
} as const;
