import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredEvent, StoredRecord } from '../../functions/local/read-back.ts';
import type { Report } from '../../lib/report/report.ts';
import { type CommandOutcome, commandLine, commandLineInTree } from '../support/command-line.ts';

interface Story {
  readonly runs: readonly Report[];
  readonly records: readonly StoredRecord[];
  readonly events: readonly StoredEvent[];
}

let outcome: CommandOutcome;
let story: Story;

beforeAll(async () => {
  outcome = await commandLine(['demo', '--output=json']);
  story = JSON.parse(outcome.stdout);
});

const ingressHost = (name: string): string => `${name}.eu-west-1.elb.amazonaws.com`;
const verification = '"site-verification=4c1f"';

/** Everything that examples/cluster asks for, in the order of the alphabet. */
const asked = [
  ['${CAMPAIGN_HOST}', '', 'Ingress/marketing/campaign', 'InvalidName'],
  ['_verify.example.org', 'TXT', 'DNSEndpoint/platform/office', 'Success'],
  ['api.example.com', 'A', 'Service/shop/api', 'Success'],
  ['api.example.com', 'AAAA', 'Service/shop/api', 'Success'],
  ['blog.example.net', 'CNAME', 'Ingress/marketing/blog', 'NoMatchingZone'],
  ['db.example.org', 'A', 'Service/data/postgres', 'Success'],
  ['docs.example.org', 'CNAME', 'DNSEndpoint/platform/office', 'Success'],
  ['edge-1.example.org', 'A', 'Node/edge-1.example.org', 'Success'],
  ['news.example.com', '', 'Service/marketing/newsletter', 'NoTargets'],
  ['pay.example.com', 'A', 'Ingress/payments/checkout-old', 'RecordConflict'],
  ['pay.example.com', 'A', 'Service/payments/checkout', 'Success'],
  ['pay.example.com', 'AAAA', 'Ingress/payments/checkout-old', 'RecordConflict'],
  ['pay.example.com', 'AAAA', 'Service/payments/checkout', 'Success'],
  ['postgres-0.db.example.org', 'A', 'Service/data/postgres', 'Success'],
  ['postgres-1.db.example.org', 'A', 'Service/data/postgres', 'Success'],
  ['shop.example.com', 'A', 'Ingress/shop/storefront', 'Success'],
  ['shop.example.com', 'AAAA', 'Ingress/shop/storefront', 'Success'],
  ['status.example.com', 'CNAME', 'Service/platform/status-page', 'Success'],
  ['vpn.example.org', 'A', 'DNSEndpoint/platform/office', 'Success'],
  ['www.example.com', 'A', 'Service/marketing/landing', 'OwnerConflict'],
];

/** The record sets that are ours at the end: name, type, values or alias, and the object that their TXT names. */
const desired: readonly (readonly [name: string, type: string, values: string, resource: string])[] = [
  ['_verify.example.org.', 'TXT', verification, 'crd/platform/office'],
  ['api.example.com.', 'A', '198.51.100.77', 'service/shop/api'],
  ['api.example.com.', 'AAAA', '2001:db8:51::10', 'service/shop/api'],
  ['db.example.org.', 'A', '10.0.7.20 10.0.7.21', 'service/data/postgres'],
  ['docs.example.org.', 'CNAME', 'docs.pages.example.net', 'crd/platform/office'],
  ['edge-1.example.org.', 'A', '203.0.113.40', 'node/edge-1.example.org'],
  ['pay.example.com.', 'A', 'alias pay-5f0c.elb.eu-west-1.amazonaws.com.', 'service/payments/checkout'],
  ['pay.example.com.', 'AAAA', 'alias pay-5f0c.elb.eu-west-1.amazonaws.com.', 'service/payments/checkout'],
  ['postgres-0.db.example.org.', 'A', '10.0.7.20', 'service/data/postgres'],
  ['postgres-1.db.example.org.', 'A', '10.0.7.21', 'service/data/postgres'],
  ['shop.example.com.', 'A', `alias ${ingressHost('shop-1874')}.`, 'ingress/shop/storefront'],
  ['shop.example.com.', 'AAAA', `alias ${ingressHost('shop-1874')}.`, 'ingress/shop/storefront'],
  ['vpn.example.org.', 'A', '203.0.113.7 203.0.113.8', 'crd/platform/office'],
];

/** What was in the zones before the first run. */
const foreign = [
  'a-www.example.com. TXT "heritage=external-dns,external-dns/owner=website-cluster,external-dns/resource=service/website/www"',
  'example.org. MX 10 mail.example.net',
  'www.example.com. A 203.0.113.200',
];

const ownership = ([name, type, , resource]: (typeof desired)[number]): string =>
  `${type.toLowerCase()}-${name} TXT "heritage=external-dns,external-dns/owner=example-cluster,external-dns/resource=${resource}"`;

const recordText = ({ Name, Type, ResourceRecords = [], AliasTarget }: StoredRecord): string =>
  `${Name} ${Type} ${AliasTarget ? `alias ${AliasTarget.DNSName}` : ResourceRecords.map(({ Value }) => Value).join(' ')}`;

const toldTo = (action: string): readonly string[] => [
  ...new Set(
    story.events
      .filter((event) => event.action === action)
      .map(({ involvedObject: { kind, namespace, name } }) => [kind, namespace, name].filter(Boolean).join(' ')),
  ),
];

describe('npm start -- --output=json', () => {
  it('exits with 0 and prints one JSON document and nothing else', () => {
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' });
    expect(Object.keys(story)).toEqual(['runs', 'records', 'events']);
  });

  it('has every endpoint of the examples in the first run, with what became of it', () => {
    const results = story.runs[0]?.results.map(({ dnsName, recordType = '', refs, status, cause }) => [
      dnsName,
      recordType,
      refs.join(),
      cause ?? status,
    ]);
    expect(results?.toSorted()).toEqual(asked.toSorted());
  });

  it('writes what changed in the second run, and nothing in the third', () => {
    const writes = story.runs
      .slice(1)
      .map(({ results }) =>
        results
          .filter(({ status }) => status !== 'Skip')
          .map(({ action, dnsName, targets }) => [action, dnsName, targets]),
      );
    expect(writes[0]?.toSorted()).toEqual([
      ['Delete', 'status.example.com', ['pages.status.example.net']],
      ['Update', 'api.example.com', ['198.51.100.77']],
    ]);
    expect(writes[1]).toEqual([]);
    expect(Object.keys(story.runs[2]?.calls.route53 ?? {})).not.toContain('ChangeResourceRecordSets');
  });

  it('leaves exactly the desired record sets and their TXT, and the foreign ones as they were', () => {
    const stored = story.records.filter(({ Type }) => Type !== 'NS' && Type !== 'SOA').map(recordText);
    const ours = desired.flatMap((row) => [row.slice(0, 3).join(' '), ownership(row)]);
    expect(stored.toSorted()).toEqual([...ours, ...foreign].toSorted());
  });

  it.each([
    ['Updated', ['Service shop api']],
    ['Deleted', ['Service platform status-page']],
    ['Skipped', ['Service marketing newsletter']],
    [
      'FailedSync',
      [
        'Ingress marketing blog',
        'Ingress marketing campaign',
        'Ingress payments checkout-old',
        'Service marketing landing',
      ],
    ],
    [
      'Created',
      [
        'DNSEndpoint platform office',
        'Ingress shop storefront',
        'Node edge-1.example.org',
        'Service data postgres',
        'Service payments checkout',
        'Service platform status-page',
        'Service shop api',
      ],
    ],
  ])('tells %s to the right objects and to no others', (action, objects) => {
    expect(toldTo(action).toSorted()).toEqual(objects);
  });
});

describe('the page of README.md', () => {
  it('shows events as the examples give them', () => {
    const readme = readFileSync('README.md', 'utf8');
    const lines = [...readme.matchAll(/^ {2}(Normal|Warning) +(\w+) +\d+s +external-dns {2}(.+(?:\n {20,}.+)*)/gm)];
    const shown = lines.map(([, type, reason, message = '']) => [type, reason, message.replace(/\s+/g, ' ')]);
    expect(shown).toHaveLength(2);
    expect(story.events.map(({ type, reason, message }) => [type, reason, message])).toEqual(
      expect.arrayContaining(shown),
    );
  });
});

describe('npm start in a pipe', () => {
  it('shows the story in plain text of 100 columns at most', async () => {
    const { exitCode, stdout, stderr } = await commandLine(['demo'], {}, commandLineInTree);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('It went as meant.');
    expect(stdout).not.toContain('\u001b');
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('takes flags of the run: with --policy=upsert-only nothing is deleted', async () => {
    const { exitCode, stdout } = await commandLine(['demo', '--policy=upsert-only', '--output=json']);
    const { runs, records }: Story = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(runs.map(({ counts }) => counts.deleted)).toEqual([0, 0, 0]);
    expect(records.map(({ Name }) => Name)).toContain('status.example.com.');
  });

  it.each(['--kubeconfig=/tmp/mine', '--aws-profile=mine', '--server=https://cluster.example.com'])(
    'refuses %s, which would lead out of the embedded cluster and Route 53',
    async (flag) => {
      const { exitCode, stderr } = await commandLine(['demo', flag]);
      expect(exitCode).toBe(2);
      expect(stderr).toBe(
        `${flag.split('=')[0]} has no place here: npm start brings its own cluster and Route 53; use npm run sync.\n`,
      );
    },
  );
});
