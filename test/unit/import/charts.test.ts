import { describe, expect, it } from '@jest/globals';
import { type Imported, importInstallation } from '../../../lib/import/import.ts';
import { readDocuments } from '../../../lib/import/read-documents.ts';

function importValues(values: object): Imported {
  const installation = readDocuments([values]);
  if (installation === undefined) throw new Error('The values were not recognised.');
  return importInstallation(installation);
}

/** What every chart sets when its values do not. */
const chartDefaults = {
  EXTERNAL_DNS_SOURCE: 'service\ningress',
  EXTERNAL_DNS_POLICY: 'upsert-only',
  EXTERNAL_DNS_TXT_OWNER_ID: 'default',
};

const itemsOf = (notes: Imported['toDo']): readonly string[] =>
  notes.map(({ item, value }) => (value === undefined ? item : `${item}=${value}`));

describe('values of the official chart', () => {
  it.each([
    ['the defaults of the chart', { interval: '1m' }, chartDefaults],
    [
      'sources, domains and owner',
      { sources: ['crd'], domainFilters: ['a.org', 'b.org'], excludeDomains: ['x.a.org'], txtOwnerId: 'shop' },
      {
        EXTERNAL_DNS_SOURCE: 'crd',
        EXTERNAL_DNS_POLICY: 'upsert-only',
        EXTERNAL_DNS_TXT_OWNER_ID: 'shop',
        EXTERNAL_DNS_DOMAIN_FILTER: 'a.org\nb.org',
        EXTERNAL_DNS_EXCLUDE_DOMAINS: 'x.a.org',
      },
    ],
    [
      'the policy sync, which is the default here',
      { policy: 'sync', txtOwnerId: 'shop' },
      { EXTERNAL_DNS_SOURCE: 'service\ningress', EXTERNAL_DNS_TXT_OWNER_ID: 'shop' },
    ],
    ['a provider in the older form', { provider: 'aws', interval: '1m' }, chartDefaults],
    ['a provider in the newer form', { provider: { name: 'aws' }, interval: '1m' }, chartDefaults],
    [
      'affixes and filters',
      {
        txtSuffix: '-%{record_type}',
        labelFilter: 'team=a',
        annotationFilter: 'public in (yes)',
        annotationPrefix: 'int.example/',
        managedRecordTypes: ['A', 'MX'],
      },
      {
        ...chartDefaults,
        EXTERNAL_DNS_TXT_SUFFIX: '-%{record_type}',
        EXTERNAL_DNS_LABEL_FILTER: 'team=a',
        EXTERNAL_DNS_ANNOTATION_FILTER: 'public in (yes)',
        EXTERNAL_DNS_ANNOTATION_PREFIX: 'int.example/',
        EXTERNAL_DNS_MANAGED_RECORD_TYPES: 'A\nMX',
      },
    ],
    [
      'a namespace that is watched, and that of the gateways',
      { namespaced: true, sourceNamespace: 'shop', gatewayNamespace: 'edge', enableGatewayListenerSets: true },
      {
        ...chartDefaults,
        EXTERNAL_DNS_NAMESPACE: 'shop',
        EXTERNAL_DNS_GATEWAY_NAMESPACE: 'edge',
        EXTERNAL_DNS_GATEWAY_LISTENER_SETS: 'true',
      },
    ],
    [
      'extra arguments as a list',
      { extraArgs: ['--aws-zone-type=private', '--ingress-class', 'edge', '--no-exclude-unschedulable'] },
      {
        ...chartDefaults,
        EXTERNAL_DNS_AWS_ZONE_TYPE: 'private',
        EXTERNAL_DNS_INGRESS_CLASS: 'edge',
        EXTERNAL_DNS_EXCLUDE_UNSCHEDULABLE: 'false',
      },
    ],
    [
      'extra arguments as a map',
      {
        extraArgs: {
          'zone-id-filter': ['Z1', 'Z2'],
          'aws-prefer-cname': null,
          'publish-internal-services': true,
          'exclude-unschedulable': false,
          'min-ttl': '5m',
          'aws-batch-change-size': 500,
        },
      },
      {
        ...chartDefaults,
        EXTERNAL_DNS_ZONE_ID_FILTER: 'Z1\nZ2',
        EXTERNAL_DNS_AWS_PREFER_CNAME: 'true',
        EXTERNAL_DNS_PUBLISH_INTERNAL_SERVICES: 'true',
        EXTERNAL_DNS_EXCLUDE_UNSCHEDULABLE: 'false',
        EXTERNAL_DNS_MIN_TTL: '5m',
        EXTERNAL_DNS_AWS_BATCH_CHANGE_SIZE: '500',
      },
    ],
    [
      'a Go template that was written past Helm, in both ways to do so',
      { extraArgs: ['--fqdn-template={{ "{{.Name}}" }}.a.org', '--fqdn-template={{`{{.Namespace}}`}}.a.org'] },
      { ...chartDefaults, EXTERNAL_DNS_FQDN_TEMPLATE: '{{.Name}}.a.org\n{{.Namespace}}.a.org' },
    ],
    [
      'variables of the container, which an argument wins over',
      {
        policy: 'create-only',
        env: [
          { name: 'EXTERNAL_DNS_POLICY', value: 'sync' },
          { name: 'EXTERNAL_DNS_DOMAIN_FILTER', value: 'a.org\nb.org' },
        ],
      },
      { ...chartDefaults, EXTERNAL_DNS_POLICY: 'create-only', EXTERNAL_DNS_DOMAIN_FILTER: 'a.org\nb.org' },
    ],
    [
      'ownership in DynamoDB, in the region of the pod',
      { registry: 'dynamodb', env: [{ name: 'AWS_REGION', value: 'eu-west-1' }] },
      { ...chartDefaults, EXTERNAL_DNS_REGISTRY: 'dynamodb', EXTERNAL_DNS_DYNAMODB_REGION: 'eu-west-1' },
    ],
    [
      'no ownership, and so no owner',
      { registry: 'noop', policy: 'sync' },
      { EXTERNAL_DNS_SOURCE: 'service\ningress', EXTERNAL_DNS_REGISTRY: 'noop' },
    ],
    ['the values of a chart that has it as a part', { 'external-dns': { interval: '5m' } }, chartDefaults],
    ['what helm get values prints', { 'USER-SUPPLIED VALUES': null, interval: '5m' }, chartDefaults],
  ])('carry over %s', (_, values, settings) => {
    const imported = importValues(values);
    expect(imported.origin).toContain('kubernetes-sigs/external-dns (read at version 1.21.1)');
    expect({ settings: imported.settings, toDo: imported.toDo }).toEqual({ settings, toDo: [] });
  });

  it.each([
    ['another provider', { provider: { name: 'google' } }, ['--provider=google'], 'the only value here is aws'],
    ['a registry that is not here', { registry: 'aws-sd' }, ['--registry=aws-sd'], 'none of txt, dynamodb, noop'],
    [
      'a source that is not there',
      { sources: ['services'] },
      ['--source=services', 'together'],
      'did you mean service?',
    ],
    [
      'a flag that nobody knows',
      { extraArgs: { 'txt-owner': 'x' } },
      ['--txt-owner=x'],
      'did you mean --txt-owner-id?',
    ],
    ['a text that is no flag', { extraArgs: ['--aws-prefer-cname', 'now'] }, ['now'], 'belongs to no flag'],
    ['a selector that cannot be read', { labelFilter: 'a in' }, ['--label-filter=a in'], 'cannot be read'],
    ['affixes that exclude each other', { txtPrefix: 'a', txtSuffix: 'b' }, ['together'], 'exclude each other'],
    [
      'a text that Helm renders',
      { extraArgs: { 'txt-prefix': '{{ .Release.Name }}-' } },
      ['extraArgs.txt-prefix={{ .Release.Name }}-'],
      'only Helm renders',
    ],
    [
      'an argument that Helm renders',
      { extraArgs: ['--namespace={{ .Release.Namespace }}'] },
      ['extraArgs=--namespace={{ .Release.Namespace }}'],
      'only Helm renders',
    ],
    ['the namespace of a release', { namespaced: true }, ['namespaced=true'], 'set EXTERNAL_DNS_NAMESPACE'],
    [
      'a setting from a Secret',
      { env: [{ name: 'EXTERNAL_DNS_TXT_PREFIX', valueFrom: { secretKeyRef: { name: 'dns', key: 'prefix' } } }] },
      ['EXTERNAL_DNS_TXT_PREFIX'],
      'comes from the Secret "dns", key "prefix"',
    ],
    [
      'a variable that is no setting',
      { env: [{ name: 'EXTERNAL_DNS_TXT_OWNR_ID', value: 'x' }] },
      ['EXTERNAL_DNS_TXT_OWNR_ID=x'],
      'did you mean EXTERNAL_DNS_TXT_OWNER_ID?',
    ],
    ['files of the pod', { extraVolumes: [{ name: 'aws' }] }, ['extraVolumes'], 'puts files into the pod'],
    [
      'a value that the chart does not know',
      { domainFilter: 'a.org', interval: '1m' },
      ['domainFilter=a.org'],
      'is no value',
    ],
  ])('leave to a person: %s', (_, values, items, text) => {
    const { toDo } = importValues(values);
    expect(itemsOf(toDo)).toEqual(items);
    expect(toDo.map((note) => note.text).join('\n')).toContain(text);
  });

  it('leave out what has no meaning here, each with its value and the reason', () => {
    const { toDo, without } = importValues({
      interval: '30s',
      triggerLoopOnEvent: true,
      logLevel: 'debug',
      resources: { limits: { memory: '1Gi' } },
      tolerations: [{ operator: 'Exists' }],
      serviceMonitor: { enabled: true },
      env: [
        { name: 'AWS_ACCESS_KEY_ID', value: 'canary-key' },
        { name: 'HTTP_PROXY', value: 'http://proxy' },
        { name: 'CF_API_TOKEN', valueFrom: { secretKeyRef: { name: 'cf', key: 'token' } } },
      ],
    });
    expect({ toDo, without: itemsOf(without) }).toEqual({
      toDo: [],
      without: [
        '--log-level=debug',
        '--interval=30s',
        '--events',
        'serviceMonitor.enabled=true',
        'resources, tolerations',
        'AWS_ACCESS_KEY_ID',
        'HTTP_PROXY',
        'CF_API_TOKEN',
      ],
    });
    expect(JSON.stringify(without)).not.toContain('canary');
  });
});

describe('values of the Bitnami chart', () => {
  it.each([
    ['the defaults of the chart', { aws: { region: 'us-east-1' } }, chartDefaults],
    [
      'what it calls otherwise',
      {
        fqdnTemplates: ['{{.Name}}.a.org', '{{.Name}}.b.org'],
        ignoreHostnameAnnotation: true,
        ingressClassFilters: ['edge'],
        managedRecordTypesFilters: ['A'],
        zoneIdFilters: ['Z1'],
        regexDomainFilter: 'a\\.org$',
        publishInternalServices: true,
        serviceTypeFilter: ['LoadBalancer'],
        dryRun: true,
        namespace: 'shop',
      },
      {
        ...chartDefaults,
        EXTERNAL_DNS_FQDN_TEMPLATE: '{{.Name}}.a.org\n{{.Name}}.b.org',
        EXTERNAL_DNS_IGNORE_HOSTNAME_ANNOTATION: 'true',
        EXTERNAL_DNS_INGRESS_CLASS: 'edge',
        EXTERNAL_DNS_MANAGED_RECORD_TYPES: 'A',
        EXTERNAL_DNS_ZONE_ID_FILTER: 'Z1',
        EXTERNAL_DNS_REGEX_DOMAIN_FILTER: 'a\\.org$',
        EXTERNAL_DNS_PUBLISH_INTERNAL_SERVICES: 'true',
        EXTERNAL_DNS_SERVICE_TYPE_FILTER: 'LoadBalancer',
        EXTERNAL_DNS_DRY_RUN: 'true',
        EXTERNAL_DNS_NAMESPACE: 'shop',
      },
    ],
    [
      'its settings of AWS',
      {
        aws: {
          zoneType: 'private',
          assumeRoleArn: 'arn:aws:iam::123456789012:role/zones',
          apiRetries: 5,
          batchChangeSize: 500,
          zoneTags: ['team=dns'],
          preferCNAME: 'true',
          evaluateTargetHealth: false,
          zoneMatchParent: true,
        },
      },
      {
        ...chartDefaults,
        EXTERNAL_DNS_AWS_ZONE_TYPE: 'private',
        EXTERNAL_DNS_AWS_ASSUME_ROLE: 'arn:aws:iam::123456789012:role/zones',
        EXTERNAL_DNS_AWS_API_RETRIES: '5',
        EXTERNAL_DNS_AWS_BATCH_CHANGE_SIZE: '500',
        EXTERNAL_DNS_AWS_ZONE_TAGS: 'team=dns',
        EXTERNAL_DNS_AWS_PREFER_CNAME: 'true',
        EXTERNAL_DNS_AWS_EVALUATE_TARGET_HEALTH: 'false',
        EXTERNAL_DNS_AWS_ZONE_MATCH_PARENT: 'true',
      },
    ],
    [
      'a DynamoDB table, with the prefix left out that the chart leaves out',
      { registry: 'dynamodb', txtPrefix: 'a-', aws: { dynamodbTable: 'owners', region: 'eu-west-1' } },
      {
        ...chartDefaults,
        EXTERNAL_DNS_REGISTRY: 'dynamodb',
        EXTERNAL_DNS_DYNAMODB_TABLE: 'owners',
        EXTERNAL_DNS_DYNAMODB_REGION: 'eu-west-1',
      },
    ],
    [
      'extra arguments, bare ones among them',
      {
        validation: {},
        extraVolumes: [],
        crd: {},
        extraArgs: { 'aws-prefer-cname': '', 'target-net-filter': ['10.0.0.0/8'] },
      },
      {
        ...chartDefaults,
        EXTERNAL_DNS_AWS_PREFER_CNAME: 'true',
        EXTERNAL_DNS_TARGET_NET_FILTER: '10.0.0.0/8',
      },
    ],
    [
      'arguments in the place of all others',
      { aws: { zoneType: 'public' }, args: ['--source=node', '--policy=sync', '--txt-owner-id=me'] },
      { EXTERNAL_DNS_SOURCE: 'node', EXTERNAL_DNS_TXT_OWNER_ID: 'me' },
    ],
  ])('carry over %s', (_, values, settings) => {
    const imported = importValues(values);
    expect(imported.origin).toContain('bitnami/external-dns (read at version 9.0.4)');
    expect({ settings: imported.settings, toDo: imported.toDo }).toEqual({ settings, toDo: [] });
  });

  it.each([
    ['a key of the ownership records', { txtEncrypt: { enabled: true, aesKey: 'canary' } }, ['txtEncrypt.aesKey']],
    ['an object with variables', { aws: {}, extraEnvVarsSecret: 'dns' }, ['extraEnvVarsSecret=dns']],
    ['the namespace of the release', { aws: {}, watchReleaseNamespace: true }, ['watchReleaseNamespace=true']],
    ['a chart without a ClusterRole', { aws: {}, rbac: { clusterRole: false } }, ['rbac.clusterRole=false']],
    [
      'a domain that Helm renders',
      { aws: {}, domainFilters: ['{{ .Values.global.domain }}'] },
      ['domainFilters={{ .Values.global.domain }}'],
    ],
    ['another provider', { provider: 'cloudflare', cloudflare: { apiToken: 'canary' } }, ['--provider=cloudflare']],
  ])('leave to a person, without a secret: %s', (_, values, items) => {
    const imported = importValues(values);
    expect(itemsOf(imported.toDo)).toEqual(expect.arrayContaining([...items]));
    expect(JSON.stringify(imported)).not.toContain('canary');
  });

  it('leave out credentials, which the function has of its own, and tell of the role', () => {
    const role = 'arn:aws:iam::123456789012:role/dns';
    const { without, differences, toDo } = importValues({
      aws: { credentials: { accessKey: 'canary', secretKey: 'canary' }, zonesCacheDuration: '3h', roleArn: role },
    });
    expect(itemsOf(without)).toEqual([
      '--aws-zones-cache-duration=3h',
      'aws.credentials.secretKey, aws.credentials.accessKey',
    ]);
    expect(toDo).toEqual([]);
    expect(JSON.stringify(without)).not.toContain('canary');
    expect(differences.join('\n')).toContain(`ExternalDNS worked as ${role}`);
  });
});
