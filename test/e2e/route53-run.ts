import type { Route53Client } from '@aws-sdk/client-route-53';
import type { Cause } from '../../lib/endpoint/cause.ts';
import type { Endpoint } from '../../lib/endpoint/endpoint.ts';
import type { Change, ChangeResult, CurrentRecord, Plan, WriteChange } from '../../lib/plan/change.ts';
import type { ProviderReading } from '../../lib/providers/provider.ts';
import { Route53Provider } from '../../lib/providers/route53/route53.ts';
import type { OwnershipRows } from '../../lib/registry/registry.ts';
import { sampleEndpoint } from '../support/sample-endpoint.ts';

/** As the service has them. */
export const limits = { elements: 1000, characters: 32_000 };

/** Of a run that sees every zone. */
export const providerOptions = {
  preferCname: false,
  evaluateTargetHealth: true,
  managedTypes: new Set(['A', 'AAAA', 'CNAME', 'TXT'] as const),
  zoneFilter: { ids: [], tags: [], matchesDomain: () => true },
  limits,
};

type Options = ConstructorParameters<typeof Route53Provider>[1];

/** A provider that has read its zones, with what it read. */
export async function readingProvider(
  client: Route53Client,
  changed: Partial<Options> = {},
): Promise<{ readonly provider: Route53Provider; readonly reading: ProviderReading }> {
  const provider = new Route53Provider([{ client, name: 'the usual credentials' }], { ...providerOptions, ...changed });
  return { provider, reading: await provider.records(new AbortController().signal) };
}

/** The row that ExternalDNS would write, of one length for every name. */
export const rowOf = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  recordType: 'TXT',
  dnsName: `${endpoint.recordType.toLowerCase()}-${endpoint.dnsName}`,
  targets: ['"heritage=external-dns,external-dns/owner=me,external-dns/resource=service/shop/web"'],
});

const rows = (change: WriteChange): OwnershipRows => {
  if (change.action === 'Create') return { remove: [], add: [rowOf(change.endpoint)] };
  return { remove: change.action === 'Delete' ? [rowOf(change.endpoint)] : [], add: [] };
};

export const planOf = (changes: readonly Change[]): Plan => ({ changes, checksum: 'irrelevant' });

/** Creations, placed by the provider as a run would place them. */
export const creating = (provider: Route53Provider, endpoints: readonly Partial<Endpoint>[]): Plan =>
  planOf(
    provider
      .adjust(endpoints.map((each) => sampleEndpoint(each)))
      .endpoints.map((endpoint) => ({ action: 'Create', endpoint })),
  );

export const ours = (record: Endpoint): CurrentRecord => ({
  ...record,
  ownership: { state: 'owned', owner: 'me', rows: 'complete' },
});

/** Applies a plan with ownership rows; nothing stops it unless told. */
export const apply = (
  provider: Route53Provider,
  plan: Plan,
  stop: () => Promise<Cause | undefined> = async () => undefined,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly ChangeResult[]> => provider.apply(plan, { rows, stop, signal });

/** `name0000.example.org` and so on, all of one length. */
export const names = (count: number, zone = 'example.org'): readonly Partial<Endpoint>[] =>
  Array.from({ length: count }, (_, index) => ({
    dnsName: `name${String(index).padStart(5, '0')}.${zone}`,
    targets: ['192.0.2.1'],
  }));

/** How many creations with their rows fill a batch. */
export const perBatch = Math.floor(
  Math.min(
    limits.elements / 2,
    limits.characters / ('192.0.2.1'.length + (rowOf(sampleEndpoint()).targets[0] ?? '').length),
  ),
);

/** `Success`, `Failed InvalidChangeBatch`, `Skip Deferred`: how many of each. */
export function tally(results: readonly ChangeResult[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(results, verdict);
  return Object.fromEntries([...groups].map(([text, group]) => [text, group.length]));
}

export function verdict(result: ChangeResult): string {
  switch (result.status) {
    case 'Success':
      return 'Success';
    case 'Failed':
      return `Failed ${result.error.code}`;
    case 'Skip':
      return `Skip ${result.cause.code}`;
  }
}
