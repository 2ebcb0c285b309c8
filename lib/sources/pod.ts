import type { Config } from '../config/config.ts';
import { type AskedNames, annotatedNames, askedByAnnotation, asksForNames, kopsNames, noNames } from './hostnames.ts';
import { listObjects, listResource } from './list-objects.ts';
import { externalAddresses, type Node, nodeKind, nodeSchema } from './node-addresses.ts';
import { joinResults, nothing, type ObjectResult, refuseNames, sourceResult } from './object-result.ts';
import { type Pod, podKind, podSchema } from './pod-fields.ts';
import { publishAll } from './publish.ts';
import { eachObject, readAuxiliary, readServed } from './read-served.ts';
import { ttlSettings } from './record-settings.ts';
import { labelled, mayList, nodes, pods } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import type { SourceObject } from './source-object.ts';
import { annotatedTargets, noTargets, type Targets, targetsOr } from './targets.ts';
import { compileTemplates, hasTemplates, type Templates, withTemplates } from './templates.ts';

/**
 * Pods: their own address under `internal-hostname`, their node's under `hostname` (ExternalDNS source/pod.go).
 * Differences: records carry the label `pod/NS/NAME`, so that a deletion finds its object (upstream writes none), and
 * an empty pod IP is no target (upstream makes a CNAME to nothing). As there, neither phase nor readiness counts.
 */
export const pod: Source = {
  name: 'pod',
  summary: 'Annotated Pods, at their own addresses or those of their node',
  kinds: [labelled('pod', pods)],
  permissions: () => [mayList(pods), mayList(nodes)],
  annotations: ['hostname', 'internal-hostname', 'target', 'ttl', 'controller'],
  filters: ['label', 'annotation', 'namespace'],
  templates: ['fqdn', 'fqdn-target'],
  read: readPods,
};

/** What the names of Pods depend on, besides the Pod itself. */
interface Surroundings {
  readonly config: Config;
  readonly templates: Templates;
  readonly nodes: ReadonlyMap<string, Node>;
}

async function readPods(context: SourceContext): Promise<SourceResult> {
  const { config, signal } = context;
  const templates = compileTemplates(podKind.source, config, 'fqdn and fqdn-target');
  const [listing, listedNodes] = await Promise.all([listObjects(context, podKind), listResource(context, nodes)]);
  const auxiliary = readAuxiliary(nodeKind, listedNodes, nodeSchema, config.annotationPrefix);
  const byName = new Map(auxiliary.readable.map((each) => [each.ref.name, each]));
  const asking = listing.served.filter((each) => mayAsk(each, config, templates));
  const served = readServed(asking, podSchema, (each) => askedByAnnotation(each).names);
  const results = eachObject(served.readable, signal, (each) => podResult(each, { config, templates, nodes: byName }));
  return sourceResult(listing.objects, [listing, { warnings: auxiliary.warnings }, served, results]);
}

/** A Pod that asks for nothing is not even read: it cannot be malformed then. */
const mayAsk = (object: SourceObject, { compatibility, podSourceDomain = '' }: Config, templates: Templates): boolean =>
  hasTemplates(templates) || podSourceDomain !== '' || compatibility !== undefined || asksForNames(object);

function podResult(object: Pod, around: Surroundings): ObjectResult {
  const names = (dnsNames: readonly string[]) =>
    publishAll(object, ttlSettings(object), dnsNames, targetsOr(podAddresses(object), noPodAddress));
  return withTemplates(object, ownResult(object, around), around.templates, { names });
}

/** Templates still run for Pods that `--ignore-non-host-network-pods` leaves out: upstream's rule. */
function ownResult(object: Pod, around: Surroundings): ObjectResult {
  const leftOut = around.config.ignoreNonHostNetworkPods && !object.fields.spec.hostNetwork;
  return joinResults(
    wishes(object, around).map(({ asked, origin, targets }) => {
      const { names, refusals } = asked;
      if (!leftOut) return joinResults([{ refusals }, publishAll(object, ttlSettings(object), names, targets)]);
      return origin === 'flag' || names.length === 0 ? nothing : refuseNames(object.ref, names, notOnHostNetwork);
    }),
  );
}

/** Names with the place that they point to. Whether the Pod asked itself matters to what it is told. */
interface Wish {
  readonly asked: AskedNames;
  readonly origin: 'annotation' | 'flag';
  readonly targets: Targets;
}

/**
 *     from                                        to
 *     internal-hostname                           target annotation, else the pod IP
 *     hostname                                    target annotation, else the node's addresses
 *     dns.alpha.kubernetes.io/internal (kops)     the pod IP
 *     dns.alpha.kubernetes.io/external (kops)     the node's addresses
 *     --pod-source-domain                         target annotation, else the pod IP
 */
function wishes(object: Pod, { config, nodes: known }: Surroundings): readonly Wish[] {
  const own = targetsOr([object.fields.status.podIP].filter(Boolean), noPodAddress);
  const host = nodeTargets(object, known);
  const override = annotatedTargets(object);
  const { podSourceDomain = '' } = config;
  const kops = config.compatibility === 'kops-dns-controller';
  return [
    { asked: annotatedNames(object, 'internal-hostname'), origin: 'annotation', targets: override ?? own },
    { asked: annotatedNames(object, 'hostname'), origin: 'annotation', targets: override ?? host },
    { asked: kops ? kopsNames(object, 'internal') : noNames, origin: 'annotation', targets: own },
    { asked: kops ? kopsNames(object, 'external') : noNames, origin: 'annotation', targets: host },
    {
      asked: podSourceDomain === '' ? noNames : { names: [`${object.ref.name}.${podSourceDomain}`], refusals: [] },
      origin: 'flag',
      targets: override ?? own,
    },
  ];
}

/** Every ExternalIP and every IPv6 InternalIP, whatever --expose-internal-ipv6 says, for pods on any network. */
function nodeTargets({ fields: { spec } }: Pod, known: ReadonlyMap<string, Node>): Targets {
  if (spec.nodeName === '') return { cause: noTargets('the pod is not on a node yet', 'wait until it is scheduled') };
  const found = known.get(spec.nodeName);
  if (found === undefined) {
    return { cause: noTargets(`its node ${spec.nodeName} is unknown`, 'wait until the node is back, or move the pod') };
  }
  const fix = 'give the node one, or use the internal-hostname or the target annotation';
  return targetsOr(externalAddresses(found, 'exposed'), noTargets(`its node ${spec.nodeName} has no ExternalIP`, fix));
}

const podAddresses = ({ fields: { status } }: Pod): readonly string[] =>
  status.podIPs.map(({ ip }) => ip).filter((ip) => ip !== '');

const noPodAddress = noTargets('the pod has no IP address', 'wait until it runs');

const notOnHostNetwork = {
  code: 'NotAccepted',
  problem: 'the pod is not on the network of its node, and --ignore-non-host-network-pods is set',
  fix: 'set spec.hostNetwork, or leave out the flag',
} as const;
