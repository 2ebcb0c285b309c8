import type { Config } from '../config/config.ts';
import { listObjects } from './list-objects.ts';
import { addressesOfType, externalAddresses, type Node, nodeKind, nodeSchema } from './node-addresses.ts';
import { nothing, type ObjectResult, sourceResult } from './object-result.ts';
import { publishAll } from './publish.ts';
import { eachObject, readServed } from './read-served.ts';
import { ttlSettings } from './record-settings.ts';
import { labelled, mayList, nodes } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import { annotatedTargets, noTargets, type Targets, targetsOr } from './targets.ts';
import { compileTemplates, hasTemplates, type Templates, withTemplates } from './templates.ts';

/**
 * Nodes: each under its own name or that of a template (ExternalDNS source/node.go). Where upstream fails the whole
 * source for a node without a usable address, here it costs that node alone.
 */
export const node: Source = {
  name: 'node',
  summary: 'Nodes, under their own names or those of a template',
  kinds: [labelled('node', nodes)],
  permissions: () => [mayList(nodes)],
  annotations: ['target', 'ttl', 'controller'],
  filters: ['label', 'annotation'],
  templates: ['fqdn', 'fqdn-target'],
  read: readNodes,
};

async function readNodes(context: SourceContext): Promise<SourceResult> {
  const templates = compileTemplates(nodeKind.source, context.config, 'fqdn and fqdn-target');
  const listing = await listObjects(context, nodeKind);
  const served = readServed(listing.served, nodeSchema, ({ ref }) => (isNamed(templates) ? [ref.name] : []));
  const results = eachObject(served.readable, context.signal, (each) => nodeResult(each, context.config, templates));
  return sourceResult(listing.objects, [listing, served, results]);
}

/** Whether nodes have their own names, with or without others. */
const isNamed = (templates: Templates): boolean => !hasTemplates(templates) || templates.combine;

function nodeResult(object: Node, config: Config, templates: Templates): ObjectResult {
  const targets = targetsOf(object, config);
  const settings = ttlSettings(object);
  const names = (dnsNames: readonly string[]) => publishAll(object, settings, dnsNames, targets);
  const pair = (dnsName: string) => names([dnsName]);
  const own = isNamed(templates) ? names([object.ref.name]) : nothing;
  return withTemplates(object, own, templates, isExcluded(object, config) ? { names, pair } : { names });
}

const isExcluded = ({ fields }: Node, { excludeUnschedulable }: Config): boolean =>
  excludeUnschedulable && fields.spec.unschedulable;

function targetsOf(object: Node, config: Config): Targets {
  if (isExcluded(object, config)) {
    return { cause: noTargets('the node is unschedulable', 'uncordon it, or set --no-exclude-unschedulable') };
  }
  const external = addressesOfType(object, 'ExternalIP');
  const reached = externalAddresses(object, config.exposeInternalIpv6 ? 'exposed' : 'hidden');
  const found = external.length > 0 ? reached : addressesOfType(object, 'InternalIP');
  const cause = noTargets(
    'the node has neither an ExternalIP nor an InternalIP',
    'give it one, or the target annotation',
  );
  return annotatedTargets(object) ?? targetsOr(found, cause);
}
