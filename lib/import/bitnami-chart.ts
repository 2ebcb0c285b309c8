import type { Chart } from './chart.ts';
import type { Arguments, Row } from './chart-arguments.ts';
import { type Aside, common } from './chart-asides.ts';
import { isSet, isValues, textOf, textsOf, type Values, valueAt } from './values.ts';

const ownershipIsNotInTxt = (values: Values): boolean => (textOf(values['registry']) ?? 'txt') !== 'txt';

const rows: readonly Row[] = [
  { path: 'logLevel', flag: 'log-level', kind: 'text' },
  { path: 'logFormat', flag: 'log-format', kind: 'text' },
  { path: 'dryRun', flag: 'dry-run', kind: 'switch' },
  { path: 'triggerLoopOnEvent', flag: 'events', kind: 'switch' },
  { path: 'namespace', flag: 'namespace', kind: 'text', unless: (values) => isSet(values['watchReleaseNamespace']) },
  { path: 'fqdnTemplates', flag: 'fqdn-template', kind: 'list' },
  { path: 'combineFQDNAnnotation', flag: 'combine-fqdn-annotation', kind: 'switch' },
  {
    path: 'ignoreHostnameAnnotation',
    flag: 'ignore-hostname-annotation',
    kind: 'switch',
    unless: (values) => !isSet(values['fqdnTemplates']),
  },
  { path: 'publishInternalServices', flag: 'publish-internal-services', kind: 'switch' },
  { path: 'publishHostIP', flag: 'publish-host-ip', kind: 'switch' },
  { path: 'serviceTypeFilter', flag: 'service-type-filter', kind: 'list' },
  { path: 'domainFilters', flag: 'domain-filter', kind: 'list', templated: true },
  { path: 'excludeDomains', flag: 'exclude-domains', kind: 'list', templated: true },
  { path: 'regexDomainFilter', flag: 'regex-domain-filter', kind: 'text', templated: true },
  { path: 'regexDomainExclusion', flag: 'regex-domain-exclusion', kind: 'text', templated: true },
  { path: 'zoneNameFilters', flag: 'zone-name-filter', kind: 'list' },
  { path: 'zoneIdFilters', flag: 'zone-id-filter', kind: 'list' },
  { path: 'policy', flag: 'policy', kind: 'text', otherwise: 'upsert-only' },
  { path: 'provider', flag: 'provider', kind: 'text' },
  { path: 'registry', flag: 'registry', kind: 'text' },
  { path: 'interval', flag: 'interval', kind: 'text' },
  { path: 'txtOwnerId', flag: 'txt-owner-id', kind: 'text' },
  { path: 'txtPrefix', flag: 'txt-prefix', kind: 'text', unless: ownershipIsNotInTxt },
  { path: 'txtSuffix', flag: 'txt-suffix', kind: 'text', unless: ownershipIsNotInTxt },
  { path: 'txtNewFormatOnly', flag: 'txt-new-format-only', kind: 'switch' },
  { path: 'annotationFilter', flag: 'annotation-filter', kind: 'text' },
  { path: 'labelFilter', flag: 'label-filter', kind: 'text' },
  { path: 'ingressClassFilters', flag: 'ingress-class', kind: 'list' },
  { path: 'managedRecordTypesFilters', flag: 'managed-record-types', kind: 'list' },
  { path: 'crd.apiversion', flag: 'crd-source-apiversion', kind: 'text' },
  { path: 'crd.kind', flag: 'crd-source-kind', kind: 'text' },
  { path: 'sources', flag: 'source', kind: 'list', otherwise: ['service', 'ingress'] },
  { path: 'aws.apiRetries', flag: 'aws-api-retries', kind: 'text' },
  { path: 'aws.zoneType', flag: 'aws-zone-type', kind: 'text' },
  { path: 'aws.assumeRoleArn', flag: 'aws-assume-role', kind: 'text' },
  { path: 'aws.batchChangeSize', flag: 'aws-batch-change-size', kind: 'text' },
  {
    path: 'aws.zonesCacheDuration',
    flag: 'aws-zones-cache-duration',
    kind: 'text',
    unless: (values) => !isSet(valueAt(values, 'aws.zonesCacheDuration')),
  },
  { path: 'aws.zoneTags', flag: 'aws-zone-tags', kind: 'list' },
  { path: 'aws.preferCNAME', flag: 'aws-prefer-cname', kind: 'switch' },
  { path: 'aws.dynamodbTable', flag: 'dynamodb-table', kind: 'text' },
  { path: 'aws.dynamodbRegion', flag: 'dynamodb-region', kind: 'text' },
  { path: 'aws.zoneMatchParent', flag: 'aws-zone-match-parent', kind: 'switch' },
  { path: 'traefik.disableLegacy', flag: 'traefik-disable-legacy', kind: 'switch' },
  { path: 'traefik.disableNew', flag: 'traefik-disable-new', kind: 'switch' },
  { path: 'txtEncrypt.enabled', flag: 'txt-encrypt-enabled', kind: 'switch' },
];

/** What says how the pod runs. */
const ofThePod: readonly string[] = [
  ...['affinity', 'automountServiceAccountToken', 'command', 'commonAnnotations', 'commonLabels', 'containerPorts'],
  ...['containerSecurityContext', 'customLivenessProbe', 'customReadinessProbe', 'customStartupProbe', 'dnsConfig'],
  ...['dnsPolicy', 'hostAliases', 'image', 'lifecycleHooks', 'livenessProbe', 'networkPolicy', 'nodeAffinityPreset'],
  ...['nodeSelector', 'pdb', 'podAffinityPreset', 'podAntiAffinityPreset', 'podLabels', 'podSecurityContext'],
  ...['priorityClassName', 'readinessProbe', 'resources', 'resourcesPreset', 'revisionHistoryLimit', 'schedulerName'],
  ...['secretAnnotations', 'service', 'startupProbe', 'tolerations', 'topologySpreadConstraints', 'updateStrategy'],
  ...['useDaemonset'],
];

/** What belongs to other providers, of which one is chosen. */
const ofOthers: readonly string[] = [
  ...['akamai', 'alibabacloud', 'azure', 'civo', 'cloudflare', 'coredns', 'digitalocean', 'exoscale', 'google'],
  ...['linode', 'ns1', 'oci', 'ovh', 'pdns', 'pihole', 'rfc2136', 'scaleway', 'transip'],
];

/** What names objects of the chart, or is looked at elsewhere. */
const structure: readonly string[] = [
  ...['args', 'clusterDomain', 'extraArgs', 'extraDeploy', 'extraEnvVars', 'forceTxtOwnerId', 'fullnameOverride'],
  ...['global', 'kubeVersion', 'nameOverride', 'namespaceOverride', 'podAnnotations', 'replicaCount'],
  ...['replicas', 'serviceAccount', 'validation'],
];

const credentialPaths = [
  'secretKey',
  'accessKey',
  'secretName',
  'accessKeyIDSecretRef.name',
  'secretAccessKeySecretRef.name',
];

const asides: readonly Aside[] = [
  {
    paths: credentialPaths.map((path) => `aws.credentials.${path}`),
    text: 'are credentials of the pod; the function has a role of its own, and needs none',
    secret: true,
  },
  {
    paths: ['txtEncrypt.aesKey', 'txtEncrypt.secretName'],
    text: 'holds the key of the ownership records; set EXTERNAL_DNS_TXT_ENCRYPT_AES_KEY to it, by way of ${ssm:/NAME} in serverless.yml',
    toDo: true,
    secret: true,
  },
  {
    paths: ['extraEnvVarsCM', 'extraEnvVarsSecret'],
    text: 'names an object that may hold settings; look for EXTERNAL_DNS_ in it, and put those into the environment of the function',
    toDo: true,
  },
  { ...common.releaseNamespace, paths: ['watchReleaseNamespace'] },
  // Without a ClusterRole the chart keeps to one namespace, the release's where none is named.
  {
    ...common.releaseNamespace,
    paths: ['rbac.clusterRole'],
    applies: (values) => valueAt(values, 'rbac.clusterRole') === false && !isSet(values['namespace']),
  },
  { ...common.files, paths: ['extraVolumes', 'extraVolumeMounts'] },
  { ...common.neighbours, paths: ['initContainers', 'sidecars'] },
  { ...common.metrics, paths: ['metrics.enabled'] },
  { ...common.pod, paths: ofThePod },
  { paths: ofOthers, text: 'belongs to another DNS provider; the provider here is aws' },
];

/** The chart bitnami/external-dns as its version 9.0.4 has it (ExternalDNS 0.18.0; values.yaml and templates/deployment.yaml). */
export const bitnamiChart: Chart = {
  name: 'bitnami/external-dns (read at version 9.0.4)',
  rows,
  asides,
  structure,
  more: special,
  variables: ({ extraEnvVars }) => ({ env: extraEnvVars }),
  environment: (values) => ({ AWS_DEFAULT_REGION: textOf(valueAt(values, 'aws.region')) ?? 'us-east-1' }),
  replacedBy: 'args',
};

/** Only `false` itself takes the health of targets away; extra arguments without a value stand alone. */
function special(values: Values): Arguments {
  const health = valueAt(values, 'aws.evaluateTargetHealth') === false ? ['--no-aws-evaluate-target-health'] : [];
  const extra = isValues(values['extraArgs']) ? Object.entries(values['extraArgs']) : [];
  return { argv: [...health, ...extra.flatMap(([flag, value]) => extraArgument(flag, value))], toDo: [] };
}

function extraArgument(flag: string, value: unknown): readonly string[] {
  if (Array.isArray(value)) return textsOf(value).map((text) => `--${flag}=${text}`);
  return [isSet(value) ? `--${flag}=${textOf(value) ?? ''}` : `--${flag}`];
}
