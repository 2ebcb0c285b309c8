import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readClustersFile } from '../../../lib/clusters/clusters-file.ts';
import { type Fleet, resolveClusters } from '../../../lib/clusters/resolve-clusters.ts';
import { ConfigError } from '../../../lib/config/config.ts';
import type { Environment } from '../../../lib/config/environment.ts';

const base: Environment = { EXTERNAL_DNS_SOURCE: 'service', EXTERNAL_DNS_EKS_CLUSTER_NAME: 'home' };

const fleetOf = (text: string, environment: Environment = base): Fleet =>
  resolveClusters(readClustersFile(text), environment);

function problemsOf(text: string, environment: Environment = base): readonly string[] {
  try {
    fleetOf(text, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const two = `
clusters:
  - { name: eu, eksClusterName: prod-eu, eksRegion: eu-central-1, domainFilter: [eu.example.com, .example.eu] }
  - { name: us, kubeconfig: 'arn:aws:ssm:us-east-1:111111111111:parameter/us', txtOwnerId: us }
`;

const sharded = (shards: string, more = ''): string => `
clusters:
  - { name: eu, eksClusterName: prod-eu, ${more} shards: [${shards}] }
`;

describe('a clusters file', () => {
  it('gives each cluster its variables, and takes from it how the function reaches its own', () => {
    expect(fleetOf(two).instances).toMatchObject([
      {
        cluster: 'eu',
        environment: {
          EXTERNAL_DNS_EKS_CLUSTER_NAME: 'prod-eu',
          EXTERNAL_DNS_EKS_REGION: 'eu-central-1',
          EXTERNAL_DNS_DOMAIN_FILTER: 'eu.example.com\n.example.eu',
        },
        config: { eksClusterName: 'prod-eu', source: ['service'], kubeconfig: undefined },
      },
      { cluster: 'us', environment: { EXTERNAL_DNS_EKS_CLUSTER_NAME: '' }, config: { eksClusterName: undefined } },
    ]);
  });

  it('is shown by the example, which is in order', () => {
    const example = readFileSync(new URL('../../../examples/clusters.yml', import.meta.url), 'utf8');
    expect(fleetOf(example).instances.map(({ cluster, shard }) => [cluster, shard])).toEqual([
      ['prod-eu', undefined],
      ['prod-us', undefined],
      ['on-premises', 'shop'],
      ['on-premises', 'rest'],
    ]);
  });

  it.each([
    [
      'clusters: [',
      [
        'It is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 12.',
      ],
    ],
    [
      'clusters: [{ name: a, eksClusterName: !Ref Cluster }]',
      ['It is no YAML: Unresolved tag: !Ref at line 1, column 39.'],
    ],
    ['', ['The file: Invalid input: expected object, received null.']],
    ['clusters: []', ['clusters: it must have at least one cluster.']],
    [
      'cluster: []',
      ['clusters: it must be a list of clusters.', 'The key cluster is not known; did you mean clusters?'],
    ],
    ['concurrentRuns: 0\nclusters: [{ name: a, eksClusterName: a }]', ['concurrentRuns: it must be 1 or more.']],
    [
      'clusters: [{ name: Prod, eksClusterName: a }, { name: b, eksClusterName: {} }]',
      [
        'clusters[0].name: it must have up to 63 lower case letters, digits and hyphens, such as prod-eu.',
        'clusters[1].eksClusterName: it must be a value or a list of values.',
      ],
    ],
    [
      'clusters: [{ name: a, eksClusterName: a }, { name: a, eksClusterName: b }]',
      ['The cluster a is there twice; give each its own name.'],
    ],
    [
      sharded('{ name: a, zoneIdFilter: Z1 }'),
      ['clusters[0].shards: one shard is no division: leave it out, or add another.'],
    ],
  ])('of the form %j is refused', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('is refused with every problem of every cluster at once', () => {
    const text = `
clusters:
  - { name: a, eksClusterNam: a }
  - { name: b, eksClusterName: b, policy: snyc, cfPassword: secret, interval: 1m, shard: x }
  - { name: c, eksClusterName: c, kubeconfig: /opt/c }
`;
    expect(problemsOf(text)).toEqual([
      'a: eksClusterNam is no setting; did you mean eksClusterName?',
      'a: it must say how the cluster is reached: set eksClusterName or kubeconfig, one of them.',
      'b: cfPassword is a secret, which the zip must not hold; set EXTERNAL_DNS_CF_PASSWORD in the environment of the function.',
      'b: interval does nothing here: a schedule invokes the function, and every run reads everything; leave it out.',
      'b: shard is made from the shards of the file; leave it out.',
      'b: EXTERNAL_DNS_POLICY "snyc" is none of sync, upsert-only, create-only; did you mean sync?',
      'c: it must say how the cluster is reached: set eksClusterName or kubeconfig, one of them.',
      'c: --eks-cluster-name "c" needs no kubeconfig; leave out --kubeconfig and --context, or --eks-cluster-name.',
    ]);
  });

  it.each([
    [
      'the owner of the environment',
      two.replace('txtOwnerId: us', 'namespace: a'),
      { ...base, EXTERNAL_DNS_TXT_OWNER_ID: 'me' },
    ],
    ['a txtOwnerId', two.replace('domainFilter', 'txtOwnerId: us, domainFilter'), base],
    ['one cluster and no owner', 'clusters: [{ name: eu, eksClusterName: a }, { name: us, eksClusterName: a }]', base],
  ])('may not give two clusters %s', (_, text, environment) => {
    expect(problemsOf(text, environment)).toEqual([
      expect.stringMatching(
        /^eu, us have one owner id \(.+\), so that each would delete the records of the others; give/,
      ),
    ]);
  });
});

describe('shards', () => {
  it('divided by zone leave the zones of the others to them', () => {
    const { instances } = fleetOf(sharded('{ name: a, zoneIdFilter: Z1 }, { name: b, zoneIdFilter: [Z2, Z3] }'));
    expect(instances.map(({ config }) => [config.shard, config.zoneIdFilter, config.otherShardZoneIds])).toEqual([
      ['a', ['Z1'], ['Z2', 'Z3']],
      ['b', ['Z2', 'Z3'], ['Z1']],
    ]);
  });

  it('divided by domain leave to the others what lies deeper', () => {
    const shards =
      '{ name: a, domainFilter: example.com, excludeDomains: old.example.com }, { name: b, domainFilter: [shop.example.com, example.org] }';
    const { instances } = fleetOf(sharded(shards));
    expect(instances.map(({ config }) => [config.domainFilter, config.excludeDomains])).toEqual([
      [['example.com'], ['old.example.com', 'shop.example.com']],
      [['shop.example.com', 'example.org'], []],
    ]);
  });

  it.each([
    [
      '{ name: a, zoneIdFilter: Z1 }, { name: b, domainFilter: a.org }',
      '',
      'eu: its shards must all have zoneIdFilter, or all have domainFilter, and none of them both.',
    ],
    [
      '{ name: a, zoneIdFilter: Z1 }, { name: b }',
      '',
      'eu: its shards must all have zoneIdFilter, or all have domainFilter, and none of them both.',
    ],
    [
      '{ name: a, zoneIdFilter: Z1 }, { name: b, zoneIdFilter: /hostedzone/Z1 }',
      '',
      'eu: Z1 is in the zoneIdFilter of a and of b; keep it in one of them.',
    ],
    [
      '{ name: a, zoneIdFilter: AZ1 }, { name: b, zoneIdFilter: Z1 }',
      '',
      'eu: AZ1 is in the zoneIdFilter of a and of b; keep it in one of them.',
    ],
    [
      '{ name: a, domainFilter: .a.org }, { name: b, domainFilter: A.org. }',
      '',
      'eu: a.org is in the domainFilter of a and of b; keep it in one of them.',
    ],
    [
      '{ name: a, domainFilter: a.org }, { name: b, domainFilter: b.org }',
      'domainFilter: org,',
      'eu: domainFilter is what its shards are divided by; set it in them alone.',
    ],
    [
      '{ name: a, domainFilter: a.org }, { name: b, domainFilter: b.org }',
      'annotateStatus: true,',
      'eu: annotateStatus is for a cluster without shards: each sees a part of what an object asks for.',
    ],
    [
      '{ name: a, zoneIdFilter: Z1 }, { name: a, zoneIdFilter: Z2 }',
      '',
      'The cluster eu has the shard a twice; give each its own name.',
    ],
  ])('%s are refused (%s)', (shards, more, problem) => {
    expect(problemsOf(sharded(shards, more))).toEqual([problem]);
  });

  it('divided by domain have no regular expression that would make the domains not count', () => {
    const shards = '{ name: a, domainFilter: a.org }, { name: b, domainFilter: b.org }';
    expect(problemsOf(sharded(shards, "regexDomainFilter: '[.]org$',"))).toEqual(
      ['a', 'b'].map(
        (shard) =>
          `eu/${shard}: a cluster whose shards are divided by domainFilter can have no regexDomainFilter and no regexDomainExclusion.`,
      ),
    );
  });
});

describe('the request budget', () => {
  const entry = (name: string, more = '') => `  - { name: ${name}, eksClusterName: ${name}, ${more} }\n`;
  const role = (account: string, name: string) => `awsAssumeRole: 'arn:aws:iam::${account}:role/${name}'`;
  const shares = (text: string, environment: Environment = base) =>
    fleetOf(text, environment).instances.map(({ cluster, config }) => [cluster, config.route53RequestsPerSecond]);

  it('is divided among those that share an account, whatever role they take there', () => {
    const text = `clusters:\n${entry('a')}${entry('b')}${entry('c')}${entry('d', role('222222222222', 'x'))}${entry('e', role('222222222222', 'y'))}`;
    expect(shares(text)).toEqual([
      ['a', 1.333],
      ['b', 1.333],
      ['c', 1.333],
      ['d', 2],
      ['e', 2],
    ]);
  });

  it('is divided by the runs that are made at once', () => {
    expect(shares(`concurrentRuns: 2\nclusters:\n${entry('a')}${entry('b')}${entry('c')}`)).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 2],
    ]);
  });

  it('leaves a share that was given by name, and divides the rest of what the function is told', () => {
    const text = `clusters:\n${entry('a', 'route53RequestsPerSecond: 1.5')}${entry('b')}${entry('c')}`;
    const environment = { ...base, EXTERNAL_DNS_ROUTE53_REQUESTS_PER_SECOND: '2' };
    expect(shares(text, environment)).toEqual([
      ['a', 1.5],
      ['b', 0.25],
      ['c', 0.25],
    ]);
  });

  it('is refused where nothing is left for somebody', () => {
    expect(problemsOf(`clusters:\n${entry('a', 'route53RequestsPerSecond: 4')}${entry('b')}`)).toEqual([
      'Of 4 requests a second nothing is left for b; lower route53RequestsPerSecond of the others, or leave it out.',
    ]);
  });
});
