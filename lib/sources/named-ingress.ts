import { z } from 'zod';
import { referenceText } from '../endpoint/endpoint.ts';
import { loadBalancerStatus } from './boundary.ts';
import { type LookedUp, lookUp, notFound, notNeeded, parsePlace } from './looked-up.ts';
import { ingresses } from './resources.ts';
import { addressOrHostname } from './service-address.ts';
import type { SourceContext } from './source.ts';
import type { PrimaryKind, SourceObject } from './source-object.ts';
import { awaitingLoadBalancer, type Targets, targetsOr } from './targets.ts';

const schema = z.object({ status: loadBalancerStatus });

/** The Ingresses that `ingress` annotations may name. */
export type NamedIngresses = LookedUp<z.infer<typeof schema>>;

/** What the annotation `ingress` of a Gateway says, under every prefix that this run reads; undefined when it is empty. */
const namedIngress = ({ annotations }: SourceObject) => {
  const annotation = annotations.byKey.get('ingress');
  return annotation?.value ? annotation : undefined;
};

/** Whether an object names an Ingress. */
export const namesIngress = (object: SourceObject): boolean => namedIngress(object) !== undefined;

/** Lists Ingresses if one of the objects names one. */
export async function listNamedIngresses(
  context: SourceContext,
  source: string,
  objects: readonly SourceObject[],
): Promise<NamedIngresses> {
  const kind: PrimaryKind = { source, resource: ingresses, label: 'ingress' };
  return objects.some(namesIngress) ? lookUp(context, kind, schema) : notNeeded;
}

/**
 * The addresses of the Ingress that an object names in its `ingress` annotation; undefined when it names none.
 * A name that leads nowhere costs the names of that object; upstream fails the whole run.
 */
export function ingressTargets(object: SourceObject, { byPlace }: NamedIngresses): Targets | undefined {
  const annotation = namedIngress(object);
  if (annotation === undefined) return undefined;
  const { name, value } = annotation;
  const who = `the annotation ${name} of ${referenceText(object.ref)}`;
  const place = parsePlace(value, object.metadata.namespace);
  if (place === undefined) {
    const problem = `${who} says ${JSON.stringify(value)}, which is no name of an Ingress`;
    return { cause: { code: 'InvalidObject', problem, fix: 'write NAME or NAMESPACE/NAME' } };
  }
  const found = byPlace.get(place);
  if (found === undefined) return { cause: notFound(who, `Ingress ${place}`) };
  const awaiting = awaitingLoadBalancer(`the Ingress ${place}, which ${who} names, has no address yet`);
  return targetsOr(addressOrHostname(found.fields.status.loadBalancer.ingress), awaiting);
}
