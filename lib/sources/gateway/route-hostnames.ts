import type { Config } from '../../config/config.ts';
import { annotationValue } from '../annotations.ts';
import { type AskedNames, annotatedNames, noNames, uniteNames } from '../hostnames.ts';
import type { SourceWarning } from '../source.ts';
import type { SourceObject } from '../source-object.ts';
import { type Templates, templateNames } from '../templates.ts';
import type { Route } from './gateway-fields.ts';
import type { RouteKind } from './route-kind.ts';

/** The hostnames that a route asks for, before any listener has judged them. */
export interface RouteHostnames extends AskedNames {
  /** Whether it takes the listeners' own hostnames too, for want of its own. */
  readonly ofListeners: 'included' | 'left out';
}

/**
 * Chooses among spec, template and annotation by `gateway-hostname-source` (ExternalDNS source/gateway.go).
 *
 *     annotation value       spec and template   listeners' own           hostname annotation
 *     absent, or unknown     yes                 if the spec has none     yes
 *     defined-hosts-only     yes                 no                       no
 *     annotation-only        no                  no                       yes
 *
 * The template is asked where the spec has no hostnames, or with `--combine-fqdn-annotation`.
 */
export function routeHostnames(route: Route, kind: RouteKind, config: Config, templates: Templates): RouteHostnames {
  const spec = kind.hostnames === 'spec' ? route.fields.spec.hostnames : [];
  const annotated = annotatedHostnames(route, config);
  const defined = (): AskedNames =>
    uniteNames([
      { names: spec, refusals: [] },
      spec.length === 0 || templates.combine ? templateNames(route, templates) : noNames,
    ]);
  switch (hostnameSource(route)) {
    case 'annotation-only':
      return { ...annotated, ofListeners: 'left out' };
    case 'defined-hosts-only':
      return { ...defined(), ofListeners: 'left out' };
    default: {
      const ofListeners = spec.length === 0 ? 'included' : 'left out';
      return { ...uniteNames([defined(), annotated]), ofListeners };
    }
  }
}

/** The names of the annotation, which are known even where the route itself is malformed. */
export const annotatedHostnames = (object: SourceObject, { ignoreHostnameAnnotation }: Config): AskedNames =>
  ignoreHostnameAnnotation ? noNames : annotatedNames(object, 'hostname');

const hostnameSource = ({ annotations }: Route): string | undefined =>
  annotationValue(annotations, 'gateway-hostname-source')?.toLowerCase();

/** What its annotations say in vain. */
export const routeWarnings = (route: Route): readonly SourceWarning[] =>
  [...unknownSource(route), ...unreadTarget(route)].map((problem) => ({ ref: route.ref, problem }));

function unknownSource(route: Route): readonly string[] {
  const found = route.annotations.byKey.get('gateway-hostname-source');
  const known = ['annotation-only', 'defined-hosts-only'].includes(hostnameSource(route) ?? '');
  if (found === undefined || known) return [];
  const fix = 'write annotation-only or defined-hosts-only, or remove it';
  return [
    `the annotation ${found.name} says ${JSON.stringify(found.value)}, so names are taken from everywhere; ${fix}`,
  ];
}

function unreadTarget({ annotations }: Route): readonly string[] {
  const found = annotations.byKey.get('target');
  return found === undefined ? [] : [`the annotation ${found.name} is not read on routes; set it on the Gateway`];
}
