import type { Chart } from './chart.ts';
import { type Arguments, joined, type Row, rendered, templateFix } from './chart-arguments.ts';
import { type Aside, common } from './chart-asides.ts';
import { renderLiterals } from './helm-template.ts';
import { isSet, isValues, textOf, textsOf } from './values.ts';

/** The policy of those who set none: up to 1.21.1 it is this one, later versions ask for one. */
const policyOfOld = 'upsert-only';

const rows: readonly Row[] = [
  { path: 'logLevel', flag: 'log-level', kind: 'text' },
  { path: 'logFormat', flag: 'log-format', kind: 'text' },
  { path: 'interval', flag: 'interval', kind: 'text' },
  { path: 'triggerLoopOnEvent', flag: 'events', kind: 'switch' },
  { path: 'sources', flag: 'source', kind: 'list', otherwise: ['service', 'ingress'] },
  { path: 'policy', flag: 'policy', kind: 'text', otherwise: policyOfOld },
  { path: 'registry', flag: 'registry', kind: 'text' },
  { path: 'txtOwnerId', flag: 'txt-owner-id', kind: 'text' },
  { path: 'txtPrefix', flag: 'txt-prefix', kind: 'text' },
  { path: 'txtSuffix', flag: 'txt-suffix', kind: 'text' },
  { path: 'sourceNamespace', flag: 'namespace', kind: 'text', unless: (values) => !isSet(values['namespaced']) },
  { path: 'gatewayNamespace', flag: 'gateway-namespace', kind: 'text' },
  { path: 'enableGatewayListenerSets', flag: 'gateway-listener-sets', kind: 'switch' },
  { path: 'domainFilters', flag: 'domain-filter', kind: 'list' },
  { path: 'excludeDomains', flag: 'exclude-domains', kind: 'list' },
  { path: 'labelFilter', flag: 'label-filter', kind: 'text' },
  { path: 'annotationFilter', flag: 'annotation-filter', kind: 'text' },
  { path: 'annotationPrefix', flag: 'annotation-prefix', kind: 'text' },
  { path: 'managedRecordTypes', flag: 'managed-record-types', kind: 'list' },
  { path: 'provider.name', flag: 'provider', kind: 'text', unless: (values) => !isValues(values['provider']) },
  { path: 'provider', flag: 'provider', kind: 'text', unless: (values) => isValues(values['provider']) },
];

/** What says how the pod runs. */
const ofThePod: readonly string[] = [
  ...['affinity', 'automountServiceAccountToken', 'commonLabels', 'deploymentAnnotations', 'deploymentStrategy'],
  ...['dnsConfig', 'dnsPolicy', 'hostAliases', 'image', 'imagePullSecrets', 'livenessProbe', 'nodeSelector'],
  ...['podLabels', 'podSecurityContext', 'priorityClassName', 'readinessProbe', 'resources', 'revisionHistoryLimit'],
  ...['securityContext', 'service', 'shareProcessNamespace', 'terminationGracePeriodSeconds', 'tolerations'],
  ...['topologySpreadConstraints'],
];

/** What names objects of the chart, or is looked at elsewhere. */
const structure: readonly string[] = [
  ...['enabled', 'env', 'envFrom', 'extraArgs', 'fullnameOverride', 'global', 'nameOverride', 'namespaceOverride'],
  ...['podAnnotations', 'rbac', 'replicaCount', 'secretConfiguration', 'serviceAccount'],
];

const asides: readonly Aside[] = [
  {
    ...common.releaseNamespace,
    paths: ['namespaced'],
    applies: (values) => isSet(values['namespaced']) && !isSet(values['sourceNamespace']),
  },
  { ...common.files, paths: ['secretConfiguration.enabled', 'extraVolumes', 'extraVolumeMounts'] },
  { ...common.neighbours, paths: ['initContainers', 'extraContainers'] },
  { ...common.metrics, paths: ['serviceMonitor.enabled'] },
  { paths: ['rbac.additionalPermissions'], text: 'the rights of the function are what npm run rbac prints' },
  { ...common.pod, paths: ofThePod },
];

/**
 * The chart of the ExternalDNS project as its version 1.21.1 has it (ExternalDNS 0.21.0, charts/external-dns/values.yaml
 * and templates/deployment.yaml), with the defaults of every version since 1.0.
 */
export const officialChart: Chart = {
  name: 'kubernetes-sigs/external-dns (read at version 1.21.1)',
  rows,
  asides,
  structure,
  more: ({ extraArgs }) => extraArguments(extraArgs),
  variables: ({ env, envFrom }) => ({ env, envFrom }),
};

/** A list holds whole arguments, a map names and values; both are rendered as templates. */
function extraArguments(extra: unknown): Arguments {
  if (Array.isArray(extra)) return joined(textsOf(extra).map(wholeArgument));
  return joined(isValues(extra) ? Object.entries(extra).map(([flag, value]) => mapArgument(flag, value)) : []);
}

function wholeArgument(text: string): Arguments {
  const literal = renderLiterals(text);
  return literal === undefined
    ? { argv: [], toDo: [{ item: 'extraArgs', value: text, text: templateFix }] }
    : { argv: [literal], toDo: [] };
}

/**
 *     value     argument
 *     null      --flag
 *     true      --flag
 *     false     --no-flag
 *     [a, b]    --flag=a --flag=b
 *     a         --flag=a
 */
function mapArgument(flag: string, value: unknown): Arguments {
  if (value === null || value === true) return { argv: [`--${flag}`], toDo: [] };
  if (value === false) return { argv: [`--no-${flag}`], toDo: [] };
  const texts = Array.isArray(value) ? textsOf(value) : [textOf(value) ?? ''];
  return joined(texts.map((text) => rendered({ item: `extraArgs.${flag}`, flag, text, templated: true })));
}
