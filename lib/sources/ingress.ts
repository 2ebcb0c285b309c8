import { z } from 'zod';
import type { Config } from '../config/config.ts';
import { withoutTrailingDot } from '../endpoint/dns-name.ts';
import { annotationValue } from './annotations.ts';
import { type InvalidObject, listOf, loadBalancerStatus, section, text } from './boundary.ts';
import { type AskedNames, annotatedNames, noNames, unique, uniteNames } from './hostnames.ts';
import { listObjects } from './list-objects.ts';
import { joinResults, type ObjectResult, refuseNames, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject, type Readable, readServed } from './read-served.ts';
import { annotatedSettings, providerAnnotations } from './record-settings.ts';
import { ingresses, labelled, mayList } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { PrimaryKind } from './source-object.ts';
import { annotatedTargets, awaitingLoadBalancer, loadBalancerTargets, type Targets, targetsOr } from './targets.ts';
import { compileTemplates, type Templates, withTemplates } from './templates.ts';

const kind: PrimaryKind = { source: 'ingress', resource: ingresses, label: 'ingress' };

const ingressSchema = z.object({
  spec: section({
    ingressClassName: text,
    rules: listOf(z.object({ host: text })),
    tls: listOf(z.object({ hosts: listOf(z.string()) })),
  }),
  status: loadBalancerStatus,
});

type Ingress = Readable<z.infer<typeof ingressSchema>>;

/** Ingresses: hosts of rules, TLS sections and annotations, at the load balancer's addresses (ExternalDNS source/ingress.go). */
export const ingress: Source = {
  name: 'ingress',
  summary: 'Hosts of Ingress rules and TLS sections, at the addresses of their load balancer',
  kinds: [labelled('ingress', ingresses)],
  permissions: () => [mayList(ingresses)],
  annotations: ['hostname', 'ingress-hostname-source', 'target', 'ttl', 'controller', ...providerAnnotations],
  filters: ['label', 'annotation', 'namespace', 'ingress-class'],
  templates: ['fqdn'],
  read: readIngresses,
};

async function readIngresses(context: SourceContext): Promise<SourceResult> {
  const { config, signal } = context;
  const templates = compileTemplates(kind.source, config, 'fqdn');
  const listing = await listObjects(context, kind);
  const served = readServed(listing.served, ingressSchema, (each) => annotatedNames(each, 'hostname').names);
  const ours = served.readable.filter((each) => hasClass(each, config.ingressClass));
  const results = eachObject(ours, signal, (each) => ingressResult(each, config, templates));
  return sourceResult(listing.objects, [listing, served, results]);
}

/**
 * `spec.ingressClassName` counts where it is set; only otherwise does the old annotation. IngressClass objects are not
 * read, so a default class is unknown here.
 */
function hasClass({ fields, metadata }: Ingress, classes: readonly string[]): boolean {
  if (classes.length === 0) return true;
  const { ingressClassName } = fields.spec;
  return classes.includes(ingressClassName || (metadata.annotations['kubernetes.io/ingress.class'] ?? ''));
}

function ingressResult(object: Ingress, config: Config, templates: Templates): ObjectResult {
  const settings = annotatedSettings(object);
  const names = (dnsNames: readonly string[]) => publishAll(object, settings, dnsNames, targetsOf(object));
  return withTemplates(object, ownResult(object, config, names), templates, { names });
}

function ownResult(
  object: Ingress,
  config: Config,
  publishNames: (names: readonly string[]) => ObjectResult,
): ObjectResult {
  const defined = definedHosts(object, config);
  const annotated = config.ignoreHostnameAnnotation ? noNames : annotatedNames(object, 'hostname');
  const all = uniteNames([defined, annotated]);
  const choice = annotationValue(object.annotations, 'ingress-hostname-source');
  const chosen = chooseNames(choice, { defined, annotated, all });
  if (chosen === undefined) return refuseNames(object.ref, all.names, unknownChoice(object));
  return joinResults([{ refusals: chosen.refusals }, publishNames(chosen.names)]);
}

/** Undefined where the annotation has a value that means nothing: then no name is taken. */
function chooseNames(
  choice: string | undefined,
  names: { readonly defined: AskedNames; readonly annotated: AskedNames; readonly all: AskedNames },
): AskedNames | undefined {
  switch (choice?.toLowerCase()) {
    case undefined:
      return names.all;
    case 'defined-hosts-only':
      return names.defined;
    case 'annotation-only':
      return names.annotated;
    default:
      return undefined;
  }
}

function unknownChoice({ annotations }: Ingress): InvalidObject {
  const { name, value } = annotations.byKey.get('ingress-hostname-source') ?? { name: '', value: '' };
  return {
    code: 'InvalidObject',
    problem: `the annotation ${name} says ${JSON.stringify(value)}, so none of the names is taken`,
    fix: 'write defined-hosts-only or annotation-only, or remove the annotation to take both',
  };
}

function definedHosts({ fields: { spec } }: Ingress, config: Config): AskedNames {
  const rules = config.ignoreIngressRulesSpec ? [] : spec.rules.map(({ host }) => host);
  const tls = config.ignoreIngressTlsSpec ? [] : spec.tls.flatMap(({ hosts }) => hosts);
  return { names: unique([...rules, ...tls].filter((host) => host !== '').map(withoutTrailingDot)), refusals: [] };
}

const targetsOf = (object: Ingress): Targets =>
  annotatedTargets(object) ??
  targetsOr(loadBalancerTargets(object.fields.status.loadBalancer.ingress), awaitingLoadBalancer());
