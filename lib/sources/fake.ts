import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../cluster/cluster.ts';
import type { Config } from '../config/config.ts';
import type { Endpoint, ObjectReference, RecordType } from '../endpoint/endpoint.ts';
import { sourceResult } from './object-result.ts';
import { labelled, pods } from './resources.ts';
import type { Source, SourceContext, SourceResult } from './source.ts';
import { SourceError } from './source-error.ts';
import { TemplateError } from './template/template-error.ts';
import { compileTemplates } from './templates.ts';

/** An object's name holds at most so many characters (RFC 1123 subdomain). */
const longestName = 253;

/** The invented Pod that stands for a name. */
const podName = (dnsName: string): string => `fake-${dnsName}`.slice(0, longestName);

/**
 * Invented record sets of every type, for trying the rest of the line without a cluster (ExternalDNS source/fake.go).
 * Upstream draws new names in every run; here they follow from domain and type, so that a second run changes nothing.
 * Upstream's set identifier `fake` is left out: Route 53 takes none without a routing policy, and refuses the record.
 */
export const fake: Source = {
  name: 'fake',
  summary: 'Invented record sets of every type, to try things out',
  kinds: [{ ...labelled('fake', pods), objectName: podName }],
  permissions: () => [],
  annotations: [],
  filters: [],
  templates: ['fqdn'],
  read: readFake,
};

async function readFake({ config, signal }: SourceContext): Promise<SourceResult> {
  signal.throwIfAborted();
  const domains = domainsOf(config);
  const all = domains.flatMap((domain) => invented(domain, domains).map((each) => endpointOf(each)));
  return sourceResult([], [{ endpoints: all }]);
}

const templateData: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'fake', namespace: 'default' },
};

/** What `--fqdn-template` makes of the Pod `default/fake`, else `example.com`. */
function domainsOf(config: Config): readonly string[] {
  const { names } = compileTemplates('fake', config, 'fqdn');
  if (names === undefined) return ['example.com'];
  try {
    return names.names(templateData, 'fake');
  } catch (error) {
    if (error instanceof TemplateError) throw new SourceError('fake', error.message, error);
    throw error;
  }
}

interface Invented {
  readonly recordType: RecordType;
  readonly dnsName: string;
  readonly targets: readonly string[];
}

/** One record set of each type under a domain. */
function invented(domain: string, domains: readonly string[]): readonly Invented[] {
  const label = (use: string, length = 4) => letters(`${domain} ${use}`, length);
  const host = (use: string) => `${label(use)}.${domain}`;
  const sip = `_sip._udp.${domain}`;
  return [
    { recordType: 'A', dnsName: host('A'), targets: domains.map((each) => `192.0.2.${octet(`${domain} A ${each}`)}`) },
    {
      recordType: 'AAAA',
      dnsName: host('AAAA'),
      targets: domains.map((each) => documentationAddress(`${domain} ${each}`)),
    },
    { recordType: 'CNAME', dnsName: host('CNAME'), targets: [host('CNAME target')] },
    { recordType: 'TXT', dnsName: host('TXT'), targets: ['"heritage=external-dns,external-dns/owner=fake"'] },
    { recordType: 'SRV', dnsName: sip, targets: [`10 20 5060 ${host('SRV')}.`] },
    { recordType: 'NS', dnsName: domain, targets: [`${label('NS', 3)}.${domain}`] },
    { recordType: 'PTR', dnsName: `${octet(`${domain} PTR`)}.2.0.192.in-addr.arpa`, targets: [host('PTR')] },
    { recordType: 'MX', dnsName: domain, targets: [`10 ${host('MX')}`] },
    { recordType: 'NAPTR', dnsName: sip, targets: [`10 10 "u" "E2U+sip" "!^.*$!sip:info@${domain}!" .`] },
    { recordType: 'DNAME', dnsName: host('DNAME'), targets: [host('DNAME target')] },
  ];
}

const endpointOf = ({ dnsName, ...rest }: Invented): Endpoint => ({
  ...rest,
  dnsName,
  labels: { resource: `fake/default/${dnsName}` },
  providerSpecific: {},
  refs: [referenceOf(dnsName)],
});

const referenceOf = (dnsName: string): ObjectReference => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace: 'default',
  name: podName(dnsName),
  source: 'fake',
});

const digest = (seed: string): readonly number[] => [...createHash('sha256').update(seed).digest()];

const letters = (seed: string, length: number): string =>
  digest(seed)
    .slice(0, length)
    .map((byte) => String.fromCharCode(97 + (byte % 26)))
    .join('');

/** 1 to 253. */
const octet = (seed: string): number => 1 + ((digest(seed)[0] ?? 0) % 253);

/** An address of 2001:db8::/32, which is for documentation (RFC 3849), in canonical spelling. */
function documentationAddress(seed: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = digest(seed);
  return `2001:db8::${(1 + a * 256 + b).toString(16)}:${(1 + c * 256 + d).toString(16)}`;
}
