import { z } from 'zod';
import { type Cause, refuse } from '../../endpoint/cause.ts';
import { createEndpoints } from '../../endpoint/create-endpoint.ts';
import type { ObjectReference } from '../../endpoint/endpoint.ts';
import { type DnsAnnotations, readAnnotations } from '../annotations.ts';
import { readFields } from '../boundary.ts';
import { annotationWarnings } from '../list-objects.ts';
import type { ObjectResult } from '../object-result.ts';
import { recordTtl } from '../record-settings.ts';
import { annotatedTargets } from '../targets.ts';
import { type Route, routeSchema } from './platform.ts';

/** First part of the `resource` label of every record of this source. */
export const cloudFoundryLabel = 'cloudfoundry';

/** Seconds, as upstream. */
const defaultTtl = 300;

/** What all routes of a platform have in common. */
export interface RouteSurroundings {
  /** Names of the domains, by guid. */
  readonly domains: ReadonlyMap<string, string>;
  /** Where names point to unless an annotation says otherwise: the host of the API. */
  readonly target: string;
  /** `--annotation-prefix`. */
  readonly prefix: string | undefined;
  /** Who hears of it. */
  readonly ref: ObjectReference;
}

/** What one route asks for: `host.domain`, or its domain where it has no host. Paths share the record of their name. */
export function routeResult(received: unknown, surroundings: RouteSurroundings): Partial<ObjectResult> {
  const { ref, domains, prefix } = surroundings;
  const read = readFields(routeSchema, received);
  if (!read.ok) return { refusals: [refuse(ref, roughName(received), read.cause)] };
  const route = read.value;
  const domain = domains.get(route.relationships.domain.data.guid);
  if (domain === undefined) return { refusals: [refuse(ref, roughName(received), unknownDomain(route))] };
  const annotations = readAnnotations(route.metadata?.annotations ?? {}, prefix);
  if (annotations.otherController) return {};
  const dnsName = route.host === '' ? domain : `${route.host}.${domain}`;
  if (route.protocol === 'tcp') return tcpResult(route, dnsName, annotations, ref);
  return { ...published(dnsName, annotations, surroundings), warnings: warnings(dnsName, annotations, ref) };
}

/** `url` is `host.domain/path`, so a malformed route may still say which name it meant. */
function roughName(received: unknown): string {
  const rough = z.object({ url: z.string() }).safeParse(received);
  return rough.success ? (rough.data.url.split(/[/:]/)[0] ?? '') : '';
}

const unknownDomain = ({ relationships }: Route): Cause => ({
  code: 'InvalidObject',
  problem: `the route belongs to the domain ${JSON.stringify(relationships.domain.data.guid)}, which the platform does not list`,
  fix: 'see that the user of --cf-username may see the domain',
});

/** A TCP route is a port of its domain. It asks for a name only where it has a host or says so by annotation. */
function tcpResult(
  { host, port }: Route,
  dnsName: string,
  { byKey }: DnsAnnotations,
  ref: ObjectReference,
): Partial<ObjectResult> {
  if (host === '' && !byKey.has('target') && !byKey.has('ttl')) return {};
  const problem = `the route is the TCP port ${port ?? 'without number'} of its domain, and only HTTP routes have names`;
  return {
    refusals: [
      refuse(ref, dnsName, { code: 'NotAccepted', problem, fix: 'map an HTTP route, or remove its annotations' }),
    ],
  };
}

function published(
  dnsName: string,
  annotations: DnsAnnotations,
  { target, ref }: RouteSurroundings,
): Partial<ObjectResult> {
  const annotated = annotatedTargets({ annotations });
  if (annotated !== undefined && 'cause' in annotated) return { refusals: [refuse(ref, dnsName, annotated.cause)] };
  return createEndpoints({
    dnsName,
    targets: annotated?.targets ?? [target],
    ttl: recordTtl(annotations).ttl ?? defaultTtl,
    labels: { resource: `${cloudFoundryLabel}/${dnsName}` },
    providerSpecific: {},
    refs: [ref],
  });
}

const warnings = (dnsName: string, annotations: DnsAnnotations, ref: ObjectReference): ObjectResult['warnings'] =>
  annotationWarnings({ ref, annotations }).map(({ problem }) => ({
    ref,
    problem: `on the route ${dnsName} ${problem}`,
  }));
