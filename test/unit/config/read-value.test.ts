import { describe, expect, it } from '@jest/globals';
import { configured, problemsWith } from '../../support/parsed-config.ts';

describe('the value of a flag', () => {
  it.each([
    ['--namespace=shop', 'namespace', 'shop'],
    ['--namespace=', 'namespace', undefined],
    ['--connector-source-server=', 'connectorSourceServer', 'localhost:8080'],
    ['--txt-prefix=%{record_type}-', 'txtPrefix', '%{record_type}-'],
    ['--domain-filter=a.com,b.com', 'domainFilter', ['a.com,b.com']],
    ['--domain-filter= ', 'domainFilter', []],
    ['--gloo-namespace=proxies', 'glooNamespace', ['proxies']],
    ['--publish-internal-services', 'publishInternalServices', true],
    ['--no-exclude-unschedulable', 'excludeUnschedulable', false],
    ['--dry-run=F', 'dryRun', false],
    ['--aws-batch-change-size=50', 'awsBatchChangeSize', 50],
    ['--hold-deletions-over-percent=100', 'holdDeletionsOverPercent', 100],
    ['--route53-requests-per-second=0.5', 'route53RequestsPerSecond', 0.5],
    ['--hold-deletions-over-count=0', 'holdDeletionsOverCount', 0],
    ['--min-ttl=1m30s', 'minTtl', 90],
    ['--kube-api-request-timeout=0s', 'kubeApiRequestTimeout', 0],
    ['--policy=upsert-only', 'policy', 'upsert-only'],
    ['--compatibility=', 'compatibility', undefined],
    ['--policy=', 'policy', 'sync'],
    ['--aws-zone-type=private', 'awsZoneType', 'private'],
    ['--managed-record-types=TXT', 'managedRecordTypes', ['TXT']],
    ['--events-emit=', 'eventsEmit', []],
    ['--annotation-prefix=external-dns.alpha.kubernetes.io/', 'annotationPrefix', 'external-dns.alpha.kubernetes.io/'],
    ['--target-net-filter=2001:db8::/32', 'targetNetFilter', ['2001:db8::/32']],
    ['--nat64-networks=64:ff9b::/96', 'nat64Networks', ['64:ff9b::/96']],
    ['--label-filter=', 'labelFilter', undefined],
    ['--regex-domain-filter=', 'regexDomainFilter', undefined],
  ] as const)('%s makes %s %j', (flag, key, value) => {
    expect(configured(flag)[key]).toEqual(value);
  });

  it('of a regex matches anywhere, as RE2', () => {
    const { regexDomainFilter } = configured('--regex-domain-filter=shop\\.(org|com)$');
    expect(regexDomainFilter?.matcher('a.shop.org').find()).toBe(true);
    expect(regexDomainFilter?.matcher('shop.orgs').find()).toBe(false);
  });

  it('of a selector is a selector', () => {
    expect(configured('--label-filter=app in (a,b)').labelFilter?.matches({ app: 'b' })).toBe(true);
    expect(configured('--annotation-filter=app notin (a)').annotationFilter?.matches({ app: 'a' })).toBe(false);
    expect(configured('--gateway-label-filter=app').gatewayLabelFilter?.matches({})).toBe(false);
  });

  it('of a repeated choice is there once', () => {
    expect(configured('--source=pod', '--source=node', '--source=pod').source).toEqual(['pod', 'node']);
  });

  it.each([
    ['--policy=snyc', '--policy "snyc" is none of sync, upsert-only, create-only; did you mean sync?'],
    ['--provider=google', '--provider "google" is not available; the only value here is aws.'],
    [
      '--source=service,ingress',
      '--source "service,ingress" is several values in one; repeat the flag, or write one value a line in the environment.',
    ],
    ['--registry=aws-sd', '--registry "aws-sd" is none of txt, dynamodb, noop.'],
    ['--compatibility=mat', '--compatibility "mat" is none of mate, molecule, kops-dns-controller; did you mean mate?'],
    [
      '--service-type-filter=loadbalancer',
      '--service-type-filter "loadbalancer" is none of ClusterIP, NodePort, LoadBalancer, ExternalName; did you mean LoadBalancer?',
    ],
    [
      '--events-emit=RecordCreated',
      '--events-emit "RecordCreated" is none of RecordReady, RecordDeleted, RecordError, RecordSkipped, RecordFiltered; did you mean RecordReady?',
    ],
    [
      '--managed-record-types=CAA',
      '--managed-record-types "CAA" is none of A, AAAA, CNAME, TXT, SRV, NS, PTR, MX, NAPTR, DNAME.',
    ],
    ['--dry-run=yes', '--dry-run "yes" is not a boolean; write true or false.'],
    ['--aws-api-retries=0', '--aws-api-retries "0" is not a whole number of 1 or more.'],
    ['--aws-api-retries=1.5', '--aws-api-retries "1.5" is not a whole number of 1 or more.'],
    ['--aws-api-retries=', '--aws-api-retries "" is not a whole number of 1 or more.'],
    ['--hold-deletions-over-percent=101', '--hold-deletions-over-percent "101" is not a whole number from 0 to 100.'],
    [
      '--route53-requests-per-second=0',
      '--route53-requests-per-second "0" is no rate; write a number over 0, such as 4 or 0.5.',
    ],
    [
      '--route53-requests-per-second=4/s',
      '--route53-requests-per-second "4/s" is no rate; write a number over 0, such as 4 or 0.5.',
    ],
    ['--min-ttl=60', '--min-ttl "60" is not a duration; write numbers with units, such as 60s or 1m30s.'],
    ['--min-ttl=-1s', '--min-ttl "-1s" is too short; the least is 0s.'],
    ['--lease-duration=500ms', '--lease-duration "500ms" is too short; the least is 1s.'],
    [
      '--regex-domain-filter=(',
      '--regex-domain-filter "(" is not a regular expression of RE2 (missing closing ): `(`).',
    ],
    [
      '--regex-domain-exclusion=(?!a)',
      '--regex-domain-exclusion "(?!a)" is not a regular expression of RE2 (invalid or unsupported Perl syntax: `(?!`).',
    ],
    ['--label-filter=a in b', '--label-filter cannot be read: the selector "a in b" has b where ( was expected.'],
    [
      '--annotation-filter=a!=b',
      '--annotation-filter cannot be read: the selector "a!=b" uses != on a; annotations are selected with a notin (...).',
    ],
    [
      '--gateway-label-filter=a>1',
      '--gateway-label-filter cannot be read: the selector "a>1" uses > on a; annotations are selected with =, ==, in, notin, key and !key.',
    ],
    [
      '--annotation-prefix=example.com',
      '--annotation-prefix "example.com" is not an annotation prefix; it ends with its only /, as external-dns.alpha.kubernetes.io/ does.',
    ],
    [
      '--annotation-prefix=a/b/',
      '--annotation-prefix "a/b/" is not an annotation prefix; it ends with its only /, as external-dns.alpha.kubernetes.io/ does.',
    ],
    [
      '--target-net-filter=10.0.0.1',
      '--target-net-filter "10.0.0.1" is not a network; write it in CIDR form, such as 10.0.0.0/8.',
    ],
    [
      '--exclude-target-net=10.0.0.0/33',
      '--exclude-target-net "10.0.0.0/33" is not a network; write it in CIDR form, such as 10.0.0.0/8.',
    ],
    [
      '--nat64-networks=64:ff9b::/64',
      '--nat64-networks "64:ff9b::/64" is not a NAT64 prefix; write an IPv6 network of /96, such as 64:ff9b::/96.',
    ],
    [
      '--txt-owner-id=',
      '--txt-owner-id "" is not an owner id; it has at least one character, and no comma, double quote or control character.',
    ],
    [
      '--txt-owner-id=a,b',
      '--txt-owner-id "a,b" is not an owner id; it has at least one character, and no comma, double quote or control character.',
    ],
  ])('%s gives: %s', (flag, problem) => {
    expect(problemsWith({ flags: [flag] })).toEqual([problem]);
  });

  it('names every value of a list that is wrong', () => {
    expect(
      problemsWith({ flags: ['--exclude-target-net=x', '--exclude-target-net=10.0.0.0/8', '--exclude-target-net=y'] }),
    ).toEqual([
      '--exclude-target-net "x" is not a network; write it in CIDR form, such as 10.0.0.0/8.',
      '--exclude-target-net "y" is not a network; write it in CIDR form, such as 10.0.0.0/8.',
    ]);
  });
});
